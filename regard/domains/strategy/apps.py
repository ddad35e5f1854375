from django.apps import AppConfig
from typing_extensions import override


class StrategyConfig(AppConfig):
    name = "regard.domains.strategy"
    label = "strategy"

    @override
    def ready(self) -> None:
        """Let every receipt lead to its reply, and every theme show what became of it."""
        from regard.domains.engagement import queries as engagement  # noqa: PLC0415 (has models)

        from . import queries  # noqa: PLC0415 (has models)

        engagement.offer_replies(queries.find_reply_path)
        engagement.offer_fates(queries.find_fates)

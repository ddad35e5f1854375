from django.apps import AppConfig
from typing_extensions import override


class StrategyConfig(AppConfig):
    name = "regard.domains.strategy"
    label = "strategy"

    @override
    def ready(self) -> None:
        """Let every receipt lead to its reply."""
        from regard.domains.engagement.queries import offer_replies  # noqa: PLC0415 (needs models)

        from .queries import find_reply_path  # noqa: PLC0415

        offer_replies(find_reply_path)

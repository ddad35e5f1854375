from django.apps import AppConfig
from typing_extensions import override


class GovernanceConfig(AppConfig):
    name = "regard.domains.governance"
    label = "governance"

    @override
    def ready(self) -> None:
        """Say what becomes of seats and claims when two records of the register are merged."""
        from .actions import merging  # noqa: PLC0415 (has models)

        merging.say_what_merges_do()

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from regard.domains.register.rules.councils import Gazetteer
from regard.domains.register.rules.layouts import Layout


@dataclass(frozen=True)
class Setting:
    """
    What a file is read against.

    Attributes:
        name: what its owner calls it, for messages.
        councils: whose locations are taken; None takes every council's.
        today: dates after it are refused.
    """

    name: str
    layout: Layout
    gazetteer: Gazetteer
    councils: Collection[int] | None
    today: date

    def may_touch(self, council_id: int) -> bool:
        return self.councils is None or council_id in self.councils

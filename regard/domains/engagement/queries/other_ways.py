"""How else than on a page a partnership can be told something. For everyone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.models import OtherWays

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class Ways:
    """
    The ways, each empty where nobody has given it.

    Attributes:
        hours: when the telephone is picked up, in words.
        address: in lines.
    """

    telephone: str = ""
    hours: str = ""
    address: str = ""

    def __bool__(self) -> bool:
        return bool(self.telephone or self.address)

    @property
    def call(self) -> str:
        """Return the number with its hours, e.g. "01632 960 001, weekdays 9 to 5"."""
        return ", ".join(part for part in (self.telephone, self.hours) if part)

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for line in self.address.splitlines() if line.strip())


def get_other_ways(*, system: System) -> Ways:
    """Return how else a system's partnership is reached; all empty where nobody has said."""
    found = OtherWays.objects.filter(system=system).first()
    if found is None:
        return Ways()
    return Ways(found.telephone, found.hours, found.address)

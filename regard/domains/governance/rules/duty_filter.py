"""What a list of duties is narrowed to, and the address that asks for it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from regard.domains.governance.types import DutyKind, DutyState

ABSENT_WORD = "absent"
"""Asks for every state in which evidence is asked for and is not there."""

STATE_WORDS = frozenset({ABSENT_WORD, *DutyState})


@dataclass(frozen=True)
class DutyFilter:
    """
    What the list of duties is narrowed to; None and empty: not by this.

    Attributes:
        state: one state, or "absent" for all in which evidence is asked for and is not there.
        on: as at which day; None: today.
    """

    state: str = ""
    holder: str = ""
    kind: DutyKind | None = None
    on: date | None = None

    def query(self, **change: str) -> str:
        """Return the end of an address that asks for this, with some of it changed."""
        asked = {
            "state": self.state,
            "holder": self.holder,
            "kind": self.kind.value if self.kind else "",
            "on": self.on.isoformat() if self.on else "",
        } | change
        kept = {name: value for name, value in asked.items() if value}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.holder or self.kind)

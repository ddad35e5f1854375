"""Made-up names, addresses and telephone numbers, each used once where that matters."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from .corpus import read
from .land import MadePlace

POSTCODE_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"
"""Royal Mail uses no others in the last two places."""


@dataclass
class Names:
    """
    Draws names from the parts in words/names.toml.

    Attributes:
        taken: what has been used and may not be used again, in small letters.
    """

    random: Random
    parts: dict[str, Any] = field(default_factory=lambda: read("names"))
    taken: set[str] = field(default_factory=set)

    def take(self, name: str) -> bool:
        """Return whether the name was free, and take it."""
        is_free = name.lower() not in self.taken
        self.taken.add(name.lower())
        return is_free

    def any_of(self, part: str) -> str:
        return str(self.random.choice(self.parts[part]))

    def person(self) -> str:
        return f"{self.any_of('first')} {self.any_of('last')}"

    def care_home(self, town: str) -> str:
        """Return a name for a care home that no other has."""
        while not self.take(name := self._care_home(town)):
            pass
        return name

    def _care_home(self, town: str) -> str:
        ways: dict[Callable[[], str], int] = {
            self._rooted_home: 46,
            lambda: f"{self.any_of('last')} {self.any_of('homes')}": 12,
            lambda: self.any_of("the"): 8,
            lambda: self.any_of("saints"): 5,
            lambda: f"{self.random.randint(2, 98)} {self.any_of('streets')}": 12,
            lambda: f"{town} {self.any_of('homes')}": 10,
            lambda: f"{self.any_of('streets')} Residential Home": 7,
        }
        [way] = self.random.choices(list(ways), list(ways.values()))
        return way()

    def _rooted_home(self) -> str:
        root = self.root()
        return f"{root} {self.any_of('homes')}" if self.random.random() < 0.8 else root

    def firm(self) -> str:
        """Return the stem of a firm's name, e.g. "Kettle On", that no other firm has."""
        while not self.take(name := self._firm()):
            pass
        return name

    def _firm(self) -> str:
        kind = self.random.random()
        if kind < 0.3:
            return self.any_of("firms")
        if kind < 0.55:
            return self.root()
        if kind < 0.62:
            return self.person()
        surname = self.any_of("last")
        return self.random.choice(
            [surname, f"{surname} & Daughters", f"{surname} Brothers", f"{surname} Family"]
        )

    def root(self) -> str:
        """Return the first part of a name, e.g. "Rowanrigg", in no other name."""
        while not self.take("root " + (root := self.any_of("trees") + self.any_of("ends"))):
            pass
        return root

    def address(self) -> str:
        return f"{self.random.randint(1, 140)} {self.any_of('streets')}"

    def postcode(self, place: MadePlace) -> str:
        """Return a postcode in one of the place's districts, which are nobody's."""
        letters = "".join(self.random.choices(POSTCODE_LETTERS, k=2))
        return f"{self.random.choice(place.districts)} {self.random.randint(1, 9)}{letters}"

    def telephone(self, *, is_mobile: bool = False) -> str:
        """Return a number that Ofcom keeps for drama, which rings nowhere."""
        last = self.random.randint(0, 999)
        return f"07700 900{last:03}" if is_mobile else f"01632 960{last:03}"

    def mailbox(self, name: str) -> str:
        """Return a domain for a firm, under .example, which the internet leaves empty."""
        letters = re.sub(r"[^a-z0-9]+", "-", name.lower().replace("’", "")).strip("-")
        return f"{letters}.example"

"""Which council a file means, by its name and the date and postcode beside it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .matching import postcode_district

NOISE = re.compile(
    r"\b(the|royal|london|metropolitan|borough|boro|city|county|district|unitary|council|of"
    r"|authority|mbc|mdc|cc|lbc?|ua)\b"
)
"""Words with which the same council's name is dressed up or not, from file to file."""


@lru_cache(maxsize=4096)
def normalise_council(name: str) -> str:
    """
    Return a council's name as it is compared, so that its usual variants are the same.

    "Bristol, City of", "City of Bristol" and "Bristol City Council" are all "bristol".
    """
    letters = " ".join(re.sub(r"[^a-z]+", " ", name.lower().replace("&", " and ")).split())
    if letters.startswith("city of london"):
        return "city of london"
    bare = " ".join(NOISE.sub(" ", letters).split())
    return ALIASES.get(bare, bare)


ALIASES = {
    "kingston upon hull": "hull",
    "bournemouth christchurch poole": "bournemouth christchurch and poole",
    "bcp": "bournemouth christchurch and poole",
    "newcastle": "newcastle upon tyne",
    "southend": "southend on sea",
    "scilly": "isles scilly",
    "saint helens": "st helens",
}


PUBLIC = re.compile(
    r"\bNHS\b|\b(borough|city|county|district|metropolitan) council\b", re.IGNORECASE
)
"""Names that only public bodies bear."""

PUBLIC_WORDS = frozenset({"council", "borough", "city", "mbc", "mdc", "nhs"})
"""One of these stands in the name of every council and NHS body."""


@dataclass(frozen=True)
class Gazetteer:
    """
    The councils that a file can mean.

    Attributes:
        live: id of each council that there is today, by normalised name.
        ended: id of each abolished council, by normalised name.
        successors: id of the council that took over, by id of the abolished one and
            postcode district; district "" where one took over all of it.
    """

    live: Mapping[str, int]
    ended: Mapping[str, int]
    successors: Mapping[tuple[int, str], int]

    def find(self, name: str, postcode: str) -> int | None:
        """
        Return the id of the council of today that this name means at this postcode.

        None if no council is so called, or the one that was so called was split and we
        do not know who took over at this postcode.
        """
        normal = normalise_council(name)
        council = self.live.get(normal)
        if council is not None:
            return council
        ended = self.ended.get(normal)
        if ended is None:
            return None
        whole = self.successors.get((ended, ""))
        return whole or self.successors.get((ended, postcode_district(postcode)))

    def is_known(self, name: str) -> bool:
        """Test whether any council, past or present, is so called."""
        normal = normalise_council(name)
        return normal in self.live or normal in self.ended

    def is_public(self, provider_name: str) -> bool:
        """
        Test whether a provider is plainly public by its name: a council's, or one with NHS.

        False does not say that it is independent: a company may be a charity or a council's.
        """
        words = provider_name.lower().replace(",", " ").split()
        if PUBLIC_WORDS.isdisjoint(words):  # thousands of names, of which a hundred go on
            return False
        if PUBLIC.search(provider_name):
            return True
        return self.is_known(re.split(r" - | \(", provider_name, maxsplit=1)[0])

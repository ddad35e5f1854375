"""How many services of the register each check is about, everywhere and in each area."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.governance.types import BodyFacts, Check, Constituency, Needs
from regard.domains.register.types import MixRow

from .checks import CHECKS


@dataclass(frozen=True)
class Served:
    """
    How many services of the register each check is about, by its code: everywhere, and by area.

    Attributes:
        of_places: by the number of a place or neighbourhood.
        of_councils: by the number of a council.
    """

    everywhere: Counter[str]
    of_places: defaultdict[int, Counter[str]]
    of_councils: defaultdict[int, Counter[str]]

    def add(self, code: str, row: MixRow) -> None:
        """Count some services that lie where they do."""
        self.everywhere[code] += row.services
        self.of_councils[row.council_id][code] += row.services
        for place in {row.place_id, row.neighbourhood_id}:
            if place is not None:
                self.of_places[place][code] += row.services

    def of(self, body: BodyFacts) -> Mapping[str, int]:
        """Return those in a body's area, by code; a code without any is left out."""
        if body.place_id is not None:
            return self.of_places.get(body.place_id, {})
        if body.council_id is not None:
            return self.of_councils.get(body.council_id, {})
        return self.everywhere


def count_served(mix: Collection[MixRow], checks: Sequence[Check] = CHECKS) -> Served:
    """
    Return how many services each check of care providers is about, in every area at once.

    A check that names no kind of them is about all.
    """
    found = Served(Counter(), defaultdict(Counter), defaultdict(Counter))
    for check in checks:
        if check.needs is None or check.needs.speaks_for is not Constituency.PROVIDERS:
            continue
        for row in mix:
            if _is_about(check.needs, row):
                found.add(check.code, row)
    return found


def area_mix(body: BodyFacts, mix: Collection[MixRow]) -> list[MixRow]:
    """Return the part of a system's mix that lies in a body's area."""
    if body.place_id is not None:
        return [row for row in mix if body.place_id in {row.place_id, row.neighbourhood_id}]
    if body.council_id is not None:
        return [row for row in mix if row.council_id == body.council_id]
    return list(mix)


def _is_about(needs: Needs, row: MixRow) -> bool:
    return (
        (not needs.service_types or row.service_type in needs.service_types)
        and (not needs.sectors or row.sector in needs.sectors)
        and (not needs.size_bands or row.size_band in needs.size_bands)
    )

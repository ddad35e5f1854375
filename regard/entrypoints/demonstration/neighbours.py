"""Southmere, the small system next door: some of Northmarch's groups, and firms of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from regard.domains.register.types import Sector, ServiceType

from .land import MadePlace
from .naming import Names
from .population import RATINGS, MadeContact, MadeLocation, MadeProvider

SLUG = "southmere"
NAME = "Southmere"
PARTNERSHIP = "Southmere care partnership"
RECEIPT_PREFIX = "SM"
COUNCIL = "Southmere"

PLACES = (
    MadePlace("Southmere port", COUNCIL, ("XN21", "XN22"), ("Southmere", "Quaywick"), 0.6),
    MadePlace("The Levels", COUNCIL, ("XN23",), ("Sedgeholme", "Long Drove"), 0.4),
)
CENTRE = (1.45, 54.42)
"""Open water again. Nobody has drawn Southmere: its pages show tables where others show maps."""

OF_GROUPS = 14
"""Services there of the groups that work in Northmarch too."""

ON_THEIR_OWN = 42
"""Services there of firms that run no other."""

KINDS = {
    ServiceType.CARE_HOME: 8,
    ServiceType.CARE_HOME_NURSING: 3,
    ServiceType.HOME_CARE: 7,
    ServiceType.SUPPORTED_LIVING: 3,
}
ENDS = {
    ServiceType.HOME_CARE: "Homecare",
    ServiceType.SUPPORTED_LIVING: "Supported Living",
}


def make_neighbours(
    *, seed: int, today: date, beside: Sequence[MadeLocation]
) -> tuple[MadeLocation, ...]:
    """
    Return Southmere's locations, the same for the same seed.

    :param beside: Northmarch's, whose groups work here too and whose names are taken.
    """
    maker = _Maker(Random(seed), today, beside)  # noqa: S311 (made-up data, no secret)
    return tuple(maker.make())


@dataclass
class _Maker:
    random: Random
    today: date
    beside: Sequence[MadeLocation]
    number: int = 90_000_000
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        taken = {location.name.lower() for location in self.beside}
        taken |= {location.provider.stem.lower() for location in self.beside}
        self.names = Names(self.random, taken=taken)

    def make(self) -> Iterator[MadeLocation]:
        groups = {
            location.provider.brand: location.provider
            for location in self.beside
            if location.provider.brand
        }
        for _ in range(OF_GROUPS):
            yield self._location(self.random.choice(list(groups.values())))
        for _ in range(ON_THEIR_OWN):
            stem = self.names.firm()
            kind = self._kind()
            name = f"{stem} {'Homecare' if kind is ServiceType.HOME_CARE else 'Care'} Ltd"
            provider = MadeProvider(
                self._id(), name, "", stem, Sector.INDEPENDENT, focus="neighbours"
            )
            yield replace(self._location(provider), kinds=(kind,))

    def _location(self, provider: MadeProvider) -> MadeLocation:
        kind = self._kind()
        place = self.random.choices(PLACES, [place.share for place in PLACES])[0]
        town = self.random.choice(place.towns)
        east, north = (round(self.random.gauss(middle, 0.06), 6) for middle in CENTRE)
        return MadeLocation(
            regulator_id=self._id(),
            name=self._name(provider, kind, town),
            provider=provider,
            kinds=(kind,),
            place=place,
            town=town,
            address=self.names.address(),
            postcode=self.names.postcode(place),
            rating=self.random.choices(list(RATINGS), list(RATINGS.values()))[0],
            rated_on=self.today - timedelta(days=self.random.randint(160, 2200)),
            contact=self._contact(town),
            spot=(east, north),
            beds=0 if kind in ENDS else self.random.randint(5, 50),
            registered_on=self.today - timedelta(days=self.random.randint(2300, 5400)),
        )

    def _kind(self) -> ServiceType:
        [kind] = self.random.choices(list(KINDS), list(KINDS.values()))
        return kind

    def _name(self, provider: MadeProvider, kind: ServiceType, town: str) -> str:
        if kind in ENDS:
            return f"{provider.stem} {ENDS[kind]} {town}"
        return self.names.care_home(town)

    def _contact(self, town: str) -> MadeContact:
        mailbox = self.names.mailbox(f"{town} {self.number}")
        return MadeContact(self.names.person(), f"office@{mailbox}", self.names.telephone())

    def _id(self) -> str:
        self.number += self.random.randint(1, 40)
        return f"1-99{self.number:09}"

"""Northmarch's providers and their services: about 1,180 of about 500, of every type and size."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from regard.domains.register.types import Sector, ServiceType

from .land import COUNCILS, EASTMARCH, PLACES, WESTMERE, MadePlace
from .naming import Names
from .shapes import spot

HOW_MANY = {
    ServiceType.CARE_HOME_NURSING: 141,
    ServiceType.CARE_HOME: 398,
    ServiceType.HOME_CARE: 352,
    ServiceType.SUPPORTED_LIVING: 121,
    ServiceType.EXTRA_CARE: 34,
    ServiceType.SHARED_LIVES: 6,
    ServiceType.COMMUNITY: 104,
    ServiceType.ADVICE: 24,
}
"""Services of each type. Made up; the mix is about that of a shire county in the register."""

UNREGULATED_DAY = 17
"""Day and community services that the regulator does not know; it knows no advice service."""

FOCUS: dict[str, dict[ServiceType, int]] = {
    "homes": {ServiceType.CARE_HOME_NURSING: 4, ServiceType.CARE_HOME: 8},
    "visits": {
        ServiceType.HOME_CARE: 12,
        ServiceType.SUPPORTED_LIVING: 2,
        ServiceType.EXTRA_CARE: 1,
    },
    "support": {
        ServiceType.SUPPORTED_LIVING: 5,
        ServiceType.CARE_HOME: 3,
        ServiceType.COMMUNITY: 2,
        ServiceType.HOME_CARE: 1,
    },
    "friends": {
        ServiceType.COMMUNITY: 6,
        ServiceType.ADVICE: 3,
        ServiceType.EXTRA_CARE: 1,
        ServiceType.CARE_HOME: 1,
    },
    "council": {
        ServiceType.SHARED_LIVES: 3,
        ServiceType.COMMUNITY: 5,
        ServiceType.EXTRA_CARE: 3,
        ServiceType.HOME_CARE: 2,
        ServiceType.ADVICE: 1,
    },
}
"""What a provider of each bent runs, by weight."""

VISITING = {ServiceType.HOME_CARE, ServiceType.SUPPORTED_LIVING, ServiceType.EXTRA_CARE}
"""Types that are often run from the same office."""

VISITORS_HOME = "Rowanwath House"
"""The small care home whose manager a visitor can be."""

BIG = (46, 38, 33, 28, 24, 21)
SMALL = 138
"""How many services each big group runs, and how many providers run two to five."""

ENDS = re.compile(r"(?: (?:Council|Care|Care Group|Homes|Living|Support|Homecare|Residential))+$")
"""Last words of a firm's name that a service's name does not repeat."""

RATINGS = {"Good": 76, "Requires improvement": 16, "Outstanding": 5, "Inadequate": 2}


@dataclass(frozen=True)
class MadeProvider:
    """
    An organisation that provides care.

    Attributes:
        regulator_id: None for one that the regulator does not know.
        brand: the group's name; empty for all but the big groups.
    """

    regulator_id: str | None
    name: str
    brand: str
    stem: str
    sector: Sector
    focus: str


@dataclass(frozen=True)
class MadeContact:
    """Empty strings where nobody knows."""

    name: str
    email: str
    telephone: str


@dataclass(frozen=True)
class MadeLocation:
    """
    A place from which care is provided, with one or two kinds of it.

    Attributes:
        regulator_id: None for one that the regulator does not know.
        rating: None where there is none yet.
        spot: longitude and latitude.
        beds: 0 where nobody lives in.
    """

    regulator_id: str | None
    name: str
    provider: MadeProvider
    kinds: tuple[ServiceType, ...]
    place: MadePlace
    town: str
    address: str
    postcode: str
    rating: str | None
    rated_on: date
    contact: MadeContact
    spot: tuple[float, float]
    beds: int
    registered_on: date

    @property
    def key(self) -> str:
        """Return what the register finds it by."""
        return self.regulator_id or f"{self.name}|{self.postcode}"


def make_population(*, seed: int, today: date) -> tuple[MadeLocation, ...]:
    """Return every location, the same for the same seed; dates count back from today."""
    return tuple(_Maker(Random(seed), today).make())  # noqa: S311 (made-up data, no secret)


class _Maker:
    def __init__(self, random: Random, today: date) -> None:
        self.random = random
        self.apart = Random(HOW_MANY[ServiceType.CARE_HOME])  # noqa: S311 (no secret)
        self.today = today
        self.names = Names(random)
        self.left = Counter(HOW_MANY)
        self.day_left = UNREGULATED_DAY
        self.number = 0

    def make(self) -> Iterator[MadeLocation]:
        yield self._visitors_home()
        for provider, size in self._providers():
            yield from self._locations(provider, size)
        while self.left.total():
            focus = self._needed()
            yield from self._locations(self._provider(focus), 1)

    def _visitors_home(self) -> MadeLocation:
        """Return the small home whose manager a visitor can be."""
        self.left[ServiceType.CARE_HOME] -= 1
        provider = replace(self._provider("homes"), name="Thackwell Family Care Ltd", brand="")
        self.names.take(VISITORS_HOME)
        return replace(
            self._location(provider, (ServiceType.CARE_HOME,), PLACES[1]),
            name=VISITORS_HOME,
            town="Cold Harrow",
            spot=spot(PLACES[1], "Cold Harrow", self.apart),
            beds=18,
            rating="Good",
            contact=MadeContact("Dawn Thackwell", "provider@northmarch.example", "01632 960714"),
        )

    def _providers(self) -> Iterator[tuple[MadeProvider, int]]:
        """Yield those that run more than one service, the biggest first, and how many."""
        for size, name in zip(BIG, self.names.parts["groups"], strict=True):
            focus = self.random.choice(["homes", "homes", "visits", "support"])
            owner = f"{name} Ltd"
            yield self._named(owner, focus, Sector.INDEPENDENT, stem=name, brand=name), size
        for council, size in zip(COUNCILS, (15, 11), strict=True):
            yield self._named(f"{council} Council", "council", Sector.PUBLIC), size
        for name in self.names.parts["middles"]:
            focus = self.random.choice(["homes", "homes", "visits", "support"])
            yield self._named(name, focus, Sector.INDEPENDENT), self.random.randint(6, 15)
        for name in self.names.parts["voluntary"]:
            focus = self.random.choice(["friends", "friends", "support"])
            yield self._named(name, focus, Sector.VOLUNTARY), self.random.choice([1, 1, 2, 3, 4])
        for _ in range(SMALL):
            yield self._provider(self._needed()), self.random.choice([2, 2, 2, 3, 3, 4])

    def _needed(self) -> str:
        """Return the bent of a provider whose types are most wanted still."""
        bents = ["homes", "visits", "support", "friends"]
        wanted = [sum(self.left[kind] for kind in FOCUS[bent]) for bent in bents]
        if self.left.total() < 60:
            return bents[wanted.index(max(wanted))]
        return self.random.choices(bents, [6, 6, 2, 1])[0]

    def _provider(self, focus: str) -> MadeProvider:
        stem = self.names.firm()
        voluntary = focus == "friends" or self.random.random() < 0.05
        ends = {
            "homes": ["Care Ltd", "Care Homes Ltd", "Residential Care Ltd", "Homes LLP"],
            "visits": ["Homecare Ltd", "Care at Home Ltd", "Home Support Ltd", "Carers Ltd"],
            "support": ["Support Ltd", "Supported Living Ltd", "Community Support CIC"],
            "friends": ["Trust", "Community Trust", "Society", "CIO"],
        }
        name = f"{stem} {self.random.choice(ends[focus])}"
        sector = Sector.VOLUNTARY if voluntary else Sector.INDEPENDENT
        return self._named(name, focus, sector, stem=stem)

    def _named(
        self, name: str, focus: str, sector: Sector, *, stem: str = "", brand: str = ""
    ) -> MadeProvider:
        return MadeProvider(self._id(), name, brand, stem or name, sector, focus)

    def _locations(self, provider: MadeProvider, size: int) -> Iterator[MadeLocation]:
        kinds = list(self._kinds(provider.focus, size))
        base = self.random.choices(PLACES, [place.share for place in PLACES])[0]
        while kinds:
            here = [kinds.pop(0)]
            if here[0] in VISITING and self.random.random() < 0.45:
                here += [kind for kind in sorted(set(kinds)) if kind in VISITING - set(here)][:1]
                kinds = _without(kinds, here[1:])
            yield self._location(provider, tuple(here), self._place(provider, base))

    def _kinds(self, focus: str, size: int) -> Iterator[ServiceType]:
        """Yield as many types as that, by the provider's bent, of those that are left."""
        for _ in range(min(size, self.left.total())):
            weights = {k: w for k, w in FOCUS[focus].items() if self.left[k]} or +self.left
            [kind] = self.random.choices(list(weights), list(weights.values()))
            self.left[kind] -= 1
            yield kind

    def _place(self, provider: MadeProvider, base: MadePlace) -> MadePlace:
        if provider.sector is Sector.PUBLIC:
            council = WESTMERE if provider.name.startswith(WESTMERE) else EASTMARCH
            return self.random.choice([place for place in PLACES if place.council == council])
        if self.random.random() < 0.6 and not provider.brand:
            return base
        return self.random.choices(PLACES, [place.share for place in PLACES])[0]

    def _location(
        self, provider: MadeProvider, kinds: tuple[ServiceType, ...], place: MadePlace
    ) -> MadeLocation:
        town = self.random.choice(place.towns)
        is_regulated = self._is_regulated(kinds)
        name = self._name(provider, kinds[0], town)
        is_rated = is_regulated and self.random.random() < 0.95
        rating = self.random.choices(list(RATINGS), list(RATINGS.values()))[0]
        return MadeLocation(
            regulator_id=self._id() if is_regulated else None,
            name=name,
            provider=provider,
            kinds=kinds,
            place=place,
            town=town,
            address=self.names.address(),
            postcode=self.names.postcode(place),
            rating=rating if is_rated else None,
            rated_on=self.today - timedelta(days=self.random.randint(160, 2200)),
            contact=self._contact(name, kinds[0]),
            spot=spot(place, town, self.apart),
            beds=self._beds(kinds[0]),
            registered_on=self.today - timedelta(days=self.apart.randint(200, 5400)),
        )

    def _beds(self, kind: ServiceType) -> int:
        if kind is ServiceType.CARE_HOME_NURSING:
            return self.apart.randint(22, 84)
        return self.apart.randint(3, 46) if kind is ServiceType.CARE_HOME else 0

    def _is_regulated(self, kinds: tuple[ServiceType, ...]) -> bool:
        if kinds == (ServiceType.COMMUNITY,) and self.day_left and self.random.random() < 0.3:
            self.day_left -= 1
            return False
        return ServiceType.ADVICE not in kinds

    def _name(self, provider: MadeProvider, kind: ServiceType, town: str) -> str:
        if kind in {ServiceType.CARE_HOME, ServiceType.CARE_HOME_NURSING}:
            return self.names.care_home(town)
        for name in self._candidates(provider, kind, town):
            if self.names.take(name):
                return name
        raise AssertionError(f"No name is left for {provider.name}")

    def _candidates(self, provider: MadeProvider, kind: ServiceType, town: str) -> Iterator[str]:
        """Yield names for a service that is no care home, the likeliest first."""
        stem, names = ENDS.sub("", provider.stem), self.names
        if kind is ServiceType.SHARED_LIVES:
            yield f"{stem} Shared Lives"
        if kind is ServiceType.COMMUNITY:
            yield names.any_of("day")
            yield f"{names.any_of('day')}, {town}"
            yield f"{town} Day Centre"
        if kind is ServiceType.ADVICE:
            yield f"{town} {names.any_of('advice')}"
        ends = {
            ServiceType.HOME_CARE: ["Homecare", "Care at Home", "Home Support"],
            ServiceType.SUPPORTED_LIVING: ["Supported Living", "Living Well"],
            ServiceType.EXTRA_CARE: ["Extra Care", "Housing with Care"],
            ServiceType.ADVICE: ["Advice Line", "Advice Desk"],
            ServiceType.COMMUNITY: ["Day Club", "Day Service"],
        }.get(kind, [kind.label])
        if kind is ServiceType.EXTRA_CARE:
            yield f"{names.any_of('trees')}{names.any_of('ends')} Court Extra Care"
        end = self.random.choice(ends)
        while True:
            yield f"{stem} {end}" if self.random.random() < 0.3 else f"{stem} {end} {town}"
            town = self.random.choice([t for place in PLACES for t in place.towns])
            yield f"{stem} {end} ({self.names.any_of('streets')})"

    def _contact(self, name: str, kind: ServiceType) -> MadeContact:
        """Return how a location is reached: 92 in 100 by email, most others by telephone."""
        chance = self.random.random()
        is_mobile = kind in VISITING and self.random.random() < 0.4
        telephone = self.names.telephone(is_mobile=is_mobile)
        if chance < 0.92:
            box = self.random.choice(["manager", "office", "hello", "admin", "care"])
            email = f"{box}@{self.names.mailbox(name)}"
            return MadeContact(self.names.person(), email, telephone)
        if chance < 0.975:
            return MadeContact(self.names.person(), "", telephone)
        return MadeContact("", "", "")

    def _id(self) -> str:
        """Return a number in the regulator's form, far above any that it has given out."""
        self.number += self.random.randint(1, 40)
        return f"1-99{self.number:09}"


def _without(kinds: list[ServiceType], taken: list[ServiceType]) -> list[ServiceType]:
    left = list(kinds)
    for kind in taken:
        left.remove(kind)
    return left

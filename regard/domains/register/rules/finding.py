"""
Finding in columns: what is live on a day, what meets criteria, what each choice would leave.

Beside `columns`, on which everything here stands, nothing is read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from regard.domains.register.rules import sizes
from regard.domains.register.rules.columns import NEVER, Columns, Ints, Mask, find_places
from regard.domains.register.types import (
    NOT_RATED,
    BedsBand,
    Criteria,
    Sector,
    ServiceType,
    SizeBand,
)

KINDS = tuple(ServiceType)
SECTORS = tuple(Sector)
SIZES = tuple(SizeBand)
BEDS = tuple(BedsBand)
BEDS_STARTS = np.array([0, 10, 25, 50, 75])
"""Beds at which the second and each later band of `BEDS` begins; below the first: not known."""

NOT_KNOWN, NO, YES = -1, 0, 1


@dataclass(frozen=True)
class Scene:
    """
    The register as it is, or as at a day.

    Attributes:
        live: the rows of services that were provided. Shape (n,), as the others.
        organisation, brand, sector: of who ran each.
    """

    columns: Columns
    live: Mask
    organisation: Ints
    brand: Ints
    sector: Ints

    @cached_property
    def providers(self) -> Ints:
        """Return the place of each row's provider among all of them, sorted."""
        _, places = np.unique(self.organisation, return_inverse=True)
        return places

    @cached_property
    def services(self) -> Ints:
        """Return how many services the group of each row's provider ran, or the provider."""
        own = self.providers
        first = len(self.columns.codes["brand"].texts)
        group = np.where(self.brand > 0, self.brand, own + first)
        return np.bincount(group[self.live], minlength=int(group.max(initial=0)) + 1)[group]

    @cached_property
    def size(self) -> Ints:
        """Return the place of each row among `SIZES`."""
        return np.searchsorted(np.array(sizes.STARTS), self.services, side="right")


@dataclass(frozen=True)
class Ran:
    """Who ran some locations on a day, where it was not who runs them now. Shape (m,) each."""

    location: Ints
    organisation: Ints
    brand: Ints
    sector: Ints


@lru_cache(maxsize=2)
def as_it_is(columns: Columns) -> Scene:
    """Return the register of now. Kept, as every search of the same columns asks for it."""
    return Scene(
        columns=columns,
        live=columns["ended"] == NEVER,
        organisation=columns["organisation"],
        brand=columns["brand"],
        sector=columns["sector"],
    )


def as_at(columns: Columns, day: int, ran: Ran) -> Scene:
    """Return the register as at a day, in days since 1970, as far as it is known."""
    order = np.argsort(ran.location, kind="stable")
    places = find_places(ran.location[order], columns["location"])
    changed, where = places >= 0, order[places] if len(order) else places
    now = as_it_is(columns)
    return Scene(
        columns=columns,
        live=(columns["began"] <= day) & (day < columns["ended"]),
        organisation=_put(now.organisation, changed, ran.organisation, where),
        brand=_put(now.brand, changed, ran.brand, where),
        sector=_put(now.sector, changed, ran.sector, where),
    )


def _put(now: Ints, changed: Mask, then: Ints, where: Ints) -> Ints:
    if not changed.any():
        return now
    return np.where(changed, then[np.where(changed, where, 0)], now)


@dataclass(frozen=True)
class Ground:
    """
    Where a search looks: the rows that it may find, before any filter.

    Attributes:
        rows: those rows, ascending. Shape (k,).
        places, neighbourhoods: of each, 0 for none; in England, where there are none, all 0.
        networks: pairs of a row, by its number in the columns, and a network's number.
    """

    rows: Ints
    places: Ints
    neighbourhoods: Ints
    networks: tuple[Ints, Ints]


@dataclass(frozen=True)
class OneOf:
    """
    A filter by something of which each row has one.

    Attributes:
        codes: of each row of the ground. Shape (k,).
        values: what the codes stand for.
    """

    codes: Ints
    values: Sequence[object]

    def allow(self, chosen: Sequence[object]) -> Mask:
        wanted = set(chosen)
        lookup = np.array([value in wanted for value in self.values], bool)
        return lookup[self.codes] if len(lookup) else np.zeros(len(self.codes), bool)

    def count(self, rows: Mask) -> dict[object, int]:
        counts = np.bincount(self.codes[rows], minlength=len(self.values)).tolist()
        return {value: count for value, count in zip(self.values, counts, strict=True) if count}


@dataclass(frozen=True)
class AnyOf:
    """
    A filter by something of which a row has any number.

    Attributes:
        rows: places in the ground, and
        codes: what that row has, pair by pair. Shape (pairs,).
        values: what the codes stand for.
        size: rows of the ground.
    """

    rows: Ints
    codes: Ints
    values: Sequence[object]
    size: int

    def allow(self, chosen: Sequence[object]) -> Mask:
        wanted = set(chosen)
        lookup = np.array([value in wanted for value in self.values], bool)
        allowed = np.zeros(self.size, bool)
        if len(lookup):
            allowed[self.rows[lookup[self.codes]]] = True
        return allowed

    def count(self, rows: Mask) -> dict[object, int]:
        counts = np.bincount(self.codes[rows[self.rows]], minlength=len(self.values)).tolist()
        return {value: count for value, count in zip(self.values, counts, strict=True) if count}


Filter = OneOf | AnyOf


def _numbers(values: Ints) -> OneOf:
    found, codes = np.unique(values, return_inverse=True)
    return OneOf(codes=codes, values=found.tolist())


def _pairs(ground: Ground, rows: Ints, codes: Ints, values: Sequence[object], n: int) -> AnyOf:
    """Return a filter by pairs of rows of the columns, of which only the ground's count."""
    places = np.full(n, -1, np.int64)
    places[ground.rows] = np.arange(len(ground.rows))
    there = places[rows]
    kept = there >= 0
    return AnyOf(rows=there[kept], codes=codes[kept], values=values, size=len(ground.rows))


def _three(values: Ints) -> OneOf:
    return OneOf(codes=values + 1, values=(None, False, True))


def _councils(scene: Scene, ground: Ground) -> OneOf:
    found, codes = scene.columns.councils
    return OneOf(codes=codes[ground.rows], values=found.tolist())


def _systems(scene: Scene, ground: Ground) -> AnyOf:
    rows, codes, systems = scene.columns.services_of_systems
    return _pairs(ground, rows, codes, systems.tolist(), len(scene.columns))


def _people(scene: Scene, ground: Ground) -> AnyOf:
    rows, codes, kinds = scene.columns.services_of_people
    return _pairs(ground, rows, codes, kinds, len(scene.columns))


def _networks(scene: Scene, ground: Ground) -> AnyOf:
    rows, networks = ground.networks
    found, codes = np.unique(networks, return_inverse=True)
    return _pairs(ground, rows, codes, found.tolist(), len(scene.columns))


def _ratings(scene: Scene, ground: Ground) -> OneOf:
    texts = scene.columns.codes["rating"].texts
    return OneOf(scene.columns["rating"][ground.rows], [NOT_RATED, *texts[1:]])


def _beds(scene: Scene, ground: Ground) -> OneOf:
    beds = scene.columns["beds"][ground.rows]
    return OneOf(np.searchsorted(BEDS_STARTS, beds, side="right"), BEDS)


MAKE: Mapping[str, Callable[[Scene, Ground], Filter]] = {
    "service_types": lambda s, g: OneOf(s.columns["kind"][g.rows], KINDS),
    "place_ids": lambda _, g: _numbers(g.places),
    "neighbourhood_ids": lambda _, g: _numbers(g.neighbourhoods),
    "system_ids": _systems,
    "council_ids": _councils,
    "ratings": _ratings,
    "size_bands": lambda s, g: OneOf(s.size[g.rows], SIZES),
    "sectors": lambda s, g: OneOf(s.sector[g.rows], SECTORS),
    "brand_ids": lambda s, g: OneOf(s.brand[g.rows], s.columns.codes["brand"].texts),
    "network_ids": _networks,
    "people_served": _people,
    "beds_bands": _beds,
    "is_regulated": lambda s, g: _three(s.columns["regulated"][g.rows]),
    "is_dormant": lambda s, g: _three(s.columns["dormant"][g.rows]),
    "is_reachable": lambda s, g: _three(s.columns["reachable"][g.rows]),
}
"""How each filter is made, by the name of its criterion, in the order in which it is shown."""


@dataclass(frozen=True)
class Found:
    """
    What met the criteria.

    Attributes:
        rows: of the columns, ascending.
        counts: for each filter, how many services each value would leave, with all the other
            filters as they are; values that leave none are left out.
    """

    rows: Ints
    counts: Mapping[str, Mapping[object, int]]


def count_different(places: Ints) -> int:
    """Return how many different ones there are among small numbers."""
    return int(np.count_nonzero(np.bincount(places)))


def chosen(criteria: Criteria, name: str) -> tuple[object, ...]:
    """Return what the criteria ask of one filter; empty where they ask nothing."""
    value = getattr(criteria, name)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def narrow(scene: Scene, ground: Ground, criteria: Criteria, *, facets: Sequence[str]) -> Found:
    """
    Return the rows of the ground that meet all filters, and the counts of some.

    A row that fails one filter only is still counted for that one: this is what its other
    choices would bring back.

    :param facets: the filters whose counts are wanted.
    """
    asked = [name for name in MAKE if chosen(criteria, name)]
    filters = {name: MAKE[name](scene, ground) for name in {*asked, *facets}}
    failed = {name: ~filters[name].allow(chosen(criteria, name)) for name in asked}
    fails = np.zeros(len(ground.rows), np.int64)
    for each in failed.values():
        fails += each
    meets = fails == 0
    counts = {
        name: filters[name].count(fails == failed[name] if name in failed else meets)
        for name in facets
    }
    return Found(rows=ground.rows[meets], counts=counts)

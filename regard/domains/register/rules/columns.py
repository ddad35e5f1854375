"""
The services of the register as columns of numbers: what the finder counts, narrows and sorts.

A row is a service, live or ended. All of England is 70,000 rows and some ten megabytes, so a
process keeps them in memory, and any filter with all its counts takes a few milliseconds.
Columns are never changed: what has changed gives new ones.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

NEVER = 2**31 - 1
"""The day, in days since 1970, of what has no end; its negative, of what has no beginning."""

NUMBERS = (
    "service",
    "location",
    "organisation",
    "council",
    "kind",
    "sector",
    "beds",
    "dormant",
    "regulated",
    "reachable",
    "indexed",
    "began",
    "ended",
    "registered",
)
"""
Columns of whole numbers. `kind` and `sector` are places in their lists; `beds` and `dormant` are
-1 where not known; `began` and `ended` are days since 1970, `registered` too, 0 if not known.
"""

POINTS = ("longitude", "latitude")
"""Columns of degrees, NaN where not known."""

CODED = ("town", "brand", "rating", "people")
"""Columns of text that many rows share, kept as places in a list of texts; "" is place 0."""

PLACED = ("system", "location", "place", "neighbourhood")
"""Columns of the placements, a row for each location in each system; 0 for no place."""


class Codes:
    """Texts and their numbers. Texts are only ever added, so a number keeps its meaning."""

    def __init__(self) -> None:
        self.texts: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}

    def take(self, texts: Sequence[str]) -> Ints:
        """Return the number of each text, new ones added. Shape (len(texts),)."""
        numbers = self._numbers
        for text in set(texts) - numbers.keys():
            numbers[text] = len(self.texts)
            self.texts.append(text)
        return np.fromiter((numbers[text] for text in texts), np.int64, len(texts))

    def find(self, texts: Collection[str]) -> list[int]:
        """Return the numbers of those texts that there are."""
        return [self._numbers[text] for text in texts if text in self._numbers]


@dataclass(frozen=True)
class Told:
    """
    What was read of some locations, or all.

    Attributes:
        numbers: each of `NUMBERS` and `POINTS`, of shape (n,).
        texts: "name" and each of `CODED`, n texts.
        placed: each of `PLACED`, of shape (m,).
    """

    numbers: Mapping[str, NDArray[Any]]
    texts: Mapping[str, Sequence[str]]
    placed: Mapping[str, Ints]


@dataclass(frozen=True, eq=False)
class Columns:
    """
    All services, n rows, in no order; and m placements.

    Attributes:
        values: each of `NUMBERS`, `POINTS` and `CODED`, of shape (n,).
        names: in small letters, as they are sorted by; of shape (n,).
        codes: the texts behind each of `CODED`.
        placed: each of `PLACED`, of shape (m,).
        by_name: name and service of every row, sorted.
        services_by_name: the services of `by_name`, of shape (n,).
    """

    values: Mapping[str, NDArray[Any]]
    names: NDArray[np.object_]
    codes: Mapping[str, Codes]
    placed: Mapping[str, Ints]
    by_name: Sequence[tuple[str, int]]
    services_by_name: Ints

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, column: str) -> NDArray[Any]:
        return self.values[column]

    def sorted_by(self, column: str) -> tuple[Ints, Ints]:
        """Return the rows in the order of a column, and that column sorted."""
        kept: dict[str, tuple[Ints, Ints]] = self._sorted
        if column not in kept:
            order = np.argsort(self[column], kind="stable")
            kept[column] = order, self[column][order]
        return kept[column]

    @cached_property
    def _sorted(self) -> dict[str, tuple[Ints, Ints]]:
        return {}

    @cached_property
    def name_rank(self) -> Ints:
        """Return each row's place in `by_name`, doubled and one more: 1, 3, 5 and so on."""
        order, held = self.sorted_by("service")
        ranks = np.empty(len(self), np.int64)
        ranks[order[np.searchsorted(held, self.services_by_name)]] = np.arange(len(self)) * 2 + 1
        return ranks

    @cached_property
    def towns(self) -> list[str]:
        """Return the towns in small letters, sorted."""
        return sorted({text.lower() for text in self.codes["town"].texts})

    @cached_property
    def town_rank(self) -> Ints:
        """Return the place of each row's town in `towns`, doubled and one more."""
        places = {town: place for place, town in enumerate(self.towns)}
        texts = self.codes["town"].texts
        ranks: Ints = np.array([places[text.lower()] * 2 + 1 for text in texts], np.int64)
        found: Ints = ranks[self["town"]]
        return found

    @cached_property
    def locations(self) -> tuple[Ints, Ints]:
        """Return the different locations, sorted, and each row's place among them."""
        found, places = np.unique(self["location"], return_inverse=True)
        return found, places

    @cached_property
    def councils(self) -> tuple[Ints, Ints]:
        """Return the different councils, sorted, and each row's place among them."""
        found, places = np.unique(self["council"], return_inverse=True)
        return found, places

    @cached_property
    def services_of_people(self) -> tuple[Ints, Ints, list[str]]:
        """
        Return pairs of a row and a place among the kinds of people served, and those kinds.

        A row has as many pairs as it serves kinds of people.
        """
        sets = [text.split("|") if text else [] for text in self.codes["people"].texts]
        kinds = sorted({kind for kinds in sets for kind in kinds})
        places = {kind: place for place, kind in enumerate(kinds)}
        lengths = np.array([len(each) for each in sets], np.int64)
        flat = np.array([places[kind] for kinds in sets for kind in kinds], np.int64)
        begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        people = self["people"]
        counts = lengths[people]
        rows = np.repeat(np.arange(len(self)), counts)
        within = np.arange(len(rows)) - np.repeat(np.cumsum(counts) - counts, counts)
        return rows, flat[np.repeat(begins[people], counts) + within], kinds

    @cached_property
    def services_of_systems(self) -> tuple[Ints, Ints, Ints]:
        """Return pairs of a row and a place among the systems, and the systems' numbers."""
        locations, places = self.locations
        systems, which = np.unique(self.placed["system"], return_inverse=True)
        rows, owners = _spread(places, len(locations), self._placed_rows)
        return rows, which[owners], systems

    @cached_property
    def _placed_rows(self) -> Ints:
        """Return the place of each placement's location among `locations`; -1 if none."""
        return find_places(self.locations[0], self.placed["location"])

    def in_system(self, system_id: int) -> tuple[Ints, Ints, Ints]:
        """Return the rows that lie in a system, with the place and neighbourhood of each."""
        locations, places = self.locations
        mine = np.flatnonzero((self.placed["system"] == system_id) & (self._placed_rows >= 0))
        owner = np.full(len(locations), -1, np.int64)
        owner[self._placed_rows[mine]] = mine
        rows = np.flatnonzero(owner[places] >= 0)
        owners = owner[places[rows]]
        return rows, self.placed["place"][owners], self.placed["neighbourhood"][owners]


_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "towns": ("town",),
    "town_rank": ("town",),
    "locations": ("location",),
    "councils": ("council",),
    "services_of_people": ("people",),
    "services_of_systems": ("location", "placed"),
    "_placed_rows": ("location", "placed"),
}
"""What is worked out of which columns: it stays true while they stay the same."""


def build(told: Told, old: Columns | None = None, gone: Collection[int] = ()) -> Columns:
    """
    Return columns of what was told and, of the old ones, all but those of locations gone.

    Where just as many services of the same numbers were told as are gone, they keep their rows,
    and a column in which nothing changed stays the very same one.

    :param gone: numbers of locations that were told anew, or are no more.
    """
    codes = old.codes if old else {name: Codes() for name in CODED}
    values = {name: told.numbers[name] for name in (*NUMBERS, *POINTS)}
    values |= {name: codes[name].take(told.texts[name]) for name in CODED}
    names = np.array([name.lower() for name in told.texts["name"]], np.object_)
    by_name = sorted(zip(names.tolist(), values["service"].tolist(), strict=True))
    if old is None:
        services = np.array([service for _, service in by_name], np.int64)
        return Columns(values, names, codes, dict(told.placed), by_name, services)
    left = np.array(sorted(gone), np.int64)
    lost = np.flatnonzero(np.isin(old["location"], left))
    order = _same_services(old["service"][lost], values["service"])
    columns = Columns(
        {name: _put(old[name], lost, new, order) for name, new in values.items()},
        _put(old.names, lost, names, order),
        codes,
        _place(old.placed, np.isin(old.placed["location"], left), told.placed),
        *_merge_names(old, lost, by_name),
    )
    _carry(old, columns)
    return columns


def _same_services(lost: Ints, new: Ints) -> Ints | None:
    """Return which new row takes the place of each lost one; None if they are not the same."""
    was, becomes = np.argsort(lost), np.argsort(new)
    if not np.array_equal(lost[was], new[becomes]):
        return None
    order = np.empty(len(lost), np.int64)
    order[was] = becomes
    return order


def _put(old: NDArray[Any], lost: Ints, new: NDArray[Any], order: Ints | None) -> NDArray[Any]:
    """Return a column with new rows in the places of lost ones, or at its end."""
    if order is None:
        return np.concatenate([np.delete(old, lost), new])
    is_same = (old[lost] == new[order]) | ((old[lost] != old[lost]) & (new[order] != new[order]))
    if is_same.all():
        return old
    changed = old.copy()
    changed[lost] = new[order]
    return changed


def _place(old: Mapping[str, Ints], lost: Mask, told: Mapping[str, Ints]) -> Mapping[str, Ints]:
    """Return the placements with those lost left out and those told added."""
    was = zip(*(old[name][lost].tolist() for name in PLACED), strict=True)
    becomes = zip(*(told[name].tolist() for name in PLACED), strict=True)
    if sorted(was) == sorted(becomes):
        return old
    return {name: np.concatenate([old[name][~lost], told[name]]) for name in PLACED}


def _carry(old: Columns, new: Columns) -> None:
    """Take over what was worked out of columns that stayed the same."""
    same = {name for name, column in new.values.items() if column is old[name]}
    if new.placed is old.placed:
        same.add("placed")
    known, found = vars(old), vars(new)
    found |= {
        name: known[name]
        for name, needs in _RESTS_ON.items()
        if name in known and same.issuperset(needs)
    }
    found["_sorted"] = {name: kept for name, kept in old._sorted.items() if name in same}


def _merge_names(
    old: Columns, lost: Ints, new: Sequence[tuple[str, int]]
) -> tuple[list[tuple[str, int]], Ints]:
    """Return the old names but those of lost rows, with the new ones in place; and services."""
    names = list(old.by_name)
    pairs = zip(old.names[lost].tolist(), old["service"][lost].tolist(), strict=True)
    left = sorted(bisect_left(names, pair) for pair in pairs)
    for place in reversed(left):
        del names[place]
    places = [bisect_left(names, pair) for pair in new]
    for place, pair in zip(reversed(places), reversed(new), strict=True):
        names.insert(place, pair)
    services = np.delete(old.services_by_name, left)
    return names, np.insert(services, places, [service for _, service in new])


def find_places(known: Ints, wanted: Ints) -> Ints:
    """Return the place of each wanted number in a sorted column; -1 where it is not there."""
    if not len(known):
        return np.full(len(wanted), -1, np.int64)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.where(known[places] == wanted, places, -1)


def _spread(places: Ints, size: int, owned: Ints) -> tuple[Ints, Ints]:
    """
    Return every pair of a row and an owner of its location.

    :param places: of each row, its location's place, 0 to size - 1.
    :param owned: of each owner, its location's place; -1 for none.
    """
    owners = np.flatnonzero(owned >= 0)
    order = owners[np.argsort(owned[owners], kind="stable")]
    counts = np.bincount(owned[order], minlength=size)
    begins = np.cumsum(counts) - counts
    each = counts[places]
    rows = np.repeat(np.arange(len(places)), each)
    within = np.arange(len(rows)) - np.repeat(np.cumsum(each) - each, each)
    return rows, order[np.repeat(begins[places], each) + within]

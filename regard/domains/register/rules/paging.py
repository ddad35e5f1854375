"""The order of what was found, and stretches of it: by what stands last, never by counting."""

import json
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from regard.domains.register.rules.columns import Columns, Ints
from regard.domains.register.rules.finding import Scene
from regard.domains.register.types import Sort, Stretch

RATINGS = ("outstanding", "good", "requires improvement", "inadequate")
"""From the best. Those that are worded otherwise come after, and what is not rated last."""

LONGEST_CURSOR = 600
"""Characters. Names are shorter."""

BASE = 2**32
"""More than any doubled rank of a name."""

Key = int | str


@dataclass(frozen=True)
class Cut:
    """
    A stretch of what was found.

    Attributes:
        rows: of the columns, in order.
        first: how many come before it.
    """

    rows: Ints
    first: int
    is_more: bool


@dataclass(frozen=True)
class Order:
    """
    In which order rows are wanted.

    Attributes:
        words: what was searched for, in small letters.
    """

    sort: Sort = Sort.NAME
    words: tuple[str, ...] = ()


def cut(scene: Scene, rows: Ints, *, order: Order, stretch: Stretch) -> Cut:
    """Return a stretch of the rows. A cursor that cannot be read begins, or ends, them all."""
    keys, limit = order_of(scene, rows, order), stretch.limit
    if stretch.before is not None:
        end = _place(scene.columns, stretch.before, order.sort) if stretch.before else None
        there = np.flatnonzero(keys < end) if end is not None else np.arange(len(keys))
        if end is None:
            limit = (len(keys) - 1) % limit + 1 if len(keys) else limit
        picked = there[_smallest(-keys[there], limit)][::-1]
        return Cut(rows[picked], len(there) - len(picked), len(keys) > len(there))
    start = _place(scene.columns, stretch.after, order.sort) if stretch.after else None
    there = np.flatnonzero(keys > start) if start is not None else np.arange(len(keys))
    picked = there[_smallest(keys[there], limit)]
    return Cut(rows[picked], len(keys) - len(there), len(there) > limit)


def in_order(scene: Scene, rows: Ints, order: Order) -> Ints:
    """Return all the rows, in order."""
    return rows[np.argsort(order_of(scene, rows, order))]


def order_of(scene: Scene, rows: Ints, order: Order) -> Ints:
    """Return a number for each row by which they are sorted, each different."""
    return _key(scene, rows, order) * BASE + scene.columns.name_rank[rows]


def _key(scene: Scene, rows: Ints, order: Order) -> Ints:
    if order.sort is Sort.BEST:
        return _matches(scene.columns, rows, order.words)
    return KEYS[order.sort](scene, rows)


def write_cursor(scene: Scene, row: int, order: Order) -> str:
    """Return what says where a row stands, whatever comes or goes beside it."""
    columns = scene.columns
    key: Key = int(_key(scene, np.array([row]), order)[0])
    if order.sort is Sort.TOWN:
        key = columns.codes["town"].texts[columns["town"][row]].lower()
    said = [key, str(columns.names[row]), int(columns["service"][row])]
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_cursor(text: str, sort: Sort) -> tuple[Key, str, int] | None:
    """Return the key, name and service of a cursor; None if it is none of this order."""
    try:
        key, name, service = json.loads(text[:LONGEST_CURSOR])
    except (ValueError, TypeError, RecursionError):
        return None
    wanted = str if sort is Sort.TOWN else int
    if type(key) is not wanted or type(name) is not str or type(service) is not int:
        return None
    if isinstance(key, int) and abs(key) >= BASE // 2:
        return None
    return key, name, service


def _place(columns: Columns, text: str, sort: Sort) -> int | None:
    """Return the number that `order_of` gives, or would give, to what the cursor says."""
    read = read_cursor(text, sort)
    if read is None:
        return None
    key, name, service = read
    number = key if isinstance(key, int) else _rank(columns.towns, key)
    return number * BASE + _rank(columns.by_name, (name, service))


def _rank(known: Sequence[Any], wanted: object) -> int:
    """Return the doubled place of what is there, odd; of what is not, the even one between."""
    place = bisect_left(known, wanted)
    return place * 2 + int(place < len(known) and bool(known[place] == wanted))


def _smallest(keys: Ints, limit: int) -> Ints:
    """Return the places of the smallest numbers, in order."""
    if len(keys) > limit:
        places = np.argpartition(keys, limit)[:limit]
        return places[np.argsort(keys[places])]
    return np.argsort(keys)


def _matches(columns: Columns, rows: Ints, words: Sequence[str]) -> Ints:
    """Return 0 for names that begin with the words, 1 for those that have all, 2 for others."""
    phrase = " ".join(words)
    found = (
        0 if name.startswith(phrase) else 1 if all(word in name for word in words) else 2
        for name in columns.names[rows].tolist()
    )
    return np.fromiter(found, np.int64, len(rows))


def _rating_key(scene: Scene, rows: Ints) -> Ints:
    known = {text: place for place, text in enumerate(RATINGS)}
    texts = scene.columns.codes["rating"].texts
    keys = [known.get(text.lower(), len(RATINGS)) for text in texts]
    keys[0] = len(RATINGS) + 1
    found: Ints = np.array(keys, np.int64)[scene.columns["rating"][rows]]
    return found


KEYS: Mapping[Sort, Callable[[Scene, Ints], Ints]] = {
    Sort.NAME: lambda _, rows: np.zeros(len(rows), np.int64),
    Sort.TOWN: lambda scene, rows: scene.columns.town_rank[rows],
    Sort.RATING: _rating_key,
    Sort.SIZE: lambda scene, rows: -scene.services[rows],
    Sort.NEWEST: lambda scene, rows: -scene.columns["registered"][rows],
}
"""By what each order sorts, smallest first."""

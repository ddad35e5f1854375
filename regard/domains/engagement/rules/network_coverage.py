"""
How much of each network was heard. Unlike the groups of other breakdowns, networks overlap.

So what is hidden is worked out anew: a network is hidden where it, or all outside it, is too
small; and of two networks the smaller, where what they have in common, what only one has, or what
neither has is too small: it might be worked out from the two. Last, those in no network shown
must not be too few either. What could be worked out from three networks or more at once is not
looked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from regard.foundation.analysis import representation
from regard.foundation.analysis.disclosure import is_small


@dataclass(frozen=True)
class NetworkCell:
    """
    Services that belong to the very same networks.

    Attributes:
        networks: their names; none for services in no network.
    """

    networks: frozenset[str]
    asked: int
    heard: int


def compare_networks(
    cells: Sequence[NetworkCell], *, asked: int, heard: int
) -> representation.Coverage:
    """
    Return how much of each network was heard, and of services in none (the group ""), last.

    :param asked: all services; `heard`: of these.
    """
    names = sorted({name for cell in cells for name in cell.networks})
    keys = [*names, *([""] if any(not cell.networks for cell in cells) else [])]
    tallies = {key: _sum(cell for cell in cells if _is_in(cell, key)) for key in keys}
    found = representation.compare_coverage(
        heard={key: tally[1] for key, tally in tallies.items()},
        population={key: tally[0] for key, tally in tallies.items()},
        total_heard=heard,
        total_population=asked,
    )
    hidden = _list_hidden(cells, keys)
    return found.hide(np.asarray([key in hidden for key in keys], dtype=np.bool_))


def _list_hidden(cells: Sequence[NetworkCell], keys: Sequence[str]) -> set[str]:
    asked = {key: _sum(cell for cell in cells if _is_in(cell, key))[0] for key in keys}
    order = sorted(keys, key=lambda key: (asked[key], key))
    hidden = {key for key in keys if _tells(cells, (key,))}
    for smaller, larger in combinations(order, 2):
        if not {smaller, larger} & hidden and _tells(cells, (smaller, larger)):
            hidden.add(smaller)
    for key in order:
        shown = [each for each in keys if each not in hidden]
        rest = _sum(cell for cell in cells if not any(_is_in(cell, each) for each in shown))
        if not shown or not hidden or not is_small(rest[1], rest[0]):
            break
        hidden.add(key)
    return hidden


def _tells(cells: Sequence[NetworkCell], keys: tuple[str, ...]) -> bool:
    """Return whether a part of everyone that these groups cut out is too small to show."""
    parts: dict[tuple[bool, ...], list[NetworkCell]] = {}
    for cell in cells:
        parts.setdefault(tuple(_is_in(cell, key) for key in keys), []).append(cell)
    return any(is_small(heard, asked) for asked, heard in map(_sum, parts.values()))


def _is_in(cell: NetworkCell, key: str) -> bool:
    return key in cell.networks if key else not cell.networks


def _sum(cells: Iterable[NetworkCell]) -> tuple[int, int]:
    """Return how many were asked and heard in all."""
    listed = list(cells)
    return sum(cell.asked for cell in listed), sum(cell.heard for cell in listed)

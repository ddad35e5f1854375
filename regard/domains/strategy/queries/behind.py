"""What stands behind some passages: themes, and points that have an outcome to themselves."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from regard.domains.engagement import queries as engagement

from .singles import get_singles, list_items, read_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regard.domains.engagement.types import PointRow
    from regard.domains.strategy.models import Passage
    from regard.domains.strategy.types import Item, Overview

    from .states import State


def list_behind(
    *, state: State, overview: Overview, passages: Collection[Passage], each: int, quoted: int = 0
) -> tuple[dict[str, list[Item]], dict[int, list[PointRow]]]:
    """
    Return up to `each` things said that each of these passages answers, by its number.

    Themes first, the most said first; then points that have an outcome to themselves. With the
    words that show best what the first theme of each passage is about, by theme. For a reader
    who was checked. Eleven queries at most.

    :param quoted: how many such words of a theme.
    """
    behind: dict[str, list[Item]] = {passage.ref: [] for passage in passages}
    for item in overview.themes:
        for ref in item.outcome.passage_refs & behind.keys() if item.outcome else ():
            behind[ref].append(item)
    best = _best_of_first(state, behind, quoted) if quoted else {}
    singles = get_singles(state=state)
    refs = {passage.pk: passage.ref for passage in passages}
    places: dict[str, list[int]] = defaultdict(list)
    for pk, place in singles.naming(refs):
        ref = refs[pk]
        if len(behind[ref]) + len(places[ref]) < each:
            places[ref].append(place)
    wanted = sorted({place for its in places.values() for place in its})
    also = [number for numbers in best.values() for number in numbers]
    rows = read_words(state=state, ids=[*(singles.points[place] for place in wanted), *also])
    items = list_items(state=state, singles=singles, places=wanted, rows=rows)
    by_point = {item.point.point_id: item for item in items if item.point}
    for ref, its in places.items():
        found = (by_point.get(singles.points[place]) for place in its)
        behind[ref] += [item for item in found if item is not None]
    quotes = {theme: [rows[n] for n in numbers if n in rows] for theme, numbers in best.items()}
    return {ref: its[:each] for ref, its in behind.items()}, quotes


def _best_of_first(state: State, behind: dict[str, list[Item]], each: int) -> dict[int, list[int]]:
    first = [its[0].theme.theme_id for its in behind.values() if its and its[0].theme]
    return engagement.list_best_points(
        state.asked, shows_who=state.shows_who, each=each, theme_ids=first
    )


def list_quotes_of(
    *, state: State, themes: Iterable[Item], each: int
) -> dict[int, list[PointRow]]:
    """
    Return up to `each` points of some themes that show best what they are about, by theme.

    For a reader who was checked. Nine queries at most.
    """
    theme_ids = [item.theme.theme_id for item in themes if item.theme]
    if not theme_ids:
        return {}
    best = engagement.list_best_points(
        state.asked, shows_who=state.shows_who, each=each, theme_ids=theme_ids
    )
    rows = {
        row.point_id: row
        for row in engagement.list_points_by_id(
            system=state.strategy.system,
            ids={number for numbers in best.values() for number in numbers},
            shows_who=state.shows_who,
        )
    }
    return {theme: [rows[n] for n in numbers if n in rows] for theme, numbers in best.items()}

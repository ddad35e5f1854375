"""Everything said on a passage, for whoever writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.types import PointRow, ThemeRow
from regard.domains.strategy.models import Passage

from .behind import list_quotes_of
from .comments import list_comments
from .overviews import get_overview
from .singles import get_singles, list_items
from .states import read_state

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.strategy.types import Item, OutcomeRow
    from regard.domains.strategy.types.reviews import Comment

QUOTES = 3
"""Different arguments shown of each theme."""

MOST_POINTS = 40
"""Points shown that name the passage by themselves."""

MOST_NEAR = 6
"""Themes shown that have no outcome yet and share words with the passage."""


@dataclass(frozen=True)
class SaidTheme:
    """
    A theme on a passage.

    Attributes:
        outcome: None while it has none.
        shared: words that it shares with the passage, where only these bring it here.
        quotes: words that show best what it is about.
    """

    theme: ThemeRow
    outcome: OutcomeRow | None
    shared: tuple[str, ...]
    quotes: tuple[PointRow, ...]


@dataclass(frozen=True)
class SaidOn:
    """
    What was said on a passage.

    Attributes:
        themes: those whose outcome names it, most said first.
        points: single points whose outcome names it, with that.
        near: themes without an outcome that share words with it.
        comments: what people who were asked to read the draft said on it.
    """

    themes: tuple[SaidTheme, ...]
    points: tuple[tuple[PointRow, OutcomeRow], ...]
    near: tuple[SaidTheme, ...]
    comments: tuple[Comment, ...] = ()


def get_said_on(*, passage: Passage, shows_who: bool) -> SaidOn:
    """
    Return everything said on a passage, for a reader who was checked.

    Some twenty queries, however much was said.

    :param shows_who: as in `engagement.queries.list_points`.
    """
    state = read_state(strategy=passage.strategy, shows_who=shows_who)
    overview = get_overview(strategy=passage.strategy, shows_who=shows_who, state=state)
    words = _words(f"{passage.heading} {passage.text}")
    shared = {
        item.theme.theme_id: _shared(item.theme, words)
        for item in overview.themes
        if item.theme and item.outcome is None
    }
    nearest = sorted((n for n in shared if shared[n]), key=lambda n: -len(shared[n]))[:MOST_NEAR]
    by_theme = {item.theme.theme_id: item for item in overview.themes if item.theme}
    near = [by_theme[number] for number in nearest]
    naming = [i for i in overview.themes if i.outcome and passage.ref in i.outcome.passage_refs]
    quotes = list_quotes_of(state=state, themes=[*naming, *near], each=QUOTES)
    singles = get_singles(state=state)
    places = sorted(place for _, place in singles.naming([passage.pk]))[:MOST_POINTS]
    points = list_items(state=state, singles=singles, places=places)
    return SaidOn(
        themes=tuple(_theme(item, quotes) for item in naming),
        points=tuple((i.point, i.outcome) for i in points if i.point and i.outcome),
        near=tuple(_theme(item, quotes, shared) for item in near),
        comments=_list_comments(passage, shows_who=shows_who),
    )


def _list_comments(passage: Passage, *, shows_who: bool) -> tuple[Comment, ...]:
    found = list_comments(
        strategy=passage.strategy, keys=[passage.key], shows_who=shows_who, each=MOST_POINTS
    )
    return tuple(found.get(passage.key, ()))


def _theme(
    item: Item,
    quotes: Mapping[int, list[PointRow]],
    shared: Mapping[int, tuple[str, ...]] | None = None,
) -> SaidTheme:
    assert item.theme is not None  # noqa: S101 (the caller chose themes)
    number = item.theme.theme_id
    return SaidTheme(
        theme=item.theme,
        outcome=item.outcome,
        shared=(shared or {}).get(number, ()),
        quotes=tuple(quotes.get(number, ())),
    )


def _shared(theme: ThemeRow, words: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a theme's title and terms that a passage has too."""
    own = _words(" ".join([theme.title, *theme.terms]))
    return tuple(sorted(own & words))


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about: those of five letters or more."""
    return frozenset(re.findall(r"[^\W\d_]{5,}", text.casefold()))

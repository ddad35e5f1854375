"""Everything said on a passage, for whoever writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow, ThemeRow
from regard.domains.strategy.models import Outcome, Passage

from .comments import list_comments
from .outcomes import as_rows
from .strategies import answered_exercises

if TYPE_CHECKING:
    from regard.domains.strategy.types import OutcomeRow
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

    A number of queries that depends on how many exercises the document answers.

    :param shows_who: as in `engagement.queries.list_points`.
    """
    naming = Q(passage=passage) | Q(more_passages__passage=passage)
    outcomes = as_rows(Outcome.objects.filter(naming).distinct().order_by("pk"))
    by_theme = {row.theme_id: row for row in outcomes if row.theme_id is not None}
    by_point = {row.point_id: row for row in outcomes if row.point_id is not None}
    decided = set(
        Outcome.objects.filter(strategy=passage.strategy_id, theme__isnull=False).values_list(
            "theme", flat=True
        )
    )
    words = _words(f"{passage.heading} {passage.text}")
    themes: list[SaidTheme] = []
    points: list[PointRow] = []
    for exercise in answered_exercises(passage.strategy):
        rows = [each for each in engagement.list_themes(exercise=exercise) if each.own_points]
        shared = {row.theme_id: _shared(row, words) for row in rows if row.theme_id not in decided}
        chosen = [row for row in rows if row.theme_id in by_theme or shared.get(row.theme_id)]
        quotes = engagement.list_quotes(
            exercise=exercise,
            shows_who=shows_who,
            each=QUOTES,
            theme_ids=[row.theme_id for row in chosen],
        )
        themes += [
            SaidTheme(
                theme=row,
                outcome=by_theme.get(row.theme_id),
                shared=shared.get(row.theme_id, ()),
                quotes=tuple(quotes.get(row.theme_id, ())),
            )
            for row in chosen
        ]
        points += engagement.list_points(
            exercise=exercise, ids=by_point, shows_who=shows_who, limit=MOST_POINTS
        )
    near = sorted((each for each in themes if each.shared), key=lambda each: -len(each.shared))
    return SaidOn(
        themes=tuple(each for each in themes if each.outcome),
        points=tuple((point, by_point[point.point_id]) for point in points[:MOST_POINTS]),
        near=tuple(near[:MOST_NEAR]),
        comments=_list_comments(passage, shows_who=shows_who),
    )


def _list_comments(passage: Passage, *, shows_who: bool) -> tuple[Comment, ...]:
    found = list_comments(
        strategy=passage.strategy, keys=[passage.key], shows_who=shows_who, each=MOST_POINTS
    )
    return tuple(found.get(passage.key, ()))


def _shared(theme: ThemeRow, words: frozenset[str]) -> tuple[str, ...]:
    """Return the words of a theme's title and terms that a passage has too."""
    own = _words(" ".join([theme.title, *theme.terms]))
    return tuple(sorted(own & words))


def _words(text: str) -> frozenset[str]:
    """Return the words of a text that tell what it is about: those of five letters or more."""
    return frozenset(re.findall(r"[^\W\d_]{5,}", text.casefold()))

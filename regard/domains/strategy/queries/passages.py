"""Passages, and the voices behind each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Q

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow, Visibility
from regard.domains.strategy.models import Outcome, Passage, Strategy
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises

if TYPE_CHECKING:
    from collections.abc import Collection


def list_passages(*, strategy: Strategy) -> list[Passage]:
    """Return the passages of a strategy whose reader was checked, in their order."""
    return list(strategy.passages.order_by("position", "pk"))


class PassageHeading(NamedTuple):
    """A passage without its words; `parent_id` is None for one below none."""

    pk: int
    key: str
    ref: str
    heading: str
    parent_id: int | None


def list_headings(*, strategy: Strategy) -> list[PassageHeading]:
    """Return the passages of a strategy whose reader was checked, in their order. One query."""
    rows = strategy.passages.order_by("position", "pk").values_list(*PassageHeading._fields)
    return [PassageHeading(*row) for row in rows]


def read_passages(*, ids: Collection[int]) -> list[Passage]:
    """Return some passages of a strategy whose reader was checked, in their order. One query."""
    return list(Passage.objects.filter(pk__in=list(ids)).order_by("position", "pk"))


def read_texts(*, strategy: Strategy) -> dict[str, str]:
    """Return the words of every passage of a strategy, whose reader was checked, by its key."""
    return dict(strategy.passages.values_list("key", "text"))


def get_passage(*, strategy: Strategy, ref: str) -> Passage:
    """
    Return a passage of a strategy whose reader was checked.

    :raises NotFound: if it has none of this number.
    """
    found = strategy.passages.filter(ref=ref).first()
    if found is None:
        raise NotFound(f"This strategy has no passage {ref}")
    return found


def list_voices(
    *, passage: Passage, shows_who: bool, after: int | None = None, limit: int = 50
) -> list[PointRow]:
    """
    Return the points behind a passage: those of its themes, and lone points, as they were kept.

    A number of queries that depends on how many exercises the strategy answers.

    :param shows_who: as in `engagement.queries.list_points`.
    :param after: only points after this one, for the next page.
    """
    page = _points_behind(passage, shows_who=shows_who, after=after or 0, limit=limit)
    if not page:
        return []
    voices = [
        voice
        for exercise in answered_exercises(passage.strategy)
        for voice in engagement.list_points(exercise=exercise, ids=page, shows_who=shows_who)
    ]
    return sorted(voices, key=lambda voice: voice.point_id)


def _points_behind(passage: Passage, *, shows_who: bool, after: int, limit: int) -> list[int]:
    """Return the first points after one: of the themes that name the passage, and lone ones."""
    seen = [v for v in Visibility if shows_who or v is not Visibility.COUNTED]
    naming = Q(passage=passage) | Q(more_passages__passage=passage)
    ids = list(Outcome.objects.filter(naming).values_list("pk", flat=True))
    outcomes = Outcome.objects.filter(pk__in=ids)
    answered_apart = Outcome.objects.filter(strategy=passage.strategy_id, is_own=True)
    apart = set(answered_apart.values_list("point", flat=True))
    in_themes = outcomes.filter(
        theme__points__gt=after, theme__points__contribution__visibility__in=seen
    )
    alone = outcomes.filter(
        Q(point__codings__isnull=True) | Q(is_own=True),
        point__gt=after,
        point__contribution__visibility__in=seen,
    ).distinct()
    of_themes = in_themes.order_by("theme__points").values_list("theme__points", flat=True)
    first = [
        number for number in of_themes.distinct()[: limit + len(apart)] if number not in apart
    ]
    more = alone.order_by("point").values_list("point", flat=True)[:limit]
    return sorted([*first, *more])[:limit]

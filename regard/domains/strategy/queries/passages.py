"""Passages, and the voices behind each."""

from __future__ import annotations

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow
from regard.domains.strategy.models import Outcome, Passage, Strategy
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises


def list_passages(*, strategy: Strategy) -> list[Passage]:
    """Return the passages of a strategy whose reader was checked, in their order."""
    return list(strategy.passages.order_by("position", "pk"))


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
    behind = set(_points_behind(passage))
    if not behind:
        return []
    voices = [
        voice
        for exercise in answered_exercises(passage.strategy)
        for voice in engagement.list_points(
            exercise=exercise, ids=behind, shows_who=shows_who, after=after, limit=limit
        )
    ]
    return sorted(voices, key=lambda voice: voice.point_id)[:limit]


def _points_behind(passage: Passage) -> list[int]:
    outcomes = Outcome.objects.filter(passage=passage)
    in_themes = outcomes.filter(theme__points__isnull=False).values_list(
        "theme__points", flat=True
    )
    alone = outcomes.filter(point__isnull=False, point__theme__isnull=True)
    return [*in_themes, *alone.values_list("point", flat=True)]

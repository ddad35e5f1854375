"""Put points where they belong. Refused once the exercise is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.actions.deciding import (
    CannotEditThemes,
    live_themes,
    lock_exercise,
    place_points,
    refuse_if,
)
from regard.domains.engagement.models import Exercise, Point, Theme
from regard.domains.engagement.queries.themes import list_used_points
from regard.domains.engagement.rules import themes as rules
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime


@transaction.atomic
def move_points(
    *,
    exercise: Exercise,
    point_ids: Collection[int],
    theme: Theme | None,
    by: str,
    at: datetime,
) -> int:
    """
    Put points into a theme, or with None let each stand alone, and return how many.

    A point that a machine was unsure of is sure from then on, also where it stays.

    :param point_ids: points of the exercise; others are passed over.
    :raises CannotEditThemes: if no point was chosen, or one has an outcome of its own.
    """
    exercise = lock_exercise(exercise.pk)
    if theme is not None and not live_themes(exercise.pk).filter(pk=theme.pk).exists():
        raise CannotEditThemes("There is no such theme here, or it was merged into another")
    chosen = _choose(exercise, point_ids)

    place_points([point.pk for point in chosen], theme, by=by)
    detail: dict[str, object] = {
        "theme": theme.pk if theme else None,
        "points": [point.pk for point in chosen],
        "from": _themes_of(chosen),
    }
    ledger.record(
        event="theme.points_moved", subject=theme or exercise, by=by, at=at, detail=detail
    )
    return len(chosen)


@transaction.atomic
def make_theme(
    *, exercise: Exercise, point_ids: Collection[int], title: str, by: str, at: datetime
) -> Theme:
    """
    Make a new theme of points that are in any theme or in none, and return it.

    :param point_ids: points of the exercise; others are passed over.
    :raises CannotEditThemes: if no point was chosen, one has an outcome of its own, or the
        name is missing, too long or another theme's.
    """
    exercise = lock_exercise(exercise.pk)
    chosen = _choose(exercise, point_ids)
    others = live_themes(exercise.pk).values_list("title", flat=True)
    refuse_if(rules.reason_not_to_name(title=title, others=list(others)))

    theme = Theme.objects.create(
        system_id=exercise.system_id, exercise=exercise, title=title.strip(), named_by=by
    )
    place_points([point.pk for point in chosen], theme, by=by)
    detail: dict[str, object] = {
        "points": [point.pk for point in chosen],
        "from": _themes_of(chosen),
    }
    ledger.record(event="theme.made", subject=theme, by=by, at=at, detail=detail)
    return theme


@transaction.atomic
def keep_points(*, exercise: Exercise, point_ids: Collection[int], by: str, at: datetime) -> int:
    """
    Say that points belong where a machine put them, and return how many.

    From then on no machine moves them, nor doubts them.

    :param point_ids: points of the exercise; others are passed over.
    :raises CannotEditThemes: if no point was chosen.
    """
    exercise = lock_exercise(exercise.pk)
    chosen = list(Point.objects.filter(exercise=exercise, pk__in=point_ids).order_by("pk"))
    refuse_if(rules.reason_not_to_move(chosen=len(chosen), used=0))

    ids = [point.pk for point in chosen]
    Point.objects.filter(pk__in=ids).update(placed_by=by, similarity=None, is_unsure=False)
    detail: dict[str, object] = {"points": ids, "themes": _themes_of(chosen)}
    ledger.record(event="theme.points_kept", subject=exercise, by=by, at=at, detail=detail)
    return len(ids)


def _choose(exercise: Exercise, point_ids: Collection[int]) -> list[Point]:
    """Return the chosen points of the exercise, if they may be moved."""
    chosen = list(Point.objects.filter(exercise=exercise, pk__in=point_ids).order_by("pk"))
    used = list_used_points(point_ids=[point.pk for point in chosen])
    refuse_if(rules.reason_not_to_move(chosen=len(chosen), used=len(used)))
    return chosen


def _themes_of(points: Collection[Point]) -> list[int]:
    return sorted({point.theme_id for point in points if point.theme_id is not None})

"""Say which themes points are in, and where they stand on each."""

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
from regard.domains.engagement.actions.learning import learn_if_due
from regard.domains.engagement.models import Coding, Exercise, Point, Theme
from regard.domains.engagement.queries.themes import list_used_points
from regard.domains.engagement.rules import themes as rules
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from regard.domains.engagement.types import Stance


@transaction.atomic
def code_points(
    *,
    exercise: Exercise,
    point_ids: Collection[int],
    stances: Mapping[int, Stance | None],
    out_of: Collection[int] | None,
    by: str,
    at: datetime,
) -> int:
    """
    Put points into themes and out of others, and return how many.

    :param point_ids: points of the exercise; others are passed over.
    :param stances: the themes that they go into, by number, with their stance on each; None
        leaves the stance of those that are in it already.
    :param out_of: the themes that they leave; None for all others that they are in.
    :raises CannotEditThemes: if no point or no theme was chosen, a point has an outcome of its
        own, or a theme is not of the exercise.
    """
    exercise = lock_exercise(exercise.pk)
    chosen = choose_points(exercise, point_ids)
    if not stances:
        raise CannotEditThemes("Choose at least one theme for the points")
    _refuse_unknown(exercise, stances)

    left = themes_of(chosen) if out_of is None else sorted(out_of)
    detail: dict[str, object] = {
        "themes": sorted(stances),
        "stances": [stances[theme_id] for theme_id in sorted(stances)],
        "points": chosen,
        "from": [theme_id for theme_id in left if theme_id not in stances],
    }
    place_points(chosen, stances, out_of=out_of, by=by, at=at)
    ledger.record(event="theme.points_coded", subject=exercise, by=by, at=at, detail=detail)
    return len(chosen)


@transaction.atomic
def code_point(
    *,
    exercise: Exercise,
    point_id: int,
    stances: Mapping[int, Stance],
    title: str = "",
    by: str,
    at: datetime,
) -> None:
    """
    Say all the themes that one point is in, with its stance on each; in none it stands alone.

    Where people have read enough more, a machine is set to learn from it.

    :param title: of a new theme that it is in as well; empty for none.
    :raises CannotEditThemes: if it is not of the exercise or has an outcome of its own, a theme
        is not of the exercise, or the name is too long or another theme's.
    """
    exercise = lock_exercise(exercise.pk)
    [chosen] = choose_points(exercise, [point_id])
    _refuse_unknown(exercise, stances)
    placed: dict[int, Stance | None] = dict(stances)
    if title.strip():
        placed[_make(exercise, title, by=by).pk] = None

    left = [theme_id for theme_id in themes_of([chosen]) if theme_id not in placed]
    place_points([chosen], placed, by=by, at=at)
    detail: dict[str, object] = {
        "themes": sorted(placed),
        "stances": [placed[theme_id] for theme_id in sorted(placed)],
        "from": left,
    }
    point = Point.objects.get(pk=chosen)
    ledger.record(event="point.coded", subject=point, by=by, at=at, detail=detail)
    learn_if_due(exercise, by=by, at=at)


def choose_points(exercise: Exercise, point_ids: Collection[int]) -> list[int]:
    """
    Return the chosen points of the exercise, by number, if they may be placed.

    :raises CannotEditThemes: if there is none, or one has an outcome of its own.
    """
    chosen = points_of(exercise, point_ids)
    used = list_used_points(point_ids=chosen)
    refuse_if(rules.reason_not_to_move(chosen=len(chosen), used=len(used)))
    return chosen


def points_of(exercise: Exercise, point_ids: Collection[int]) -> list[int]:
    points = Point.objects.filter(exercise=exercise, pk__in=point_ids)
    return list(points.order_by("pk").values_list("pk", flat=True))


def themes_of(point_ids: Collection[int]) -> list[int]:
    codings = Coding.objects.filter(point__in=point_ids)
    return sorted(set(codings.values_list("theme", flat=True)))


def _refuse_unknown(exercise: Exercise, theme_ids: Collection[int]) -> None:
    if live_themes(exercise.pk).filter(pk__in=theme_ids).count() != len(theme_ids):
        raise CannotEditThemes("There is no such theme here, or it was merged into another")


def _make(exercise: Exercise, title: str, *, by: str) -> Theme:
    others = live_themes(exercise.pk).values_list("title", flat=True)
    refuse_if(rules.reason_not_to_name(title=title, others=list(others)))
    return Theme.objects.create(
        system_id=exercise.system_id, exercise=exercise, title=title.strip(), named_by=by
    )

"""Put points where they belong. Refused once the exercise is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.actions.coding import choose_points, points_of, themes_of
from regard.domains.engagement.actions.deciding import (
    CannotEditThemes,
    live_themes,
    lock_exercise,
    mark_placed,
    place_points,
    refuse_if,
    within,
)
from regard.domains.engagement.models import Coding, Exercise, Theme
from regard.domains.engagement.rules import themes as rules
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from regard.domains.engagement.types import Stance


@transaction.atomic
def move_points(
    *,
    exercise: Exercise,
    point_ids: Collection[int],
    theme: Theme | None,
    out_of: Theme | None = None,
    by: str,
    at: datetime,
) -> int:
    """
    Put points into a theme, or with None into no other, and return how many.

    A point that a machine was unsure of is sure from then on, also where it stays.

    :param point_ids: points of the exercise; others are passed over.
    :param out_of: the theme that they leave, with its parts; None for all that they are in.
    :raises CannotEditThemes: if no point was chosen, or one has an outcome of its own.
    """
    exercise = lock_exercise(exercise.pk)
    if theme is not None and not live_themes(exercise.pk).filter(pk=theme.pk).exists():
        raise CannotEditThemes("There is no such theme here, or it was merged into another")
    chosen = choose_points(exercise, point_ids)

    left = within(out_of) if out_of else None
    detail: dict[str, object] = {
        "theme": theme.pk if theme else None,
        "points": chosen,
        "from": themes_of(chosen) if left is None else left,
    }
    into: dict[int, Stance | None] = {theme.pk: None} if theme else {}
    place_points(chosen, into, out_of=left, by=by, at=at)
    ledger.record(
        event="theme.points_moved", subject=theme or exercise, by=by, at=at, detail=detail
    )
    return len(chosen)


@transaction.atomic
def make_theme(
    *,
    exercise: Exercise,
    point_ids: Collection[int],
    title: str,
    stance: Stance | None = None,
    by: str,
    at: datetime,
) -> Theme:
    """
    Make a new theme of points that are in any theme or in none, and return it.

    :param point_ids: points of the exercise; others are passed over.
    :param stance: where they stand on what it says; None: unclear.
    :raises CannotEditThemes: if no point was chosen, one has an outcome of its own, or the
        name is missing, too long or another theme's.
    """
    exercise = lock_exercise(exercise.pk)
    chosen = choose_points(exercise, point_ids)
    others = live_themes(exercise.pk).values_list("title", flat=True)
    refuse_if(rules.reason_not_to_name(title=title, others=list(others)))

    theme = Theme.objects.create(
        system_id=exercise.system_id, exercise=exercise, title=title.strip(), named_by=by
    )
    detail: dict[str, object] = {"points": chosen, "from": themes_of(chosen)}
    place_points(chosen, {theme.pk: stance}, by=by, at=at)
    ledger.record(event="theme.made", subject=theme, by=by, at=at, detail=detail)
    return theme


@transaction.atomic
def keep_points(
    *,
    exercise: Exercise,
    point_ids: Collection[int],
    in_theme: Theme | None = None,
    stance: Stance | None = None,
    by: str,
    at: datetime,
) -> int:
    """
    Say that points belong where a machine put them, and return how many.

    From then on no machine moves them, nor doubts them. Where a machine guessed their stance, and
    none is said here, it stays its guess.

    :param point_ids: points of the exercise; others are passed over.
    :param in_theme: only in this theme and its parts; None for all that they are in.
    :param stance: where they stand on what it says; None leaves what there is.
    :raises CannotEditThemes: if no point was chosen.
    """
    exercise = lock_exercise(exercise.pk)
    chosen = points_of(exercise, point_ids)
    refuse_if(rules.reason_not_to_move(chosen=len(chosen), used=0))

    codings = Coding.objects.filter(point__in=chosen)
    if in_theme is not None:
        codings = codings.filter(theme__in=within(in_theme))
    themes = sorted(set(codings.values_list("theme", flat=True)))
    stands = {"stance": stance, "stance_chance": None} if stance else {}
    codings.update(
        placed_by=by, placed_at=at, similarity=None, is_unsure=False, updated_at=at, **stands
    )
    mark_placed(chosen, by=by, at=at)
    detail: dict[str, object] = {"points": chosen, "themes": themes}
    ledger.record(event="theme.points_kept", subject=exercise, by=by, at=at, detail=detail)
    return len(chosen)

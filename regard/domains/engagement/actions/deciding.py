"""What every decision on themes stands on: a lock, and refusals in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.models import Coding, Exercise, Point, Theme
from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.types import Stage, Stance, ThemeState
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from django.db.models import QuerySet


STANCE = ("stance", "stance_chance")
"""Both are written where a person says where a point stands: it is no machine's guess then."""

AT_ONCE = 2_000
"""Codings written in one statement, so that a move of any size takes little memory."""


class CannotEditThemes(Refusal):
    """The theme, or all themes of the exercise, may not change so."""


def lock_exercise(exercise_id: int) -> Exercise:
    """Return the exercise, to change its themes alone until the transaction ends."""
    exercise = Exercise.objects.select_for_update().get(pk=exercise_id)
    refuse_if(rules.reason_not_to_edit(stage=Stage(exercise.stage)))
    return exercise


def lock_theme(theme: Theme) -> Theme:
    """Return the theme as it is now, to change its exercise's themes alone."""
    lock_exercise(theme.exercise_id)
    found = Theme.objects.select_related("merged_into").get(pk=theme.pk)
    if found.merged_into:
        raise CannotEditThemes(f"This theme has been merged into “{found.merged_into.title}”")
    return found


def live_themes(exercise_id: int) -> QuerySet[Theme]:
    return Theme.objects.filter(exercise=exercise_id).exclude(state=ThemeState.MERGED)


def within(theme: Theme) -> list[int]:
    """Return the numbers of a theme and of the themes that are parts of it."""
    return [theme.pk, *Theme.objects.filter(parent=theme).values_list("pk", flat=True)]


def place_points(
    point_ids: Collection[int],
    themes: Mapping[int, Stance | None],
    *,
    out_of: Collection[int] | None = None,
    by: str,
    at: datetime,
) -> None:
    """
    Put points into themes and out of others, as a person decided. Set-wise.

    :param themes: the numbers of the themes that they go into, with their stance on it; None
        leaves the stance of those that are in it already.
    :param out_of: the themes that they leave; None for all others that they are in.
    """
    left = Coding.objects.filter(point__in=point_ids).exclude(theme__in=themes)
    if out_of is not None:
        left = left.filter(theme__in=out_of)
    left.delete()
    placed = {"placed_by": by, "placed_at": at, "similarity": None, "is_unsure": False}
    for theme_id, stance in themes.items():
        Coding.objects.bulk_create(
            [
                Coding(point_id=n, theme_id=theme_id, stance=stance or Stance.UNCLEAR, **placed)
                for n in sorted(point_ids)
            ],
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["point", "theme"],
            update_fields=[*placed, *(STANCE if stance else []), "updated_at"],
        )
    mark_placed(point_ids, by=by, at=at)


def mark_placed(point_ids: Collection[int], *, by: str, at: datetime) -> None:
    """Mark that people decided where points belong, so that a machine leaves them there."""
    Point.objects.filter(pk__in=point_ids).update(decided_by=by, updated_at=at)


def mark_decided(theme: Theme, *, by: str) -> None:
    """Mark that people decided on a theme, so that a machine leaves it, and no longer agree."""
    theme.named_by, theme.state = by, ThemeState.PROPOSED
    theme.signed_off_by, theme.signed_off_at = "", None
    theme.save()


def refuse_if(reason: str | None) -> None:
    if reason:
        raise CannotEditThemes(reason)

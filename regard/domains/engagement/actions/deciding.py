"""What every decision on themes stands on: a lock, and refusals in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.models import Exercise, Point, Theme
from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.types import Stage, ThemeState
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


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


def place_points(point_ids: Collection[int], theme: Theme | None, *, by: str) -> None:
    Point.objects.filter(pk__in=point_ids).update(
        theme=theme, placed_by=by, similarity=None, is_unsure=False
    )


def mark_decided(theme: Theme, *, by: str) -> None:
    """Mark that people decided on a theme, so that a machine leaves it, and no longer agree."""
    theme.named_by, theme.state = by, ThemeState.PROPOSED
    theme.signed_off_by, theme.signed_off_at = "", None
    theme.save()


def refuse_if(reason: str | None) -> None:
    if reason:
        raise CannotEditThemes(reason)

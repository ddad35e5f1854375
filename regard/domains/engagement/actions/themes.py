"""Decide on themes. Every act is refused once the exercise is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Exercise, Point, Theme
from regard.domains.engagement.queries.themes import list_used_points, list_used_themes
from regard.domains.engagement.rules import themes as rules
from regard.domains.engagement.types import Stage, ThemeState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.db.models import QuerySet


class CannotEditThemes(Refusal):
    """The theme, or all themes of the exercise, may not change so."""


@transaction.atomic
def rename_theme(*, theme: Theme, title: str, summary: str, by: str, at: datetime) -> Theme:
    """
    Give a theme a name and a summary. One that was signed off stays so.

    :raises CannotEditThemes: if the name is missing, too long or another theme's.
    """
    theme = _lock(theme)
    others = _live(theme.exercise_id).exclude(pk=theme.pk).values_list("title", flat=True)
    _refuse(rules.reason_not_to_name(title=title, others=list(others)))

    detail: dict[str, object] = {"from": theme.title, "to": title.strip()}
    theme.title, theme.summary, theme.named_by = title.strip(), summary.strip(), by
    theme.save(update_fields=["title", "summary", "named_by", "updated_at"])
    ledger.record(event="theme.renamed", subject=theme, by=by, at=at, detail=detail)
    return theme


@transaction.atomic
def merge_themes(*, into: Theme, themes: Collection[Theme], by: str, at: datetime) -> Theme:
    """
    Put all points of some themes into another, and keep their rows as pointing to it.

    The one that stays is no longer signed off, as it says more than it did.

    :raises CannotEditThemes: if none was chosen, or one is already used in a strategy.
    """
    into = _lock(into)
    merged = list(
        _live(into.exercise_id).filter(pk__in=[t.pk for t in themes]).exclude(pk=into.pk)
    )
    used = list_used_themes(theme_ids=[theme.pk for theme in merged])
    titles = [theme.title for theme in merged if theme.pk in used]
    _refuse(rules.reason_not_to_merge(count=len(merged), used=titles))

    moved = Point.objects.filter(theme__in=merged).update(theme=into)
    Theme.objects.filter(pk__in=[theme.pk for theme in merged]).update(
        state=ThemeState.MERGED,
        merged_into=into,
        signed_off_by="",
        signed_off_at=None,
        updated_at=at,
    )
    Theme.objects.filter(merged_into__in=merged).update(merged_into=into)
    detail: dict[str, object] = {
        "themes": [theme.pk for theme in merged],
        "titles": [theme.title for theme in merged],
        "points": moved,
    }
    _touch(into, by=by, takes_back=True)
    ledger.record(event="theme.merged", subject=into, by=by, at=at, detail=detail)
    return into


@transaction.atomic
def split_theme(
    *, theme: Theme, point_ids: Collection[int], title: str, by: str, at: datetime
) -> Theme:
    """
    Make a new theme of some of a theme's points, and return it.

    The one they leave is no longer signed off, as it says less than it did.

    :param point_ids: points of the theme; others are passed over.
    :raises CannotEditThemes: if none or all of its points were chosen, or the name is missing,
        too long or another theme's.
    """
    theme = _lock(theme)
    points = Point.objects.filter(theme=theme)
    chosen = list(points.filter(pk__in=point_ids).values_list("pk", flat=True))
    _refuse(rules.reason_not_to_split(chosen=len(chosen), points=points.count()))
    others = _live(theme.exercise_id).values_list("title", flat=True)
    _refuse(rules.reason_not_to_name(title=title, others=list(others)))

    new = Theme.objects.create(
        system_id=theme.system_id, exercise_id=theme.exercise_id, title=title.strip(), named_by=by
    )
    _place(chosen, new, by=by)
    _touch(theme, by=by, takes_back=True)
    detail: dict[str, object] = {"theme": new.pk, "title": new.title, "points": chosen}
    ledger.record(event="theme.split", subject=theme, by=by, at=at, detail=detail)
    return new


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
    exercise = _lock_exercise(exercise.pk)
    if theme is not None and not _live(exercise.pk).filter(pk=theme.pk).exists():
        raise CannotEditThemes("There is no such theme here, or it was merged into another")
    chosen = _choose(exercise, point_ids)

    _place([point.pk for point in chosen], theme, by=by)
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
    exercise = _lock_exercise(exercise.pk)
    chosen = _choose(exercise, point_ids)
    others = _live(exercise.pk).values_list("title", flat=True)
    _refuse(rules.reason_not_to_name(title=title, others=list(others)))

    theme = Theme.objects.create(
        system_id=exercise.system_id, exercise=exercise, title=title.strip(), named_by=by
    )
    _place([point.pk for point in chosen], theme, by=by)
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
    exercise = _lock_exercise(exercise.pk)
    chosen = list(Point.objects.filter(exercise=exercise, pk__in=point_ids).order_by("pk"))
    _refuse(rules.reason_not_to_move(chosen=len(chosen), used=0))

    ids = [point.pk for point in chosen]
    Point.objects.filter(pk__in=ids).update(placed_by=by, similarity=None, is_unsure=False)
    detail: dict[str, object] = {"points": ids, "themes": _themes_of(chosen)}
    ledger.record(event="theme.points_kept", subject=exercise, by=by, at=at, detail=detail)
    return len(ids)


@transaction.atomic
def sign_off_theme(*, theme: Theme, by: str, at: datetime) -> Theme:
    """
    Agree to a theme as it is.

    :raises CannotEditThemes: if there is nothing in it, or it is signed off already.
    """
    theme = _lock(theme)
    points = Point.objects.filter(theme=theme).count()
    _refuse(rules.reason_not_to_sign_off(state=ThemeState(theme.state), points=points))

    theme.state = ThemeState.SIGNED_OFF
    theme.signed_off_by, theme.signed_off_at = by, at
    if theme.named_by == "machine":
        theme.named_by = by
    theme.save()
    detail: dict[str, object] = {"title": theme.title, "points": points}
    ledger.record(event="theme.signed_off", subject=theme, by=by, at=at, detail=detail)
    return theme


@transaction.atomic
def take_back_sign_off(*, theme: Theme, by: str, at: datetime) -> Theme:
    """
    Let a theme be only proposed again. The ledger keeps who had signed it off.

    :raises CannotEditThemes: if it is not signed off.
    """
    theme = _lock(theme)
    if theme.state != ThemeState.SIGNED_OFF:
        raise CannotEditThemes("This theme is not signed off")

    detail: dict[str, object] = {"signed_off_by": theme.signed_off_by}
    _touch(theme, by=by, takes_back=True)
    ledger.record(event="theme.sign_off_taken_back", subject=theme, by=by, at=at, detail=detail)
    return theme


def _lock_exercise(exercise_id: int) -> Exercise:
    """Return the exercise, to change its themes alone until the transaction ends."""
    exercise = Exercise.objects.select_for_update().get(pk=exercise_id)
    _refuse(rules.reason_not_to_edit(stage=Stage(exercise.stage)))
    return exercise


def _lock(theme: Theme) -> Theme:
    """Return the theme as it is now, to change its exercise's themes alone."""
    _lock_exercise(theme.exercise_id)
    found = Theme.objects.select_related("merged_into").get(pk=theme.pk)
    if found.merged_into:
        raise CannotEditThemes(f"This theme has been merged into “{found.merged_into.title}”")
    return found


def _live(exercise_id: int) -> QuerySet[Theme]:
    return Theme.objects.filter(exercise=exercise_id).exclude(state=ThemeState.MERGED)


def _choose(exercise: Exercise, point_ids: Collection[int]) -> list[Point]:
    """Return the chosen points of the exercise, if they may be moved."""
    chosen = list(Point.objects.filter(exercise=exercise, pk__in=point_ids).order_by("pk"))
    used = list_used_points(point_ids=[point.pk for point in chosen])
    _refuse(rules.reason_not_to_move(chosen=len(chosen), used=len(used)))
    return chosen


def _themes_of(points: Collection[Point]) -> list[int]:
    return sorted({point.theme_id for point in points if point.theme_id is not None})


def _place(point_ids: Collection[int], theme: Theme | None, *, by: str) -> None:
    Point.objects.filter(pk__in=point_ids).update(
        theme=theme, placed_by=by, similarity=None, is_unsure=False
    )


def _touch(theme: Theme, *, by: str, takes_back: bool) -> None:
    """Mark that people decided on a theme, so that a machine leaves it as it is."""
    theme.named_by = by
    if takes_back:
        theme.state = ThemeState.PROPOSED
        theme.signed_off_by, theme.signed_off_at = "", None
    theme.save()


def _refuse(reason: str | None) -> None:
    if reason:
        raise CannotEditThemes(reason)

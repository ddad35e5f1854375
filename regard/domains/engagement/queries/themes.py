"""Themes, with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, ForeignObjectRel

from regard.domains.engagement.models import Exercise, Point, Theme
from regard.domains.engagement.types import ThemeRow, ThemeState
from regard.foundation.base.errors import NotFound

from .marked import read_marks
from .theme_counts import COUNTS_FROM, ThemeCounts, get_theme_counts, kept_theme_counts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.db.models import Model

    from .marked import Mark

NONE = ThemeCounts()

SHOWN = (
    *("exercise_id", "parent_id", "title", "summary", "terms"),
    *("state", "named_by", "signed_off_by", "signed_off_at"),
)
"""What is read of each theme, as there may be thousands."""


def get_theme(*, exercise: Exercise, theme_id: int) -> Theme:
    """
    Return a theme of an exercise whose reader was checked, also one merged into another.

    :raises NotFound: if the exercise has no such theme.
    """
    found = Theme.objects.filter(exercise=exercise, pk=theme_id).first()
    if found is None:
        raise NotFound("There is no such theme here")
    return found


def list_themes(*, exercise: Exercise, mark: Mark | None = None) -> list[ThemeRow]:
    """
    Return the live themes of an exercise whose reader was checked, with the most said first.

    Three queries at most, however many themes and points there are.

    :param mark: of `theme_counts.COUNTS_FROM`, just read; None: it is read here.
    """
    return _rows([exercise.pk], get_theme_counts(exercise=exercise, mark=mark))


def list_themes_of(*, exercise_ids: Iterable[int]) -> list[ThemeRow]:
    """
    Return the live themes of several exercises whose reader was checked, the most said first.

    Two queries, and one more for each exercise in which anything differs.
    """
    return list_themes_under(read_marks(exercise_ids=list(exercise_ids), of=COUNTS_FROM))


def list_themes_under(marks: Mapping[int, Mark]) -> list[ThemeRow]:
    """
    Return the live themes of the exercises of these marks: as `list_themes_of`.

    :param marks: of `COUNTS_FROM` at least, just read.
    """
    counts: dict[int, ThemeCounts] = {}
    for mark in marks.values():
        counts |= kept_theme_counts(mark)
    return _rows(list(marks), counts)


def _rows(exercise_ids: list[int], counts: Mapping[int, ThemeCounts]) -> list[ThemeRow]:
    live = Theme.objects.filter(exercise__in=exercise_ids).exclude(state=ThemeState.MERGED)
    rows = [
        ThemeRow(
            **row | {"terms": tuple(row["terms"]), "state": ThemeState(row["state"])},
            **vars(counts.get(row["theme_id"], NONE)),
        )
        for row in live.values(*SHOWN, theme_id=F("pk"))
    ]
    return sorted(rows, key=lambda row: (-row.submissions, -row.points, row.theme_id))


def list_within(*, theme: Theme | None) -> list[int] | None:
    """Return the numbers of a theme and of its parts; None for no theme. One query."""
    if theme is None:
        return None
    return [theme.pk, *Theme.objects.filter(parent=theme).values_list("pk", flat=True)]


def list_used_themes(*, theme_ids: Collection[int]) -> set[int]:
    """Return which of these themes another domain refers to, as a strategy's outcomes do."""
    return _list_used(Theme, theme_ids)


def list_used_points(*, point_ids: Collection[int]) -> set[int]:
    """Return which of these points another domain refers to, as a strategy's outcomes do."""
    return _list_used(Point, point_ids)


def _list_used(model: type[Model], ids: Collection[int]) -> set[int]:
    """Ask every table of the domains above, which this one cannot know by name."""
    found: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        above = relation.related_model
        if isinstance(above, str) or above._meta.app_label == model._meta.app_label:
            continue
        name = relation.field.name
        users = above._default_manager.filter(**{f"{name}__in": ids})
        found.update(users.values_list(name, flat=True))
    return found

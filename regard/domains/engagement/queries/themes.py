"""Themes, with their counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, ForeignObjectRel, Q
from django.db.models.functions import Coalesce

from regard.domains.engagement.models import Exercise, Point, Theme
from regard.domains.engagement.types import ThemeRow, ThemeState
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import Model


def get_theme(*, exercise: Exercise, theme_id: int) -> Theme:
    """
    Return a theme of an exercise whose reader was checked, also one merged into another.

    :raises NotFound: if the exercise has no such theme.
    """
    found = Theme.objects.filter(exercise=exercise, pk=theme_id).first()
    if found is None:
        raise NotFound("There is no such theme here")
    return found


def list_themes(*, exercise: Exercise) -> list[ThemeRow]:
    """
    Return the live themes of an exercise whose reader was checked, with the most said first.

    Two queries, however many themes and points there are.
    """
    return list_themes_of(exercise_ids=[exercise.pk])


def list_themes_of(*, exercise_ids: Iterable[int]) -> list[ThemeRow]:
    """Return the live themes of several exercises whose reader was checked: as `list_themes`."""
    live = Theme.objects.filter(exercise__in=list(exercise_ids)).exclude(state=ThemeState.MERGED)
    one_argument = Coalesce("points__argument", -F("points"))
    counted = live.annotate(
        n_submissions=Count("points__contribution", distinct=True),
        n_arguments=Count(one_argument, distinct=True, filter=Q(points__isnull=False)),
        n_organisations=Count("points__contribution__location__organisation", distinct=True),
        n_points=Count("points", distinct=True),
        n_unsure=Count("points", distinct=True, filter=Q(points__is_unsure=True)),
    ).order_by("-n_submissions", "-n_points", "pk")
    campaigns = _campaigns(exercise_ids)
    return [
        ThemeRow(
            theme_id=theme.pk,
            exercise_id=theme.exercise_id,
            title=theme.title,
            summary=theme.summary,
            terms=tuple(theme.terms),
            state=ThemeState(theme.state),
            named_by=theme.named_by,
            submissions=theme.n_submissions,
            arguments=theme.n_arguments,
            organisations=theme.n_organisations,
            points=theme.n_points,
            unsure=theme.n_unsure,
            campaign=campaigns.get(theme.pk, min(theme.n_submissions, 1)),
            signed_off_by=theme.signed_off_by,
            signed_off_at=theme.signed_off_at,
        )
        for theme in counted
    ]


def _campaigns(exercise_ids: Iterable[int]) -> dict[int, int]:
    """Return how many contributions made the commonest argument of each theme, where over one."""
    arguments = (
        Point.objects.filter(exercise__in=list(exercise_ids), theme__isnull=False)
        .filter(argument__isnull=False)
        .values_list("theme", "argument")
        .annotate(n=Count("contribution", distinct=True))
        .filter(n__gt=1)
        .order_by("n")
    )
    return {theme_id: count for theme_id, _, count in arguments}


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

"""Exercises, for whoever may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from regard.domains.engagement.models import AudienceMember, Exercise, Point, Theme
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import (
    Direction,
    ExerciseKind,
    ExerciseRow,
    Plan,
    Stage,
    ThemeState,
)
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .heard import count_heard
from .voices import count_voices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.register.models import System


def get_exercise(
    *, system: System, slug: str, caller: Caller, to: Permission | None = None
) -> Exercise:
    """
    Return an exercise for the caller to see or, with `to`, to do something with.

    The only way for a page or a command to reach an exercise, so that none forgets the check.

    :raises NotFound: if there is none, or it is a draft that the caller may not see. They
        cannot tell which, so that a draft's existence does not leak.
    :raises NotAllowed: if the caller may see it but may not do `to` with it.
    """
    exercise = Exercise.objects.filter(system=system, slug=slug).select_related("system").first()
    if exercise is None or not _is_visible(exercise, caller):
        raise NotFound("We have not asked anything at this address")
    if to is not None:
        require(caller, to, exercise)
    return exercise


def list_exercises(*, system: System, caller: Caller) -> list[ExerciseRow]:
    """
    Return what the caller may see: open now first, then closed, answered and drafts.

    What is always open, where people tell what they are seeing, is no part of it (see
    `queries.seeing`), nor are the waves that ask the partnership's own people (`queries.pulses`).
    """
    exercises = Exercise.objects.filter(system=system).exclude(
        Q(kind=ExerciseKind.SEEING) | Q(series__direction=Direction.TO_PARTNERSHIP)
    )
    if not is_allowed(caller, Permission.VIEW_DRAFT, system):
        exercises = exercises.exclude(stage=Stage.DRAFT)
    order = [Stage.OPEN, Stage.CLOSED, Stage.ANSWERED, Stage.DRAFT]
    found = sorted(
        exercises, key=lambda e: (order.index(Stage(e.stage)), -e.closes_on.toordinal(), e.pk)
    )
    return count_rows(found)


def plan_of(exercise: Exercise) -> Plan:
    """Return what an exercise, which was fetched through a check, asks, why and when."""
    return Plan(
        title=exercise.title,
        purpose=exercise.purpose,
        open_to_change=exercise.open_to_change,
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        reply_by=exercise.reply_by,
        decided=exercise.decided,
        scope=exercise.scope,
    )


def _is_visible(exercise: Exercise, caller: Caller) -> bool:
    if exercise.stage != Stage.DRAFT:
        return True
    return is_allowed(caller, Permission.VIEW_DRAFT, exercise)


def count_rows(exercises: Iterable[Exercise]) -> list[ExerciseRow]:
    """Return exercises whose reader was checked, with their counts made anew. Six queries."""
    found = list(exercises)
    ids = [exercise.pk for exercise in found]
    members = AudienceMember.objects.filter(exercise__in=ids)
    asked = _counted(members)
    heard = count_heard(exercise_ids=ids)
    voices = count_voices(exercise_ids=ids)
    points = _counted(Point.objects.filter(exercise__in=ids))
    themes = _counted(Theme.objects.filter(Q(exercise__in=ids) & ~Q(state=ThemeState.MERGED)))
    return [
        ExerciseRow(
            exercise_id=exercise.pk,
            slug=exercise.slug,
            title=exercise.title,
            purpose=exercise.purpose,
            stage=Stage(exercise.stage),
            opens_on=exercise.opens_on,
            closes_on=exercise.closes_on,
            reply_by=exercise.reply_by,
            asked=asked.get(exercise.pk, 0),
            heard=heard.get(exercise.pk, 0),
            contributions=voices[exercise.pk].submissions,
            points=points.get(exercise.pk, 0),
            themes=themes.get(exercise.pk, 0),
            voices=voices[exercise.pk],
        )
        for exercise in found
    ]


def _counted(rows: QuerySet) -> dict[int, int]:  # type: ignore[type-arg]  # of any model
    """Return how many of these rows each exercise has, in one query."""
    return dict(rows.order_by().values_list("exercise").annotate(n=Count("pk")))

"""Exercises, for whoever may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import (
    Direction,
    ExerciseKind,
    ExerciseRow,
    Plan,
    Stage,
)
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .exercise_rows import list_rows, read_asked

if TYPE_CHECKING:
    from regard.domains.register.models import System

WITHDRAWN = Q(stage=Stage.DRAFT, closed_at__isnull=False)
"""Drafts that were taken back before anybody was asked: they never open."""


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
    `queries.seeing`), nor are the waves that ask the partnership's own people (`queries.pulses`),
    nor drafts that were withdrawn.
    """
    exercises = Exercise.objects.filter(system=system).exclude(
        Q(kind=ExerciseKind.SEEING) | Q(series__direction=Direction.TO_PARTNERSHIP) | WITHDRAWN
    )
    if not is_allowed(caller, Permission.VIEW_DRAFT, system):
        exercises = exercises.exclude(stage=Stage.DRAFT)
    order = [Stage.OPEN, Stage.CLOSED, Stage.ANSWERED, Stage.DRAFT]
    found = sorted(
        exercises, key=lambda e: (order.index(Stage(e.stage)), -e.closes_on.toordinal(), e.pk)
    )
    return list_rows(read_asked(found))


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

"""Write, open and close exercises."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement import rules
from regard.domains.engagement.models import Exercise, Question
from regard.domains.engagement.queries.exercises import plan_of
from regard.domains.engagement.queries.gate import get_gate, list_reasons_not_to_answer
from regard.domains.engagement.queries.phases import days_of
from regard.domains.engagement.rules import gate
from regard.domains.engagement.types import ExerciseKind, Plan, Stage
from regard.domains.register import queries as register
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .drafting import CannotChange as CannotChange
from .drafting import check_is_draft as check_is_draft
from .drafting import draft_of as draft_of
from .fixing import fix_audience
from .member_parts import tell_members
from .phases import move_phases

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from regard.domains.register.models import System
    from regard.domains.register.types import Criteria


class CannotPlan(Refusal):
    """
    What was written for an exercise cannot be kept.

    Attributes:
        reasons: what is wrong, by the field of the plan.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = dict(reasons)


class CannotOpen(Refusal):
    """
    The exercise may not open now.

    Attributes:
        reasons: every one of them.
    """

    def __init__(self, reasons: Collection[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


WITHDRAWN = "It was withdrawn before anybody was asked. Write a new one instead."


class CannotClose(Refusal):
    """The exercise may not close now."""


class CannotMarkAnswered(Refusal):
    """An exercise still takes answers, or nobody has shown that they were weighed."""


@transaction.atomic
def create_exercise(*, system: System, plan: Plan, by: str, at: datetime) -> Exercise:
    """
    Begin a draft of an exercise, with an address made from its title.

    :raises CannotPlan: if the plan lacks something or its dates do not fit together.
    """
    _check(plan)
    taken = set(Exercise.objects.filter(system=system).values_list("slug", flat=True))
    exercise = Exercise(system=system, slug=rules.slug_of(plan.title, taken=taken))
    _write(exercise, plan)
    exercise.save()
    ledger.record(event="exercise.created", subject=exercise, by=by, at=at)
    return exercise


@transaction.atomic
def edit_exercise(*, exercise: Exercise, plan: Plan, by: str, at: datetime) -> Exercise:
    """
    Change the draft of an exercise. Its address stays.

    :raises CannotPlan: if the plan lacks something or its dates do not fit together.
    :raises CannotChange: if it has been opened.
    """
    draft = draft_of(exercise)
    _check(plan)
    was = days_of(draft)
    _write(draft, plan)
    draft.save()
    move_phases(exercise=draft, was=was)
    ledger.record(event="exercise.edited", subject=draft, by=by, at=at)
    return draft


@transaction.atomic
def choose_audience(*, exercise: Exercise, criteria: Criteria, by: str, at: datetime) -> Exercise:
    """
    Say whom a draft is for. Which services those are is fixed when it opens.

    :raises CannotChange: if it has been opened.
    """
    draft = draft_of(exercise)
    draft.criteria = rules.kept_criteria(criteria)
    draft.save(update_fields=["criteria", "updated_at"])
    detail: dict[str, object] = {"criteria": draft.criteria}
    ledger.record(event="exercise.audience_chosen", subject=draft, by=by, at=at, detail=detail)
    return draft


@transaction.atomic
def open_exercise(*, exercise: Exercise, by: str, at: datetime) -> Exercise:
    """
    Open a draft, and fix its audience as the register has it today.

    :raises CannotOpen: if anything is missing; it lists all that is.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    if exercise.is_withdrawn:
        raise CannotOpen([WITHDRAWN])
    today = timezone.localdate(at)
    services = register.list_audience(
        system=exercise.system, criteria=rules.criteria_from(exercise.criteria)
    )
    reasons = rules.reasons_not_to_open(
        plan=plan_of(exercise),
        stage=Stage(exercise.stage),
        questions=Question.objects.filter(exercise=exercise).count(),
        audience=len(services),
        today=today,
    )
    reasons += _reasons_at_the_gate(exercise, today=today)
    if reasons:
        raise CannotOpen(reasons)

    fix_audience(exercise=exercise, services=services, today=today)
    was = days_of(exercise)
    exercise.stage = Stage.OPEN
    exercise.opens_on = exercise.register_as_at = today
    exercise.opened_at = at
    exercise.save(update_fields=["stage", "opens_on", "register_as_at", "opened_at", "updated_at"])
    move_phases(exercise=exercise, was=was)
    detail: dict[str, object] = {"services": len(services)}
    ledger.record(event="exercise.opened", subject=exercise, by=by, at=at, detail=detail)
    return exercise


@transaction.atomic
def close_exercise(*, exercise: Exercise, reason: str = "", by: str, at: datetime) -> Exercise:
    """
    Close an open exercise, so that nobody can answer any more.

    :param reason: why it closes before its last day is over; empty if it is.
    :raises CannotClose: if it is not open, or closes early without a reason.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    today = timezone.localdate(at)
    refusal = rules.reason_not_to_close(
        stage=Stage(exercise.stage),
        closes_on=exercise.closes_on,
        today=today,
        reason_given=reason,
    )
    if refusal:
        raise CannotClose(refusal)

    was = days_of(exercise)
    if today <= exercise.closes_on:
        exercise.closes_on, exercise.closed_early_because = today, reason.strip()
    exercise.stage = Stage.CLOSED
    exercise.closed_at = at
    exercise.save(
        update_fields=["stage", "closes_on", "closed_at", "closed_early_because", "updated_at"]
    )
    move_phases(exercise=exercise, was=was)
    ledger.record(event="exercise.closed", subject=exercise, by=by, at=at)
    return exercise


def close_due_exercises(*, by: str, at: datetime) -> int:
    """Close every exercise whose last day is over, each by itself, and return how many."""
    due = Exercise.objects.filter(stage=Stage.OPEN, closes_on__lt=timezone.localdate(at))
    exercises = list(due.order_by("pk"))
    for exercise in exercises:
        close_exercise(exercise=exercise, by=by, at=at)
    return len(exercises)


@transaction.atomic
def mark_answered(
    *, exercise_ids: Collection[int], tells_members: bool = True, by: str, at: datetime
) -> None:
    """
    Say that everyone who spoke in these exercises is being told what became of it.

    :param tells_members: whether to write to members for whom a network spoke; False where the
        caller replies to them.
    :raises CannotMarkAnswered: if one of them still takes answers, or nothing shows that what
        was said was weighed before it was decided.
    """
    exercises = Exercise.objects.select_for_update().filter(pk__in=exercise_ids).order_by("pk")
    for exercise in exercises:
        if exercise.stage == Stage.ANSWERED:
            continue
        if exercise.stage != Stage.CLOSED:
            raise CannotMarkAnswered(f"Close “{exercise.title}” first: it still takes answers.")
        _check_considered(exercise, at)
        exercise.stage, exercise.answered_at = Stage.ANSWERED, at
        exercise.save(update_fields=["stage", "answered_at", "updated_at"])
        ledger.record(event="exercise.answered", subject=exercise, by=by, at=at)
        if tells_members:
            tell_members(exercise=exercise, by=by)


def _reasons_at_the_gate(exercise: Exercise, *, today: date) -> list[str]:
    """Return what is missing for it to be fair. Only a consultation passes the gate."""
    if exercise.kind != ExerciseKind.CONSULTATION:
        return []
    return gate.reasons_not_to_open(get_gate(exercise=exercise, today=today))


def _check_considered(exercise: Exercise, at: datetime) -> None:
    reasons = list_reasons_not_to_answer(exercise=exercise, today=timezone.localdate(at))
    if reasons:
        raise CannotMarkAnswered(
            f"“{exercise.title}” has not been shown to be weighed. {' '.join(reasons)} Its page "
            "“Is it fair?” says how."
        )


def _check(plan: Plan) -> None:
    reasons = rules.reasons_not_to_plan(plan)
    if reasons:
        raise CannotPlan(reasons)


def _write(exercise: Exercise, plan: Plan) -> None:
    exercise.title = plan.title.strip()
    exercise.purpose = plan.purpose.strip()
    exercise.open_to_change = plan.open_to_change.strip()
    exercise.decided = plan.decided.strip()
    exercise.scope = plan.scope.strip()
    exercise.opens_on = plan.opens_on
    exercise.closes_on = plan.closes_on
    exercise.reply_by = plan.reply_by

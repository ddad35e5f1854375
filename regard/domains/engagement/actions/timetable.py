"""Move, pause and resume an exercise that people were told of, each with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Exercise, TimetableChange
from regard.domains.engagement.queries.phases import days_of
from regard.domains.engagement.rules import timetable as rules
from regard.domains.engagement.types import Stage, TimetableKind
from regard.domains.engagement.types.phases import Days
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .phases import move_phases


class CannotMove(Refusal):
    """
    The days cannot move so, or the exercise cannot pause or go on.

    Attributes:
        reasons: what is wrong, by field; "" for all.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def move_days(
    *, exercise: Exercise, becomes: Days, because: str, by: str, at: datetime
) -> Exercise:
    """
    Give people longer, or move the day by which they hear back.

    One that has closed takes answers again, until its new last day.

    :raises CannotMove: if the days would not fit, or no reason is given.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    was = days_of(exercise)
    reasons = rules.reasons_not_to_move(
        stage=Stage(exercise.stage),
        was=was,
        becomes=becomes,
        because=because,
        today=timezone.localdate(at),
    )
    if reasons:
        raise CannotMove(reasons)
    _move(exercise, becomes)
    for kind, field, before, after in (
        (TimetableKind.EXTENDED, "closes_on", was.closes_on, becomes.closes_on),
        (TimetableKind.MOVED, "reply_by", was.reply_by, becomes.reply_by),
    ):
        if before != after:
            _note(exercise, kind, field, (before, after), because=because, by=by, at=at)
    detail: dict[str, object] = {
        "closes_on": becomes.closes_on.isoformat(),
        "reply_by": becomes.reply_by.isoformat(),
    }
    ledger.record(event="exercise.days_moved", subject=exercise, by=by, at=at, detail=detail)
    return exercise


@transaction.atomic
def pause_exercise(*, exercise: Exercise, because: str, by: str, at: datetime) -> Exercise:
    """
    Ask nobody for a while. Whoever answers by themselves is still heard.

    :raises CannotMove: if it is not open, is paused, or no reason is given.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    _refuse_if(
        rules.reason_not_to_pause(stage=Stage(exercise.stage), paused_on=exercise.paused_on),
        because,
    )
    exercise.paused_on = timezone.localdate(at)
    exercise.save(update_fields=["paused_on", "updated_at"])
    days = (None, exercise.paused_on)
    _note(exercise, TimetableKind.PAUSED, "", days, because=because, by=by, at=at)
    ledger.record(event="exercise.paused", subject=exercise, by=by, at=at)
    return exercise


@transaction.atomic
def resume_exercise(
    *, exercise: Exercise, becomes: Days, because: str, by: str, at: datetime
) -> Exercise:
    """
    Go on asking, with or without the days that the pause took.

    :param becomes: the days from now on; as they were, if none are added.
    :raises CannotMove: if it is not paused or has closed, or the days would not fit.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise.pk)
    paused_on, today = exercise.paused_on, timezone.localdate(at)
    _refuse_if(
        rules.reason_not_to_resume(stage=Stage(exercise.stage), paused_on=paused_on), because
    )
    was = days_of(exercise)
    exercise.paused_on = None
    exercise.save(update_fields=["paused_on", "updated_at"])
    days = (paused_on, today)
    _note(exercise, TimetableKind.RESUMED, "", days, because=because, by=by, at=at)
    ledger.record(event="exercise.resumed", subject=exercise, by=by, at=at)
    if becomes == was:
        return exercise
    return move_days(exercise=exercise, becomes=becomes, because=because, by=by, at=at)


def _move(exercise: Exercise, becomes: Days) -> None:
    was = days_of(exercise)
    exercise.closes_on, exercise.reply_by = becomes.closes_on, becomes.reply_by
    if becomes.closes_on != was.closes_on and exercise.stage == Stage.CLOSED:
        exercise.stage = Stage.OPEN
        exercise.closed_at, exercise.closed_early_because = None, ""
    exercise.save()
    move_phases(exercise=exercise, was=was)


def _note(  # noqa: PLR0913 (a change, its days, and who made it)
    exercise: Exercise,
    kind: TimetableKind,
    field: str,
    days: tuple[date | None, date | None],
    *,
    because: str,
    by: str,
    at: datetime,
) -> None:
    was, becomes = days
    TimetableChange.objects.create(
        exercise=exercise,
        kind=kind,
        field=field,
        was=was,
        becomes=becomes,
        because=because.strip(),
        by=by,
        at=at,
    )


def _refuse_if(reason: str | None, because: str) -> None:
    if reason:
        raise CannotMove({"": reason})
    if len(because.strip()) < rules.SHORTEST_WHY:
        raise CannotMove({"because": "Say why, in a sentence: it is shown to everyone"})

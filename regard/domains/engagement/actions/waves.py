"""Plan waves of invitations, send them, and let those go that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Wave
from regard.domains.engagement.queries.reminders import list_to_remind
from regard.domains.engagement.queries.waves import (
    list_due_waves,
    list_put_off,
    list_waves_to_remind,
)
from regard.domains.engagement.rules.waves import reasons_against_wave
from regard.domains.engagement.types import Stage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.queries import is_under_way

from .invitations import SEND, CannotInvite, check_may_write, start_sending

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.inviting import WavePlan
    from regard.foundation.jobs.models import Job


class CannotPlanWave(Refusal):
    """
    The plan of a wave cannot be as it is.

    Attributes:
        reasons: what is wrong, by field.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(" ".join(reasons.values()))
        self.reasons = reasons


@transaction.atomic
def plan_wave(*, exercise: Exercise, plan: WavePlan, by: str, at: datetime) -> Wave:
    """
    Plan to ask a part of the audience on a day.

    :raises CannotPlanWave: if something in the plan is wrong, or the exercise is over.
    """
    _check(exercise, plan, timezone.localdate(at))
    wave = Wave.objects.create(exercise=exercise, by=by, **vars(plan))
    ledger.record(event="wave.planned", subject=wave, by=by, at=at, detail=_detail(wave))
    return wave


@transaction.atomic
def change_wave(*, wave: Wave, plan: WavePlan, by: str, at: datetime) -> Wave:
    """
    Plan a wave otherwise, while it was not sent. Of a sent one only the reminders change.

    :raises CannotPlanWave: if something in the plan is wrong, or the exercise is over.
    """
    held = Wave.objects.select_for_update(of=("self",)).select_related("exercise").get(pk=wave.pk)
    if held.sent_at is not None:
        held.most_reminders, held.days_between = plan.most_reminders, plan.days_between
        held.is_automatic = plan.is_automatic
    else:
        _check(held.exercise, plan, timezone.localdate(at))
        for name, value in vars(plan).items():
            setattr(held, name, value)
    held.save()
    ledger.record(event="wave.changed", subject=held, by=by, at=at, detail=_detail(held))
    return held


@transaction.atomic
def remove_wave(*, wave: Wave, by: str, at: datetime) -> None:
    """
    Remove a wave that was not sent. Its services are left for other waves.

    :raises CannotInvite: if it was sent.
    """
    held = Wave.objects.select_for_update().get(pk=wave.pk)
    if held.sent_at is not None:
        raise CannotInvite("It was sent. What was sent stays on the list.")
    ledger.record(event="wave.removed", subject=held, by=by, at=at, detail=_detail(held))
    held.delete()


@transaction.atomic
def send_wave(*, wave: Wave, by: str, at: datetime) -> Job:
    """
    Start the job that asks those of a wave who have not been asked.

    :raises CannotInvite: if it was sent, or the exercise is not open or is paused.
    """
    held = (
        Wave.objects.select_for_update(of=("self",))
        .select_related("exercise__system")
        .get(pk=wave.pk)
    )
    check_may_write(held.exercise, at)
    if held.sent_at is not None:
        raise CannotInvite("It was sent before. Those who are silent can be reminded.")
    held.sent_at = at
    held.save(update_fields=["sent_at", "updated_at"])
    ledger.record(event="wave.sent", subject=held, by=by, at=at)
    return start_sending(
        held.exercise, title=f"Inviting: {held.title}", reminds=False, by=by, wave_id=held.pk
    )


@transaction.atomic
def put_off_wave(*, wave_id: int, by: str, at: datetime) -> None:
    """Take back that a wave was sent, of which nothing went as the exercise was paused first."""
    held = Wave.objects.select_for_update().get(pk=wave_id)
    held.sent_at = None
    held.save(update_fields=["sent_at", "updated_at"])
    ledger.record(event="wave.put_off", subject=held, by=by, at=at)


@transaction.atomic
def send_due(*, by: str, at: datetime) -> tuple[int, int]:
    """
    Start whatever waves and reminders are due today, and return how many of each.

    A paused exercise sends nothing. What waited while it was paused goes once it goes on.
    """
    today = timezone.localdate(at)
    waves = list_due_waves(today=today)
    for wave in waves:
        send_wave(wave=wave, by=by, at=at)
    reminded = 0
    for wave in list_waves_to_remind(today=today):
        if list_to_remind(exercise=wave.exercise, today=today, wave=wave):
            ledger.record(event="reminders.started", subject=wave, by=by, at=at)
            title = f"Reminding: {wave.title}"
            start_sending(wave.exercise, title=title, reminds=True, by=by, wave_id=wave.pk)
            reminded += 1
    return len(waves), reminded


@transaction.atomic
def send_put_off(*, by: str, at: datetime) -> int:
    """
    Start to send what the mail server put off and has rested enough; return of how many exercises.

    Where emails of an exercise are on their way, they wait for the next look.
    """
    started = 0
    for exercise in list_put_off(at=at):
        if is_under_way(kind=SEND, exercise_id=exercise.pk):
            continue
        title = f"Sending again what was put off: “{exercise.title}”"
        ledger.record(event="invitations.sent_again", subject=exercise, by=by, at=at)
        start_sending(exercise, title=title, reminds=False, by=by, is_again=True)
        started += 1
    return started


def _check(exercise: Exercise, plan: WavePlan, today: date) -> None:
    if exercise.is_withdrawn or exercise.stage not in {Stage.DRAFT, Stage.OPEN}:
        raise CannotPlanWave({"": "It has closed, so there is nothing left to invite to."})
    reasons = reasons_against_wave(
        plan=plan, opens_on=exercise.opens_on, closes_on=exercise.closes_on, today=today
    )
    if reasons:
        raise CannotPlanWave(reasons)


def _detail(wave: Wave) -> dict[str, object]:
    return {
        "planned_on": wave.planned_on.isoformat(),
        "is_automatic": wave.is_automatic,
        "most_reminders": wave.most_reminders,
        "days_between": wave.days_between,
    }

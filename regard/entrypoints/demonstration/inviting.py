"""Services are invited: all at once, or in waves of which one is still to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions import waves
from regard.domains.engagement.rules.audience import kept_criteria
from regard.domains.engagement.types import Channel, InvitationFilter
from regard.domains.engagement.types.inviting import WavePlan
from regard.domains.register.types import Criteria, ServiceType

from .clock import as_at, run_to_end, run_waiting
from .timeline import Timeline

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.engagement.models import Exercise, Wave

MOST_INVITED = 5000
"""More than there are locations."""

SEND = "engagement.send_invitations"

NURSING = (ServiceType.CARE_HOME_NURSING,)
HOMES = (ServiceType.CARE_HOME,)
AT_HOME = (ServiceType.HOME_CARE, ServiceType.EXTRA_CARE, ServiceType.SUPPORTED_LIVING)
DAYS = (ServiceType.SHARED_LIVES, ServiceType.COMMUNITY, ServiceType.ADVICE)

REMIND_AFTER = 9


def invite(*, name: str, exercise: Exercise, by: str, timeline: Timeline) -> Exercise:
    """Open an exercise and send what invitations go before today, letters among them."""
    planned = _plan_waves(exercise, by=by, timeline=timeline) if name == "winter" else []
    opened = timeline.when(f"{name}_opened", hour=9)
    with as_at(opened):
        exercise = actions.open_exercise(exercise=exercise, by=by, at=opened)
    for wave, when in planned:
        _send_wave(wave, by=by, at=timeline.when(when, hour=10))
    if not planned:
        with as_at(opened):
            job = actions.send_invitations(exercise=exercise, by=by, at=opened)
        run_to_end(job, at=opened + timedelta(minutes=30))
    posted = "winter_second_wave" if name == "winter" else f"{name}_opened"
    _post_letters(exercise, by=by, at=timeline.when(posted, hour=15))
    return exercise


def remind(*, timeline: Timeline) -> None:
    """Send the reminders that are due: to nursing homes that stayed silent."""
    at = timeline.when("winter_reminded", hour=7)
    with as_at(at):
        waves.send_due(by="schedule", at=at)
    run_waiting(SEND, at=at)


def _plan_waves(exercise: Exercise, *, by: str, timeline: Timeline) -> list[tuple[Wave, str]]:
    """Plan four waves, and return those that have gone out by today, with when."""
    at = timeline.when("winter_written", hour=16)
    first, second = timeline.day("winter_opened"), timeline.day("winter_second_wave")
    to_come = timeline.today + timedelta(days=2)
    plans = (
        _wave("Nursing homes", NURSING, first, reminders=1),
        _wave("Care homes", HOMES, first, reminders=0),
        _wave("Care at home and with housing", AT_HOME, second, reminders=0),
        _wave("Day services, Shared Lives and advice", DAYS, to_come, reminders=2),
    )
    with as_at(at):
        made = [waves.plan_wave(exercise=exercise, plan=plan, by=by, at=at) for plan in plans]
    whens = ("winter_opened", "winter_opened", "winter_second_wave")
    return list(zip(made, whens, strict=False))


def _wave(title: str, kinds: Sequence[ServiceType], on: date, *, reminders: int) -> WavePlan:
    return WavePlan(
        title=title,
        criteria=kept_criteria(Criteria(service_types=tuple(kinds))),
        planned_on=on,
        is_automatic=reminders == 1,  # (a person presses for the one that is to come)
        most_reminders=reminders,
        days_between=REMIND_AFTER,
    )


def _send_wave(wave: Wave, *, by: str, at: datetime) -> None:
    with as_at(at):
        job = waves.send_wave(wave=wave, by=by, at=at)
    run_to_end(job, at=at)


def _post_letters(exercise: Exercise, *, by: str, at: datetime) -> None:
    rows = queries.list_invitations(
        exercise=exercise, which=InvitationFilter.ALL, after=0, limit=MOST_INVITED
    )
    letters = [row.invitation_id for row in rows if row.channel is Channel.LETTER]
    with as_at(at):
        actions.mark_printed(exercise=exercise, invitation_ids=letters, by=by, at=at)

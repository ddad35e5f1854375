"""Plan, move, cancel and hold meetings, and publish their agendas."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Body, Meeting
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import MeetingState, Repeat
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .telling import tell_of_cancelling, tell_of_move, words_of


class CannotPlanMeeting(Refusal):
    """What was said of a meeting cannot be so."""


class CannotChangeMeeting(Refusal):
    """The meeting is past the point at which this can change."""


@dataclass(frozen=True)
class MeetingDetails:
    """
    What is said of a meeting.

    Attributes:
        starts_at: aware.
        minutes_long: 1 to 1440.
        joining: how to join online, for members only; empty: not said.
        is_public: anybody may come and watch.
        title: empty: the body's name.
    """

    starts_at: datetime
    minutes_long: int
    venue: str = ""
    joining: str = ""
    is_public: bool = False
    title: str = ""


MOVES = ("starts_at", "minutes_long", "venue", "joining")
"""What members are told of when it changes, and calendars take as a new version."""


@transaction.atomic
def plan_meeting(*, body: Body, details: MeetingDetails, by: str, at: datetime) -> Meeting:
    """
    Plan a meeting of a body. Nobody is told of it yet.

    :raises CannotPlanMeeting: if it cannot be so long, or the body is not there on that day.
    """
    meeting = _made(body, details, at)
    meeting.save()
    ledger.record(event="meeting.planned", subject=meeting, by=by, at=at, detail={"body": body.pk})
    return meeting


@transaction.atomic
def plan_series(
    *, body: Body, details: MeetingDetails, repeat: Repeat, by: str, at: datetime
) -> list[Meeting]:
    """
    Plan meetings that follow one another at the same time of day; nobody is told yet.

    :param details: of the first.
    :raises CannotPlanMeeting: if there would be too many or too few, or as `plan_meeting`.
    """
    if not (1 <= repeat.times <= rules.MOST_IN_A_SERIES and repeat.every >= 1):
        raise CannotPlanMeeting(f"Plan 1 to {rules.MOST_IN_A_SERIES} meetings at a time")
    first = timezone.make_naive(details.starts_at)
    planned = [
        _made(body, replace(details, starts_at=timezone.make_aware(start)), at)
        for start in rules.list_starts(first=first, repeat=repeat)
    ]
    Meeting.objects.bulk_create(planned)
    detail: dict[str, object] = {"meetings": [meeting.pk for meeting in planned]}
    ledger.record(event="meetings.planned", subject=body, by=by, at=at, detail=detail)
    return planned


@transaction.atomic
def edit_meeting(*, meeting: Meeting, details: MeetingDetails, by: str, at: datetime) -> Meeting:
    """
    Change when, where and what a meeting is. If its agenda is out, its members are told.

    :raises CannotChangeMeeting: if it was held or cancelled.
    :raises CannotPlanMeeting: as `plan_meeting`.
    """
    held = lock(meeting)
    refuse(rules.reason_not_to_move(MeetingState(held.state)))
    _check(held.body, details)
    was = words_of(held)
    changed = [name for name, value in asdict(details).items() if value != getattr(held, name)]
    for name, value in asdict(details).items():
        setattr(held, name, value)
    has_moved = any(name in MOVES for name in changed)
    held.sequence += has_moved
    held.changed_at = at
    held.save()
    ledger.record(event="meeting.edited", subject=held, by=by, at=at, detail={"changed": changed})
    if has_moved and held.state == MeetingState.CALLED:
        tell_of_move(meeting=held, was=was, by=by, at=at)
    return held


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, why: str, by: str, at: datetime) -> Meeting:
    """
    Cancel a meeting. It stays in calendars as cancelled; if its agenda is out, members are told.

    :raises CannotChangeMeeting: if no reason is given, or it was held or cancelled before.
    """
    held = lock(meeting)
    refuse(rules.reason_not_to_move(MeetingState(held.state)))
    if not why.strip():
        raise CannotChangeMeeting("Say why it is cancelled")
    was_called = held.state == MeetingState.CALLED
    held.state, held.why_cancelled = MeetingState.CANCELLED, why.strip()
    held.sequence += 1
    held.changed_at = at
    held.save()
    ledger.record(event="meeting.cancelled", subject=held, by=by, at=at)
    if was_called:
        tell_of_cancelling(meeting=held, by=by, at=at)
    return held


@transaction.atomic
def publish_agenda(*, meeting: Meeting, by: str, at: datetime) -> Meeting:
    """
    Let everybody read the agenda and its papers, private ones apart. Later changes show at once.

    :raises CannotChangeMeeting: if there is nothing on it, it is published, or it was cancelled.
    """
    held = lock(meeting)
    if held.state == MeetingState.CANCELLED:
        raise CannotChangeMeeting("This meeting was cancelled")
    if held.agenda_public_at is not None:
        raise CannotChangeMeeting("Its agenda is published already")
    if not held.items.exists():
        raise CannotChangeMeeting("There is nothing on its agenda yet")
    held.agenda_public_at = held.changed_at = at
    held.save(update_fields=["agenda_public_at", "changed_at", "updated_at"])
    ledger.record(event="meeting.agenda_published", subject=held, by=by, at=at)
    return held


@transaction.atomic
def hold_meeting(*, meeting: Meeting, by: str, at: datetime) -> Meeting:
    """
    Say that a meeting has begun or was held; minutes can be written from then on.

    :raises CannotChangeMeeting: if it is not its day yet, or it was held or cancelled before.
    """
    held = lock(meeting)
    refuse(
        rules.reason_not_to_hold(
            state=MeetingState(held.state),
            meets_on=timezone.localdate(held.starts_at),
            today=timezone.localdate(at),
        )
    )
    held.state = MeetingState.HELD
    held.save(update_fields=["state", "updated_at"])
    ledger.record(event="meeting.held", subject=held, by=by, at=at)
    return held


def lock(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now, which nobody else can change until the end of the act."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("system", "body")
    return found.get(pk=meeting.pk)


def refuse(reason: str | None) -> None:
    """
    Go on only if there is no reason against it.

    :raises CannotChangeMeeting: if there is one.
    """
    if reason:
        raise CannotChangeMeeting(reason)


def _made(body: Body, details: MeetingDetails, at: datetime) -> Meeting:
    _check(body, details)
    return Meeting(system_id=body.system_id, body=body, changed_at=at, **asdict(details))


def _check(body: Body, details: MeetingDetails) -> None:
    if not 1 <= details.minutes_long <= 24 * 60:
        raise CannotPlanMeeting("A meeting takes from 1 minute to 24 hours")
    day = timezone.localdate(details.starts_at)
    if not is_live(body.valid_from, body.valid_to, on=day):
        raise CannotPlanMeeting(f"{body.name} is not there on {day:%-d %B %Y}")

"""Agree the minutes of a meeting, and let everybody read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Meeting
from regard.domains.governance.queries.agreeing import list_agree_blockers
from regard.domains.governance.types import MeetingState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .minutes import lock_meeting

if TYPE_CHECKING:
    from datetime import date, datetime


class CannotAgree(Refusal):
    """The minutes cannot be agreed yet."""


class CannotPublishMinutes(Refusal):
    """The minutes cannot be published, or are."""


@transaction.atomic
def agree_minutes(
    *, meeting: Meeting, agreed_on: date, agreed_by: str, by: str, at: datetime
) -> Meeting:
    """
    Agree the minutes of a meeting. They never change afterwards.

    :param agreed_by: e.g. "the board at its meeting of 3 March 2027".
    :raises CannotAgree: if something stands against it; the message says all that does.
    """
    meeting = lock_meeting(meeting)
    reasons = list_agree_blockers(
        meeting=meeting, agreed_on=agreed_on, today=timezone.localdate(at)
    )
    if not agreed_by.strip():
        reasons.append("Say who agreed them")
    if reasons:
        raise CannotAgree(". ".join(reasons))
    meeting.state = MeetingState.AGREED
    meeting.agreed_on, meeting.agreed_by = agreed_on, " ".join(agreed_by.split())
    meeting.save(update_fields=["state", "agreed_on", "agreed_by", "updated_at"])
    ledger.record(event="minutes.agreed", subject=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def publish_minutes(*, meeting: Meeting, by: str, at: datetime) -> Meeting:
    """
    Let everybody read agreed minutes, private items apart. This is never undone.

    :raises CannotPublishMinutes: if they are not agreed, or are published.
    """
    meeting = lock_meeting(meeting)
    if meeting.state != MeetingState.AGREED:
        raise CannotPublishMinutes("Minutes are published once they are agreed")
    if meeting.minutes_public_at is not None:
        raise CannotPublishMinutes("These minutes are published already")
    meeting.minutes_public_at = at
    meeting.save(update_fields=["minutes_public_at", "updated_at"])
    ledger.record(event="minutes.published", subject=meeting, by=by, at=at)
    return meeting

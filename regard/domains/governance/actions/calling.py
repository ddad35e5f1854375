"""Send an agenda to those who sit on a body."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Meeting
from regard.domains.governance.rules import meeting_letters as letters
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import MeetingState
from regard.foundation.audit import ledger

from .meetings import lock, refuse
from .telling import tell_members


@transaction.atomic
def call_meeting(*, meeting: Meeting, by: str, at: datetime) -> Meeting:
    """
    Send the agenda to every holder and deputy with an email address.

    Each gets the way to the papers and to a calendar, by a link of their own.

    :raises CannotChangeMeeting: if nothing is on it, it is out, or the meeting's time is over.
    """
    held = lock(meeting)
    titles = list(held.items.order_by("position", "pk").values_list("title", flat=True))
    refuse(
        rules.reason_not_to_call(
            state=MeetingState(held.state),
            items=len(titles),
            is_over=timezone.localdate(held.starts_at) < timezone.localdate(at),
        )
    )
    held.state, held.called_at = MeetingState.CALLED, at
    held.save(update_fields=["state", "called_at", "updated_at"])

    def write(words: letters.MeetingWords, name: str) -> letters.Letter:
        return letters.agenda_letter(words, greeting=name, items=titles)

    told = tell_members(meeting=held, write=write, by=by, at=at)
    ledger.record(event="meeting.called", subject=held, by=by, at=at, detail={"told": told})
    return held

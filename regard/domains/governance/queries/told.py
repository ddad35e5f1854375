"""Who is written to about a meeting, and what became of each email."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from regard.domains.governance.models import Appointment, Holder, Meeting
from regard.domains.governance.permissions import Permission
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.mail.models import Message, State

from .days import live_on


@dataclass(frozen=True)
class ToldRow:
    """
    An email about a meeting, to one of its members.

    Attributes:
        problem: what the mail server said; empty: nothing.
        sent_at: None: it has not gone.
    """

    name: str
    subject: str
    state: State
    problem: str
    sent_at: datetime | None


def list_recipients(*, meeting: Meeting) -> list[Holder]:
    """Return who holds or deputises in a seat on the day of a meeting, and has an address."""
    return [holder for holder in list_members(meeting=meeting) if holder.email]


def list_members(*, meeting: Meeting) -> list[Holder]:
    """Return who holds or deputises in a seat of the body on the day, by name. For actions."""
    on = timezone.localdate(meeting.starts_at)
    sitting = Appointment.objects.filter(
        live_on(on), live_on(on, "seat__"), seat__body=meeting.body_id
    )
    return list(Holder.objects.filter(pk__in=sitting.values("holder")).order_by("name", "pk"))


def list_told(*, meeting: Meeting, caller: Caller) -> list[ToldRow]:
    """
    Return every email about a meeting, the newest first.

    :raises NotAllowed: if the caller does not run its meetings.
    """
    require(caller, Permission.RUN_MEETINGS, meeting)
    names = dict(_ever(meeting).values_list("pk", "name"))
    return [
        ToldRow(
            name=names[_holder_of(message)],
            subject=message.subject,
            state=State(message.state),
            problem=message.problem,
            sent_at=message.sent_at,
        )
        for message in reversed(messages_about(meeting))
    ]


def messages_about(meeting: Meeting) -> list[Message]:
    """Return the emails about a meeting in the order in which they were written. For actions."""
    abouts = [about(meeting, pk) for pk in _ever(meeting).values_list("pk", flat=True)]
    return list(Message.objects.filter(about__in=abouts).order_by("pk"))


def list_waiting(*, meeting_id: int) -> list[tuple[int, int]]:
    """Return the message and the holder of each email about a meeting that waits. For jobs."""
    meeting = Meeting.objects.get(pk=meeting_id)
    return [
        (message.pk, _holder_of(message))
        for message in messages_about(meeting)
        if message.state in {State.WAITING, State.SENDING}
    ]


def about(meeting: Meeting, holder_id: int) -> str:
    """Return what an email to a holder about a meeting belongs to."""
    return f"{meeting._meta.label}:{meeting.pk}:{holder_id}"


def _holder_of(message: Message) -> int:
    return int(message.about.rpartition(":")[2])


def _ever(meeting: Meeting) -> QuerySet[Holder]:
    appointed = Appointment.objects.filter(seat__body=meeting.body_id)
    return Holder.objects.filter(pk__in=appointed.values("holder"))

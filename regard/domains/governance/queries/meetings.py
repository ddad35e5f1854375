"""
Meetings: which there are, when, and how their papers stand.

Everyone may see a meeting that anybody may come to, and one whose agenda is published; what is
on an agenda only once it is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from regard.domains.governance.models import Body, Meeting
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import MeetingState, Papers
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .private import of_bodies_with, public_or_private

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation import authority

PUBLIC = Q(is_public=True) | Q(agenda_public_at__isnull=False) | Q(minutes_public_at__isnull=False)
"""That there is such a meeting, when and where, everyone may know."""


@dataclass(frozen=True)
class MeetingRow:
    """
    A meeting in a calendar.

    Attributes:
        title: the body's name where the meeting has none of its own.
        is_public: anybody may come and watch.
        items: how many are on its agenda, private ones too; 0 where the caller may not read it.
        papers: None where the caller may not see how they stand, or it was cancelled.
        joining: how to join online; empty where the caller may not know.
        sequence: how often its time or place changed.
    """

    meeting_id: int
    body_id: int
    body_slug: str
    body_name: str
    title: str
    starts_at: datetime
    ends_at: datetime
    minutes_long: int
    venue: str
    joining: str
    is_public: bool
    state: MeetingState
    why_cancelled: str
    called_at: datetime | None
    agenda_public_at: datetime | None
    minutes_public_at: datetime | None
    items: int
    papers: Papers | None
    sequence: int
    changed_at: datetime


def get_meeting(
    *,
    system: System,
    meeting_id: int,
    caller: Caller,
    to: authority.Permission | None = None,
) -> Meeting:
    """
    Return a meeting for the caller to see or, with `to`, to do something with.

    What is on its agenda is another question: see `may_read_agenda`.

    :raises NotFound: if there is none, or it is not public and the caller may not see it. They
        cannot tell which.
    :raises NotAllowed: if they may see it, and may not do `to` with it.
    """
    found = Meeting.objects.filter(system=system, pk=meeting_id)
    meeting = found.select_related("system", "body").first()
    if meeting is None or not may_see_meeting(meeting=meeting, caller=caller):
        raise NotFound("There is no such meeting, or it is not public")
    if to is not None:
        require(caller, to, meeting)
    return meeting


def may_see_meeting(*, meeting: Meeting, caller: Caller) -> bool:
    """Test whether the caller may know that there is such a meeting, when and where."""
    published = (meeting.agenda_public_at, meeting.minutes_public_at)
    is_public = meeting.is_public or any(moment is not None for moment in published)
    return is_public or is_allowed(caller, Permission.VIEW_PRIVATE, meeting)


def may_read_agenda(*, meeting: Meeting, caller: Caller) -> bool:
    """Test whether the caller may read what is on an agenda, private items apart."""
    is_published = meeting.agenda_public_at is not None
    return is_published or is_allowed(caller, Permission.VIEW_PRIVATE, meeting)


def list_meetings(
    *,
    system: System,
    caller: Caller,
    since: date | None = None,
    until: date | None = None,
    body: Body | None = None,
) -> list[MeetingRow]:
    """
    Return the meetings that the caller may see, in the order of the calendar. One query.

    :param since: that begin on this day or later.
    :param until: that begin before this day.
    :param body: only this body's; None: all bodies'.
    """
    found = Meeting.objects.filter(public_or_private(PUBLIC, system=system, caller=caller))
    found = _between(found.filter(system=system), since, until)
    if body is not None:
        found = found.filter(body=body)
    may_read = of_bodies_with(system=system, caller=caller, to=Permission.VIEW_PRIVATE)
    annotated = found.annotate(
        item_count=Count("items"), may_read=_as_fact(may_read)
    ).select_related("body")
    today = timezone.localdate()
    return [
        _row(each, today, may_read=each.may_read, items=each.item_count)
        for each in annotated.order_by("starts_at", "pk")
    ]


def get_meeting_row(*, meeting: Meeting, caller: Caller, items: int = 0) -> MeetingRow:
    """
    Return a meeting as a calendar shows it, of one that `get_meeting` gave. No query.

    :param items: how many are on its agenda, where that is known.
    """
    may_read = is_allowed(caller, Permission.VIEW_PRIVATE, meeting)
    return _row(meeting, timezone.localdate(), may_read=may_read, items=items)


def get_papers(*, meeting: Meeting, today: date) -> Papers:
    """Return how the papers of a meeting stand on a day."""
    called_on = timezone.localdate(meeting.called_at) if meeting.called_at else None
    return rules.state_of_papers(
        meets_on=timezone.localdate(meeting.starts_at),
        days_before=meeting.body.days_before,
        called_on=called_on,
        today=today,
    )


def _between(
    found: QuerySet[Meeting], since: date | None, until: date | None
) -> QuerySet[Meeting]:
    if since is not None:
        found = found.filter(starts_at__gte=midnight(since))
    if until is not None:
        found = found.filter(starts_at__lt=midnight(until))
    return found


def midnight(day: date) -> datetime:
    """Return the moment at which a day begins in this country."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _as_fact(may_read: Q | None) -> Q:
    """Return a condition for the rows themselves; an empty one holds for all, None for none."""
    if may_read is None:
        return Q(pk__isnull=True)
    return may_read or Q(pk__isnull=False)


def _row(meeting: Meeting, today: date, *, may_read: bool, items: int) -> MeetingRow:
    state = MeetingState(meeting.state)
    reads_agenda = may_read or meeting.agenda_public_at is not None
    tells_papers = may_read and state is not MeetingState.CANCELLED
    return MeetingRow(
        meeting_id=meeting.pk,
        body_id=meeting.body_id,
        body_slug=meeting.body.slug,
        body_name=meeting.body.name,
        title=meeting.title or meeting.body.name,
        starts_at=meeting.starts_at,
        ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes_long),
        minutes_long=meeting.minutes_long,
        venue=meeting.venue,
        joining=meeting.joining if may_read else "",
        is_public=meeting.is_public,
        state=state,
        why_cancelled=meeting.why_cancelled,
        called_at=meeting.called_at,
        agenda_public_at=meeting.agenda_public_at,
        minutes_public_at=meeting.minutes_public_at,
        items=items if reads_agenda else 0,
        papers=get_papers(meeting=meeting, today=today) if tells_papers else None,
        sequence=meeting.sequence,
        changed_at=meeting.changed_at,
    )

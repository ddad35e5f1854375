"""
Meetings: which there are, when, and how their papers stand.

Everyone may see a meeting that anybody may come to, and one whose agenda is published; what is
on an agenda only once it is published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from regard.domains.governance.models import Appointment, Body, Meeting
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import MeetingState, Papers
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .days import live_on
from .private import of_bodies_with, public_or_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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


@dataclass(frozen=True)
class Clash:
    """
    Two meetings at the same time.

    Attributes:
        people: who sits on both bodies on that day, by name.
    """

    one: MeetingRow
    other: MeetingRow
    people: tuple[str, ...]


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


def list_clashes(*, system: System, meetings: Sequence[MeetingRow]) -> list[Clash]:
    """
    Return each two of these meetings that are at the same time, and who sits on both.

    Cancelled ones clash with nothing. One query; none where nothing overlaps. Who sits where is
    public, so there is no check but that of the list itself.
    """
    rows = {row.meeting_id: row for row in meetings if row.state is not MeetingState.CANCELLED}
    spans = [
        rules.Span(row.meeting_id, row.body_id, row.starts_at, row.ends_at)
        for row in rows.values()
    ]
    pairs = rules.list_overlaps(spans)
    bodies = {span.body_id for pair in pairs for span in pair}
    sitting = list(
        Appointment.objects.filter(seat__body__in=bodies, seat__body__system=system)
        .order_by("holder__name", "holder_id")
        .select_related("holder", "seat")
        if bodies
        else []
    )
    return [
        Clash(
            one=rows[one.meeting_id],
            other=rows[other.meeting_id],
            people=_on_both(sitting, one, other),
        )
        for one, other in pairs
    ]


def list_bodies_without_meetings(*, system: System, caller: Caller, on: date) -> list[Body]:
    """
    Return the bodies that should meet and have no meeting to come, by name.

    For who runs meetings of all or some bodies; nobody else is told of any.
    """
    run = of_bodies_with(system=system, caller=caller, to=Permission.RUN_MEETINGS, body="pk")
    if run is None:
        return []
    to_come = Meeting.objects.filter(body=OuterRef("pk"), starts_at__gte=_midnight(on)).exclude(
        state=MeetingState.CANCELLED
    )
    due = Body.objects.filter(run, live_on(on), ~Exists(to_come), system=system)
    return list(due.filter(meetings_a_year__gt=0).order_by("name"))


def list_bodies_to_meet(*, system: System, caller: Caller, on: date) -> list[Body]:
    """Return the bodies there on a day whose meetings the caller may run, by name."""
    run = of_bodies_with(system=system, caller=caller, to=Permission.RUN_MEETINGS, body="pk")
    if run is None:
        return []
    return list(Body.objects.filter(run, live_on(on), system=system).order_by("name"))


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
        found = found.filter(starts_at__gte=_midnight(since))
    if until is not None:
        found = found.filter(starts_at__lt=_midnight(until))
    return found


def _midnight(day: date) -> datetime:
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


def _on_both(
    sitting: Iterable[Appointment], one: rules.Span, other: rules.Span
) -> tuple[str, ...]:
    """Return who sits, or deputises, on the bodies of both meetings on that day, by name."""
    if one.body_id == other.body_id:
        return ()
    on = timezone.localdate(other.starts_at)
    bodies: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    for each in sitting:
        if each.valid_from <= on and (each.valid_to is None or each.valid_to > on):
            bodies.setdefault(each.holder_id, set()).add(each.seat.body_id)
            names[each.holder_id] = each.holder.name
    both = {one.body_id, other.body_id}
    return tuple(name for holder_id, name in names.items() if both <= bodies[holder_id])

"""One line of minutes: to change, and to keep as a contribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.governance.models import AgendaItem, Attendance, Meeting, MinuteLine, Seat
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import interests
from regard.domains.governance.rules import minutes as rules
from regard.domains.governance.types import Attended, LineKind, MeetingState
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .days import live_on
from .minutes import may_read_minutes

if TYPE_CHECKING:
    from regard.domains.register.models import System


def get_line(*, meeting: Meeting, line_id: int) -> MinuteLine:
    """
    Return a line of minutes whose writer was checked.

    :raises NotFound: if there is none in these minutes.
    """
    found = MinuteLine.objects.filter(meeting=meeting, pk=line_id).select_related("item", "seat")
    line = found.first()
    if line is None:
        raise NotFound("There is no such line in these minutes")
    line.meeting = meeting
    return line


def get_line_to_keep(*, line_id: int, caller: Caller) -> MinuteLine:
    """
    Return a line that the caller may keep as a contribution, with its meeting, item and seat.

    Whether it can be kept is said by `reason_not_to_keep`, and asked again when it is.

    :raises NotFound: if there is none, or the caller may not read its minutes.
    :raises NotAllowed: if they may, and may not write them.
    """
    found = MinuteLine.objects.filter(pk=line_id)
    line = found.select_related("meeting__system", "meeting__body", "item", "seat").first()
    if line is None or not may_read_minutes(meeting=line.meeting, caller=caller):
        raise NotFound("There is no such line of minutes")
    require(caller, Permission.RUN_MEETINGS, line.meeting)
    return line


def find_kept_line(*, system: System, receipt: str, caller: Caller) -> MinuteLine | None:
    """
    Return the line of minutes that was kept as a contribution, with its meeting and body.

    None where there is none, or the caller may not read its minutes. They cannot tell which.
    """
    found = MinuteLine.objects.filter(meeting__system=system, receipt=receipt)
    line = found.select_related("meeting__body", "item").first() if receipt else None
    if line is None or not may_read_minutes(meeting=line.meeting, caller=caller):
        return None
    return line


def reason_not_to_keep(*, line: MinuteLine) -> str | None:
    """Return why a line cannot be kept as a contribution, in words; None if it can."""
    return rules.reason_not_to_become(
        wanted=LineKind.CONTRIBUTION,
        kind=LineKind(line.kind),
        state=MeetingState(line.meeting.state),
        is_private=line.item is not None and line.item.is_private,
    )


def list_seats_to_name(*, meeting: Meeting) -> list[tuple[Seat, str]]:
    """
    Return seats that may have said something, and who sat for them; who came comes first.

    Every seat of the body on the day of the meeting, as not all is written down at once. For who
    writes the minutes, who was checked. Two queries.
    """
    on = timezone.localdate(meeting.starts_at)
    came = {
        each.seat_id: each
        for each in Attendance.objects.filter(meeting=meeting).select_related("holder")
    }
    seats = Seat.objects.filter(live_on(on), body=meeting.body_id).order_by("-is_chair", "name")

    def was_there(seat: Seat) -> bool:
        return seat.pk in came and Attended(came[seat.pk].attended) in interests.IN_THE_ROOM

    rows = [
        (seat, each.holder.name if (each := came.get(seat.pk)) and each.holder else "")
        for seat in seats
    ]
    return sorted(rows, key=lambda row: not was_there(row[0]))


def list_seats_by_number(*, meeting: Meeting) -> dict[int, Seat]:
    """Return every seat that a meeting's body has or had, by number."""
    return {seat.pk: seat for seat in Seat.objects.filter(body=meeting.body_id)}


def list_items_to_write(*, meeting: Meeting) -> list[AgendaItem]:
    """Return the items of a meeting in their order, for who writes its minutes."""
    return list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))

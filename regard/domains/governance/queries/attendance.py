"""
Who came to a meeting: each seat of its body on that day, and guests.

Published with the minutes; before that for those who may read what is not published.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from regard.domains.governance.models import Attendance, Meeting
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import Attended, Standing
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller

from .seats import SeatRow, list_seats


@dataclass(frozen=True)
class AttendanceRow:
    """
    Whether a seat was there, or somebody without a seat was.

    Attributes:
        seat_id: None: a guest.
        name: of who came, or would have: the holder, or their deputy where they came; the
            guest's own. Empty: the seat was vacant.
        deputy: who could have come for them; empty: nobody.
        holder_id: who sat for the seat, of `name`; None: vacant, or a guest.
        attended: None: nobody has said yet.
    """

    seat_id: int | None
    seat: str
    standing: Standing | None
    name: str
    deputy: str
    holder_id: int | None
    attended: Attended | None

    @property
    def is_there(self) -> bool:
        return self.attended in {Attended.PRESENT, Attended.DEPUTY}


def list_attendance(*, meeting: Meeting, caller: Caller) -> list[AttendanceRow]:
    """
    Return every seat that the body had on the day of a meeting, then guests by name.

    Four queries at most, however many there are.

    :raises NotAllowed: if the minutes are not published and the caller may not read them
        before; SignInNeeded if nobody is signed in.
    """
    if meeting.minutes_public_at is None:
        require(caller, Permission.VIEW_PRIVATE, meeting)
    said = Attendance.objects.filter(meeting=meeting).select_related("holder", "seat")
    by_seat = {each.seat_id: each for each in said if each.seat_id is not None}
    seats = list_seats(body=meeting.body, on=timezone.localdate(meeting.starts_at))
    rows = [_row(seat, by_seat.pop(seat.seat_id, None)) for seat in seats]
    rows += [_gone(each) for each in by_seat.values()]
    guests = sorted(each.name for each in said if each.seat_id is None)
    return rows + [_guest(name) for name in guests]


def has_attendance(*, meeting: Meeting) -> bool:
    """Test whether somebody has written down who came. No check: it says nothing of anybody."""
    return Attendance.objects.filter(meeting=meeting).exists()


def _row(seat: SeatRow, said: Attendance | None) -> AttendanceRow:
    holder = (said.holder.pk, said.holder.name) if said and said.holder else None
    if holder is None and seat.holder is not None:
        holder = (seat.holder.holder_id, seat.holder.name)
    return AttendanceRow(
        seat_id=seat.seat_id,
        seat=seat.name,
        standing=seat.standing,
        name=holder[1] if holder else "",
        deputy=seat.deputy.name if seat.deputy else "",
        holder_id=holder[0] if holder else None,
        attended=Attended(said.attended) if said else None,
    )


def _gone(said: Attendance) -> AttendanceRow:
    """Return what was said of a seat that, as corrected since, was not there on the day."""
    return AttendanceRow(
        seat_id=said.seat_id,
        seat=said.seat.name if said.seat else "",
        standing=Standing(said.seat.standing) if said.seat else None,
        name=said.holder.name if said.holder else "",
        deputy="",
        holder_id=said.holder_id,
        attended=Attended(said.attended),
    )


def _guest(name: str) -> AttendanceRow:
    return AttendanceRow(
        seat_id=None,
        seat="",
        standing=None,
        name=name,
        deputy="",
        holder_id=None,
        attended=Attended.PRESENT,
    )

"""Write down who came to a meeting."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Attendance, Meeting
from regard.domains.governance.queries.seats import SeatRow, list_seats
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.types import Attended, MeetingState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .meetings import lock, refuse


class CannotRecordAttendance(Refusal):
    """Somebody cannot have been there so."""


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    seats: Mapping[int, Attended],
    guests: Iterable[str],
    by: str,
    at: datetime,
) -> int:
    """
    Write down who came, in place of all that was written before; return how many were there.

    :param seats: by number of the seat; a seat that is left out has not been said.
    :param guests: names of who came without a seat.
    :raises CannotRecordAttendance: if a seat is not of the body on that day, is vacant, or has
        no deputy who could have come.
    :raises CannotChangeMeeting: if the meeting was cancelled or its minutes are agreed.
    """
    held = lock(meeting)
    refuse(rules.reason_not_to_change(MeetingState(held.state)))
    there = {
        row.seat_id: row
        for row in list_seats(body=held.body, on=timezone.localdate(held.starts_at))
    }
    rows = [_of_seat(held, there.get(seat_id), attended) for seat_id, attended in seats.items()]
    names = dict.fromkeys(" ".join(name.split()) for name in guests)
    rows += [
        Attendance(meeting=held, name=name, attended=Attended.PRESENT) for name in names if name
    ]
    held.attendances.all().delete()
    Attendance.objects.bulk_create(rows)
    came = sum(row.attended in {Attended.PRESENT, Attended.DEPUTY} for row in rows)
    detail: dict[str, object] = {"there": came, "of": len(there)}
    ledger.record(event="attendance.recorded", subject=held, by=by, at=at, detail=detail)
    return came


def _of_seat(meeting: Meeting, seat: SeatRow | None, attended: Attended) -> Attendance:
    if seat is None:
        raise CannotRecordAttendance("One of these seats was not on the body on that day")
    sitting = seat.deputy if attended is Attended.DEPUTY else seat.holder
    if sitting is None:
        missing = "no deputy" if attended is Attended.DEPUTY else "nobody in it"
        raise CannotRecordAttendance(f"{seat.name} had {missing} on that day")
    return Attendance(
        meeting=meeting, seat_id=seat.seat_id, holder_id=sitting.holder_id, attended=attended
    )

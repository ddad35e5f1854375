from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import CannotChangeMeeting, CannotRecordAttendance
from regard.domains.governance.models import Attendance
from regard.domains.governance.types import AppointmentKind, Attended, MeetingState
from regard.foundation.audit.models import Entry
from tests.factories.governance import AppointmentFactory, MeetingFactory, SeatFactory

pytestmark = pytest.mark.django_db

AFTER = datetime(2026, 12, 3, 17, tzinfo=UTC)


@pytest.fixture
def meeting():
    return MeetingFactory()


def record(meeting, seats, guests=()):
    return actions.record_attendance(
        meeting=meeting, seats=seats, guests=guests, by="person:1", at=AFTER
    )


class TestRecordAttendance:
    def test_writes_down_who_sat_for_each_seat(self, meeting):
        first = AppointmentFactory(seat__body=meeting.body)
        second = AppointmentFactory(seat__body=meeting.body)
        deputy = AppointmentFactory(seat=second.seat, kind=AppointmentKind.DEPUTY)

        came = record(
            meeting,
            {first.seat_id: Attended.APOLOGIES, second.seat_id: Attended.DEPUTY},
            ["Ann Lee", " Ann  Lee ", ""],
        )

        assert came == 2
        rows = Attendance.objects.order_by("pk").values_list("holder", "name", "attended")
        assert list(rows) == [
            (first.holder_id, "", Attended.APOLOGIES),
            (deputy.holder_id, "", Attended.DEPUTY),
            (None, "Ann Lee", Attended.PRESENT),
        ]
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("attendance.recorded", {"there": 2, "of": 2})

    def test_replaces_what_was_written_before(self, meeting):
        seat = AppointmentFactory(seat__body=meeting.body).seat
        record(meeting, {seat.pk: Attended.ABSENT}, ["Ann Lee"])

        record(meeting, {seat.pk: Attended.PRESENT})

        assert Attendance.objects.get().attended == Attended.PRESENT

    def test_refuses_a_seat_that_was_not_there_on_the_day(self, meeting):
        seat = AppointmentFactory(seat__body=meeting.body, seat__valid_to=date(2026, 12, 3)).seat

        with pytest.raises(CannotRecordAttendance, match="not on the body on that day"):
            record(meeting, {seat.pk: Attended.PRESENT})

    def test_refuses_a_vacant_seat_and_a_deputy_that_is_none(self, meeting):
        vacant = SeatFactory(body=meeting.body, name="Carers’ seat")
        held = AppointmentFactory(seat__body=meeting.body).seat

        with pytest.raises(CannotRecordAttendance, match="Carers’ seat had nobody in it"):
            record(meeting, {vacant.pk: Attended.PRESENT})
        with pytest.raises(CannotRecordAttendance, match="had no deputy"):
            record(meeting, {held.pk: Attended.DEPUTY})

        assert not Attendance.objects.exists()

    def test_refuses_once_minutes_are_agreed(self):
        meeting = MeetingFactory(state=MeetingState.AGREED, agreed_on=date(2026, 12, 9))

        with pytest.raises(CannotChangeMeeting):
            record(meeting, {})

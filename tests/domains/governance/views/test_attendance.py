from datetime import UTC, date, datetime

import pytest

from regard.domains.governance.models import Attendance
from regard.domains.governance.types import Attended, MeetingState
from tests.domains.governance.views.pages import of, read
from tests.factories.governance import (
    AppointmentFactory,
    MeetingFactory,
    SeatFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)


class TestAttendance:
    def test_is_written_down_seat_by_seat(self, client_as, body, time_machine):
        meeting = MeetingFactory(body=body)
        seat = AppointmentFactory(seat__body=body, holder__name="Priya Raman").seat
        SeatFactory(body=body, name="Carers’ seat")
        time_machine.move_to(THURSDAY)
        secretary = client_as("Board secretary", body.system)

        page = read(secretary, of("attendance", meeting))
        assert "Priya Raman, Home care providers’ seat" in page
        assert "Vacant on that day: Carers’ seat." in page

        sent = {f"seat_{seat.pk}": "present", "guests": "Ann Lee\n\n Bo  Finch \nAnn Lee"}
        secretary.post(of("attendance", meeting), sent)

        assert Attendance.objects.get(seat=seat).attended == Attended.PRESENT
        assert set(meeting.attendances.exclude(name="").values_list("name", flat=True)) == {
            "Ann Lee",
            "Bo Finch",
        }
        after = read(secretary, of("attendance", meeting))
        assert "1 of 2 seats were there, 1 of 2 that vote. 2 guests came." in after

    def test_offers_the_deputy_where_there_is_one(self, secretary, body):
        meeting = MeetingFactory(body=body)
        seat = AppointmentFactory(seat__body=body).seat
        AppointmentFactory(seat=seat, kind="deputy", holder__name="Bo Finch")

        assert "Their deputy came: Bo Finch" in read(secretary, of("attendance", meeting))

    def test_says_why_it_cannot_change(self, secretary, body):
        meeting = MeetingFactory(body=body, state=MeetingState.AGREED, agreed_on=date(2026, 12, 9))

        page = secretary.post(of("attendance", meeting), {"guests": "Ann"}).content.decode()

        assert "minutes are agreed" in page

"""Calendars as a calendar program reads them."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from regard.domains.governance.presenters.calendar_files import write_calendar
from regard.domains.governance.queries import list_meetings
from regard.domains.governance.types import MeetingState
from regard.foundation.accounts.callers import Anyone
from tests.factories.accounts import Holder
from tests.factories.governance import BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)


@pytest.fixture
def body():
    return BodyFactory(name="Westmere Health and Wellbeing Board")


def written(body, caller=None):
    rows = list_meetings(system=body.system, caller=caller or Anyone())
    return write_calendar(
        name="Meetings", rows=rows, url_of=lambda row: f"https://regard.example/{row.meeting_id}/"
    )


def events(data):
    return Calendar.from_ical(data, multiple=False).walk("VEVENT")


class TestWriteCalendar:
    def test_tells_when_where_and_what(self, body):
        meeting = MeetingFactory(body=body, is_public=True, venue="Town Hall; room 2, floor 1")

        (event,) = events(written(body))

        assert event.decoded("dtstart") == THURSDAY
        assert event.decoded("dtend") == THURSDAY + timedelta(hours=2)
        assert event["summary"] == "Westmere Health and Wellbeing Board"
        assert event["location"] == "Town Hall; room 2, floor 1"
        assert event["uid"].startswith(f"meeting-{meeting.pk}@")
        assert event["url"] == f"https://regard.example/{meeting.pk}/"
        assert (event["status"], event["sequence"]) == ("CONFIRMED", 0)

    def test_keeps_a_cancelled_meeting_so_that_it_goes_from_calendars(self, body):
        MeetingFactory(
            body=body,
            is_public=True,
            state=MeetingState.CANCELLED,
            why_cancelled="Snow",
            sequence=3,
        )

        (event,) = events(written(body))

        assert (event["status"], event["sequence"]) == ("CANCELLED", 3)
        assert event["summary"].startswith("Cancelled: ")
        assert "Snow" in event["description"]

    def test_tells_members_alone_how_to_join(self, body):
        MeetingFactory(body=body, is_public=True, joining="https://join.example/1")

        assert b"join.example" not in written(body)
        member = Holder(role="Board member", scope=body)
        assert "join.example" in events(written(body, member))[0]["description"]

    def test_is_in_lines_that_every_program_reads(self, body):
        MeetingFactory(
            body=body, is_public=True, title="Ärzte & Pflege, \r\nBEGIN:VALARM " + "long " * 40
        )

        data = written(body)

        assert data.endswith(b"END:VCALENDAR\r\n")
        lines = data.split(b"\r\n")
        assert max(len(line) for line in lines) <= 75
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert b"BEGIN:VALARM" not in lines
        assert len(events(data)) == 1

    def test_of_no_meetings_is_still_a_calendar(self, body):
        calendar = Calendar.from_ical(written(body))

        assert calendar["version"] == "2.0"
        assert calendar["x-wr-calname"] == "Meetings"

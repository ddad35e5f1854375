"""Packs and calendars that anybody may fetch."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.factories.governance import AgendaItemFactory, BodyFactory, MeetingFactory
from tests.foundation.documents.reading import check_tagged

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def body():
    return BodyFactory(name="Westmere Board", slug="westmere")


def url(name, of, **more):
    return reverse(f"governance:{name}", kwargs={"system": of.system.slug} | more)


def summaries(response):
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return {str(event["summary"]) for event in events}


class TestCalendars:
    def test_hold_what_is_public_whoever_asks(self, client, client_as, body):
        MeetingFactory(body=body, title="Public", is_public=True)
        MeetingFactory(body=body, title="Private")
        MeetingFactory(body=BodyFactory(system=body.system), title="Other", is_public=True)

        for each in (client, client_as("Board secretary", body.system)):
            assert summaries(each.get(url("calendar", body))) == {"Public", "Other"}
            found = each.get(url("body_calendar", body, body="westmere"))
            assert summaries(found) == {"Public"}

    def test_of_one_meeting_hold_that_one(self, client, body):
        meeting = MeetingFactory(body=body, title="Public", is_public=True)
        MeetingFactory(body=body, title="Another", is_public=True)

        found = client.get(url("meeting_calendar", body, meeting_id=meeting.pk))

        assert summaries(found) == {"Public"}
        assert found["Content-Disposition"] == 'attachment; filename="meetings.ics"'


class TestThePack:
    def test_is_a_tagged_pdf_once_the_agenda_is_published(self, client, body):
        meeting = MeetingFactory(body=body, is_public=True)
        AgendaItemFactory(meeting=meeting)
        where = url("pack", body, meeting_id=meeting.pk)

        assert client.get(where).status_code == 404
        meeting.agenda_public_at = NOON
        meeting.save()
        response = client.get(where)
        assert response["Content-Disposition"] == 'inline; filename="westmere-2026-12-03.pdf"'
        check_tagged(response.content, title="Westmere Board, 3 December 2026")

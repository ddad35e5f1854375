"""What somebody who sits on a body reads by a link of their own, and what they do not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from regard.domains.governance.models import Appointment
from regard.domains.governance.queries.holder_links import HOLDER
from regard.foundation.accounts import links
from regard.foundation.files import actions as files
from tests.factories.governance import (
    AgendaItemFactory,
    AppointmentFactory,
    BodyFactory,
    MeetingFactory,
    PaperFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def sits():
    return AppointmentFactory(
        seat__body=BodyFactory(name="Westmere Board"), holder__name="Priya Raman"
    )


@pytest.fixture
def meeting(sits):
    return MeetingFactory(body=sits.seat.body, joining="https://join.example/1")


@pytest.fixture
def token(sits):
    link = links.issue(
        purpose=HOLDER, subject_id=sits.holder_id, expires_at=NOON + timedelta(days=400)
    )
    return links.token(link)


def mine(name, token, **more):
    return reverse(f"governance:my_{name}", kwargs={"token": token} | more)


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


class TestMyMeetings:
    def test_lists_what_is_to_come_of_their_bodies(self, client, token, meeting):
        MeetingFactory(body=BodyFactory(system=meeting.system), title="Not theirs", is_public=True)
        MeetingFactory(body=meeting.body, title="Over", starts_at=NOON - timedelta(days=9))

        page = read(client, mine("meetings", token))

        assert "Priya Raman, you sit on 1 body. 1 meeting to come." in page
        assert mine("meeting", token, meeting_id=meeting.pk) in page
        assert "Not theirs" not in page
        assert "Over" not in page

    def test_shows_agenda_private_items_and_how_to_join(self, client, token, meeting):
        item = AgendaItemFactory(
            meeting=meeting, title="One provider’s costs", is_private=True, why_private="Costs"
        )

        page = read(client, mine("meeting", token, meeting_id=meeting.pk))

        assert "One provider’s costs" in page
        assert "join.example" in page
        assert mine("item", token, meeting_id=meeting.pk, item_id=item.pk) in page
        assert "Send out the agenda" not in page

    def test_shows_briefs_papers_and_the_pack(self, client, token, meeting):
        item = AgendaItemFactory(meeting=meeting, about="A third of the day is travel")
        file = files.keep(
            chunks=[b"%PDF"], name="a.pdf", origin="test", scope_key="x", by="person:1", at=NOON
        )
        paper = PaperFactory(item=item, file=file, is_private=True)
        where = {"token": token, "meeting_id": meeting.pk}

        brief = read(client, mine("item", item_id=item.pk, **where))
        assert "A third of the day is travel" in brief
        assert mine("paper", paper_id=paper.pk, **where) in brief
        assert client.get(mine("paper", paper_id=paper.pk, **where)).getvalue() == b"%PDF"
        pack = client.get(mine("pack", **where))
        assert pack["Content-Type"] == "application/pdf"
        assert pack.content.startswith(b"%PDF-1.7")

    def test_is_a_calendar_of_all_their_bodies(self, client, token, sits, meeting):
        other = AppointmentFactory(seat__body__system=meeting.system, holder=sits.holder)
        MeetingFactory(body=other.seat.body)

        response = client.get(mine("calendar", token))

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        events = Calendar.from_ical(response.content).walk("VEVENT")
        assert len(events) == 2
        assert token in events[0]["url"]

    @pytest.mark.parametrize("name", ["meeting", "pack"])
    def test_opens_no_other_bodys_meeting(self, client, token, name):
        other = MeetingFactory(is_public=True, agenda_public_at=NOON)

        assert client.get(mine(name, token, meeting_id=other.pk)).status_code == 404

    def test_closes_on_the_day_they_leave(self, client, token, meeting):
        Appointment.objects.update(valid_to=date(2026, 11, 21))

        page = read(client, mine("meetings", token))
        assert "No meeting is planned" in page
        assert client.get(mine("meeting", token, meeting_id=meeting.pk)).status_code == 404

    def test_is_not_kept_by_the_browser(self, client, token, meeting):
        assert "no-store" in client.get(mine("meetings", token))["Cache-Control"]

    def test_is_gone_once_withdrawn(self, client, token, sits):
        links.revoke(purpose=HOLDER, subject_id=sits.holder_id, at=NOON)

        assert client.get(mine("meetings", token)).status_code == 410

    def test_opens_nothing_of_somebody_who_is_forgotten(self, client, token, sits):
        Appointment.objects.all().delete()
        sits.holder.delete()

        assert client.get(mine("meetings", token)).status_code == 404

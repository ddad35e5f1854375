"""The calendar and a meeting, as those who run it and the public see them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.governance.models import AgendaItem, Meeting
from regard.domains.governance.types import MeetingState
from tests.domains.governance.views.pages import NOON, day, of, read, url
from tests.factories.governance import (
    AgendaItemFactory,
    AppointmentFactory,
    BodyFactory,
    MeetingFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)


PLAN = {"body": "westmere", "begins_at": "2 pm", "minutes_long": "120", "venue": "Town Hall"}


class TestTheCalendar:
    def test_shows_the_public_what_is_public_and_no_more(self, client, body):
        MeetingFactory(body=body, agenda_public_at=NOON)
        MeetingFactory(body=body, title="Open evening", is_public=True)
        MeetingFactory(body=body, title="Closed session")

        page = read(client, url("meetings", body.system))

        assert "2 meetings of one body to come" in page
        assert "Thursday 3 December, 2 pm to 4 pm" in page
        assert "Open evening" in page
        assert "Closed session" not in page
        assert "Papers" not in page

    def test_tells_who_runs_them_how_papers_stand(self, secretary, body):
        MeetingFactory(body=body, starts_at=NOON + timedelta(days=3))

        page = read(secretary, url("meetings", body.system))

        assert "Papers are 2 days late: they were due on 19 November 2026." in page
        assert "Open its agenda" in page

    def test_names_who_should_be_in_two_rooms_at_once(self, secretary, body):
        other = BodyFactory(system=body.system, name="Place partnership")
        holder = AppointmentFactory(seat__body=body, holder__name="Priya Raman").holder
        AppointmentFactory(seat__body=other, holder=holder)
        MeetingFactory(body=body)
        MeetingFactory(body=other, starts_at=THURSDAY + timedelta(hours=1))

        page = read(secretary, url("meetings", body.system))

        assert "Place partnership, 3 pm to 5 pm. Priya Raman sits on both." in page

    def test_asks_for_a_meeting_of_a_body_that_has_none(self, secretary, client, body):
        assert "Plan its next" in read(secretary, url("meetings", body.system))
        assert "Plan its next" not in read(client, url("meetings", body.system))

    def test_narrows_to_a_body_and_to_months(self, secretary, body):
        other = BodyFactory(system=body.system, name="Place partnership")
        MeetingFactory(body=body, title="In December")
        MeetingFactory(body=body, title="In April", starts_at=datetime(2027, 4, 2, 9, tzinfo=UTC))
        MeetingFactory(body=other, title="Of the other")

        here = url("meetings", body.system)
        assert "Of the other" not in read(secretary, f"{here}?body=westmere")
        assert "In April" not in read(secretary, here)
        assert "In April" in read(secretary, f"{here}?from=2027-04")

    @pytest.mark.parametrize("month", ["", "soon", "2026-13", "0001-01", "9999-12", "%00"])
    def test_takes_nonsense_for_this_month(self, client, body, month):
        MeetingFactory(body=body, agenda_public_at=NOON)

        assert "December 2026" in read(client, f"{url('meetings', body.system)}?from={month}")

    def test_needs_the_same_few_queries_however_many_there_are(
        self, secretary, body, django_assert_max_num_queries
    ):
        for week in range(20):
            other = BodyFactory(system=body.system)
            AppointmentFactory(seat__body=other)
            MeetingFactory(body=other, starts_at=THURSDAY + timedelta(days=week))
            MeetingFactory(body=body, starts_at=THURSDAY + timedelta(days=week))

        with django_assert_max_num_queries(12):
            read(secretary, url("meetings", body.system))


class TestPlanning:
    def test_plans_one(self, secretary, body):
        response = secretary.post(
            url("new_meeting", body.system), PLAN | day("starts_on", 2026, 12, 3)
        )

        meeting = Meeting.objects.get()
        assert response.url == of("meeting", meeting)
        assert (meeting.starts_at, meeting.venue) == (THURSDAY, "Town Hall")

    def test_plans_several(self, secretary, body):
        several = {"repeat": "months:1", "times": "6"}
        secretary.post(
            url("new_meeting", body.system), PLAN | several | day("starts_on", 2026, 12, 3)
        )

        assert Meeting.objects.count() == 6

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"begins_at": "2"}, "Enter a time of day, like 2 pm or 14:30"),
            ({"repeat": "weeks:1"}, "Enter how many meetings there are to be"),
            ({"body": "elsewhere"}, "Choose one of the answers in the list"),
            ({"minutes_long": "0"}, "Enter 1 or more"),
        ],
    )
    def test_says_what_to_mend(self, secretary, body, change, words):
        sent = PLAN | day("starts_on", 2026, 12, 3) | change

        page = secretary.post(url("new_meeting", body.system), sent).content.decode()

        assert words in page
        assert not Meeting.objects.exists()

    def test_says_why_a_body_cannot_meet_then(self, secretary, body):
        body.valid_to = date(2026, 12, 1)
        body.save()

        page = secretary.post(
            url("new_meeting", body.system), PLAN | day("starts_on", 2026, 12, 3)
        ).content.decode()

        assert "is not there on 3 December 2026" in page


class TestAMeeting:
    def test_shows_the_public_its_agenda_once_that_is_published(self, client, body):
        meeting = MeetingFactory(body=body, is_public=True, joining="https://join.example/1")
        AgendaItemFactory(meeting=meeting, title="Travel time")

        before = read(client, of("meeting", meeting))
        Meeting.objects.update(agenda_public_at=NOON)
        after = read(client, of("meeting", meeting))

        assert "The agenda is not published yet" in before
        assert "Travel time" not in before
        assert "Travel time" in after
        assert "join.example" not in after

    def test_is_not_found_by_the_public_before(self, client, body):
        meeting = MeetingFactory(body=body)

        assert client.get(of("meeting", meeting)).status_code == 404

    def test_tells_the_public_of_a_private_item_only_why(self, client, body):
        meeting = MeetingFactory(body=body, agenda_public_at=NOON)
        item = AgendaItemFactory(
            meeting=meeting,
            title="Handing back of a contract",
            about="Secret",
            is_private=True,
            why_private="It is about one provider’s finances",
        )

        page = read(client, of("meeting", meeting))

        assert "Private item" in page
        assert "It is about one provider’s finances" in page
        assert "Handing back" not in page
        assert client.get(of("item", meeting, item_id=item.pk)).status_code == 404

    def test_says_when_the_items_take_too_long(self, secretary, body):
        meeting = MeetingFactory(body=body, minutes_long=60)
        AgendaItemFactory.create_batch(3, meeting=meeting, minutes_long=30)

        page = read(secretary, of("meeting", meeting))

        assert "The items take 30 minutes more than the meeting has." in page

    def test_leads_its_secretary_from_the_first_item_to_who_came(
        self, secretary, client_as, body, time_machine
    ):
        meeting = MeetingFactory(body=body)
        steps = [read(secretary, of("meeting", meeting))]
        item = AgendaItemFactory(meeting=meeting)
        steps.append(read(secretary, of("meeting", meeting)))
        AgendaItem.objects.update(about="a", decision_needed="b", evidence="c", views="d")
        steps.append(read(secretary, of("meeting", meeting)))
        secretary.post(of("called", meeting))
        steps.append(read(secretary, of("meeting", meeting)))
        secretary.post(of("publish_agenda", meeting))
        time_machine.move_to(THURSDAY)
        secretary = client_as("Board secretary", body.system)
        steps.append(read(secretary, of("meeting", meeting)))
        secretary.post(of("hold_meeting", meeting))
        steps.append(read(secretary, of("meeting", meeting)))

        expected = [
            "Nothing is on the agenda yet",
            f"The brief of “{item.title}” is not ready",
            "Every brief is ready",
            "The agenda is out to members",
            "It is the day of the meeting",
            "Who came?",
        ]
        assert [words in page for words, page in zip(expected, steps, strict=True)] == [True] * 6

    def test_needs_the_same_few_queries_however_long_its_agenda(
        self, client, body, django_assert_max_num_queries
    ):
        meeting = MeetingFactory(body=body, agenda_public_at=NOON)
        AgendaItemFactory.create_batch(20, meeting=meeting)

        with django_assert_max_num_queries(6):
            read(client, of("meeting", meeting))

    def test_moves_and_is_cancelled(self, secretary, client, body):
        meeting = MeetingFactory(body=body, is_public=True)
        moved = PLAN | day("starts_on", 2026, 12, 4) | {"is_public": "on"}

        secretary.post(of("edit_meeting", meeting), moved)
        secretary.post(of("cancel_meeting", meeting), {"why": "Snow"})

        meeting.refresh_from_db()
        assert meeting.starts_at == THURSDAY + timedelta(days=1)
        assert "Snow" in read(client, of("meeting", meeting))

    @pytest.mark.parametrize(
        ("name", "data", "words"),
        [
            ("edit_meeting", PLAN | day("starts_on", 2026, 12, 4), "was cancelled"),
            ("cancel_meeting", {"why": "Snow"}, "was cancelled"),
        ],
    )
    def test_stays_as_it_is_once_cancelled(self, secretary, body, name, data, words):
        meeting = MeetingFactory(body=body, state=MeetingState.CANCELLED, why_cancelled="Ice")

        assert words in secretary.post(of(name, meeting), data).content.decode()

from datetime import date

import pytest

from regard.domains.governance.models import Action, Decision, MinuteLine
from regard.domains.governance.types import DecisionState
from tests.domains.governance.views.minute_pages import agreed, came, minutes
from tests.domains.governance.views.pages import text
from tests.factories.governance import AgendaItemFactory, MeetingFactory, MinuteLineFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_it")]


class TestWriting:
    def test_adds_a_line_and_goes_on_at_the_same_item(self, secretary, meeting, item):
        seat = came(meeting, "Chair").seat
        form = {"at": item.pk, "text": "Travel is paid.", "who": seat.pk}

        response = secretary.post(minutes(meeting, "add/"), form)

        made = MinuteLine.objects.get()
        assert (made.item, made.seat) == (item, seat)
        assert response["Location"] == f"{minutes(meeting)}?at={item.pk}#item-{item.pk}"

    def test_keeps_what_was_typed_where_it_cannot_be_added(self, secretary, meeting, item):
        shut = AgendaItemFactory(meeting=meeting, is_commissioning=True)

        empty = text(secretary.post(minutes(meeting, "add/"), {"at": item.pk, "text": ""}))
        refused = text(secretary.post(minutes(meeting, "add/"), {"at": shut.pk, "text": "A deal"}))

        assert "Problem:" in empty
        assert "Open this item first" in refused
        assert not MinuteLine.objects.exists()

    @pytest.mark.parametrize("asked", ["", "?at=0", "?at=x", "?at=999999"])
    def test_opens_where_there_is_something_to_write(self, secretary, meeting, item, asked):
        page = text(secretary.get(minutes(meeting, asked)))

        wanted = 0 if asked == "?at=0" else item.pk
        assert f'name="at" value="{wanted}"' in page

    def test_opens_at_the_last_item_once_all_have_lines(self, secretary, meeting, item):
        last = AgendaItemFactory(meeting=meeting)
        for each in (item, last):
            MinuteLineFactory(meeting=meeting, item=each)

        assert f'name="at" value="{last.pk}"' in text(secretary.get(minutes(meeting)))

    def test_waits_for_the_agenda(self, client_as):
        meeting = MeetingFactory()
        secretary = client_as("Board secretary", meeting.system)

        page = text(secretary.get(minutes(meeting)))

        assert "Minutes are written once the agenda is out" in page

    def test_is_for_those_who_run_meetings(self, client_as, meeting):
        member = client_as("Board member", meeting.system)

        assert "Add the line" not in text(member.get(minutes(meeting)))
        assert member.post(minutes(meeting, "add/"), {"text": "A"}).status_code == 403


class TestALine:
    def test_is_changed(self, secretary, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item, said_by="A resident")
        address = minutes(meeting, f"{line.pk}/")
        form = {"text": "Better.", "who": "somebody", "said_by": "A carer", "item": ""}

        shown = text(secretary.get(address))
        response = secretary.post(address, form)

        line.refresh_from_db()
        assert 'value="A resident"' in shown
        assert (line.text, line.said_by, line.item) == ("Better.", "A carer", None)
        assert response["Location"].endswith("?at=0#item-0")

    def test_says_why_it_cannot_be(self, secretary, meeting):
        shut = AgendaItemFactory(meeting=meeting, is_commissioning=True)
        line = MinuteLineFactory(meeting=meeting)

        page = secretary.post(minutes(meeting, f"{line.pk}/"), {"text": "A", "item": shut.pk})

        assert "Open this item first" in text(page)

    def test_is_moved_and_taken_out(self, secretary, meeting, item):
        first = MinuteLineFactory(meeting=meeting, item=item)
        second = MinuteLineFactory(meeting=meeting, item=item)

        secretary.post(minutes(meeting, f"{second.pk}/move/"), {"to": "up"})
        order = list(meeting.lines.order_by("position"))
        secretary.post(minutes(meeting, f"{first.pk}/move/"), {"to": "down"})
        gone = text(secretary.post(minutes(meeting, f"{first.pk}/remove/"), follow=True))

        assert order == [second, first]
        assert "The line is taken out." in gone
        assert list(meeting.lines.all()) == [second]

    def test_stays_once_the_minutes_are_agreed(self, secretary, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item)
        agreed(meeting)

        for rest in ("move", "remove"):
            page = text(secretary.post(minutes(meeting, f"{line.pk}/{rest}/"), follow=True))
            assert "These minutes are agreed" in page

    def test_becomes_an_action(self, secretary, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item)
        address = minutes(meeting, f"{line.pk}/action/")
        due = {"due_on-day": 5, "due_on-month": 1, "due_on-year": 2027}
        form = {"text": "Write the clause.", "owner": "Head of law", **due}

        refused = text(secretary.post(address, {**form, "owner": ""}))
        secretary.post(address, form)

        made = Action.objects.get()
        assert "Say whose it is" in refused
        assert (made.line, made.owner, made.due_on) == (line, "Head of law", date(2027, 1, 5))

    def test_becomes_a_decision(self, secretary, meeting):
        item = AgendaItemFactory(meeting=meeting, evidence="43 logs of a week")
        line = MinuteLineFactory(meeting=meeting, item=item)
        address = minutes(meeting, f"{line.pk}/decision/")

        shown = text(secretary.get(address))
        response = secretary.post(address, {"title": "Paid", "text": "Travel is paid."})
        again = text(secretary.post(address, {"title": "Paid", "text": "Travel is paid."}))

        made = Decision.objects.get()
        assert "43 logs of a week" in shown
        assert (made.title, made.state) == ("Paid", DecisionState.DRAFT)
        assert response["Location"].endswith(f"/decisions/{made.ref}/")
        assert "a decision already" in again

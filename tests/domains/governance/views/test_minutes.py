from datetime import UTC, date, datetime

import pytest
import time_machine

from regard.domains.governance.models import Action, Decision, Declaration, MinuteLine
from regard.domains.governance.types import (
    Attended,
    DecisionState,
    InterestAct,
    LineKind,
    MeetingState,
    Standing,
)
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AppointmentFactory,
    AttendanceFactory,
    DeclarationFactory,
    HolderFactory,
    InterestFactory,
    MeetingFactory,
    MinuteLineFactory,
    SeatFactory,
)
from tests.factories.register import OrganisationFactory

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _it_is_the_day():
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.HELD)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting)


@pytest.fixture
def secretary(client_as, meeting):
    return client_as("Board secretary", meeting.system)


def at(meeting, rest=""):
    return f"/{meeting.system.slug}/meetings/{meeting.pk}/minutes/{rest}"


def text(response, status=200):
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def agreed(meeting, **facts):
    meeting.state, meeting.agreed_on = MeetingState.AGREED, date(2026, 12, 3)
    meeting.agreed_by = "the board"
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()


def came(meeting, name, **facts):
    seat = SeatFactory(body=meeting.body, name=name)
    holder = HolderFactory(system=meeting.system, name=f"{name} Holder")
    return AttendanceFactory(meeting=meeting, seat=seat, holder=holder, **facts)


class TestMinutes:
    def test_are_nobodys_until_they_are_published(self, client_as, secretary, meeting, item):
        MinuteLineFactory(meeting=meeting, item=item, text="Said.")

        assert client_as().get(at(meeting)).status_code == 404
        assert "Add the line" in text(secretary.get(at(meeting)))
        agreed(meeting, minutes_public_at=AT)
        assert "Said." in text(client_as().get(at(meeting)))

    def test_tell_the_public_nothing_of_a_private_item(self, client_as, meeting, item):
        private = AgendaItemFactory(
            meeting=meeting, title="Prices", is_private=True, why_private="Bids are open"
        )
        MinuteLineFactory(meeting=meeting, item=private, text="Ten pounds.")
        seat = came(meeting, "Chair")
        DeclarationFactory(
            item=private, seat=seat.seat, act=InterestAct.STAYED, text="Owns a bidder"
        )
        agreed(meeting, minutes_public_at=AT)

        page = text(client_as().get(at(meeting)))
        mine = text(client_as("Board secretary", meeting.system).get(at(meeting)))

        assert "Private item" in page
        assert "Bids are open" in page
        for secret in ("Prices", "Ten pounds", "Owns a bidder"):
            assert secret not in page
            assert secret in mine

    def test_say_who_came_and_what_they_declared(self, client_as, meeting, item):
        chair = came(meeting, "Chair")
        came(meeting, "Home care", attended=Attended.DEPUTY)
        came(meeting, "Carers", attended=Attended.APOLOGIES)
        came(meeting, "Housing", attended=Attended.ABSENT)
        quiet = came(meeting, "Adviser")
        quiet.seat.standing = Standing.ADVISORY
        quiet.seat.save()
        AttendanceFactory(meeting=meeting, seat=None, name="Peter Lofthall, secretary")
        DeclarationFactory(
            item=item,
            seat=chair.seat,
            holder=chair.holder,
            act=InterestAct.WITHDREW,
            text="Owns a bidder",
        )
        DeclarationFactory(item=item, seat=quiet.seat, holder=quiet.holder)
        agreed(meeting, minutes_public_at=AT)

        page = text(client_as().get(at(meeting)))

        assert "Chair Holder, Chair, declared an interest and left the room" in page
        assert "1 seat declared that they have no interest" in page
        for words in (
            "Home care Holder (deputy), Home care",
            "Apologies",
            "Did not come",
            "Members without a vote",
            "Peter Lofthall, secretary",
        ):
            assert words in page

    def test_show_what_lines_became(self, client_as, meeting, item):
        for kind in ("Note", "Decided", "Do", "Kept"):
            MinuteLineFactory(meeting=meeting, item=item, text=f"{kind}.")
        decided = meeting.lines.get(text="Decided.")
        decided.decision = Decision.objects.create(
            system=meeting.system,
            body=meeting.body,
            ref="D-2026-001",
            title="A",
            text="B",
            decided_on=AT.date(),
        )
        decided.save()
        ActionFactory(body=meeting.body, line=meeting.lines.get(text="Do."), ref="A-2026-001")
        done = ActionFactory(
            body=meeting.body,
            ref="A-2026-002",
            line=MinuteLineFactory(meeting=meeting, text="Did."),
            state="done",
            ended_on=AT.date(),
        )
        meeting.lines.filter(text="Kept.").update(kind=LineKind.CONTRIBUTION, receipt="NM-1")
        agreed(meeting, minutes_public_at=AT)

        page = text(client_as().get(at(meeting)))

        assert "Decision D-2026-001 (draft)" in page
        assert "Action A-2026-001: Head of commissioning, Westmere, by 1 December 2026" in page
        assert "Kept as contribution NM-1" in page
        assert done.ref in page
        assert ">Done</strong>" in page

    def test_take_as_many_queries_however_long(
        self, secretary, meeting, django_assert_num_queries
    ):
        def fill():
            item = AgendaItemFactory(meeting=meeting)
            MinuteLineFactory(meeting=meeting, item=item)
            ActionFactory(body=meeting.body, line=MinuteLineFactory(meeting=meeting, item=item))
            chair = came(meeting, f"Seat {item.pk}")
            DeclarationFactory(item=item, seat=chair.seat)

        fill()
        secretary.get(at(meeting))
        with django_assert_num_queries(20, exact=False) as first:
            secretary.get(at(meeting))
        for _ in range(5):
            fill()
        with django_assert_num_queries(len(first)):
            secretary.get(at(meeting))

    def test_are_a_tagged_document(self, client_as, meeting, item):
        came(meeting, "Chair")
        MinuteLineFactory(meeting=meeting, item=item)
        ActionFactory(body=meeting.body, line=MinuteLineFactory(meeting=meeting, item=item))
        AgendaItemFactory(meeting=meeting, is_private=True, why_private="Bids are open")
        agreed(meeting, minutes_public_at=AT)

        response = client_as().get(at(meeting)[:-1] + ".pdf")

        assert response["Content-Type"] == "application/pdf"
        assert b"/StructTreeRoot" in response.content


class TestWriting:
    def test_adds_a_line_and_goes_on_at_the_same_item(self, secretary, meeting, item):
        seat = came(meeting, "Chair").seat
        form = {"at": item.pk, "text": "Travel is paid.", "who": seat.pk}

        response = secretary.post(at(meeting, "add/"), form)

        made = MinuteLine.objects.get()
        assert (made.item, made.seat) == (item, seat)
        assert response["Location"] == f"{at(meeting)}?at={item.pk}#item-{item.pk}"

    def test_keeps_what_was_typed_where_it_cannot_be_added(self, secretary, meeting, item):
        shut = AgendaItemFactory(meeting=meeting, is_commissioning=True)

        empty = text(secretary.post(at(meeting, "add/"), {"at": item.pk, "text": ""}))
        refused = text(secretary.post(at(meeting, "add/"), {"at": shut.pk, "text": "A deal"}))

        assert "Problem:" in empty
        assert "Open this item first" in refused
        assert not MinuteLine.objects.exists()

    @pytest.mark.parametrize("asked", ["", "?at=0", "?at=x", "?at=999999"])
    def test_opens_where_there_is_something_to_write(self, secretary, meeting, item, asked):
        page = text(secretary.get(at(meeting, asked)))

        wanted = 0 if asked == "?at=0" else item.pk
        assert f'name="at" value="{wanted}"' in page

    def test_opens_at_the_last_item_once_all_have_lines(self, secretary, meeting, item):
        last = AgendaItemFactory(meeting=meeting)
        for each in (item, last):
            MinuteLineFactory(meeting=meeting, item=each)

        assert f'name="at" value="{last.pk}"' in text(secretary.get(at(meeting)))

    def test_waits_for_the_agenda(self, client_as):
        meeting = MeetingFactory()
        secretary = client_as("Board secretary", meeting.system)

        page = text(secretary.get(at(meeting)))

        assert "Minutes are written once the agenda is out" in page

    def test_is_for_those_who_run_meetings(self, client_as, meeting):
        member = client_as("Board member", meeting.system)

        assert "Add the line" not in text(member.get(at(meeting)))
        assert member.post(at(meeting, "add/"), {"text": "A"}).status_code == 403


class TestALine:
    def test_is_changed(self, secretary, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item, said_by="A resident")
        address = at(meeting, f"{line.pk}/")
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

        page = secretary.post(at(meeting, f"{line.pk}/"), {"text": "A", "item": shut.pk})

        assert "Open this item first" in text(page)

    def test_is_moved_and_taken_out(self, secretary, meeting, item):
        first = MinuteLineFactory(meeting=meeting, item=item)
        second = MinuteLineFactory(meeting=meeting, item=item)

        secretary.post(at(meeting, f"{second.pk}/move/"), {"to": "up"})
        order = list(meeting.lines.order_by("position"))
        secretary.post(at(meeting, f"{first.pk}/move/"), {"to": "down"})
        gone = text(secretary.post(at(meeting, f"{first.pk}/remove/"), follow=True))

        assert order == [second, first]
        assert "The line is taken out." in gone
        assert list(meeting.lines.all()) == [second]

    def test_stays_once_the_minutes_are_agreed(self, secretary, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item)
        agreed(meeting)

        for rest in ("move", "remove"):
            page = text(secretary.post(at(meeting, f"{line.pk}/{rest}/"), follow=True))
            assert "These minutes are agreed" in page

    def test_becomes_an_action(self, secretary, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item)
        address = at(meeting, f"{line.pk}/action/")
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
        address = at(meeting, f"{line.pk}/decision/")

        shown = text(secretary.get(address))
        response = secretary.post(address, {"title": "Paid", "text": "Travel is paid."})
        again = text(secretary.post(address, {"title": "Paid", "text": "Travel is paid."}))

        made = Decision.objects.get()
        assert "43 logs of a week" in shown
        assert (made.title, made.state) == ("Paid", DecisionState.DRAFT)
        assert response["Location"].endswith(f"/decisions/{made.ref}/")
        assert "a decision already" in again


class TestInterestsAtAnItem:
    @pytest.fixture
    def bought(self, meeting):
        return AgendaItemFactory(
            meeting=meeting, title="A contract with Harbour Home Care", is_commissioning=True
        )

    def address(self, item, rest="interests/"):
        return f"/{item.meeting.system.slug}/meetings/{item.meeting_id}/items/{item.pk}/{rest}"

    def test_ask_everyone_and_hint_at_names(self, secretary, meeting, bought):
        chair = came(meeting, "Chair")
        harbour = OrganisationFactory(name="Harbour Home Care Limited")
        InterestFactory(holder=chair.holder, organisation=harbour)
        InterestFactory(holder=chair.holder, text="Teaches at the college")

        page = text(secretary.get(self.address(bought)))

        assert "0 of 1 seat that came have declared" in page
        assert page.count("Its name is in this item") == 1
        assert "Teaches at the college" in page

    def test_open_it_once_they_are_declared(self, secretary, meeting, bought):
        chair = came(meeting, "Chair")
        interest = InterestFactory(holder=chair.holder)
        number = chair.seat_id
        early = text(secretary.post(self.address(bought, "open/"), follow=True))
        form = {f"act{number}": "withdrew", f"which{number}": interest.pk}

        declared = text(secretary.post(self.address(bought), form, follow=True))
        opened = text(secretary.post(self.address(bought, "open/"), follow=True))

        made = Declaration.objects.get()
        assert "Interests are still to be declared by: Chair" in early
        assert "What they declared is written down." in declared
        assert "Open item" in declared
        assert (made.text, made.interest) == (interest.text, interest)
        assert "is open." in opened

    def test_leave_out_who_said_nothing_and_say_what_is_wrong(self, secretary, meeting, bought):
        chair, other = came(meeting, "Chair"), came(meeting, "Other")
        form = {f"act{chair.seat_id}": "stayed"}

        wrong = text(secretary.post(self.address(bought), form))
        secretary.post(self.address(bought), {f"act{other.seat_id}": "none"})

        assert "Chair: Say what the interest is" in wrong
        assert Declaration.objects.get().seat == other.seat

    def test_wait_until_somebody_came(self, secretary, bought):
        assert "Say first who came" in text(secretary.get(self.address(bought)))


class TestAgreeing:
    def test_says_first_what_stands_against_it(self, secretary, meeting):
        page = text(secretary.get(at(meeting, "agree/")))

        assert "These minutes cannot be agreed yet" in page
        assert "Nothing is written in them" in page

    def test_agrees_and_publishes_them(self, secretary, client_as, meeting, item):
        MinuteLineFactory(meeting=meeting, item=item)
        day = {"agreed_on-day": 3, "agreed_on-month": 12, "agreed_on-year": 2026}

        early = text(secretary.post(at(meeting, "publish/"), follow=True))
        wrong = text(secretary.post(at(meeting, "agree/"), {**day, "agreed_by": ""}))
        done = text(
            secretary.post(at(meeting, "agree/"), {**day, "agreed_by": "All"}, follow=True)
        )
        out = text(secretary.post(at(meeting, "publish/"), follow=True))
        late = text(secretary.post(at(meeting, "agree/"), {**day, "agreed_by": "All"}))

        assert "once they are agreed" in early
        assert "Problem:" in wrong
        assert "The minutes are agreed, and stay as they are." in done
        assert "Publish them" in done
        assert "Everyone can read them here" in out
        assert "agreed already" in late
        assert "the minutes of the next meeting" in text(client_as().get(at(meeting)))


class TestTheNextStep:
    def test_goes_from_who_came_to_publishing(self, secretary, meeting, item):
        bought = AgendaItemFactory(meeting=meeting, is_commissioning=True)

        def step():
            return text(secretary.get(at(meeting)))

        assert "Say first who came" in step()
        chair = came(meeting, "Chair")
        came(meeting, "Vice")
        assert "waits for interests" in step()
        for each in meeting.attendances.all():
            DeclarationFactory(item=bought, seat=each.seat)
        assert "can be opened" in step()
        bought.opened_at = AT
        bought.save()
        line = MinuteLineFactory(meeting=meeting, item=item, seat=chair.seat)
        assert "Are these minutes agreed?" in step()
        secretary.post(at(meeting, f"{line.pk}/decision/"), {"title": "A", "text": "B"})
        assert "is a draft" in step()

    def test_is_nothing_before_the_meeting(self, client_as):
        appointment = AppointmentFactory()
        meeting = MeetingFactory(
            body=appointment.seat.body,
            state=MeetingState.HELD,
            starts_at=datetime(2026, 12, 4, 9, tzinfo=UTC),
        )
        AttendanceFactory(meeting=meeting, seat=appointment.seat)
        MinuteLineFactory(meeting=meeting)
        page = text(client_as("Board secretary", meeting.system).get(at(meeting)))

        assert "Are these minutes agreed?" not in page

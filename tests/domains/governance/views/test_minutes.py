from datetime import UTC, datetime

import pytest

from regard.domains.governance.models import Decision
from regard.domains.governance.types import Attended, InterestAct, LineKind, MeetingState, Standing
from tests.domains.governance.views.minute_pages import AFTER, agreed, came, minutes
from tests.domains.governance.views.pages import text
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AppointmentFactory,
    AttendanceFactory,
    DeclarationFactory,
    MeetingFactory,
    MinuteLineFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_it")]


class TestMinutes:
    def test_are_nobodys_until_they_are_published(self, client_as, secretary, meeting, item):
        MinuteLineFactory(meeting=meeting, item=item, text="Said.")

        assert client_as().get(minutes(meeting)).status_code == 404
        assert "Add the line" in text(secretary.get(minutes(meeting)))
        agreed(meeting, minutes_public_at=AFTER)
        assert "Said." in text(client_as().get(minutes(meeting)))

    def test_tell_the_public_nothing_of_a_private_item(self, client_as, meeting, item):
        private = AgendaItemFactory(
            meeting=meeting, title="Prices", is_private=True, why_private="Bids are open"
        )
        MinuteLineFactory(meeting=meeting, item=private, text="Ten pounds.")
        seat = came(meeting, "Chair")
        DeclarationFactory(
            item=private, seat=seat.seat, act=InterestAct.STAYED, text="Owns a bidder"
        )
        agreed(meeting, minutes_public_at=AFTER)

        page = text(client_as().get(minutes(meeting)))
        mine = text(client_as("Board secretary", meeting.system).get(minutes(meeting)))

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
        agreed(meeting, minutes_public_at=AFTER)

        page = text(client_as().get(minutes(meeting)))

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
            decided_on=AFTER.date(),
        )
        decided.save()
        ActionFactory(body=meeting.body, line=meeting.lines.get(text="Do."), ref="A-2026-001")
        done = ActionFactory(
            body=meeting.body,
            ref="A-2026-002",
            line=MinuteLineFactory(meeting=meeting, text="Did."),
            state="done",
            ended_on=AFTER.date(),
        )
        meeting.lines.filter(text="Kept.").update(kind=LineKind.CONTRIBUTION, receipt="NM-1")
        agreed(meeting, minutes_public_at=AFTER)

        page = text(client_as().get(minutes(meeting)))

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
        secretary.get(minutes(meeting))
        with django_assert_num_queries(20, exact=False) as first:
            secretary.get(minutes(meeting))
        for _ in range(5):
            fill()
        with django_assert_num_queries(len(first)):
            secretary.get(minutes(meeting))

    def test_are_a_tagged_document(self, client_as, meeting, item):
        came(meeting, "Chair")
        MinuteLineFactory(meeting=meeting, item=item)
        ActionFactory(body=meeting.body, line=MinuteLineFactory(meeting=meeting, item=item))
        AgendaItemFactory(meeting=meeting, is_private=True, why_private="Bids are open")
        agreed(meeting, minutes_public_at=AFTER)

        response = client_as().get(minutes(meeting)[:-1] + ".pdf")

        assert response["Content-Type"] == "application/pdf"
        assert b"/StructTreeRoot" in response.content


class TestAgreeing:
    def test_says_first_what_stands_against_it(self, secretary, meeting):
        page = text(secretary.get(minutes(meeting, "agree/")))

        assert "These minutes cannot be agreed yet" in page
        assert "Nothing is written in them" in page

    def test_agrees_and_publishes_them(self, secretary, client_as, meeting, item):
        MinuteLineFactory(meeting=meeting, item=item)
        day = {"agreed_on-day": 3, "agreed_on-month": 12, "agreed_on-year": 2026}

        early = text(secretary.post(minutes(meeting, "publish/"), follow=True))
        wrong = text(secretary.post(minutes(meeting, "agree/"), {**day, "agreed_by": ""}))
        done = text(
            secretary.post(minutes(meeting, "agree/"), {**day, "agreed_by": "All"}, follow=True)
        )
        out = text(secretary.post(minutes(meeting, "publish/"), follow=True))
        late = text(secretary.post(minutes(meeting, "agree/"), {**day, "agreed_by": "All"}))

        assert "once they are agreed" in early
        assert "Problem:" in wrong
        assert "The minutes are agreed, and stay as they are." in done
        assert "Publish them" in done
        assert "Everyone can read them here" in out
        assert "agreed already" in late
        assert "the minutes of the next meeting" in text(client_as().get(minutes(meeting)))


class TestTheNextStep:
    def test_goes_from_who_came_to_publishing(self, secretary, meeting, item):
        bought = AgendaItemFactory(meeting=meeting, is_commissioning=True)

        def step():
            return text(secretary.get(minutes(meeting)))

        assert "Say first who came" in step()
        chair = came(meeting, "Chair")
        came(meeting, "Vice")
        assert "waits for interests" in step()
        for each in meeting.attendances.all():
            DeclarationFactory(item=bought, seat=each.seat)
        assert "can be opened" in step()
        bought.opened_at = AFTER
        bought.save()
        line = MinuteLineFactory(meeting=meeting, item=item, seat=chair.seat)
        assert "Are these minutes agreed?" in step()
        secretary.post(minutes(meeting, f"{line.pk}/decision/"), {"title": "A", "text": "B"})
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
        page = text(client_as("Board secretary", meeting.system).get(minutes(meeting)))

        assert "Are these minutes agreed?" not in page

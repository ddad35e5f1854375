from datetime import UTC, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import DeclarationFacts
from regard.domains.governance.models import Declaration
from regard.domains.governance.types import Attended, InterestAct, MeetingState
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    AgendaItemFactory,
    AppointmentFactory,
    AttendanceFactory,
    HolderFactory,
    InterestFactory,
    MeetingFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.HELD)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting, is_commissioning=True)


@pytest.fixture
def chair(meeting):
    return came(meeting, name="Chair")


def came(meeting, *, attended=Attended.PRESENT, **facts):
    seat = SeatFactory(body=meeting.body, **facts)
    holder = HolderFactory(system=meeting.system)
    AttendanceFactory(meeting=meeting, seat=seat, holder=holder, attended=attended)
    return seat


class TestOpenItem:
    def test_opens_once_everyone_who_came_has_declared(self, meeting, item, chair):
        deputy = came(meeting, name="Home care", attended=Attended.DEPUTY)
        came(meeting, name="Carers", attended=Attended.APOLOGIES)
        with pytest.raises(actions.CannotOpen, match="declared by: Chair, Home care"):
            actions.open_item(item=item, **BY)
        said = [
            DeclarationFacts(chair, InterestAct.NONE),
            DeclarationFacts(deputy, InterestAct.WITHDREW, "Owns a bidder"),
        ]
        actions.declare(item=item, declarations=said, **BY)

        actions.open_item(item=item, **BY)

        item.refresh_from_db()
        assert item.opened_at == AT
        assert Entry.objects.filter(event="item.opened").count() == 1
        with pytest.raises(actions.CannotOpen, match="open already"):
            actions.open_item(item=item, **BY)

    def test_asks_first_who_came(self, item):
        with pytest.raises(actions.CannotOpen, match="Say first who came"):
            actions.open_item(item=item, **BY)

    def test_asks_nobody_where_no_care_is_bought(self, meeting, chair):
        item = AgendaItemFactory(meeting=meeting)

        assert actions.open_item(item=item, **BY).opened_at == AT


class TestDeclare:
    def test_writes_down_who_sat_and_what_they_did(self, meeting, item, chair):
        interest = InterestFactory(holder=meeting.attendances.get().holder)
        facts = DeclarationFacts(chair, InterestAct.NO_VOTE, " A share in it ", interest.pk)

        written = actions.declare(item=item, declarations=[facts], **BY)

        made = Declaration.objects.get()
        assert written == 1
        assert (made.act, made.text, made.interest) == ("no_vote", "A share in it", interest)
        assert made.holder == meeting.attendances.get().holder
        assert Entry.objects.get().event == "interests.declared"

    def test_takes_who_held_the_seat_where_nobody_wrote_who_sat(self, meeting, item):
        appointment = AppointmentFactory(seat__body=meeting.body)
        AttendanceFactory(meeting=meeting, seat=appointment.seat)
        facts = DeclarationFacts(appointment.seat, InterestAct.NONE)

        actions.declare(item=item, declarations=[facts], **BY)

        assert Declaration.objects.get().holder == appointment.holder

    def test_replaces_what_was_said_before_and_keeps_what_is_the_same(self, item, chair):
        none = DeclarationFacts(chair, InterestAct.NONE)
        actions.declare(item=item, declarations=[none], **BY)
        again = actions.declare(item=item, declarations=[none], **BY)
        left = DeclarationFacts(chair, InterestAct.WITHDREW, "Owns a bidder")

        changed = actions.declare(item=item, declarations=[left], **BY)

        assert (again, changed) == (0, 1)
        assert Declaration.objects.get().act == InterestAct.WITHDREW
        assert Entry.objects.count() == 2

    def test_writes_nothing_where_one_of_them_is_wrong(self, meeting, item, chair):
        away = came(meeting, name="Carers", attended=Attended.ABSENT)
        vacant = SeatFactory(body=meeting.body, name="Vacant")
        AttendanceFactory(meeting=meeting, seat=vacant)
        right = DeclarationFacts(chair, InterestAct.NONE)
        theirs = InterestFactory().pk
        wrong = [
            (DeclarationFacts(chair, InterestAct.STAYED, "A", theirs), "of somebody else"),
            (DeclarationFacts(chair, InterestAct.STAYED), "Chair: Say what the interest is"),
            (DeclarationFacts(away, InterestAct.NONE), "Carers: Only who came"),
            (DeclarationFacts(SeatFactory(), InterestAct.NONE), "Only who came"),
            (DeclarationFacts(vacant, InterestAct.NONE), "Vacant: nobody held this seat"),
        ]

        for facts, words in wrong:
            with pytest.raises(actions.CannotDeclare, match=words):
                actions.declare(item=item, declarations=[right, facts], **BY)
        assert not Declaration.objects.exists()

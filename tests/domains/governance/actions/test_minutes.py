from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import LineFacts
from regard.domains.governance.models import MinuteLine
from regard.domains.governance.types import DecisionState, LineKind, MeetingState
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    DeclarationFactory,
    MeetingFactory,
    MinuteLineFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
LATER = datetime(2027, 1, 20, 9, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
AGREED = {"agreed_on": date(2027, 1, 14), "agreed_by": "the board", "by": "person:1", "at": LATER}


@pytest.fixture
def meeting():
    return MeetingFactory(state=MeetingState.HELD)


@pytest.fixture
def item(meeting):
    return AgendaItemFactory(meeting=meeting)


def texts(meeting):
    return list(meeting.lines.order_by("position").values_list("text", flat=True))


class TestAddLine:
    def test_adds_it_last_and_says_who_said_it(self, meeting, item):
        seat = SeatFactory(body=meeting.body)
        facts = LineFacts(" First. ", item=item, seat=seat, said_by="Nobody")

        line = actions.add_line(meeting=meeting, facts=facts, **BY)
        actions.add_line(
            meeting=meeting, facts=LineFacts("Second.", said_by=" A  resident "), **BY
        )

        assert texts(meeting) == ["First.", "Second."]
        assert (line.item, line.seat, line.said_by) == (item, seat, "")
        assert meeting.lines.get(text="Second.").said_by == "A resident"
        assert {entry.event for entry in Entry.objects.all()} == {"line.added"}

    def test_refuses_what_says_nothing_or_belongs_elsewhere(self, meeting):
        wrong = [
            (LineFacts("  "), "Say something"),
            (LineFacts("A", item=AgendaItemFactory()), "another agenda"),
            (LineFacts("A", seat=SeatFactory()), "another body"),
        ]

        for facts, words in wrong:
            with pytest.raises(actions.CannotWrite, match=words):
                actions.add_line(meeting=meeting, facts=facts, **BY)
        assert not Entry.objects.exists()

    def test_waits_until_an_item_that_buys_care_is_open(self, meeting):
        item = AgendaItemFactory(meeting=meeting, is_commissioning=True)

        with pytest.raises(actions.CannotWrite, match="Open this item first"):
            actions.add_line(meeting=meeting, facts=LineFacts("A", item=item), **BY)

    @pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
    def test_refuses_before_the_agenda_is_out(self, state):
        with pytest.raises(actions.CannotWrite, match="once the agenda is out"):
            actions.add_line(meeting=MeetingFactory(state=state), facts=LineFacts("A"), **BY)


class TestEditLine:
    def test_changes_it(self, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item)

        actions.edit_line(line=line, facts=LineFacts("Better."), **BY)

        line.refresh_from_db()
        assert (line.text, line.item) == ("Better.", None)
        assert Entry.objects.get().event == "line.edited"

    def test_leaves_a_decision_at_its_item(self, meeting, item):
        line = MinuteLineFactory(meeting=meeting, item=item)
        actions.decide_line(line=line, **BY)
        line.refresh_from_db()

        with pytest.raises(actions.CannotWrite, match="stays at the item"):
            actions.edit_line(line=line, facts=LineFacts("Better."), **BY)


class TestMoveLine:
    @pytest.mark.parametrize(
        ("places", "order"), [(-1, "BAC"), (1, "ACB"), (-9, "BAC"), (9, "ACB"), (0, "ABC")]
    )
    def test_moves_it_among_the_lines_of_its_item(self, meeting, item, places, order):
        for text in "AxByC":
            MinuteLineFactory(meeting=meeting, item=item if text.isupper() else None, text=text)

        actions.move_line(line=meeting.lines.get(text="B"), places=places, **BY)

        assert "".join(text for text in texts(meeting) if text.isupper()) == order
        assert "".join(text for text in texts(meeting) if text.islower()) == "xy"
        assert Entry.objects.get().event == "line.moved"


class TestRemoveLine:
    def test_takes_it_out(self, meeting):
        line = MinuteLineFactory(meeting=meeting)

        actions.remove_line(line=line, **BY)

        assert not MinuteLine.objects.exists()
        assert Entry.objects.get().event == "line.removed"

    def test_leaves_what_became_something(self, meeting):
        line = MinuteLineFactory(meeting=meeting)
        actions.decide_line(line=line, **BY)
        line.refresh_from_db()

        with pytest.raises(actions.CannotWrite, match="became a decision"):
            actions.remove_line(line=line, **BY)


class TestKeepLine:
    def test_keeps_its_receipt_after_the_minutes_are_agreed_too(self, meeting):
        line = MinuteLineFactory(meeting=meeting)
        actions.agree_minutes(meeting=meeting, **AGREED)

        actions.keep_line(line=line, receipt="NM-7F3K-29", **BY)

        line.refresh_from_db()
        assert (line.kind, line.receipt) == (LineKind.CONTRIBUTION, "NM-7F3K-29")
        assert Entry.objects.filter(event="line.kept").exists()

    def test_leaves_what_was_said_in_private(self, meeting):
        private = AgendaItemFactory(meeting=meeting, is_private=True, why_private="Prices")
        line = MinuteLineFactory(meeting=meeting, item=private)

        with pytest.raises(actions.CannotBecome, match="private"):
            actions.keep_line(line=line, receipt="NM-7F3K-29", **BY)


class TestAgreeMinutes:
    def test_agrees_them_for_good(self, meeting):
        line = MinuteLineFactory(meeting=meeting)

        actions.agree_minutes(meeting=meeting, **AGREED)

        meeting.refresh_from_db()
        assert (meeting.state, meeting.agreed_on) == (MeetingState.AGREED, AGREED["agreed_on"])
        assert Entry.objects.get().event == "minutes.agreed"
        for act in (
            lambda: actions.add_line(meeting=meeting, facts=LineFacts("A"), **BY),
            lambda: actions.edit_line(line=line, facts=LineFacts("A"), **BY),
            lambda: actions.move_line(line=line, places=1, **BY),
            lambda: actions.remove_line(line=line, **BY),
        ):
            with pytest.raises(actions.CannotWrite, match="These minutes are agreed"):
                act()
        with pytest.raises(actions.CannotBecome, match="These minutes are agreed"):
            actions.decide_line(line=line, **BY)

    def test_refuses_while_a_decision_is_a_draft_or_somebody_has_not_declared(self, meeting):
        MinuteLineFactory(meeting=meeting)
        DecisionFactory(body=meeting.body, meeting=meeting, ref="D-2026-007")
        opened = AgendaItemFactory(meeting=meeting, is_commissioning=True, opened_at=AT)
        attendance = AttendanceFactory(meeting=meeting, seat__name="Chair")
        declared = AttendanceFactory(meeting=meeting)
        DeclarationFactory(item=opened, seat=declared.seat)
        AttendanceFactory(meeting=meeting, seat=None, name="A guest")

        with pytest.raises(actions.CannotAgree, match=r"D-2026-007\. .* declared by: Chair$"):
            actions.agree_minutes(meeting=meeting, **AGREED)

        DeclarationFactory(item=opened, seat=attendance.seat)
        meeting.decisions.update(state=DecisionState.RECORDED)
        assert actions.agree_minutes(meeting=meeting, **AGREED).state == MeetingState.AGREED

    def test_refuses_where_nobody_agreed_them(self, meeting):
        with pytest.raises(actions.CannotAgree, match=r"Nothing is written.*Say who agreed"):
            actions.agree_minutes(meeting=meeting, **AGREED | {"agreed_by": " "})


class TestPublishMinutes:
    def test_lets_everybody_read_them_once(self, meeting):
        MinuteLineFactory(meeting=meeting)
        with pytest.raises(actions.CannotPublishMinutes, match="once they are agreed"):
            actions.publish_minutes(meeting=meeting, **BY)
        actions.agree_minutes(meeting=meeting, **AGREED)

        actions.publish_minutes(meeting=meeting, by="person:1", at=LATER)

        meeting.refresh_from_db()
        assert meeting.minutes_public_at == LATER
        assert Entry.objects.filter(event="minutes.published").count() == 1
        with pytest.raises(actions.CannotPublishMinutes, match="already"):
            actions.publish_minutes(meeting=meeting, **BY)

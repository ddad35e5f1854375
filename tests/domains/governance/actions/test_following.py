from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import ActionFacts
from regard.domains.governance.models import ActionNote
from regard.domains.governance.types import ActionState, LineKind, MeetingState
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    BodyFactory,
    DecisionFactory,
    HolderFactory,
    MeetingFactory,
    MinuteLineFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
DUE = date(2027, 1, 5)
FACTS = ActionFacts(text=" Write the clause. ", due_on=DUE, owner="Head  of law")


@pytest.fixture
def action():
    return ActionFactory(due_on=date(2026, 12, 1))


def notes():
    return list(ActionNote.objects.order_by("pk").values_list("text", flat=True))


class TestActOnLine:
    def test_gives_it_on_the_day_of_the_meeting(self):
        line = MinuteLineFactory(meeting__state=MeetingState.HELD)

        made = actions.act_on_line(line=line, facts=FACTS, **BY)

        line.refresh_from_db()
        assert line.kind == LineKind.ACTION
        assert (made.text, made.owner, made.given_on) == (
            "Write the clause.",
            "Head of law",
            date(2026, 12, 3),
        )
        assert (made.ref, made.line, made.body) == ("A-2026-001", line, line.meeting.body)
        assert Entry.objects.get().event == "action.given"

    def test_is_private_as_its_item_is(self):
        item = AgendaItemFactory(
            meeting=MeetingFactory(state=MeetingState.HELD), is_private=True, why_private="Bids"
        )
        line = MinuteLineFactory(meeting=item.meeting, item=item)

        assert actions.act_on_line(line=line, facts=FACTS, **BY).is_private

    @pytest.mark.parametrize(
        ("facts", "words"),
        [
            (ActionFacts(" ", DUE, "A"), "Say what is to be done"),
            (ActionFacts("A", DUE), "Say whose it is"),
            (ActionFacts("A", date(2026, 12, 2), "A"), "before the day on which it was given"),
        ],
    )
    def test_leaves_the_line_as_it_was_if_it_cannot(self, facts, words):
        line = MinuteLineFactory(meeting__state=MeetingState.HELD)

        with pytest.raises(actions.CannotGive, match=words):
            actions.act_on_line(line=line, facts=facts, **BY)
        line.refresh_from_db()
        assert line.kind == LineKind.NOTE


class TestActOnDecision:
    def test_gives_it_on_the_day_of_the_decision(self):
        decision = DecisionFactory(is_private=True)

        made = actions.act_on_decision(decision=decision, facts=FACTS, **BY)

        assert (made.decision, made.given_on) == (decision, decision.decided_on)
        assert made.is_private


class TestGiveAction:
    def test_gives_it_to_a_holder_by_their_name(self):
        body = BodyFactory()
        holder = HolderFactory(system=body.system, name="Priya Raman")
        facts = ActionFacts("Write it.", DUE, holder=holder)

        made = actions.give_action(body=body, facts=facts, given_on=AT.date(), **BY)

        assert (made.owner, made.holder, made.system) == ("Priya Raman", holder, body.system)


class TestEditAction:
    def test_says_what_changed_and_why(self, action):
        facts = ActionFacts("Write two clauses.", DUE, "Head of care")

        actions.edit_action(action=action, facts=facts, why="It grew.", **BY)

        action.refresh_from_db()
        assert (action.text, action.owner, action.due_on) == (
            "Write two clauses.",
            "Head of care",
            DUE,
        )
        [note] = notes()
        for words in (
            "Reworded from “Write the new clause and show it to the forum”.",
            "Passed from Head of commissioning, Westmere to Head of care.",
            "Due moved from 1 December 2026 to 5 January 2027.",
            "It grew.",
        ):
            assert words in note

    def test_does_nothing_where_nothing_changes(self, action):
        facts = ActionFacts(action.text, action.due_on, action.owner)

        actions.edit_action(action=action, facts=facts, why="No reason.", **BY)

        assert notes() == []
        assert not Entry.objects.exists()

    def test_asks_why_and_leaves_what_has_ended(self, action):
        with pytest.raises(actions.CannotFollow, match="Say why"):
            actions.edit_action(action=action, facts=FACTS, why=" ", **BY)
        actions.end_action(action=action, state=ActionState.DONE, note="Written.", **BY)
        with pytest.raises(actions.CannotFollow, match="Open it again first"):
            actions.edit_action(action=action, facts=FACTS, why="It grew.", **BY)


class TestFollowing:
    def test_notes_ends_and_opens_it_again(self, action):
        actions.note_action(action=action, text=" A draft is out. ", **BY)
        actions.end_action(action=action, state=ActionState.DONE, note="Written.", **BY)
        action.refresh_from_db()
        ended = (action.state, action.ended_on)
        actions.reopen_action(action=action, note="The forum saw a fault.", **BY)

        action.refresh_from_db()
        assert ended == (ActionState.DONE, AT.date())
        assert (action.state, action.ended_on) == (ActionState.OPEN, None)
        assert notes() == [
            "A draft is out.",
            "Written.",
            "Opened again. The forum saw a fault.",
        ]
        assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
            "action.noted",
            "action.done",
            "action.reopened",
        ]

    def test_refuses_what_says_nothing(self, action):
        for act in (
            lambda: actions.note_action(action=action, text=" ", **BY),
            lambda: actions.end_action(action=action, state=ActionState.DROPPED, note="", **BY),
            lambda: actions.reopen_action(action=action, note="Why", **BY),
        ):
            with pytest.raises(actions.CannotFollow):
                act()
        assert notes() == []

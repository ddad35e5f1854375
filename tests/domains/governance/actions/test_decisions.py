from datetime import UTC, date, datetime

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import (
    DecisionFacts,
    InvolvementFacts,
    OptionFacts,
    Votes,
)
from regard.domains.governance.models import Decision, DecisionOption, Involvement
from regard.domains.governance.types import (
    Attended,
    Constituency,
    DecisionState,
    InterestAct,
    LineKind,
    MeetingState,
    Standing,
)
from regard.foundation.audit.models import Entry
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AttendanceFactory,
    BodyFactory,
    DecisionFactory,
    DecisionOptionFactory,
    DeclarationFactory,
    InvolvementFactory,
    MeetingFactory,
    MinuteLineFactory,
)

pytestmark = pytest.mark.django_db

AT = datetime(2026, 12, 3, 15, tzinfo=UTC)
BY = {"by": "person:1", "at": AT}
DAY = date(2026, 11, 20)
FACTS = DecisionFacts(
    title=" Travel  time is paid ",
    text="Every new contract pays for travel.",
    decided_on=DAY,
    why="A third of the day is spent on the road.",
    nobody_asked="The court gave two days.",
)


@pytest.fixture
def line():
    meeting = MeetingFactory(state=MeetingState.HELD)
    item = AgendaItemFactory(meeting=meeting)
    return MinuteLineFactory(meeting=meeting, item=item, text="Travel is paid. It was close.")


class TestDraftDecision:
    def test_begins_one_with_the_next_number_of_the_year(self):
        body = BodyFactory()
        DecisionFactory(system=body.system, ref="D-2026-999")
        DecisionFactory(system=body.system, ref="D-2026-1000")
        DecisionFactory(ref="D-2026-1007")
        DecisionFactory(system=body.system, ref="D-2025-1017")

        made = actions.draft_decision(body=body, facts=FACTS, **BY)

        assert (made.ref, made.title, made.state) == (
            "D-2026-1001",
            "Travel time is paid",
            DecisionState.DRAFT,
        )
        assert Entry.objects.get().event == "decision.drafted"

    def test_begins_the_numbers_of_a_year(self):
        made = actions.draft_decision(body=BodyFactory(), facts=FACTS, **BY)

        assert made.ref == "D-2026-001"


class TestDecideLine:
    def test_takes_words_day_and_item_from_the_line(self, line):
        made = actions.decide_line(line=line, **BY)

        line.refresh_from_db()
        assert (line.kind, line.decision) == (LineKind.DECISION, made)
        assert (made.title, made.text) == ("Travel is paid", line.text)
        assert (made.meeting, made.item, made.decided_on) == (
            line.meeting,
            line.item,
            date(2026, 12, 3),
        )

    def test_shortens_a_long_title(self, line):
        line.text = "Travel is paid " * 20
        line.save()

        made = actions.decide_line(line=line, **BY)

        assert len(made.title) <= 120
        assert made.title.endswith("…")

    def test_is_private_and_about_buying_care_as_its_item_is(self, line):
        item = line.item
        item.is_private, item.why_private = True, "Prices"
        item.is_commissioning, item.opened_at = True, AT
        item.save()

        made = actions.decide_line(line=line, **BY)
        kept = actions.edit_decision(decision=made, facts=FACTS, **BY)

        assert (made.is_private, made.is_commissioning) == (True, True)
        assert (kept.is_private, kept.is_commissioning) == (True, True)
        assert kept.decided_on == date(2026, 12, 3)

    def test_waits_until_an_item_that_buys_care_is_open(self, line):
        line.item.is_commissioning = True
        line.item.save()

        with pytest.raises(actions.CannotWrite, match="Open this item first"):
            actions.decide_line(line=line, **BY)

    def test_happens_once(self, line):
        actions.decide_line(line=line, **BY)

        with pytest.raises(actions.CannotBecome, match="a decision already"):
            actions.decide_line(line=line, **BY)


class TestRemoveDecision:
    def test_leaves_its_line_as_a_note(self, line):
        made = actions.decide_line(line=line, **BY)

        actions.remove_decision(decision=made, **BY)

        line.refresh_from_db()
        assert (line.kind, line.decision) == (LineKind.NOTE, None)
        assert not Decision.objects.exists()

    def test_keeps_one_by_which_somebody_has_something_to_do(self):
        action = ActionFactory(decision=DecisionFactory())

        with pytest.raises(actions.CannotChangeDecision, match="Actions were given"):
            actions.remove_decision(decision=action.decision, **BY)


class TestRecordDecision:
    def test_records_it_for_good(self):
        made = actions.draft_decision(body=BodyFactory(), facts=FACTS, **BY)

        actions.record_decision(decision=made, **BY)

        made.refresh_from_db()
        assert made.state == DecisionState.RECORDED
        assert Entry.objects.filter(event="decision.recorded").count() == 1
        for act in (actions.record_decision, actions.remove_decision):
            with pytest.raises(actions.CannotChangeDecision, match="stays as it is"):
                act(decision=made, **BY)
        with pytest.raises(actions.CannotChangeDecision):
            actions.edit_decision(decision=made, facts=FACTS, **BY)

    def test_says_all_that_is_missing(self):
        made = DecisionFactory(why="", is_commissioning=True)

        with pytest.raises(
            actions.CannotRecord, match=r"Say why.* Say who outside.* Put it on an agenda"
        ):
            actions.record_decision(decision=made, **BY)

    def test_waits_until_all_who_came_have_declared(self, line):
        came = AttendanceFactory(meeting=line.meeting, seat__name="Chair")
        made = actions.decide_line(line=line, **BY)
        facts = DecisionFacts("A", "B", DAY, "C", nobody_asked="D", is_commissioning=True)
        actions.edit_decision(decision=made, facts=facts, **BY)

        with pytest.raises(actions.CannotRecord, match="still to be declared by: Chair"):
            actions.record_decision(decision=made, **BY)
        DeclarationFactory(item=line.item, seat=came.seat)
        recorded = actions.record_decision(decision=made, **BY)

        assert recorded.state == DecisionState.RECORDED

    def test_counts_no_more_votes_than_could_be_cast(self, line):
        seats = [AttendanceFactory(meeting=line.meeting).seat for _ in range(3)]
        AttendanceFactory(meeting=line.meeting, seat__standing=Standing.ADVISORY)
        AttendanceFactory(meeting=line.meeting, attended=Attended.APOLOGIES)
        DeclarationFactory(
            item=line.item, seat=seats[0], act=InterestAct.WITHDREW, text="Owns a bidder"
        )
        made = actions.decide_line(line=line, **BY)

        def voting(for_it):
            facts = DecisionFacts("A", "B", DAY, "C", nobody_asked="D", votes=Votes(for_it, 1, 0))
            return actions.edit_decision(decision=made, facts=facts, **BY)

        with pytest.raises(actions.CannotRecord, match="3 votes are counted, and 2 seats"):
            actions.record_decision(decision=voting(2), **BY)
        assert actions.record_decision(decision=voting(1), **BY).votes_for == 1


class TestOptions:
    def test_are_written_changed_and_taken_out(self):
        made = DecisionFactory()
        facts = OptionFacts(" Pay for  it ", is_chosen=True, why="Fair")

        option = actions.add_option(decision=made, facts=facts, **BY)
        actions.edit_option(option=option, facts=OptionFacts("Wait"), **BY)

        option.refresh_from_db()
        assert (option.position, option.text, option.is_chosen) == (1, "Wait", False)
        actions.remove_option(option=option, **BY)
        assert not DecisionOption.objects.exists()
        assert list(Entry.objects.order_by("pk").values_list("event", flat=True)) == [
            "option.written",
            "option.written",
            "option.removed",
        ]

    def test_stay_once_it_is_recorded(self):
        option = DecisionOptionFactory()
        Decision.objects.update(state=DecisionState.RECORDED)

        for act in (
            lambda: actions.edit_option(option=option, facts=OptionFacts("A"), **BY),
            lambda: actions.remove_option(option=option, **BY),
            lambda: actions.add_option(decision=option.decision, facts=OptionFacts("A"), **BY),
        ):
            with pytest.raises(actions.CannotChangeDecision):
                act()

    def test_say_something(self):
        with pytest.raises(actions.CannotChangeDecision, match="could have been decided"):
            actions.add_option(decision=DecisionFactory(), facts=OptionFacts(" "), **BY)


class TestInvolvement:
    def facts(self, on, who="43 home care providers"):
        return InvolvementFacts(Constituency.PROVIDERS, who, "Answered by link", on)

    def test_is_added_to_a_draft_and_taken_out(self):
        made = DecisionFactory(decided_on=DAY)

        added = actions.add_involvement(decision=made, facts=self.facts(date(2026, 9, 1)), **BY)
        actions.remove_involvement(involvement=added, **BY)

        assert not Involvement.objects.exists()
        assert Entry.objects.count() == 2

    def test_after_it_is_recorded_is_only_of_its_day_or_later(self):
        made = DecisionFactory(decided_on=DAY, state=DecisionState.RECORDED)

        with pytest.raises(actions.CannotInvolve, match="on its day or after"):
            actions.add_involvement(decision=made, facts=self.facts(date(2026, 9, 1)), **BY)
        assert actions.add_involvement(decision=made, facts=self.facts(DAY), **BY).on == DAY

    def test_stays_once_it_is_recorded(self):
        involved = InvolvementFactory()
        Decision.objects.update(state=DecisionState.RECORDED)

        with pytest.raises(actions.CannotChangeDecision):
            actions.remove_involvement(involvement=involved, **BY)

    def test_says_who(self):
        with pytest.raises(actions.CannotInvolve, match="Say who was involved"):
            actions.add_involvement(
                decision=DecisionFactory(), facts=self.facts(DAY, who=" "), **BY
            )

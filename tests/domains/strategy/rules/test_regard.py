from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules import regard as rules
from regard.domains.strategy.types import (
    DocumentKind,
    Regarded,
    RegardEffect,
    RegardFacts,
    RegardState,
)

DAY = date(2026, 11, 3)

COMPLETE = RegardFacts(
    passages=(Regarded("p1", RegardEffect.FOLLOWED),),
    effect="Travel is paid.",
    providers_said="They said that the road is not paid.",
)


def document(kind=DocumentKind.INTEGRATED_CARE_STRATEGY, **known):
    given = {
        "strategy_id": 1,
        "slug": "care",
        "title": "Care",
        "number": 1,
        "from_on": date(2026, 1, 1),
        "until": None,
        "council_id": None,
    }
    return rules.Document(kind=kind, **(given | known))


class TestInForce:
    def test_counts_the_day_of_publication(self):
        first = document(from_on=DAY)

        assert rules.in_force([first], on=DAY) == [first]

    def test_leaves_out_what_came_later(self):
        assert rules.in_force([document(from_on=DAY)], on=date(2026, 11, 2)) == []

    def test_gives_way_to_the_next_version_on_its_day(self):
        first = document(until=DAY)
        second = document(number=2, from_on=DAY)

        assert rules.in_force([first, second], on=DAY) == [second]

    @given(
        days=st.lists(st.dates(date(2026, 1, 1), date(2028, 1, 1)), min_size=1, max_size=6),
        on=st.dates(date(2025, 12, 1), date(2028, 2, 1)),
    )
    def test_finds_one_version_at_the_most(self, days, on):
        begun = sorted(days)
        versions = [
            document(number=n, from_on=day, until=after)
            for n, (day, after) in enumerate(zip(begun, [*begun[1:], None], strict=True), start=1)
        ]

        found = rules.in_force(versions, on=on)

        assert len(found) == (1 if on >= begun[0] else 0)
        assert all(each.from_on <= on for each in found)


class TestIsOwed:
    @pytest.mark.parametrize(
        "kind", [DocumentKind.JOINT_FORWARD_PLAN, DocumentKind.MARKET_POSITION, DocumentKind.OTHER]
    )
    def test_is_not_to_what_the_law_does_not_name(self, kind):
        assert not rules.is_owed(document(kind), council_id=None)

    def test_is_to_the_strategy_of_the_whole_by_every_council(self):
        assert rules.is_owed(document(), council_id=7)

    @pytest.mark.parametrize(
        ("theirs", "ours", "owed"), [(7, 7, True), (7, 8, False), (None, 8, True), (7, None, True)]
    )
    def test_is_to_a_local_strategy_by_its_own_council_and_those_of_no_one_council(
        self, theirs, ours, owed
    ):
        local = document(DocumentKind.LOCAL_STRATEGY, council_id=theirs)

        assert rules.is_owed(local, council_id=ours) is owed


class TestStateOf:
    @pytest.mark.parametrize(
        ("is_begun", "signed_on", "on", "state"),
        [
            (False, None, date(2026, 12, 1), RegardState.DUE),
            (False, None, date(2026, 12, 2), RegardState.OVERDUE),
            (True, None, date(2026, 12, 1), RegardState.BEGUN),
            (True, None, date(2026, 12, 2), RegardState.OVERDUE),
            (True, date(2026, 12, 5), date(2026, 12, 5), RegardState.SIGNED),
        ],
    )
    def test_is_overdue_after_28_days_without_a_signature(self, is_begun, signed_on, on, state):
        found = rules.state_of(decided_on=DAY, is_begun=is_begun, signed_on=signed_on, on=on)

        assert found is state


class TestProblemsWith:
    @pytest.mark.parametrize("effect", [RegardEffect.IN_PART, RegardEffect.DEPARTED])
    def test_asks_why_a_passage_was_not_followed(self, effect):
        facts = RegardFacts(passages=(Regarded("p9", effect, why=" "),))

        assert list(rules.problems_with(facts)) == ["why_p9"]

    def test_refuses_passages_together_with_none(self):
        facts = RegardFacts(passages=COMPLETE.passages, why_none="None bears on it.")

        assert list(rules.problems_with(facts)) == ["why_none"]

    def test_finds_none_in_what_is_complete(self):
        assert rules.problems_with(COMPLETE) == {}


class TestReasonsNotToSign:
    def test_are_none_for_what_is_complete(self):
        assert not rules.reasons_not_to_sign(COMPLETE, is_recorded=True, decided_on=DAY)

    def test_are_none_where_no_passage_bears_on_it_and_it_says_why(self):
        facts = RegardFacts(why_none="It is about a room.", providers_said="Nobody was asked.")

        assert not rules.reasons_not_to_sign(facts, is_recorded=True, decided_on=DAY)

    def test_say_all_that_is_missing(self):
        reasons = rules.reasons_not_to_sign(RegardFacts(), is_recorded=False, decided_on=DAY)

        assert len(reasons) == 3
        assert reasons[0].startswith("The decision is a draft")

    def test_ask_what_it_changed_as_a_whole(self):
        facts = RegardFacts(passages=COMPLETE.passages, providers_said="Nothing.")

        [reason] = rules.reasons_not_to_sign(facts, is_recorded=True, decided_on=DAY)

        assert reason == "Say what regard to the document changed, as a whole"

    def test_notice_providers_involved_after_the_decision(self):
        facts = RegardFacts(
            why_none="It is about a room.", providers_said="x", involved_on=date(2026, 11, 4)
        )

        [reason] = rules.reasons_not_to_sign(facts, is_recorded=True, decided_on=DAY)

        assert "after the decision" in reason

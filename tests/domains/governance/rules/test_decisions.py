from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import decisions as rules
from regard.domains.governance.types import Asked, Constituency

DAY = date(2026, 11, 3)
PROVIDERS, CARERS = Constituency.PROVIDERS, Constituency.CARERS
COMPLETE = rules.Said(
    title="Travel time is paid",
    text="Every new home care contract pays for travel between visits.",
    why="A third of the day is spent on the road.",
    decided_on=DAY,
    involved=(rules.Involved(PROVIDERS, DAY - timedelta(days=30)),),
)


class TestWhenAsked:
    @pytest.mark.parametrize(
        ("days", "asked"),
        [
            ((), Asked.NOBODY),
            ((-1,), Asked.BEFORE),
            ((0,), Asked.AFTER),
            ((1,), Asked.AFTER),
            ((5, -5), Asked.BEFORE),
        ],
    )
    def test_goes_by_the_first_day(self, days, asked):
        involved = [rules.Involved(PROVIDERS, DAY + timedelta(days=n)) for n in days]

        assert rules.when_asked(involved, decided_on=DAY) is asked

    def test_can_be_about_providers_only(self):
        involved = [
            rules.Involved(CARERS, DAY - timedelta(days=9)),
            rules.Involved(PROVIDERS, DAY + timedelta(days=9)),
        ]

        assert rules.when_asked(involved, decided_on=DAY) is Asked.BEFORE
        assert rules.when_asked(involved, decided_on=DAY, of=PROVIDERS) is Asked.AFTER
        assert rules.when_asked(involved, decided_on=DAY, of=Constituency.NHS) is Asked.NOBODY

    @given(st.lists(st.tuples(st.sampled_from(Constituency), st.integers(-60, 60))))
    def test_of_one_kind_is_never_better_than_of_all(self, given_days):
        order = list(Asked)
        involved = [rules.Involved(of, DAY + timedelta(days=n)) for of, n in given_days]
        of_all = rules.when_asked(involved, decided_on=DAY)

        for each in Constituency:
            of_one = rules.when_asked(involved, decided_on=DAY, of=each)
            assert order.index(of_one) >= order.index(of_all)


class TestReasonNotToInvolve:
    @pytest.mark.parametrize(
        ("is_recorded", "days", "may"),
        [(False, -1, True), (False, 1, True), (True, -1, False), (True, 0, True), (True, 1, True)],
    )
    def test_keeps_anyone_from_making_it_look_better_afterwards(self, is_recorded, days, may):
        reason = rules.reason_not_to_involve(
            on=DAY + timedelta(days=days), decided_on=DAY, is_recorded=is_recorded
        )

        assert (reason is None) == may


class TestReasonsNotToRecord:
    def test_are_none_for_a_complete_decision(self):
        assert rules.reasons_not_to_record(COMPLETE, today=DAY) == []

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"title": " "}, "Say in a line what was decided"),
            ({"text": ""}, "Say what was decided"),
            ({"why": ""}, "Say why it was decided"),
            ({"decided_on": DAY + timedelta(days=1)}, "on the day it is taken, or later"),
            ({"involved": ()}, "Say who outside the body was asked, or why nobody was"),
            ({"choices": (rules.Choice("Wait", is_chosen=False, why="Dear"),)}, "which option"),
            ({"choices": (rules.Choice("Pay", is_chosen=True, why=""),)}, "was chosen"),
            ({"is_commissioning": True}, "at an item of a meeting"),
            (
                {"is_commissioning": True, "is_at_an_item": True, "to_declare": ("Chair",)},
                "still to be declared by: Chair",
            ),
            ({"votes": 9, "may_vote": 8}, "9 votes are counted, and 8 seats"),
        ],
    )
    def test_say_what_is_missing(self, change, words):
        [reason] = rules.reasons_not_to_record(replace(COMPLETE, **change), today=DAY)

        assert words in reason

    @pytest.mark.parametrize(
        "change",
        [
            {"involved": (), "nobody_asked": "The court gave two days."},
            {"choices": (rules.Choice("Pay", is_chosen=True, why="Fair"),)},
            {"is_commissioning": True, "is_at_an_item": True},
            {"to_declare": ("Chair",)},
            {"votes": 8, "may_vote": 8},
            {"votes": 8},
            {"may_vote": 0},
        ],
    )
    def test_are_none_where_it_is_said_otherwise(self, change):
        assert rules.reasons_not_to_record(replace(COMPLETE, **change), today=DAY) == []

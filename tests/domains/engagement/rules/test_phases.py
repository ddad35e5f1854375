from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import phases as rules
from regard.domains.engagement.types import OpenTo, PhaseKind
from regard.domains.engagement.types.phases import Days, PhasePlan

DAYS = Days(date(2026, 11, 1), date(2026, 11, 30), date(2027, 2, 28))
FIRST = date(2026, 1, 1)


@st.composite
def some_days(draw):
    opens = FIRST + timedelta(days=draw(st.integers(0, 400)))
    closes = opens + timedelta(days=draw(st.integers(0, 120)))
    return Days(opens, closes, closes + timedelta(days=draw(st.integers(1, 200))))


def plan(kind, starts_on, ends_on):
    return PhasePlan(kind, starts_on, ends_on, OpenTo.EVERYONE)


class TestUsualPhases:
    @given(some_days())
    def test_always_agree_with_the_days(self, days):
        found = rules.usual_phases(days)

        assert rules.reasons_against_phases(found, days) == {}
        assert (found[0].starts_on, found[0].ends_on) == (days.opens_on, days.closes_on)
        assert found[-1].ends_on == days.reply_by

    def test_share_out_the_time_until_the_reply(self):
        found = rules.usual_phases(DAYS)

        assert [phase.kind.value for phase in found] == ["ask", "analyse", "decide", "reply"]
        assert [phase.starts_on for phase in found[1:]] == [
            date(2026, 12, 1),
            date(2026, 12, 31),
            date(2027, 1, 30),
        ]


class TestReasonsAgainstPhases:
    @pytest.mark.parametrize(
        ("phase", "reason"),
        [
            (
                plan(PhaseKind.ASK, DAYS.opens_on, date(2026, 11, 29)),
                "It must run from 1 November 2026 to 30 November 2026, as promised",
            ),
            (
                plan(PhaseKind.DECIDE, date(2026, 11, 30), date(2026, 12, 5)),
                "It must begin after the last day for answers, 30 November 2026",
            ),
            (
                plan(PhaseKind.DECIDE, date(2026, 12, 5), date(2026, 12, 4)),
                "Its last day is before its first",
            ),
            (
                plan(PhaseKind.DECIDE, date(2026, 12, 5), date(2027, 3, 1)),
                "It must end by 28 February 2027, when everyone hears back",
            ),
            (
                plan(PhaseKind.REPLY, date(2027, 2, 1), date(2027, 2, 27)),
                "It must end on 28 February 2027, by when everyone hears back",
            ),
            (
                plan(PhaseKind.DELIBERATE, date(2026, 10, 31), date(2026, 11, 20)),
                "It cannot begin before “We ask you”, on 1 November 2026",
            ),
        ],
    )
    def test_say_what_does_not_fit(self, phase, reason):
        others = [each for each in rules.usual_phases(DAYS) if each.kind is not phase.kind]

        assert rules.reasons_against_phases([*others, phase], DAYS)[phase.kind] == reason

    def test_let_people_be_told_before_they_are_asked(self):
        inform = plan(PhaseKind.INFORM, date(2026, 10, 1), date(2026, 11, 10))

        assert not rules.reasons_against_phases([inform, *rules.usual_phases(DAYS)], DAYS)


class TestMovedPhases:
    @given(some_days(), some_days())
    def test_agree_with_the_days_that_they_moved_to(self, was, becomes):
        moved = rules.moved_phases(rules.usual_phases(was), was=was, becomes=becomes)

        assert [phase for phase in moved if phase.ends_on < phase.starts_on] == []
        assert rules.reasons_against_phases(moved, becomes) == {}

    def test_go_on_ending_with_the_last_day(self):
        later = replace(DAYS, closes_on=date(2026, 12, 14))
        deliberate = plan(PhaseKind.DELIBERATE, date(2026, 11, 15), DAYS.closes_on)

        [moved] = rules.moved_phases([deliberate], was=DAYS, becomes=later)

        assert (moved.starts_on, moved.ends_on) == (date(2026, 11, 15), date(2026, 12, 14))

    def test_begin_with_the_opening_where_it_comes_later(self):
        later = replace(DAYS, opens_on=date(2026, 11, 10))
        deliberate = plan(PhaseKind.DELIBERATE, date(2026, 11, 5), date(2026, 11, 20))

        [moved] = rules.moved_phases([deliberate], was=DAYS, becomes=later)

        assert (moved.starts_on, moved.ends_on) == (date(2026, 11, 10), date(2026, 11, 20))


class TestCurrentPhases:
    def test_are_those_that_today_lies_in(self):
        phases = rules.usual_phases(DAYS)

        found = [
            rules.current_phases(phases, today=DAYS.closes_on + timedelta(days=n)) for n in (0, 1)
        ]

        assert [[phase.kind for phase in each] for each in found] == [
            [PhaseKind.ASK],
            [PhaseKind.ANALYSE],
        ]


class TestReasonNotToAnswerUnasked:
    @pytest.mark.parametrize(
        ("open_to", "begins"),
        [
            (OpenTo.EVERYONE, None),
            (OpenTo.INVITED, "This is for those who were invited"),
            (OpenTo.TEAM, "The partnership’s team writes down"),
        ],
    )
    def test_says_who_can(self, open_to, begins):
        [ask] = [each for each in rules.usual_phases(DAYS) if each.kind is PhaseKind.ASK]

        reason = rules.reason_not_to_answer_unasked([replace(ask, open_to=open_to)])

        assert (reason is None) == (begins is None)
        assert (reason or "").startswith(begins or "")

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules.duties import (
    IN_ORDER,
    LINES,
    OUTSIDE,
    WORST_FIRST,
    count_states,
    next_day,
    rounds_that_count,
    state_of,
    state_of_round,
    why_lapsed,
    worst_round,
)
from regard.domains.governance.types import DutyFacts, DutyState, Look, RoundFacts

ON = date(2026, 11, 22)
TRUTH = """
looked at   of version  until     that is there  not seen  last day  | stands
--------------------------------------------------------------------------------
nobody      -           -         -              no        none      | due
nobody      -           -         -              no        today     | due
nobody      -           -         -              no        past      | overdue
nobody      -           -         -              yes       none      | offered
nobody      -           -         -              yes       past      | offered
refused     in force    -         yes            no        to come   | due
refused     in force    -         yes            no        past      | overdue
refused     in force    -         yes            yes       past      | offered
accepted    in force    none      yes            no        past      | accepted
accepted    in force    to come   yes            no        past      | accepted
accepted    in force    to come   yes            yes       past      | accepted
accepted    in force    today     yes            no        past      | lapsed
accepted    in force    past      yes            no        past      | lapsed
accepted    in force    past      yes            yes       past      | offered
accepted    in force    to come   no             no        past      | lapsed
accepted    in force    to come   no             yes       past      | offered
accepted    before it   to come   yes            no        past      | lapsed
accepted    before it   none      yes            no        to come   | lapsed
accepted    before it   none      yes            yes       to come   | offered
"""
"""How one time that a duty fell due stands on 22 November 2026."""

DAYS = {
    "-": None,
    "none": None,
    "today": ON,
    "past": ON - timedelta(days=1),
    "to come": ON + timedelta(days=1),
}
VERSION = 2


def rows():
    for line in TRUTH.strip().splitlines()[2:]:
        asked, _, stands = line.rpartition("|")
        cells = [cell.strip() for cell in asked.split("  ") if cell.strip()]
        yield (*cells, stands.strip())


def facts_of(looked, version, until, standing, waiting, due):
    look = Look(
        is_accepted=looked == "accepted",
        until=DAYS[until],
        version=VERSION if version == "in force" else VERSION - 1,
    )
    return RoundFacts(
        fell_on=date(2026, 1, 1),
        due_on=DAYS[due],
        look=None if looked == "nobody" else look,
        is_standing=standing == "yes",
        is_waiting=waiting == "yes",
        was_accepted=looked == "accepted",
    )


def due(fell_on=date(2026, 1, 1), **facts):
    return RoundFacts(fell_on=fell_on, **facts)


ACCEPTED = due(look=Look(True, None, VERSION), is_standing=True, was_accepted=True)

LOOKS = st.none() | st.builds(
    Look,
    is_accepted=st.booleans(),
    until=st.sampled_from(list(DAYS.values())),
    version=st.sampled_from([1, 2]),
)
ROUNDS = st.builds(
    RoundFacts,
    fell_on=st.just(date(2026, 1, 1)),
    due_on=st.sampled_from(list(DAYS.values())),
    look=LOOKS,
    is_waiting=st.booleans(),
    is_standing=st.booleans(),
    was_accepted=st.booleans(),
)
FACTS = st.builds(
    DutyFacts,
    version=st.sampled_from([None, 1, 2]),
    why_exempt=st.sampled_from(["", "It has no hospitals"]),
    rounds=st.lists(ROUNDS, max_size=3).map(tuple),
)


class TestStateOfRound:
    @pytest.mark.parametrize("row", list(rows()), ids=" ".join)
    def test_is_as_the_table_says(self, row):
        *cells, stands = row

        assert state_of_round(facts_of(*cells), version=VERSION, on=ON) == stands

    @given(ROUNDS)
    def test_needs_a_look_and_evidence_that_is_there_to_be_accepted(self, facts):
        state = state_of_round(facts, version=VERSION, on=ON)

        if state is DutyState.ACCEPTED:
            assert facts.is_standing
            assert facts.look.is_accepted
            assert facts.look.version == VERSION

    def test_has_a_line_for_each_state_of_a_round_and_never_says_compliant(self):
        words = [line.words for line in LINES] + [words for _, words in OUTSIDE]

        assert {line.state for line in LINES} == set(WORST_FIRST)
        assert {line.state for line in LINES} | {state for state, _ in OUTSIDE} == set(DutyState)
        assert "complian" not in " ".join(words).lower()


class TestStateOf:
    def test_does_not_apply_where_no_version_is_in_force(self):
        assert state_of(DutyFacts(None, rounds=(due(),)), on=ON) is DutyState.NOT_APPLICABLE

    def test_does_not_apply_where_somebody_said_why(self):
        facts = DutyFacts(VERSION, "It has no trusts", (due(due_on=DAYS["past"]),))

        assert state_of(facts, on=ON) is DutyState.NOT_APPLICABLE

    def test_is_not_due_before_it_ever_fell_due(self):
        assert state_of(DutyFacts(VERSION), on=ON) is DutyState.NOT_DUE

    def test_is_not_hidden_by_the_next_time_that_it_falls_due(self):
        left_undone = due(due_on=DAYS["past"])
        facts = DutyFacts(VERSION, rounds=(left_undone, ACCEPTED))

        assert state_of(facts, on=ON) is DutyState.OVERDUE
        assert worst_round(facts, on=ON) is left_undone

    def test_leaves_out_what_was_accepted_before_it_fell_due_again(self):
        run_out = due(look=Look(True, DAYS["past"], VERSION), was_accepted=True)
        facts = DutyFacts(VERSION, rounds=(run_out, due(date(2026, 10, 1))))

        assert state_of(facts, on=ON) is DutyState.DUE

    @given(FACTS)
    def test_is_the_worst_of_the_rounds_that_count(self, facts):
        state = state_of(facts, on=ON)

        if facts.version is None or facts.why_exempt:
            assert state is DutyState.NOT_APPLICABLE
        elif not facts.rounds:
            assert state is DutyState.NOT_DUE
        else:
            states = [
                state_of_round(each, version=facts.version, on=ON)
                for each in rounds_that_count(facts)
            ]
            assert state == min(states, key=WORST_FIRST.index)

    @given(FACTS)
    def test_has_a_round_that_says_so_unless_it_is_outside(self, facts):
        outside = {state for state, _ in OUTSIDE}

        assert (worst_round(facts, on=ON) is None) == (state_of(facts, on=ON) in outside)


class TestNextDay:
    def test_is_the_last_day_for_what_is_due(self):
        assert (
            next_day(DutyFacts(1, rounds=(due(due_on=DAYS["to come"]),)), on=ON) == DAYS["to come"]
        )

    def test_is_the_day_on_which_an_acceptance_lapses(self):
        look = Look(True, DAYS["to come"], 1)
        facts = DutyFacts(1, rounds=(due(look=look, is_standing=True),))

        assert next_day(facts, on=ON) == DAYS["to come"]

    def test_is_today_where_an_acceptance_lapsed_before_its_time(self):
        look = Look(True, DAYS["to come"], 1)

        assert next_day(DutyFacts(1, rounds=(due(look=look),)), on=ON) == ON
        assert next_day(DutyFacts(1, rounds=(due(look=Look(True, None, 1)),)), on=ON) == ON

    def test_is_none_where_nothing_is_asked(self):
        assert next_day(DutyFacts(None), on=ON) is None


class TestWhyLapsed:
    def test_names_the_version_the_evidence_or_the_day(self):
        older = due(look=Look(True, None, 1), is_standing=True)
        withdrawn = due(look=Look(True, None, 2))
        over = due(look=Look(True, DAYS["past"], 2), is_standing=True)

        def words(facts):
            return why_lapsed(facts, version=2, on=ON)

        assert words(older) == "Version 1 was accepted, and version 2 is in force."
        assert words(withdrawn) == "All the evidence that was accepted has been withdrawn."
        assert words(over) == "It was accepted until 21 November 2026."
        assert words(ACCEPTED) == ""


class TestCountStates:
    def test_counts_every_state_nought_among_them(self):
        counts = count_states([DutyState.DUE, DutyState.DUE])

        assert tuple(counts) == IN_ORDER
        assert set(IN_ORDER) == set(DutyState)
        assert (counts[DutyState.DUE], sum(counts.values())) == (2, 2)

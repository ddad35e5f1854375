"""The gate, case by case, so that whoever knows the law can read what it does."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules import gate
from regard.domains.engagement.types import Principle
from regard.domains.engagement.types.gate import (
    OFFERED,
    SIGNS,
    GateFacts,
    OverrideRow,
    ProofRow,
    Sign,
    principle_of,
)

AT = datetime(2026, 9, 1, tzinfo=UTC)

FAIR = GateFacts(
    open_to_change="Everything but the total.",
    decided="Nothing is.",
    open_options=2,
    rejected_options=1,
    has_pack=True,
    hints=(),
    questions=3,
    opens_on=date(2026, 9, 1),
    closes_on=date(2026, 9, 28),
    days_left_out=0,
    reply_by=date(2026, 12, 20),
    decides_on=date(2026, 11, 1),
    themes=4,
    themes_signed_off=4,
    has_points=True,
    has_closed=True,
)
"""An exercise of which every sign is found."""

TABLE = """
what is so                                                   | is missing
------------------------------------------------------------ | -------------
nothing is said of what can still change                     | open_to_change
nothing is said of what is decided already                   | decided
no option can be chosen any more                             | option
no information is published                                  | pack
no option that was turned down is shown                      | rejected
the reason for asking is hard to read                        | plain
three questions are open for 13 days                         | days
three questions are open for 14 days                         |
four questions are open for 27 days                          | days
four questions are open for 28 days                          |
14 days, three of them paused                                | days
14 days, over Christmas                                      | days
it opens on the first Thursday in May                        | election
it opens six weeks before the first Thursday in May          | election
it opens a day earlier than that                             |
it opens the day after the first Thursday in May             |
the answer is promised for the last day for answers          | reply
the deciding begins on the last day for answers              | decided_after
nobody says when it is decided                               |
one theme of four is not signed off                          | read
there are words in no theme at all                           | read
nobody said anything in words                                |
it still takes answers                                       | read
"""

CASES = {
    "nothing is said of what can still change": {"open_to_change": " "},
    "nothing is said of what is decided already": {"decided": ""},
    "no option can be chosen any more": {"open_options": 0},
    "no information is published": {"has_pack": False},
    "no option that was turned down is shown": {"rejected_options": 0},
    "the reason for asking is hard to read": {"hints": ("Two sentences would be better.",)},
    "three questions are open for 13 days": {"closes_on": date(2026, 9, 13)},
    "three questions are open for 14 days": {"closes_on": date(2026, 9, 14)},
    "four questions are open for 27 days": {"questions": 4, "closes_on": date(2026, 9, 27)},
    "four questions are open for 28 days": {"questions": 4, "closes_on": date(2026, 9, 28)},
    "14 days, three of them paused": {"closes_on": date(2026, 9, 14), "days_left_out": 3},
    "14 days, over Christmas": {
        "opens_on": date(2026, 12, 20),
        "closes_on": date(2027, 1, 2),
        "reply_by": date(2027, 3, 1),
        "decides_on": None,
    },
    "it opens on the first Thursday in May": {"opens_on": date(2026, 5, 7)},
    "it opens six weeks before the first Thursday in May": {"opens_on": date(2026, 3, 26)},
    "it opens a day earlier than that": {"opens_on": date(2026, 3, 25)},
    "it opens the day after the first Thursday in May": {"opens_on": date(2026, 5, 8)},
    "the answer is promised for the last day for answers": {"reply_by": date(2026, 9, 28)},
    "the deciding begins on the last day for answers": {"decides_on": date(2026, 9, 28)},
    "nobody says when it is decided": {"decides_on": None},
    "one theme of four is not signed off": {"themes_signed_off": 3},
    "there are words in no theme at all": {"themes": 0, "themes_signed_off": 0},
    "it still takes answers": {"has_closed": False},
    "nobody said anything in words": {"themes": 0, "themes_signed_off": 0, "has_points": False},
}


def rows():
    """Return the table's rows: what is so, and the sign that is missing; empty if none is."""
    for line in TABLE.strip().splitlines()[2:]:
        words, _, missing = line.partition("|")
        yield words.strip(), missing.strip()


def missing(states):
    return [each.sign.value for state in states for each in state.signs if not each.is_there]


def proof(sign):
    return ProofRow(1, sign, "The minutes of 3 March say so.", "", "", "person:1", AT)


def override(principle):
    return OverrideRow(principle, "The law gave us three days.", "Amara Nwosu, director", AT)


def everything_missing():
    return replace(
        FAIR,
        open_to_change="",
        decided="",
        open_options=0,
        rejected_options=0,
        has_pack=False,
        hints=("Shorter.",),
        opens_on=date(2026, 5, 7),
        closes_on=date(2026, 5, 8),
        reply_by=date(2026, 5, 8),
        decides_on=date(2026, 5, 8),
        themes_signed_off=0,
    )


class TestLook:
    def test_finds_every_sign_of_a_fair_exercise(self):
        assert missing(gate.look(FAIR)) == []

    @pytest.mark.parametrize(("case", "sign"), list(rows()))
    def test_misses_what_the_table_says(self, case, sign):
        facts = replace(FAIR, **CASES[case])

        assert missing(gate.look(facts)) == ([sign] if sign else [])

    def test_finds_nothing_where_there_is_nothing(self):
        states = gate.look(everything_missing())

        assert missing(states) == [sign.value for sign in Sign]
        assert not any(state.lets_through for state in states)
        assert all(each.words for state in states for each in state.signs)

    def test_takes_a_persons_word_for_one_sign_and_no_other(self):
        states = gate.look(everything_missing(), proofs=[proof(Sign.DAYS)])

        assert "days" not in missing(states)
        assert "election" in missing(states)

    def test_lets_a_principle_through_that_somebody_answers_for_and_still_calls_it_missing(self):
        states = gate.look(everything_missing(), overrides=[override(Principle.TIME)])

        [time] = [state for state in states if state.principle is Principle.TIME]
        assert (time.is_kept, time.lets_through) == (False, True)


class TestReasons:
    def test_holds_up_opening_for_the_first_three_principles_only(self):
        facts = replace(FAIR, themes_signed_off=0)

        assert gate.reasons_not_to_open(gate.look(facts)) == []
        assert gate.reasons_not_to_answer(gate.look(facts)) == [
            "Sign off every theme, or show by whom and when all of it was read."
        ]

    def test_says_all_that_is_missing_but_what_somebody_answers_for(self):
        states = gate.look(everything_missing(), overrides=[override(Principle.FORMATIVE)])

        assert len(gate.reasons_not_to_open(states)) == 5

    @given(st.sets(st.sampled_from(sorted(OFFERED))), st.sets(st.sampled_from(Principle)))
    def test_open_the_gate_just_when_each_sign_is_shown_or_answered_for(self, shown, answered):
        states = gate.look(
            everything_missing(),
            proofs=[proof(sign) for sign in shown],
            overrides=[override(principle) for principle in answered],
        )

        may_open = all(
            principle in answered or all(sign in shown for sign in SIGNS[principle])
            for principle in (Principle.FORMATIVE, Principle.INFORMED, Principle.TIME)
        )
        assert (gate.reasons_not_to_open(states) == []) == may_open


class TestReasonsAgainstProof:
    @pytest.mark.parametrize(
        ("more", "fields"),
        [
            ({}, []),
            ({"words": "Yes."}, ["words"]),
            ({"url": "example.org"}, ["url"]),
            ({"sign": Sign.READ}, ["url"]),
            ({"sign": Sign.READ, "has_file": True}, []),
            ({"sign": Sign.PACK, "url": "https://example.org/pack"}, []),
        ],
    )
    def test_name_the_field(self, more, fields):
        given_it = {
            "sign": Sign.DAYS,
            "words": "The alliance asked its members.",
            "url": "",
            "has_file": False,
        }

        assert list(gate.reasons_against_proof(**(given_it | more))) == fields


class TestReasonsAgainstOverride:
    def test_ask_for_a_reason_and_a_person(self):
        found = gate.reasons_against_override(because="No time.", named="Director")

        assert list(found) == ["because", "named"]
        assert not gate.reasons_against_override(
            because="The law gave us three days.", named="Amara Nwosu, director"
        )


class TestSigns:
    def test_belong_to_one_principle_each(self):
        assert [sign for signs in SIGNS.values() for sign in signs] == list(Sign)
        assert all(sign in SIGNS[principle_of(sign)] for sign in Sign)

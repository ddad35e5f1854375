import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.columns import (
    Columns,
    Holds,
    columns_of,
    guess,
    reasons_against_columns,
)

QUESTIONS = {7: "What would help you most to keep staff?", 8: "How is it?"}


class TestGuess:
    @pytest.mark.parametrize(
        ("header", "held"),
        [
            (["Location ID", "How is it?"], ["location_id", "question:8"]),
            (["CQC Location ID", "E-mail"], ["location_id", "email"]),
            (["Q1", "Question 2"], ["question:7", "question:8"]),
            (["What would help you most to keep your staff"], ["question:7"]),
            (["Your name", "Name"], ["name", ""]),
            (["Colour", "Notes"], ["", ""]),
            (["Start time", "Completion time"], ["", "said_on"]),
        ],
    )
    def test_knows_columns_by_their_names(self, header, held):
        assert guess(header, QUESTIONS) == held

    @given(st.lists(st.text(max_size=12), max_size=8))
    def test_finds_each_thing_once(self, header):
        held = [holds for holds in guess(header, QUESTIONS) if holds]

        assert len(held) == len(set(held))


class TestColumnsOf:
    def test_says_where_to_find_what(self):
        assert columns_of(["question:8", "", "email"]) == Columns(
            questions={8: 0}, others={Holds.EMAIL: 2}
        )


class TestReasonsAgainstColumns:
    def test_are_none_for_one_answer(self):
        assert reasons_against_columns(["question:8", "", ""], ["A", "B", "C"]) == []

    def test_name_columns_that_hold_the_same(self):
        [reason] = reasons_against_columns(["question:8", "email", "email"], ["A", "B", "C"])

        assert reason == "The columns B and C are said to hold the same thing."

    def test_ask_for_an_answer(self):
        [reason] = reasons_against_columns(["email"], ["Mail"])

        assert "None of the columns (Mail)" in reason

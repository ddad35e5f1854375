import pytest

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.branching import (
    condition_in_words,
    list_asked_of,
    reasons_against_conditions,
    split_answers,
    values_of,
)
from regard.domains.engagement.rules.contributions import reasons_against_answers
from regard.domains.engagement.types import QuestionKind as K

HOW = Asked(1, 1, K.CHOICE, options=("Better", "Worse"))
WHY = Asked(2, 2, K.CHOICES, options=("Pay", "Rotas"), shown_if=1, shown_for=("Worse",))
MORE = Asked(3, 3, K.WORDS, shown_if=2, shown_for=("Pay",), is_required=True)
ALL = [HOW, WHY, MORE]


def numbers(answers):
    return [question.number for question in list_asked_of(ALL, answers)]


class TestListAskedOf:
    @pytest.mark.parametrize(
        ("answers", "asked"),
        [
            ({}, [1]),
            ({1: "Better"}, [1]),
            ({1: "Worse"}, [1, 2]),
            ({1: "worse", 2: "Rotas"}, [1, 2]),
            ({1: "Worse", 2: "Pay; Rotas"}, [1, 2, 3]),
            ({1: "Better", 2: "Pay"}, [1]),
            ({1: "Neither"}, [1]),
        ],
    )
    def test_follows_the_answers_from_question_to_question(self, answers, asked):
        assert numbers(answers) == asked

    def test_follows_a_scale_by_its_steps(self):
        scale = Asked(1, 1, K.SCALE, settings={"least": 1, "most": 3, "high": "very"})
        then = Asked(2, 2, K.WORDS, shown_if=1, shown_for=("3 (very)",))

        assert list_asked_of([scale, then], {1: "3"}) == [scale, then]
        assert values_of(scale) == ("1", "2", "3 (very)")


class TestSplitAnswers:
    def test_parts_what_is_no_longer_asked(self):
        kept, dropped = split_answers(ALL, {1: "Better", 2: "Pay", 3: "More pay"})

        assert kept == {1: "Better"}
        assert dropped == {2: "Pay", 3: "More pay"}


class TestReasonsAgainstAnswers:
    def test_ask_for_what_is_required_only_where_it_is_asked(self):
        assert reasons_against_answers(questions=ALL, answers={1: "Better"}) == {}
        assert reasons_against_answers(questions=ALL, answers={1: "Worse", 2: "Pay"}) == {
            3: "Question 3 needs an answer."
        }

    def test_let_whoever_answers_decide_which_of_two_answers_holds(self):
        reasons = reasons_against_answers(questions=ALL, answers={1: "Better", 2: "Pay"})

        assert reasons == {
            2: "Question 2 is asked only of those who answered “Worse” to question 1. Clear the "
            "answer to it, or change that one."
        }


class TestConditions:
    def test_are_said_in_words(self):
        both = Asked(4, 4, K.WORDS, shown_if=1, shown_for=("Better", "Worse"))

        assert condition_in_words(HOW, ALL) == ""
        assert (
            condition_in_words(both, ALL)
            == "only if you answered “Better” or “Worse” to question 1"
        )

    def test_that_hold_have_no_reasons_against_them(self):
        assert reasons_against_conditions(ALL) == {}

    @pytest.mark.parametrize(
        ("questions", "words"),
        [
            ([WHY, HOW], "depends on the answer to another question"),
            ([Asked(2, 2, K.WORDS, shown_if=2, shown_for=("x",))], "Ask that before it"),
            ([Asked(1, 1, K.WORDS), WHY], "has no answers to choose from"),
            ([HOW, Asked(2, 2, K.WORDS, shown_if=1)], "say for which of its answers"),
            (
                [Asked(1, 1, K.CHOICE, options=("Better", "Same")), WHY],
                "asked only of those who answer “Worse” to question 1",
            ),
        ],
    )
    def test_on_what_comes_later_or_is_gone_are_refused(self, questions, words):
        assert words in reasons_against_conditions(questions)[2]

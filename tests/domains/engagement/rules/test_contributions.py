from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement import rules
from regard.domains.engagement.rules.contributions import MOST_CHARACTERS, tidy
from regard.domains.engagement.types import QuestionKind, Stage

OPENS, CLOSES = date(2026, 11, 1), date(2026, 11, 30)
DAYS = st.integers(-60, 60).map(lambda n: date(2026, 11, 15) + timedelta(days=n))
WORDS = rules.Asked(question_id=7, number=1, kind=QuestionKind.WORDS)
CHOICE = rules.Asked(
    question_id=8, number=2, kind=QuestionKind.CHOICE, options=("Yes", "No"), is_required=True
)


class TestReasonNotToTake:
    @given(st.sampled_from(Stage), DAYS)
    def test_is_none_exactly_while_it_is_open(self, stage, today):
        reason = rules.reason_not_to_take(
            stage=stage, opens_on=OPENS, closes_on=CLOSES, today=today
        )

        assert (reason is None) == (stage is Stage.OPEN and OPENS <= today <= CLOSES)

    def test_says_when_to_come_back(self):
        reason = rules.reason_not_to_take(
            stage=Stage.OPEN, opens_on=OPENS, closes_on=CLOSES, today=date(2026, 10, 31)
        )

        assert reason == "This opens on 1 November 2026. Please come back then."


class TestReasonNotToEnter:
    @given(st.sampled_from(Stage), DAYS, DAYS)
    def test_is_none_for_what_was_said_since_it_opened_also_once_it_is_answered(
        self, stage, said_on, today
    ):
        reason = rules.reason_not_to_enter(
            stage=stage, opens_on=OPENS, said_on=said_on, today=today
        )

        since = OPENS <= said_on <= today
        assert (reason is None) == (since and stage is not Stage.DRAFT)


class TestReasonsAgainstAnswers:
    @pytest.mark.parametrize(
        ("answers", "reasons"),
        [
            ({7: "Travel.", 8: "Yes"}, {}),
            ({8: "No"}, {}),
            ({7: "Travel."}, {8: "Question 2 needs an answer."}),
            ({8: "Perhaps"}, {8: "“Perhaps” is not one of the choices for question 2."}),
            ({8: "Yes", 9: "?"}, {0: "There is an answer to a question that is not asked here."}),
        ],
    )
    def test_name_the_question(self, answers, reasons):
        assert rules.reasons_against_answers(questions=[WORDS, CHOICE], answers=answers) == reasons

    def test_ask_for_at_least_one_answer(self):
        reasons = rules.reasons_against_answers(questions=[WORDS], answers={})

        assert reasons == {0: "There is no answer yet. Answer at least one question."}

    def test_allow_the_longest_answer_and_no_longer(self):
        longest = "x" * MOST_CHARACTERS

        assert rules.reason_against_answer(WORDS, longest) is None
        assert "20,001 characters" in str(rules.reason_against_answer(WORDS, f"{longest}x"))


class TestTidy:
    @given(st.text())
    def test_changes_no_word(self, text):
        tidied = tidy(text)

        assert tidied.split() == text.replace("\x00", "").split()
        assert "\x00" not in tidied
        assert "\r" not in tidied
        assert tidy(tidied) == tidied

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules import hints_on, problems_with
from regard.domains.strategy.types import Decision, OutcomeKind

ENOUGH = "The law lets only the manager hold it."


class TestProblemsWith:
    @pytest.mark.parametrize("kind", [OutcomeKind.ALREADY, OutcomeKind.NOT_ADOPTED])
    def test_finds_none_where_a_reason_is_enough(self, kind):
        assert problems_with(Decision(kind, ENOUGH)) == {}

    @pytest.mark.parametrize("kind", [OutcomeKind.ADOPTED, OutcomeKind.IN_PART])
    def test_asks_for_the_passage_of_whatever_changed_the_strategy(self, kind):
        assert problems_with(Decision(kind, ENOUGH, passage_ref="2.4")) == {}
        assert problems_with(Decision(kind, ENOUGH)) == {
            "passage_ref": "Choose the passage of the strategy that says so"
        }

    def test_asks_to_whom_it_was_passed_on(self):
        passed = OutcomeKind.PASSED_ON

        assert problems_with(Decision(passed, ENOUGH, passed_to="Eastmarch Council")) == {}
        assert problems_with(Decision(passed, ENOUGH, passed_to=" ")) == {
            "passed_to": "Say who it was passed on to"
        }

    @pytest.mark.parametrize(
        ("reason", "problem"),
        [
            (" \n ", "Say why, in words that whoever said it will understand"),
            ("No money for it.", "Say more about why: at least 5 words"),
            ("word " * 401, "Say why in 2,000 characters or fewer"),
        ],
    )
    def test_asks_for_a_reason_that_tells_why(self, reason, problem):
        assert problems_with(Decision(OutcomeKind.ALREADY, reason)) == {"reason": problem}


class TestHintsOn:
    def test_counts_the_words_of_a_long_sentence(self):
        text = f"Short one. {'word ' * 29}end. Short again!"

        assert hints_on(text) == ("One sentence has 30 words. Under 25 is easier to follow.",)

    @given(st.lists(st.sampled_from(["care", "home", "pay."]), max_size=24))
    def test_has_nothing_to_say_of_few_words(self, words):
        assert hints_on(" ".join(words)) == ()

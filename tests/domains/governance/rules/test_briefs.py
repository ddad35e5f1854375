import pytest

from regard.domains.governance.rules.briefs import WORDS_ON_A_PAGE, BriefParts, judge
from regard.domains.governance.types import Purpose

WHOLE = {
    "about": "Home care visits are short.",
    "decision_needed": "To pay for travel between visits.",
    "evidence": "A third of the day is travel: survey of 43 providers, June 2026.",
    "views": "43 of 61 home care providers answered.",
}


def judged(purpose=Purpose.DECISION, **parts):
    return judge(BriefParts(**WHOLE | parts), purpose)


class TestJudge:
    def test_finds_a_whole_brief_ready(self):
        state = judged()

        assert state.is_ready
        assert (state.words, state.words_over, state.missing) == (31, 0, ())

    @pytest.mark.parametrize(
        ("part", "missing"),
        [
            ("about", "what it is"),
            ("decision_needed", "what is to be decided"),
            ("evidence", "what is known and from where"),
            ("views", "whose views it rests on"),
        ],
    )
    def test_names_what_is_missing(self, part, missing):
        state = judged(**{part: "  \n"})

        assert state.missing == (missing,)
        assert not state.is_ready

    @pytest.mark.parametrize("purpose", [Purpose.DISCUSSION, Purpose.INFORMATION])
    def test_asks_for_a_decision_only_where_there_is_to_be_one(self, purpose):
        assert judged(purpose, decision_needed="").is_ready

    def test_asks_for_nothing_where_nobody_discusses_it(self):
        assert judge(BriefParts("", "", "", ""), Purpose.INFORMATION).is_ready

    def test_says_by_how_much_it_is_longer_than_a_page(self):
        state = judged(evidence="word " * WORDS_ON_A_PAGE)

        assert state.words_over == state.words - WORDS_ON_A_PAGE > 0
        assert not state.is_ready

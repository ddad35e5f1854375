import json

import pytest

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.gathered import saving
from regard.domains.engagement.rules.gathered.keys import is_known
from regard.domains.engagement.rules.gathered.parts import Inquiry
from regard.domains.engagement.rules.gathered.proposing import propose
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Gathered, Layout, Why
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.rules.gathered.exports import QUESTIONS, grid_of, laid_out

GRID = grid_of(exports.SMARTSURVEY)


@pytest.fixture
def gathered():
    proposal = propose(GRID, QUESTIONS)
    meanings = {"question:2": {"1": "Better", "2": ""}}
    layout = laid_out(exports.SMARTSURVEY)
    return Gathered(layout, proposal.held, meanings, proposal.why, "Carers")


class TestWrite:
    def test_is_read_back(self, gathered):
        assert saving.read(json.loads(json.dumps(saving.write(gathered)))) == gathered

    def test_keeps_where_rows_are_answers(self):
        gathered = Gathered(laid_out(exports.LONG), ("response",), why=(Why.NAME,))

        assert saving.read(json.loads(json.dumps(saving.write(gathered)))) == gathered

    def test_understands_what_was_written_before(self):
        assert saving.read({"held": ["email"]}) == Gathered(Layout(), ("email",))


class TestSavedForOthers:
    def apply(self, gathered, questions, grid=GRID):
        saved = json.loads(json.dumps(saving.write_for_others(gathered, GRID.header, QUESTIONS)))
        held = ("",) * len(grid.columns)
        nothing = Gathered(Layout(), held, why=(Why.NOTHING,) * len(held))
        return saving.apply_saved(saved, grid, questions, nothing)

    def test_is_read_the_same_where_the_same_is_asked(self, gathered):
        applied = self.apply(gathered, QUESTIONS)

        assert (applied.held, applied.layout) == (gathered.held, gathered.layout)
        assert applied.meanings == gathered.meanings
        assert set(applied.why) == {Why.SAVED}

    def test_knows_the_questions_by_their_words_under_other_numbers(self, gathered):
        others = [
            Inquiry(
                Asked(
                    each.asked.question_id + 100,
                    each.asked.number,
                    each.asked.kind,
                    each.asked.options[::-1],
                    settings=each.asked.settings,
                ),
                each.text,
            )
            for each in QUESTIONS
        ]

        applied = self.apply(gathered, others)

        assert applied.held[8:12] == (
            "question:101",
            "question:102",
            "option:103:2",
            "option:103:1",
        )
        assert applied.meanings == {"question:102": {"1": "Better", "2": ""}}

    def test_leaves_what_is_not_asked_here(self, gathered):
        one = [Inquiry(Asked(5, 1, QuestionKind.WORDS), "Is there anything else?")]

        applied = self.apply(gathered, one)

        assert set(applied.held[8:]) == {""}
        assert applied.meanings == {}
        assert all(is_known(each, [one[0].asked]) for each in applied.held)

    def test_is_known_again_by_the_columns_that_mean_something(self, gathered):
        saved = saving.write_for_others(gathered, GRID.header, QUESTIONS)

        assert saving.is_like(saved, GRID.header) == 1
        assert saving.is_like(saved, [*GRID.header, "New"]) == 1
        assert saving.is_like(saved, GRID.header[:6]) < saving.KNOWN_AGAIN
        assert saving.is_like({"columns": {}}, GRID.header) == 0

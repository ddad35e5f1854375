from dataclasses import replace
from datetime import date

import pytest

from regard.domains.engagement.rules.answers import read_answer
from regard.domains.engagement.rules.gathered.again import with_keys, without_twice
from regard.domains.engagement.rules.gathered.plan import plan_of, reasons_against_columns
from regard.domains.engagement.rules.gathered.proposing import propose
from regard.domains.engagement.rules.gathered.reader import Reader, Refused, as_gathered
from regard.domains.engagement.rules.gathered.reading import read_row
from regard.domains.engagement.types import Said, Speaker, Visibility
from regard.domains.engagement.types.gathered import Gathered
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.rules.gathered.exports import QUESTIONS, TRAVEL, grid_of, laid_out

ASKED = [each.asked for each in QUESTIONS]


def reader_of(text, *, held=None, meanings=None, asked=ASKED):
    grid = grid_of(text)
    held = held or propose(grid, QUESTIONS).held
    plan = plan_of(held)
    return Reader(
        header=grid.header,
        gathered=Gathered(laid_out(text), tuple(held), meanings or {}),
        plan=plan,
        asked=as_gathered(asked, plan),
        locations={"1-100": 7},
        system_name="Northmarch",
        usual_day=date(2026, 11, 20),
        opens_on=date(2026, 11, 1),
        today=date(2026, 11, 21),
    )


def read(text, **known):
    """Return what each row of an export says, or why it is refused."""
    reader = reader_of(text, **known)
    return [read_row(reader, line.number, line.cells) for line in grid_of(text).lines]


def values(said):
    """Return the values of an answer's questions, as they would be kept."""
    return {
        asked.number: read_answer(asked, said.answers[asked.question_id]).value
        for asked in ASKED
        if said.answers.get(asked.question_id)
    }


class TestReadRow:
    def test_reads_all_nine_kinds_of_question(self):
        [first, second] = read(exports.MS_FORMS)

        assert values(first) == {
            1: None,
            2: "Better",
            3: ["Pay", TRAVEL],
            4: ["Rotas", "Pay", "Training"],
            5: 4,
            6: 12,
            7: "2026-11-02",
            8: {"Fees are fair": "Agree", "Visits are long enough": "Disagree"},
            9: None,
        }
        assert first.answers[9] == "plan.docx"
        assert (values(second)[6], values(second)[8]) == (1250, {"Fees are fair": "Agree"})
        assert (first.email, first.said_on, first.row_key) == ("", date(2026, 11, 20), "1")
        assert (second.name, second.email) == ("Bo", "bo@example.org")

    def test_reads_a_column_for_each_choice(self):
        [first, second] = read(exports.CITIZEN_SPACE)

        assert values(first)[3] == ["Pay", TRAVEL]
        assert values(second) == {1: None, 2: "Worse", 3: ["Rotas"]}

    def test_reads_codes_ticks_and_places(self):
        meanings = {"question:2": {"1": "Better", "2": "The same"}}

        [first, second] = read(exports.SMARTSURVEY, meanings=meanings)

        assert values(first) == {
            1: None, 2: "The same", 3: ["Pay", TRAVEL], 4: ["Rotas", "Pay", "Training"],
        }  # fmt: skip
        assert values(second)[4] == ["Pay", "Rotas", "Training"]

    def test_refuses_codes_that_nobody_explained(self):
        [first, _] = read(exports.SMARTSURVEY)

        assert first == Refused(3, "2. How is it going?", "2", first.reason)
        assert "not one of the choices for question 2" in first.reason

    def test_reads_a_column_for_each_place_and_leaves_what_was_not_sent(self):
        meanings = {
            name: {"A1": what}
            for name, what in (("question:2", "Better"), ("question:8", "Agree"))
        }

        [first, second] = read(exports.LIMESURVEY, meanings=meanings)

        assert values(first) == {
            1: None, 2: "Better", 3: ["Pay"], 4: ["Rotas", "Pay"], 8: {"Fees are fair": "Agree"},
        }  # fmt: skip
        assert "did not send it" in second.reason
        assert second.column == "submitdate"

    def test_leaves_what_was_not_finished(self):
        [first, second] = read(exports.QUALTRICS)

        assert isinstance(first, Said)
        assert (second.column, second.value) == ("Finished", "False")

    def test_joins_the_parts_of_a_name(self):
        [said] = read(exports.SURVEYMONKEY)

        assert (said.name, said.said_on) == ("Ann Lee", date(2026, 11, 20))

    def test_joins_columns_that_answer_one_question_in_words(self):
        [said] = read("Why,Else\nPay,Rotas\n", held=("question:1", "question:1"))

        assert said.answers[1] == "Pay\n\nRotas"

    def test_knows_in_which_capacity_somebody_speaks(self):
        text = "CQC ID,Who,Q1\n1-100,A carer,Pay\n1-100,Us,Pay\n,Them,Pay\n,,Pay\n"
        held = ("location_id", "speaker", "question:1")
        meanings = {"speaker": {"A carer": "carer", "Us": "provider"}}

        [carer, us, them, nobody] = read(text, held=held, meanings=meanings)

        assert (carer.speaker, carer.location_id) == (Speaker.CARER, None)
        assert (us.speaker, us.location_id) == (Speaker.PROVIDER, 7)
        assert (them.column, them.reason) == ("Who", "Say what is meant by this.")
        assert nobody.speaker is Speaker.OTHER

    def test_keeps_to_who_may_see_it(self):
        meanings = {"visibility": {"Yes": "named", "No": "counted", "-": ""}}
        text = "Publish?,Q1\nYes,Pay\nNo,Pay\n-,Pay\n"

        found = read(text, held=("visibility", "question:1"), meanings=meanings)

        assert [each.visibility for each in found] == [
            Visibility.NAMED, Visibility.COUNTED, Visibility.TEAM,
        ]  # fmt: skip

    def test_needs_no_answer_to_what_the_other_tool_did_not_ask(self):
        asked = [replace(each, is_required=True) for each in ASKED]

        [said, empty] = read("Name,Q1\nAnn,Pay\nBo,\n", asked=asked)

        assert isinstance(said, Said)
        assert empty.reason == "Question 1 needs an answer."

    @pytest.mark.parametrize(
        ("held", "cell", "words"),
        [
            (("option:3:0", "name"), "2", "neither a tick nor “Pay”"),
            (("line:8:0", "name"), "Maybe", "not one of the choices for question 8"),
            (("place_of:4:0", "name"), "high", "not a place such as 1 or 2"),
            (("in_place:4:0", "name"), "Money", "not one of the choices for question 4"),
            (("question:6", "name"), "many", "in figures"),
            (("question:7", "name"), "in spring", "not a day that we can read"),
            (("email", "question:1"), "nowhere", "not an email address"),
            (("said_on", "question:1"), "1/1/2020", "before it opened"),
            (("said_on", "question:1"), "1/1/2027", "still to come"),
            (("location_id", "question:1"), "1-999", "No one service in Northmarch"),
        ],
    )
    def test_names_the_column_of_what_it_cannot_read(self, held, cell, words):
        [refused] = read(f'Here,There\n"{cell}",Ann\n', held=held)

        assert (refused.line, refused.column, refused.value) == (2, "Here", cell)
        assert words in refused.reason

    def test_refuses_two_things_in_one_place(self):
        [refused] = read("A,B\n1,1\n", held=("place_of:4:0", "place_of:4:1"))

        assert refused.reason == "“Pay” has the same place as “Rotas”."

    def test_refuses_a_broken_row_alone(self):
        [_, broken, last] = read("Q1,Name\nPay,Ann\nPay, travel,Bo\nRotas,Cy\n")

        assert "This row has 3 cells, and there are 2 columns" in broken.reason
        assert last.name == "Cy"


class TestReasonsAgainstColumns:
    def test_are_none_for_one_answer(self):
        assert reasons_against_columns(["question:1", "", ""], ["A", "B", "C"], ASKED) == []

    def test_are_none_for_two_columns_of_one_question_in_words(self):
        assert reasons_against_columns(["question:1", "question:1"], ["A", "B"], ASKED) == []

    @pytest.mark.parametrize(
        ("held", "words"),
        [
            (["email", ""], "None of the columns (A, B)"),
            (["question:2", "question:2"], "A and B are said to hold the same thing"),
            (["option:3:0", "option:3:0"], "A and B are said to hold the same thing"),
            (["question:1", "option:3"], "Say which part of question 3 the column B answers"),
            (["question:3", "option:3:0"], "A and B answer question 3 in different ways"),
        ],
    )
    def test_say_what_is_wrong(self, held, words):
        assert words in " ".join(reasons_against_columns(held, ["A", "B"], ASKED))


class TestWithKeys:
    def test_are_the_same_for_the_same_rows_wherever_they_stand(self):
        one = with_keys(read("Q1\nPay\nRotas\nPay\n"), survey="")
        more = with_keys(read("Q1\nFees\nPay\nPay\nRotas\n"), survey="")

        assert {each.row_key for each in one} < {each.row_key for each in more}
        assert len({each.row_key for each in one}) == 3

    def test_are_the_numbers_of_the_other_tool(self):
        [first, _] = with_keys(read(exports.CITIZEN_SPACE), survey="")
        [other, _] = with_keys(read(exports.CITIZEN_SPACE), survey="Carers")

        assert (first.row_key, other.row_key) == ("#ANON-1", "Carers#ANON-1")
        assert first.row_print == other.row_print

    def test_have_another_print_where_something_else_is_said(self):
        changed = exports.CITIZEN_SPACE.replace("Pay,Better", "Fees,Better")

        [first, same] = with_keys(read(exports.CITIZEN_SPACE), survey="")
        [second, again] = with_keys(read(changed), survey="")

        assert first.row_key == second.row_key
        assert first.row_print != second.row_print
        assert same == again


class TestWithoutTwice:
    def test_refuses_a_number_the_second_time(self):
        text = "ID,Q1\n1,Pay\n2,Fees\n1,Rotas\n"

        [_, _, third] = without_twice(reader_of(text), read(text))

        assert (third.line, third.column, third.value) == (4, "ID", "1")

    def test_keeps_two_answers_of_a_service_that_the_other_tool_numbers(self):
        text = "ID,CQC ID,Q1\n1,1-100,Pay\n2,1-100,Fees\n"

        assert all(isinstance(each, Said) for each in without_twice(reader_of(text), read(text)))

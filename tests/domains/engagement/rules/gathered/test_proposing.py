import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.gathered.parts import Inquiry, find_part
from regard.domains.engagement.rules.gathered.proposing import propose
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.gathered import Column, Grid, Line, Part, Why
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.rules.gathered.exports import QUESTIONS, grid_of, held_in

OURS = [
    Inquiry(Asked(7, 1, QuestionKind.WORDS), "What would help you most to keep staff?"),
    Inquiry(Asked(8, 2, QuestionKind.WORDS), "How is it?"),
]


def held(*header):
    columns = tuple(Column(name, (name,)) for name in header)
    return list(propose(Grid(columns, ()), OURS).held)


class TestProposeByName:
    @pytest.mark.parametrize(
        ("header", "found"),
        [
            (["Location ID", "How is it?"], ["location_id", "question:8"]),
            (["CQC Location ID", "E-mail"], ["location_id", "email"]),
            (["Q1", "Question 2"], ["question:7", "question:8"]),
            (["What would help you most to keep your staff"], ["question:7"]),
            (["Your name", "Name"], ["name", ""]),
            (["First name", "Last name"], ["name", "name"]),
            (["Colour", "Notes"], ["", ""]),
            (["Start time", "Completion time"], ["", "said_on"]),
            (["Finished", "Status"], ["finished", ""]),
            (["2. How is it?"], ["question:8"]),
        ],
    )
    def test_knows_columns_of_our_own_and_usual_names(self, header, found):
        assert held(*header) == found

    @given(st.lists(st.text(max_size=12), max_size=8))
    def test_finds_each_thing_once(self, header):
        found = [each for each in held(*header) if each and each != "name"]

        assert len(found) == len(set(found))

    def test_reads_microsoft_forms(self):
        assert list(held_in(exports.MS_FORMS).values()) == [
            "response", "", "said_on", "email", "name", "question:1", "question:2", "question:3",
            "question:4", "question:5", "question:6", "question:7", "line:8:0", "line:8:1",
            "question:9",
        ]  # fmt: skip

    def test_reads_citizen_space(self):
        assert list(held_in(exports.CITIZEN_SPACE).values()) == [
            "response", "said_on", "name", "email", "question:1", "question:2", "option:3:0",
            "option:3:1", "option:3:2", "", "line:8:0", "line:8:1",
        ]  # fmt: skip

    def test_reads_smartsurvey(self):
        assert list(held_in(exports.SMARTSURVEY).values())[7:] == [
            "said_on", "question:1", "question:2", "option:3:0", "option:3:1", "option:3:2",
            "place_of:4:0", "place_of:4:1", "place_of:4:2",
        ]  # fmt: skip

    def test_reads_limesurvey(self):
        assert list(held_in(exports.LIMESURVEY).values()) == [
            "response", "said_on", "", "", "", "question:1", "question:2", "option:3:0",
            "option:3:1", "option:3:2", "in_place:4:0", "in_place:4:1", "line:8:0",
        ]  # fmt: skip

    def test_reads_the_templates_of_consult(self):
        assert list(held_in(exports.CONSULT).values()) == [
            "name",
            "email",
            "speaker",
            "question:1",
        ]

    def test_reads_qualtrics(self):
        assert list(held_in(exports.QUALTRICS).values()) == [
            "", "said_on", "", "finished", "response", "question:1", "question:2", "option:3:0",
        ]  # fmt: skip

    def test_reads_surveymonkey(self):
        assert list(held_in(exports.SURVEYMONKEY).values())[5:] == [
            "email", "name", "name", "question:1", "option:3:0", "option:3:1", "option:3:2",
            "question:2",
        ]  # fmt: skip

    def test_reads_google_forms(self):
        assert list(held_in(exports.GOOGLE_FORMS).values()) == [
            "said_on", "question:1", "question:3", "line:8:0", "line:8:1",
        ]  # fmt: skip

    def test_reads_a_row_for_each_answer(self):
        assert list(held_in(exports.LONG).values()) == [
            "response", "said_on", "question:1", "question:3", "question:2",
        ]  # fmt: skip


class TestProposeByValues:
    def test_knows_what_stands_in_a_column(self):
        grid = grid_of(
            "A,B,C,D,E\n"
            + "".join(f"1-10000{n},a{n}@example.org,AB1 {n}CD,Worse,Red\n" for n in range(4))
        )

        found = propose(grid, QUESTIONS)

        assert found.held == ("location_id", "email", "postcode", "question:2", "")
        assert found.why == (Why.VALUES,) * 4 + (Why.NOTHING,)

    def test_says_nothing_where_two_questions_have_the_same_choices(self):
        twins = [
            Inquiry(Asked(n, n, QuestionKind.CHOICE, ("Yes", "No")), f"Question {'ab'[n - 1]}?")
            for n in (1, 2)
        ]
        columns = (Column("Colour", ("Colour",)),)
        lines = tuple(Line(n, ("Yes",)) for n in range(2, 9))

        assert propose(Grid(columns, lines), twins).held == ("",)


class TestFindPart:
    def test_is_told_by_the_name(self):
        column = Column("Which? - Rotas", ("Which? - Rotas",))

        assert find_part(column, Part.OPTION, ("Pay", "Rotas")) == 1
        assert find_part(column, Part.OPTION, ("Fees", "Time")) is None

    @pytest.mark.parametrize(
        "name", ["2", "Rank 2", "Which? [2]", "2nd choice", "Order – Place 2"]
    )
    def test_knows_places(self, name):
        found = find_part(Column(name, (name,)), Part.IN_PLACE, ("1", "2", "3"))

        assert found == (None if name == "2nd choice" else 1)


class TestQuestionsThatAreNearlyTheSame:
    PROPOSALS = tuple(
        Inquiry(
            Asked(n, n, QuestionKind.CHOICES, ("Cost", "Staff")),
            f"What speaks against proposal {n} of the plan?",
        )
        for n in (1, 2, 3)
    )

    def test_are_told_apart_by_their_figures(self):
        header = [f"{each.text} - {part}" for each in self.PROPOSALS for part in ("Cost", "Staff")]
        columns = tuple(Column(name, (name,)) for name in header)

        assert propose(Grid(columns, ()), self.PROPOSALS).held == (
            "option:1:0", "option:1:1", "option:2:0", "option:2:1", "option:3:0", "option:3:1",
        )  # fmt: skip

    def test_are_not_taken_for_one_that_is_not_asked(self):
        name = "What speaks against proposal 4 of the plan?"

        assert propose(Grid((Column(name, (name,)),), ()), self.PROPOSALS).held == ("",)

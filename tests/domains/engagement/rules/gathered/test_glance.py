from regard.domains.engagement.rules.gathered.glance import (
    FIRST_ROWS,
    LONGEST_VALUE,
    MOST_VALUES,
    glance_at,
    rows_header_of,
)
from regard.domains.engagement.types.gathered import Layout
from tests.domains.engagement.rules.gathered.exports import grid_of, lines_of


class TestGlanceAt:
    def test_keeps_the_first_rows_and_what_stands_in_all(self):
        rows = "".join(f"{n},{'AB'[n % 2]},\n" for n in range(FIRST_ROWS + 50))

        found = glance_at(grid_of(f"Number,Code,Empty\n{rows}"))

        assert found.header == ("Number", "Code", "Empty")
        assert len(found.lines) == FIRST_ROWS
        assert found.how_many == FIRST_ROWS + 50
        assert list(found.values(1)) == [("A", 75), ("B", 75)]
        assert list(found.values(2)) == []

    def test_keeps_of_many_values_the_most_usual(self):
        rows = "".join(f"v{n}\n" for n in range(MOST_VALUES + 10)) + "common\n" * 3

        found = glance_at(grid_of(f"Words\n{rows}"))

        assert len(list(found.values(0))) == MOST_VALUES
        assert next(found.values(0)) == ("common", 3)

    def test_keeps_no_long_words_and_says_which_columns_hold_them(self):
        long = "word " * LONGEST_VALUE

        found = glance_at(grid_of(f"Code,Words\nA,{long}\nB,Also a sentence of some words\n"))

        assert found.wordy == {1}
        assert list(found.values(1)) == [("Also a sentence of some words", 1)]

    def test_keeps_what_lies_around_it(self):
        found = glance_at(
            grid_of("A\n1\n"),
            codes={"": {"1": "Better"}},
            sheets=["Answers", "Codes"],
            top=[(n, ("x",)) for n in range(1, 20)],
            rows_header=["A"],
        )

        assert found.codes == {"": {"1": "Better"}}
        assert (found.sheets, found.rows_header) == (("Answers", "Codes"), ("A",))
        assert len(found.top) == 6


class TestRowsHeaderOf:
    def test_names_the_columns_were_each_row_all_of_somebodys_answers(self):
        lines = lines_of("Who,Question,Answer\n1,Pay?,Low\n1,Rotas?,Late\n")
        long = Layout(long=("Who", "Question", "Answer"))

        assert rows_header_of(lines, long) == ("Who", "Question", "Answer")

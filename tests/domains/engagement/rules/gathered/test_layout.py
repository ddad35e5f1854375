import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.gathered.layout import find_layout, letters, read_grid
from regard.domains.engagement.types.gathered import Layout
from tests.domains.engagement.rules.gathered import exports
from tests.domains.engagement.rules.gathered.exports import grid_of, laid_out, lines_of


class TestFindLayout:
    @pytest.mark.parametrize(
        ("export", "rows"),
        [
            (exports.MS_FORMS, 1),
            (exports.CITIZEN_SPACE, 1),
            (exports.SMARTSURVEY, 2),
            (exports.LIMESURVEY, 1),
            (exports.CONSULT, 2),
            (exports.GOOGLE_FORMS, 1),
            (exports.QUALTRICS, 3),
            (exports.SURVEYMONKEY, 2),
        ],
    )
    def test_counts_the_lines_that_name_columns(self, export, rows):
        found = laid_out(export)

        assert (found.header_line, found.header_rows, found.long) == (1, rows, None)

    def test_passes_over_a_title(self):
        found = laid_out(
            "Winter survey\n\nExported,21/11/2026\nName,Email,Why,How\nAnn,,Pay,Well\n"
        )

        assert (found.header_line, found.header_rows) == (4, 1)

    def test_knows_a_row_for_each_answer(self):
        assert laid_out(exports.LONG).long == ("Response ID", "Question", "Answer")

    @pytest.mark.parametrize(
        ("export", "is_month_first"),
        [(exports.MS_FORMS, True), (exports.CITIZEN_SPACE, False), (exports.SURVEYMONKEY, True)],
    )
    def test_knows_days_with_the_month_first(self, export, is_month_first):
        assert laid_out(export).month_first is is_month_first

    def test_takes_a_column_without_a_name_for_one(self):
        assert laid_out("Name,,Why\nAnn,7,Pay\nBo,8,Rotas\n").header_rows == 1

    @given(st.lists(st.lists(st.text(max_size=6), min_size=1, max_size=5), min_size=1, max_size=9))
    def test_finds_some_layout_in_anything(self, rows):
        lines = [(n, tuple(row)) for n, row in enumerate(rows, start=1)]
        layout = find_layout(lines)

        grid = read_grid(lines, layout)

        assert len(set(grid.header)) == len(grid.header)
        assert all(len(line.cells) >= len(grid.columns) for line in grid.lines)


class TestReadGrid:
    def test_joins_a_question_and_its_choices(self):
        assert "3. What matters to your staff? – Rotas" in grid_of(exports.SMARTSURVEY).header

    def test_says_nothing_twice(self):
        assert "How is it going?" in grid_of(exports.SURVEYMONKEY).header

    def test_tells_columns_of_one_name_apart(self):
        grid = read_grid(lines_of("Name,Comments,Comments\nAnn,a,b\n"), Layout())

        assert grid.header == ("Name", "Comments", "Comments (2)")

    def test_names_a_column_without_a_name(self):
        grid = read_grid(lines_of("Name,,Why\nAnn,7,Pay\n"), Layout())

        assert grid.header == ("Name", "Column B", "Why")

    def test_brings_the_rows_of_a_contributor_together(self):
        grid = grid_of(exports.LONG)

        assert grid.header[:2] == ("Response ID", "Date Submitted")
        assert [line.number for line in grid.lines] == [2, 5]
        assert grid.lines[0].cells[2:] == ("Pay", "Pay\nRotas", "")
        assert grid.lines[1].cells[2:] == ("Rotas", "", "Worse")

    def test_loses_nobody_without_a_number(self):
        grid = grid_of(exports.LONG + ",20/11/2026,How is it going?,Better\n")

        assert [line.number for line in grid.lines] == [2, 5, 7]

    def test_keeps_the_cells_of_a_broken_row(self):
        grid = read_grid(lines_of("A,B\n1,2\n3,4,5\n6,7\n"), Layout())

        assert grid.lines[1].cells == ("3", "4", "5")


@pytest.mark.parametrize(("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_letters_are_as_spreadsheets_have_them(place, name):
    assert letters(place) == name

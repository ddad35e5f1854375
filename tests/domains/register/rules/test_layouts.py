from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import layouts


class TestRecognise:
    def test_knows_each_layout_by_its_own_columns(self):
        for layout in layouts.LAYOUTS:
            assert layouts.recognise(layout.columns) is layout

    def test_minds_neither_order_nor_capitals_nor_more_columns(self):
        header = [f" {name.upper()} " for name in reversed(layouts.LATEST_RATINGS.columns)]

        assert layouts.recognise([*header, "Whatever"]) is layouts.LATEST_RATINGS

    def test_knows_no_header_that_lacks_a_column(self):
        assert layouts.recognise(layouts.LATEST_RATINGS.columns[1:]) is None

    @given(st.lists(st.text(max_size=20), max_size=30))
    def test_knows_or_explains_any_header(self, header):
        assert layouts.recognise(header) or layouts.explain(header).startswith("Line 1")


class TestExplain:
    def test_names_the_nearest_layout_and_what_it_lacks(self):
        header = [name for name in layouts.LATEST_RATINGS.columns if name != "Provider ID"]

        assert layouts.explain(header) == (
            "Line 1 looks like “The regulator’s latest ratings”, but has no column “Provider ID”"
        )

    def test_says_when_nothing_is_known(self):
        assert "does not hold the column names of any file" in layouts.explain(["a", "b"])


class TestRepeatedColumn:
    def test_is_the_second_of_the_same_name(self):
        assert layouts.repeated_column(["Town", "Name", "town "]) == "town "

    def test_minds_no_columns_without_a_name(self):
        assert layouts.repeated_column(["Town", "", ""]) is None


def test_the_template_line_fits_its_columns():
    assert len(layouts.TEMPLATE_LINE) == len(layouts.SERVICES_AND_CONTACTS.every_column)

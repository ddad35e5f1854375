from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import values
from regard.domains.register.rules.layouts import DateOrder
from regard.domains.register.rules.values import Unreadable

TODAY = date(2026, 11, 21)


class TestReadDate:
    @given(st.dates(min_value=date(1990, 1, 1)))
    def test_reads_back_what_was_written_in_either_order(self, day):
        assert values.read_date(day.strftime("%d/%m/%Y"), DateOrder.DAY_FIRST) == day
        assert values.read_date(day.strftime("%m/%d/%Y"), DateOrder.MONTH_FIRST) == day

    def test_lets_the_layout_decide_what_comes_first(self):
        assert values.read_date("05/06/2026", DateOrder.DAY_FIRST) == date(2026, 6, 5)
        assert values.read_date("05/06/2026", DateOrder.MONTH_FIRST) == date(2026, 5, 6)

    @pytest.mark.parametrize(
        "text",
        [
            "2026-06-05",
            "2026-06-05T00:00:00",
            "05/Jun/2026",
            "05/JUN/2026 - 00:00",
            "05/06/2026 00:00:00",
            "5/6/2026 12:00:00 AM",
        ],
    )
    def test_reads_what_other_files_of_the_regulators_write(self, text):
        assert values.read_date(text, DateOrder.DAY_FIRST) == date(2026, 6, 5)

    @pytest.mark.parametrize("text", ["05/Foo/2026", "2026-13-01", "05/06/2026 09:30", "5.6.2026"])
    def test_refuses_what_is_no_date_or_has_a_time(self, text):
        with pytest.raises(ValueError, match=r".+"):
            values.read_date(text, DateOrder.DAY_FIRST)

    def test_is_none_for_an_empty_cell(self):
        assert values.read_date("  ", DateOrder.DAY_FIRST) is None

    @given(st.text(max_size=12))
    def test_reads_any_text_or_refuses_it(self, text):
        try:
            found = values.read_date(text, DateOrder.DAY_FIRST)
        except ValueError:
            return
        assert found is None or isinstance(found, date)


class TestReadPastDate:
    def test_gives_a_day_as_iso_8601_or_nothing(self):
        def read(text):
            return values.read_past_date("When", text, DateOrder.DAY_FIRST, TODAY)

        assert read("21/11/2026") == "2026-11-21"
        assert read("") is None

    def test_refuses_the_other_order_with_an_example(self):
        with pytest.raises(Unreadable, match="written like 31/12/2026"):
            values.read_past_date("When", "05/29/2026", DateOrder.DAY_FIRST, TODAY)

    def test_refuses_a_day_to_come(self):
        with pytest.raises(Unreadable, match="in the future"):
            values.read_past_date("When", "22/11/2026", DateOrder.DAY_FIRST, TODAY)


class TestReadNumber:
    @pytest.mark.parametrize("text", ["1-10000792582", " rj8 ", "1-100"])
    def test_takes_the_regulators_numbers(self, text):
        assert values.read_number("Location ID", text) == text.strip().upper()

    @pytest.mark.parametrize("text", ["", "-", "1", "1 100", "ü-100", "1-100; drop"])
    def test_refuses_anything_else(self, text):
        with pytest.raises(Unreadable, match="Location ID"):
            values.read_number("Location ID", text)


class TestReadPostcode:
    def test_gives_the_postcode_and_its_district(self):
        assert values.read_postcode("Postcode", "LN1 3AB") == ("LN1 3AB", "LN1")
        assert values.read_postcode("Postcode", "ln13ab") == ("LN1 3AB", "LN1")

    def test_refuses_what_is_none(self):
        with pytest.raises(Unreadable, match="not a postcode"):
            values.read_postcode("Postcode", "Lincoln")


class TestReadCoordinates:
    def test_gives_degrees_or_nothing(self):
        assert values.read_coordinates("-0.540", "53.23") == ("-0.54", "53.23")
        assert values.read_coordinates(" ", "") == (None, None)

    @pytest.mark.parametrize(
        ("longitude", "latitude"),
        [("53.23", "-0.54"), ("-0.54", ""), ("east", "53.23"), ("nan", "53"), ("0", "inf")],
    )
    def test_refuses_what_is_no_place_here(self, longitude, latitude):
        with pytest.raises(Unreadable, match="Longitude"):
            values.read_coordinates(longitude, latitude)


class TestReadRating:
    @pytest.mark.parametrize("text", ["", "Not Rated", "Not applicable", "-"])
    def test_is_none_for_no_rating(self, text):
        assert values.read_rating(text) is None

    def test_words_one_rating_in_one_way(self):
        assert values.read_rating("Requires Improvement") == "Requires improvement"
        assert values.read_rating("Requires improvement") == "Requires improvement"


def test_read_text_refuses_an_empty_cell():
    with pytest.raises(Unreadable, match="is empty"):
        values.read_text("Name", "  ")


def test_read_dash_reads_a_dash_as_nothing():
    assert values.read_dash(" - ") == ""
    assert values.read_dash("BD130") == "BD130"

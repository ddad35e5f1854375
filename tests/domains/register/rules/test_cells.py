from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import cells, values
from regard.domains.register.rules.layouts import DateOrder
from regard.domains.register.rules.values import Unreadable

TODAY = date(2026, 11, 21)

NUMBERS = st.sampled_from(["1-100", "RJ8", " 1-100 ", "rj8", "1", "", "é-1"])
TEXTS = st.sampled_from(["Ash House", " Ash\t", "", "  "])
POSTCODES = st.sampled_from(["LN1 3AB", "ln13ab", " M1 1AE", "Lincoln", ""])
DATES = st.sampled_from(["20/11/2019", "", " 2019-11-20", "21/11/2027", "soon"])
RATINGS = st.sampled_from(["Good", "requires  improvement", "Not Rated", "", " - "])
DEGREES = st.one_of(
    st.sampled_from(
        ["", " ", "-0.54", "53.23", "49.0", "49.95", "-8.99", "-9.0", "3", "1_0", "nan"]
    ),
    st.floats(-9.5, 61.5).map(str),
)


def column(cell):
    return st.lists(cell, min_size=1, max_size=4)


def both(whole, each):
    """Return what a column is read as, and what each of its cells is; a refusal by its words."""

    def told(work):
        try:
            return work()
        except Unreadable as problem:
            return str(problem), problem.value

    return told(whole), told(each)


@given(column(NUMBERS))
def test_numbers_are_read_like_each(column):
    whole, each = both(
        lambda: list(cells.read_numbers("A", column)),
        lambda: [values.read_number("A", text) for text in column],
    )

    assert whole == each


@given(column(TEXTS))
def test_texts_are_read_like_each(column):
    whole, each = both(
        lambda: cells.read_texts("A", column),
        lambda: [values.read_text("A", text) for text in column],
    )

    assert whole == each


@given(column(POSTCODES))
def test_postcodes_are_read_like_each(column):
    whole, each = both(
        lambda: list(zip(*cells.read_postcodes("A", column), strict=True)),
        lambda: [values.read_postcode("A", text) for text in column],
    )

    assert whole == each


@given(column(st.tuples(DEGREES, DEGREES)))
def test_places_are_read_like_each(column):
    longitudes, latitudes = zip(*column, strict=True)
    whole, each = both(
        lambda: list(map(degrees, *cells.read_places(longitudes, latitudes))),
        lambda: [degrees(*values.read_coordinates(*place)) for place in column],
    )

    assert whole == each


def degrees(*place):
    return tuple(text and float(text) for text in place)


@pytest.mark.parametrize("place", [("-0.54", "53.23"), ("", ""), ("1.7", "49.95")])
def test_a_place_that_is_written_plainly_stays_as_it_is(place):
    read = cells.read_places(*([text] for text in place))

    assert [column[0] or "" for column in read] == list(place)


@given(column(DATES))
def test_dates_are_read_like_each(column):
    whole, each = both(
        lambda: cells.read_past_dates("A", column, DateOrder.DAY_FIRST, TODAY),
        lambda: [values.read_past_date("A", text, DateOrder.DAY_FIRST, TODAY) for text in column],
    )

    assert whole == each


@given(column(RATINGS))
def test_ratings_are_read_like_each(column):
    assert cells.read_ratings(column) == [values.read_rating(text) or "" for text in column]

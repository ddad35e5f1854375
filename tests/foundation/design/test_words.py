from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.design import words


@pytest.mark.parametrize(
    ("value", "shown"), [(1178, "1,178"), (0, "0"), (2.5, "2.5"), (3.0, "3"), (None, "–")]
)
def test_numbers(value, shown):
    assert words.number_words(value) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"), (0.001, "under 1%"), (0.396, "40%"), (0.125, "13%"), (0.9999, "over 99%"),
        (1, "100%"), (float("nan"), "–"), (None, "–"),
    ],
)  # fmt: skip
def test_percentages(share, shown):
    assert words.percent_words(share) == shown


@given(st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True))
def test_a_percentage_never_says_nothing_or_everything_of_some(share):
    assert words.percent_words(share) not in {"0%", "100%"}


def test_plurals():
    assert words.plural_words(1, "service") == "1 service"
    assert words.plural_words(1200, "service") == "1,200 services"
    assert words.plural_words(2, "reply", "replies") == "2 replies"


def test_days_are_those_of_this_country():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)

    assert words.date_words(late) == "1 July 2026"
    assert words.time_words(late) == "1 July 2026, 12.30 am"
    assert words.date_words(date(2026, 11, 21)) == "21 November 2026"
    assert words.day_words(date(2026, 12, 12)) == "Saturday 12 December"


def test_no_day_is_a_dash():
    assert words.date_words(None) == words.day_words(None) == words.time_words(None) == "–"

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.engagement.rules.seeing import (
    blurred,
    hides,
    list_moved,
    quarters_between,
    safe_places,
    seen_in,
    upshot_email,
)
from regard.domains.engagement.types import Speaker
from regard.domains.engagement.types.seeing import Quarter, Seen, SeenCounts, Where
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

PLACES = st.one_of(st.none(), st.integers(1, 4))
KINDS = st.sampled_from(["", "home_care", "care_home", "shared_lives"])


class TestSafePlaces:
    def test_names_a_place_where_six_spoke_and_not_one_where_five_did(self):
        safe = safe_places({Where(1): 6, Where(2): 5, Where(): 9})

        assert safe == {Where(1)}

    def test_names_no_place_if_the_one_left_could_be_worked_out(self):
        assert safe_places({Where(1): 6, Where(2): 5}) == frozenset()
        assert safe_places({Where(1): 6, Where(2): 20, Where(3): 1}) == {Where(2)}

    def test_names_the_kinds_of_a_place_only_where_each_is_large_enough(self):
        safe = safe_places({Where(1, "home_care"): 7, Where(1, "care_home"): 6})
        lone = safe_places({Where(1, "home_care"): 7, Where(1, "care_home"): 2})

        assert safe == {Where(1), Where(1, "home_care"), Where(1, "care_home")}
        assert lone == {Where(1)}

    @given(st.dictionaries(st.builds(Where, PLACES, KINDS), st.integers(1, 15)))
    def test_never_leaves_a_group_of_fewer_than_six(self, told):
        safe = safe_places(told)
        groups = {}
        for where, n in told.items():
            shown = blurred(where, speaker=Speaker.STAFF, safe=safe)
            groups[shown] = groups.get(shown, 0) + n
        if sum(groups.values()) >= SMALLEST_SHOWN:
            assert all(n >= SMALLEST_SHOWN for n in groups.values())
        else:
            assert set(groups) <= {Where()}


class TestBlurred:
    def test_leaves_what_anyone_but_staff_said_of_where_they_are(self):
        where = Where(1, "home_care")

        assert blurred(where, speaker=Speaker.CARER, safe=()) == where
        assert blurred(where, speaker=Speaker.STAFF, safe=()) == Where()
        assert blurred(where, speaker=Speaker.STAFF, safe=[Where(1)]) == Where(1)
        assert blurred(where, speaker=Speaker.STAFF, safe=[where]) == where


def test_a_search_finds_staff_only_where_they_may_be_shown():
    assert hides(Where(None, "home_care"), safe=[])
    assert hides(Where(1), safe=[])
    assert not hides(Where(1), safe=[Where(1)])


class TestQuarter:
    @pytest.mark.parametrize(
        ("day", "label"),
        [
            (date(2026, 1, 1), "January to March 2026"),
            (date(2026, 6, 30), "April to June 2026"),
            (date(2026, 12, 31), "October to December 2026"),
        ],
    )
    def test_is_that_of_a_day(self, day, label):
        assert Quarter.of(day).label == label

    def test_is_followed_by_the_next_across_years(self):
        assert Quarter(2026, 4).after == Quarter(2027, 1)
        assert Quarter(2026, 1).after.starts_on == date(2026, 4, 1)


def test_quarters_end_before_the_one_that_runs():
    found = quarters_between(date(2026, 2, 3), date(2026, 11, 21))

    assert [quarter.number for quarter in found] == [1, 2, 3]
    assert quarters_between(date(2026, 11, 1), date(2026, 11, 21)) == ()


class TestListMoved:
    COUNTS = SeenCounts(
        quarters=tuple(Quarter(2026, n) for n in (1, 2, 3)),
        told=(50, 50, 60),
        by_theme={7: (5, 5, 30), 8: (10, 10, 12), 9: (20, 20, 2)},
    )

    def test_puts_what_rose_first_and_says_of_how_many(self):
        found = list_moved(self.COUNTS, theme_ids=[7, 8, 9])

        assert [row.theme_id for row in found] == [7, 9, 8]
        assert (found[0].last, found[0].before) == ((30, 60), (10, 100))
        assert found[0].has_risen
        assert found[1].is_clear
        assert not found[1].has_risen
        assert not found[2].is_clear
        assert found[0].low < found[0].difference < found[0].high

    def test_compares_nothing_where_too_little_was_told(self):
        counts = SeenCounts(
            quarters=(Quarter(2026, 1), Quarter(2026, 2)), told=(50, 9), by_theme={7: (5, 5)}
        )

        [row] = list_moved(counts, theme_ids=[7])

        assert row.difference is None
        assert not row.is_clear

    def test_has_nothing_to_compare_before_the_second_quarter(self):
        counts = SeenCounts(quarters=(Quarter(2026, 1),), told=(50,))

        assert list_moved(counts, theme_ids=[7]) == []


def test_a_kind_is_read_from_its_words():
    assert seen_in(" Something works well ") is Seen.WORKS
    assert seen_in("Fine") is None


def test_the_email_tells_what_came_of_it():
    email = upshot_email(
        partnership="Northmarch", theme="Travel is unpaid", words="We pay it.", url="https://x"
    )

    assert email.subject == "What came of what you told us: Travel is unpaid"
    assert "We pay it." in email.body

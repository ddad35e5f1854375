from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules.load import (
    Asked,
    Forum,
    Sitting,
    ask_of,
    find_alike,
    forums_by_holder,
    forums_by_provider,
    quarter_starts,
    sum_up,
)
from regard.domains.register.types import ProviderHere, SizeBand

TODAY = date(2026, 11, 21)


def forum(number, **facts):
    held = {
        "body_id": number,
        "meetings_a_year": 4,
        "minutes_each": 120,
        "minutes_before": 60,
        "papers_each": 8,
        "is_open": False,
        "place_id": None,
        "council_id": None,
        "valid_from": None,
        "valid_to": None,
    }
    return Forum(**held | facts)


def provider(number, councils=(1,), places=(10,)):
    return ProviderHere(
        number, f"Provider {number}", SizeBand.ONE, frozenset(councils), frozenset(places)
    )


def sits(body, holder, organisation=None, begins=None, ends=None):
    return Sitting(body, holder, organisation, begins, ends)


class TestForum:
    def test_takes_its_meetings_and_the_reading_before_them(self):
        assert (forum(1).hours, forum(1).meetings, forum(1).papers) == (3.0, 1.0, 8.0)

    def test_that_never_meets_takes_nothing(self):
        assert forum(1, meetings_a_year=0).hours == 0

    @pytest.mark.parametrize(
        ("area", "is_covered"),
        [
            ({}, True),
            ({"council_id": 1}, True),
            ({"council_id": 2}, False),
            ({"place_id": 10}, True),
            ({"place_id": 11}, False),
            ({"place_id": 11, "council_id": 1}, False),
        ],
    )
    def test_covers_the_providers_of_its_area(self, area, is_covered):
        assert forum(1, **area).covers(provider(5)) is is_covered


class TestForumsByProvider:
    def test_asks_those_who_sit_and_those_of_an_open_area(self):
        asked = forums_by_provider(
            providers=[provider(1), provider(2, councils=(2,))],
            forums=[forum(1), forum(2, is_open=True, council_id=2)],
            sittings=[sits(1, 100, 1)],
            on=TODAY,
        )

        assert {who: [each.body_id for each in what] for who, what in asked.items()} == {
            1: [1],
            2: [2],
        }

    def test_asks_once_who_sits_on_an_open_body(self):
        asked = forums_by_provider(
            providers=[provider(1)],
            forums=[forum(1, is_open=True)],
            sittings=[sits(1, 100, 1), sits(1, 101, 1)],
            on=TODAY,
        )

        assert len(asked[1]) == 1

    def test_leaves_out_what_had_ended(self):
        asked = forums_by_provider(
            providers=[provider(1)],
            forums=[forum(1), forum(2, is_open=True, valid_to=TODAY)],
            sittings=[sits(1, 100, 1, ends=TODAY)],
            on=TODAY,
        )

        assert asked == {1: []}


class TestForumsByHolder:
    def test_lists_each_body_once(self):
        asked = forums_by_holder(
            forums=[forum(1), forum(2)],
            sittings=[sits(1, 100), sits(1, 100), sits(2, 100), sits(3, 100)],
            on=TODAY,
        )

        assert [each.body_id for each in asked[100]] == [1, 2]


class TestSumUp:
    def test_takes_the_median_and_the_most(self):
        found = sum_up(
            {1: Asked(1, 1, 2.0, 0), 2: Asked(3, 3, 9.0, 0), 3: Asked(2, 2, 4.0, 0)},
            bodies=5,
            on=TODAY,
        )

        assert (found.forums, found.hours, found.most_forums, found.all_hours) == (2, 4.0, 3, 15.0)

    def test_of_nobody_is_nothing(self):
        assert sum_up({}, bodies=0, on=TODAY).hours == 0


class TestQuarterStarts:
    def test_go_back_two_years_and_end_today(self):
        days = quarter_starts(TODAY)

        assert (days[0], days[-2], days[-1], len(days)) == (
            date(2024, 10, 1),
            date(2026, 10, 1),
            TODAY,
            10,
        )

    def test_say_the_first_day_of_a_quarter_once(self):
        assert quarter_starts(date(2026, 1, 1))[-2:] == [date(2025, 10, 1), date(2026, 1, 1)]


class TestFindAlike:
    def test_finds_bodies_with_much_the_same_people(self):
        [found] = find_alike({1: {1, 2, 3, 4}, 2: {2, 3, 4, 5, 6}, 3: {7, 8, 9}})

        assert (found.one_id, found.other_id, found.both, found.share) == (1, 2, 3, 0.75)

    def test_compares_no_body_of_two(self):
        assert find_alike({1: {1, 2}, 2: {1, 2}}) == []

    @given(st.dictionaries(st.integers(1, 8), st.sets(st.integers(1, 12), max_size=8), max_size=8))
    def test_agrees_with_every_pair_compared(self, people):
        naive = {
            (one, other)
            for one in people
            for other in people
            if one < other
            and len(people[one] & people[other]) >= 3
            and 2 * len(people[one] & people[other]) >= min(len(people[one]), len(people[other]))
        }

        assert {(each.one_id, each.other_id) for each in find_alike(people)} == naive


class TestAskOf:
    def test_adds_up(self):
        assert ask_of([forum(1), forum(2)]) == Asked(2, 2.0, 6.0, 16.0)

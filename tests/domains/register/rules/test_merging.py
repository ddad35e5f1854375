from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules import particulars
from regard.domains.register.rules.merging import (
    Standing,
    are_alike,
    bare_name,
    is_empty,
    reason_not_to_merge,
    takeable,
    which_to_keep,
)


def standing(record_id, **other):
    given = {"name": f"House {record_id}", "number": f"1-{record_id}", "ended_on": None}
    return Standing(record_id=record_id, **({"is_merged": False} | given | other))


STANDINGS = st.builds(
    Standing,
    record_id=st.integers(1, 9),
    name=st.just("House"),
    number=st.none() | st.just("1-1"),
    ended_on=st.none() | st.just(date(2026, 1, 1)),
    is_merged=st.just(False),
    pointers=st.integers(0, 3),
)


class TestWhichToKeep:
    @given(one=STANDINGS, other=STANDINGS)
    def test_chooses_the_same_whichever_comes_first(self, one, other):
        first = which_to_keep(one=one, other=other)
        second = which_to_keep(one=other, other=one)

        assert first[0].number == second[0].number
        assert first[0].ended_on == second[0].ended_on

    @given(one=STANDINGS, other=STANDINGS)
    def test_chooses_a_way_round_that_may_be_merged(self, one, other):
        kept, merged = which_to_keep(one=one, other=other)

        if kept.record_id != merged.record_id and kept.ended_on is None:
            assert reason_not_to_merge(kept=kept, merged=merged) is None


class TestReasonNotToMerge:
    def test_is_none_for_two_that_stand(self):
        assert reason_not_to_merge(kept=standing(1), merged=standing(2)) is None

    def test_lets_a_live_one_take_over_one_that_the_regulator_no_longer_lists(self):
        kept = standing(1, number=None)
        merged = standing(2, ended_on=date(2026, 1, 1))

        assert reason_not_to_merge(kept=kept, merged=merged) is None


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ash House", "Ash House Care Home", True),
        ("The Ash House Ltd", "ash house", True),
        ("Ashgrove Care Home", "Ash Grove", True),
        ("St Mary's", "St Marys Nursing Home", True),
        ("Oak Lodge", "Oak Lodge Extra Care", True),
        ("Ash House", "Elm House", False),
        ("Care Limited", "Care Homes Limited", True),
        ("Northmarch Home Care", "Sunrise Day Centre", False),
    ],
)
def test_names_are_alike(one, other, alike):
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike


@given(st.text())
def test_every_name_is_like_itself(name):
    assert are_alike(name, name)
    assert bare_name(bare_name(name)) == bare_name(name) or bare_name(name) != ""


def test_nothing_is_known_where_all_is_empty():
    assert is_empty({"beds": None, "website": "", "people_served": [], "sector": "not_known"})
    assert not is_empty({"beds": 0})
    assert not is_empty({"is_dormant": False})


def test_a_merge_takes_no_name_provider_or_council_from_the_other():
    columns = {name for each in takeable(particulars.LOCATION).values() for name in each}
    assert {"beds", "uprn", "longitude", "website"} <= columns
    assert not columns & {"name", "organisation_id", "council_id", "registered_on"}

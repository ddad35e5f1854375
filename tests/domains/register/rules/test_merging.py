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
)


def standing(record_id, **other):
    given = {"name": f"House {record_id}", "number": f"1-{record_id}", "ended_on": None}
    return Standing(record_id=record_id, **({"is_merged": False} | given | other))


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

from datetime import date

import pytest

from regard.domains.register.rules.unlisted import (
    EndReason,
    Unlisted,
    list_problems,
    problem_with_coordinates,
    problem_with_end,
    problem_with_website,
)
from regard.domains.register.types import ServiceType

GOOD = Unlisted(
    name="Elm Centre", service_types=(ServiceType.COMMUNITY,), postcode="LN1 3AB", council_id=7
)


def test_finds_nothing_wrong_with_what_can_be():
    assert list_problems(GOOD, council_ids={7}) == {}


def test_says_everything_that_is_wrong_at_once():
    bad = Unlisted(name=" ", service_types=(), postcode="x", council_id=8, contact_email="jo")

    assert set(list_problems(bad, council_ids={7})) == {
        "name",
        "service_types",
        "postcode",
        "council_id",
        "contact_email",
    }


@pytest.mark.parametrize(
    ("longitude", "latitude", "words"),
    [(None, None, None), (-0.5, 53.2, None), (1.0, None, "neither"), (53.2, -0.5, "swapped")],
)
def test_coordinates_are_both_or_neither_and_in_these_isles(longitude, latitude, words):
    problem = problem_with_coordinates(longitude, latitude)
    assert words in problem if words else problem is None


@pytest.mark.parametrize("site", ["", "www.example.org", "https://example.org/ash?x=1"])
def test_a_website_is_one(site):
    assert problem_with_website(site) is None


@pytest.mark.parametrize("site", ["none", "jo@example.org", "<b>.example", "."])
def test_other_words_are_none(site):
    assert problem_with_website(site)


def test_a_service_ends_on_a_day_that_has_been():
    today = date(2026, 11, 21)
    assert problem_with_end(on=today, today=today) is None
    assert "to come" in problem_with_end(on=date(2026, 11, 22), today=today)
    assert "four figures" in problem_with_end(on=date(26, 11, 1), today=today)
    assert all(reason.label for reason in EndReason)

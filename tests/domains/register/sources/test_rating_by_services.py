"""The rating of a location by those of its services, beside an obvious slow way to tell it."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register.rules.told import ToldService
from regard.domains.register.sources import staging

pytestmark = pytest.mark.django_db

LOWEST_FIRST = ("Inadequate", "Requires improvement", "Good", "Outstanding")

RATED = st.tuples(
    st.sampled_from([None, "Regulations met", *LOWEST_FIRST]),
    st.none() | st.dates(date(2025, 12, 30), date(2026, 1, 2)).map(date.isoformat),
)
REGISTERS = st.dictionaries(st.sampled_from(["1-1", "1-2", "1-3"]), st.lists(RATED, max_size=4))


def rate(services):
    """Return the lowest rating and its newest date, or None."""
    rated = [(LOWEST_FIRST.index(r), on or "", r) for r, on in services if r in LOWEST_FIRST]
    if not rated:
        return None
    lowest, _, rating = min(rated)
    newest = max(on for level, on, _ in rated if level == lowest)
    return rating, newest or None


def rate_by_services(register):
    """Return the rating of each location by the statement that a load runs."""
    staging.make_tables()
    staging.copy(
        staging.COPY_SERVICES,
        [
            ToldService(number, "care_home", rating, rated_on)
            for number, services in register.items()
            for rating, rated_on in services
        ],
    )
    staging.rate_by_services()
    with connection.cursor() as cursor:
        cursor.execute("select number, rating, rated_on::text from rated_by_services")
        return {number: rest for number, *rest in cursor.fetchall()}


class TestRateByServices:
    @pytest.mark.parametrize(
        ("services", "rating"),
        [
            ([], None),
            ([(None, None)], None),
            ([("Regulations met", "2026-01-01")], None),
            ([("Good", "2026-01-01"), (None, None)], ["Good", "2026-01-01"]),
            ([("Good", "2026-02-16"), ("Good", "2026-04-09")], ["Good", "2026-04-09"]),
            ([("Good", "2026-02-16"), ("Good", None)], ["Good", "2026-02-16"]),
            (
                [("Outstanding", "2026-05-01"), ("Requires improvement", "2024-01-01")],
                ["Requires improvement", "2024-01-01"],
            ),
            ([("Good", None)], ["Good", None]),
        ],
    )
    def test_takes_the_lowest_and_its_newest_date(self, services, rating):
        assert rate_by_services({"1-1": services}).get("1-1") == rating

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(REGISTERS)
    def test_comes_to_the_same_as_the_obvious_way(self, register):
        expected = {
            number: list(rated)
            for number, services in register.items()
            if (rated := rate(services)) is not None
        }

        assert rate_by_services(register) == expected

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.register.rules.derived_ratings import LOWEST_FIRST, derive_rating

RATINGS = st.sampled_from([word.capitalize() for word in LOWEST_FIRST])


class TestDeriveRating:
    @pytest.mark.parametrize(
        ("services", "rating"),
        [
            ([], (None, None)),
            ([(None, None)], (None, None)),
            ([("Regulations met", "2026-01-01")], (None, None)),
            ([("Good", "2026-01-01")], ("Good", "2026-01-01")),
            ([("Good", "2026-01-01"), (None, None)], ("Good", "2026-01-01")),
            ([("Good", "2026-02-16"), ("Good", "2026-04-09")], ("Good", "2026-04-09")),
            (
                [("Outstanding", "2026-05-01"), ("Requires improvement", "2024-01-01")],
                ("Requires improvement", "2024-01-01"),
            ),
            ([("Good", None)], ("Good", None)),
        ],
    )
    def test_is_that_of_the_lowest_service_and_its_newest_date(self, services, rating):
        assert derive_rating(services) == rating

    @given(st.lists(st.tuples(RATINGS, st.just("2026-01-01")), min_size=1))
    def test_is_never_better_than_any_service(self, services):
        rating, _ = derive_rating(services)

        assert all(
            LOWEST_FIRST.index(rating.lower()) <= LOWEST_FIRST.index(each.lower())
            for each, _ in services
        )

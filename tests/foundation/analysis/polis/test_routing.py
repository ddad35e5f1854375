import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.polis.routing import draw, lottery, priorities, reason_to_doubt
from regard.foundation.analysis.polis.statistics import Counts
from tests.foundation.analysis.polis.made import UNHURRIED

COUNTS = Counts(np.array([[3, 0, 10]]), np.array([[1, 0, 0]]), np.array([[5, 0, 10]]))
EXTREMITY = np.array([1.0, 0, 0.5])
NO_META = np.zeros(3, dtype=bool)


class TestPriorities:
    def test_are_what_the_hand_works_out(self):
        found = priorities(COUNTS, EXTREMITY, meta=NO_META)

        # of five votes three agree and one passes: I = (1 - 2/7) x 2 x 4/7, newness 1 + 8/2
        first = ((5 / 7) * 2 * (4 / 7) * 5) ** 2
        unseen = ((1 / 2) * 1 * (1 / 2) * 9) ** 2
        many = ((11 / 12) * 1.5 * (11 / 12) * 3) ** 2
        np.testing.assert_allclose(found, [first, unseen, many])

    def test_are_49_for_statements_about_the_people(self):
        found = priorities(COUNTS, EXTREMITY, meta=np.array([True, False, False]))

        assert found[0] == 49


class TestReasonToDoubt:
    def test_is_none_where_they_differ(self):
        found = priorities(COUNTS, EXTREMITY, meta=NO_META)

        assert reason_to_doubt(found, COUNTS, EXTREMITY, meta=NO_META) is None

    def test_says_where_all_are_49_though_votes_differ(self):
        reason = reason_to_doubt(np.full(3, 49.0), COUNTS, EXTREMITY, meta=NO_META)

        assert reason is not None
        assert reason.startswith("All 3 statements have the same priority although votes")

    def test_looks_past_statements_about_the_people(self):
        meta = np.array([True, False, False])
        found = np.array([49.0, 2, 2])

        assert "All 2 statements" in (reason_to_doubt(found, COUNTS, EXTREMITY, meta=meta) or "")

    def test_is_none_where_nothing_tells_the_statements_apart(self):
        nothing = Counts(*(np.zeros((1, 3), dtype=int) for _ in range(3)))
        found = priorities(nothing, np.zeros(3), meta=NO_META)

        assert reason_to_doubt(found, nothing, np.zeros(3), meta=NO_META) is None

    @pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
    def test_says_where_a_statement_would_never_be_asked(self, bad):
        found = np.array([1, bad, 2])

        reason = reason_to_doubt(found, COUNTS, EXTREMITY, meta=NO_META)

        assert reason is not None
        assert "never be asked" in reason


class TestLottery:
    def test_gives_odds_by_priority_among_what_is_left(self):
        odds = lottery(
            np.array([3.0, 5, np.nan, 7]),
            answered=np.array([False, True, False, False]),
            out=np.array([False, False, False, True]),
        )

        np.testing.assert_allclose(odds, [3 / 4, 0, 1 / 4, 0])

    def test_gives_none_where_nothing_is_left(self):
        odds = lottery(np.ones(2), answered=np.array([True, False]), out=np.array([False, True]))

        assert not odds.any()
        assert draw(odds, 0.5) is None


class TestDraw:
    @pytest.mark.parametrize(
        ("ticket", "place"), [(0.0, 1), (0.24, 1), (0.25, 3), (0.999, 3), (1.0, 3)]
    )
    def test_finds_the_statement_that_the_ticket_falls_on(self, ticket, place):
        assert draw(np.array([0, 0.25, 0, 0.75]), ticket) == place

    @UNHURRIED
    @given(st.lists(st.sampled_from([0.0, 1e-9, 1, 49]), min_size=1), st.floats(0, 1))
    def test_never_draws_what_cannot_be_asked(self, weights, ticket):
        none = np.zeros(len(weights), dtype=bool)
        odds = lottery(np.array(weights), answered=none, out=none)

        place = draw(odds, ticket)

        assert (place is None) == (not any(weights))
        assert place is None or weights[place] > 0

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.foundation.analysis.polis.statistics import (
    compare,
    consensus_across_groups,
    count_votes,
    one_share_test,
    share,
    two_share_test,
)
from tests.foundation.analysis.polis.made import UNHURRIED, N, cast_votes, votes_of

GROUPS = np.array([0, 0, 1, 1, -1])
DENSE = np.array([[1, 1], [1, N], [-1, 0], [0, N], [1, 1.0]])


class TestCountVotes:
    def test_counts_by_group_and_statement_and_leaves_out_those_in_none(self):
        counts = count_votes(votes_of(DENSE), GROUPS)

        np.testing.assert_array_equal(counts.agreed, [[2, 1], [0, 0]])
        np.testing.assert_array_equal(counts.disagreed, [[0, 0], [1, 0]])
        np.testing.assert_array_equal(counts.seen, [[2, 1], [2, 1]])

    def test_puts_groups_together(self):
        counts = count_votes(votes_of(DENSE), GROUPS)

        np.testing.assert_array_equal(counts.all_groups.seen, [[4, 2]])
        np.testing.assert_array_equal(counts.others.agreed, [[0, 0], [2, 1]])

    @UNHURRIED
    @given(cast_votes(), st.data())
    def test_agrees_with_a_slow_count(self, dense, data):
        size = len(dense)
        drawn = data.draw(st.lists(st.integers(-1, 2), min_size=size, max_size=size))
        groups = np.array(drawn)

        counts = count_votes(votes_of(dense), groups, number=3)

        for group in range(3):
            mine = dense[groups == group]
            np.testing.assert_array_equal(counts.agreed[group], (mine == 1).sum(axis=0))
            np.testing.assert_array_equal(counts.disagreed[group], (mine == -1).sum(axis=0))
            np.testing.assert_array_equal(counts.seen[group], (~np.isnan(mine)).sum(axis=0))


class TestTests:
    def test_share_has_one_of_each_added(self):
        np.testing.assert_allclose(
            share(np.array([0, 3, 8]), np.array([0, 3, 10])), [0.5, 0.8, 0.75]
        )

    def test_one_share_is_held_against_a_half(self):
        # 2 sqrt(9) (9/9 - 1/2) = 3; 2 sqrt(1) (1/1 - 1/2) = 1; 2 sqrt(4) (1/4 - 1/2) = -1
        z = one_share_test(np.array([8, 0, 0]), np.array([8, 0, 3]))
        np.testing.assert_allclose(z, [3, 1, -1])

    def test_two_shares_are_held_against_each_other(self):
        # 4/5 against 1/5, pooled 5/10: 0.6 / sqrt(0.25 x 2/5)
        z = two_share_test(np.array([3]), np.array([4]), np.array([0]), np.array([4]))
        np.testing.assert_allclose(z, 0.6 / sqrt(0.1))

    def test_two_shares_of_which_all_are_successes_do_not_differ(self):
        z = two_share_test(np.array([3]), np.array([3]), np.array([5]), np.array([5]))
        assert z.tolist() == [0]


class TestCompare:
    def test_compares_each_group_with_all_others(self):
        agree, disagree = compare(count_votes(votes_of(DENSE), GROUPS))

        assert agree.share[0, 0] == pytest.approx(3 / 4)
        assert agree.ratio[0, 0] == pytest.approx((3 / 4) / (1 / 4))
        assert disagree.ratio[1, 0] == pytest.approx((2 / 4) / (1 / 4))
        # 3/3 against 1/3, pooled 4/6
        assert agree.ratio_test[0, 0] == pytest.approx((2 / 3) / sqrt(2 / 9 * 2 / 3))
        weight = agree.share * agree.test * agree.ratio * agree.ratio_test
        np.testing.assert_allclose(agree.weight, weight)


class TestConsensusAcrossGroups:
    def test_is_the_product_of_shares(self):
        found = consensus_across_groups(count_votes(votes_of(DENSE), GROUPS))

        np.testing.assert_allclose(found, [3 / 4 * 1 / 4, 2 / 3 * 1 / 3])

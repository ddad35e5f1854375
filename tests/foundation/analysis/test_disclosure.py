"""Attackers here know the whole rule, and try every table that could lie behind a page."""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regard.foundation.analysis.disclosure import is_small, suppress_counts


def hidden(shown):
    return np.flatnonzero(np.isnan(shown)).tolist()


class TestIsSmall:
    @pytest.mark.parametrize("count", [1, 5, 95, 99])
    def test_is_so_for_1_to_5_heard_or_silent(self, count):
        assert is_small(count, 100)

    @pytest.mark.parametrize("count", [0, 6, 94, 100])
    def test_is_not_so_for_none_all_or_six(self, count):
        assert not is_small(count, 100)

    @pytest.mark.parametrize("count", [0, 2, 5])
    def test_is_so_for_any_count_of_fewer_than_six(self, count):
        assert is_small(count, 5)

    def test_is_not_so_where_there_is_nobody(self):
        assert not is_small(0, 0)


class TestSuppressCounts:
    def test_shows_what_is_large_as_it_is(self):
        np.testing.assert_array_equal(
            suppress_counts([0, 6, 50], populations=[9, 12, 60]), [0, 6, 50]
        )

    def test_hides_a_second_group_so_that_the_first_cannot_be_subtracted(self):
        shown = suppress_counts([96, 231, 61, 4], populations=[143, 402, 100, 20])

        assert hidden(shown) == [2, 3]

    def test_hides_no_more_when_those_hidden_protect_one_another(self):
        assert hidden(suppress_counts([4, 5, 40], populations=[20, 30, 90])) == [0, 1]

    def test_hides_more_when_all_hidden_could_only_be_5(self):
        """Three groups of at most 5 that add up to 15 are 5 each."""
        assert hidden(suppress_counts([5, 5, 5, 40, 30])) == [0, 1, 2, 4]

    def test_hides_groups_of_the_same_size_together(self):
        """Were only the first 6 hidden, its neighbour's 6 would tell that the last is 5."""
        assert hidden(suppress_counts([6, 6, 5, 40])) == [0, 1, 2]

    def test_keeps_a_group_of_which_nobody_was_heard_if_another_can_serve(self):
        assert hidden(suppress_counts([3, 0, 70], populations=[50, 10, 90])) == [0, 2]

    @pytest.mark.parametrize("counts", [[0, 0, 0], [3, 4, 20]])
    def test_hides_nothing_if_the_total_tells_it_anyway(self, counts):
        assert hidden(suppress_counts(counts, populations=[3, 4, 20])) == []

    def test_hides_nothing_of_a_lone_group(self):
        np.testing.assert_array_equal(suppress_counts([3, 0], populations=[9, 0]), [3, 0])

    def test_hides_all_if_the_total_is_small(self):
        assert hidden(suppress_counts([3, 0, 0], populations=[9, 9, 9])) == [0, 1, 2]

    def test_is_empty_for_no_groups(self):
        assert suppress_counts([]).shape == (0,)

    @pytest.mark.parametrize("counts", [[-1, 3], [1.5, 3], [np.nan, 3], [10, 3]])
    def test_refuses_what_is_not_a_count(self, counts):
        with pytest.raises(ValueError, match="whole numbers"):
            suppress_counts(counts, populations=[9, 9])

    @given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=40))
    def test_shows_only_true_counts_that_are_not_small(self, pairs):
        counts = np.array([min(pair) for pair in pairs], dtype=float)
        sizes = np.array([max(pair) for pair in pairs], dtype=float)
        shown = suppress_counts(counts, populations=sizes)

        seen = ~np.isnan(shown)
        np.testing.assert_array_equal(shown[seen], counts[seen])
        if not seen.all():
            assert not any(map(is_small, counts[seen], sizes[seen]))
            assert seen.size - seen.sum() >= 2

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.integers(0, 9), min_size=1, max_size=3) | st.just([12, 13, 7]))
    def test_leaves_every_hidden_count_open_to_one_who_knows_the_rule(self, sizes):
        tables = product(*(range(size + 1) for size in sizes))

        attack(tables, populations=sizes)

    @pytest.mark.parametrize(("n_groups", "total"), [(2, 40), (3, 24), (4, 17)])
    def test_does_so_also_where_populations_are_not_known(self, n_groups, total):
        tables = (
            counts for counts in product(range(total + 1), repeat=n_groups) if sum(counts) == total
        )

        attack(tables, populations=None)


def attack(tables, *, populations):
    """Publish every table there could be; no page may leave a hidden count one value."""
    behind = defaultdict(list)
    for counts in tables:
        shown = suppress_counts(counts, populations=populations)
        behind[sum(counts), np.nan_to_num(shown, nan=-1).tobytes()].append((counts, shown))
    for same in behind.values():
        for group in hidden(same[0][1]):
            assert len({counts[group] for counts, _ in same}) > 1, same

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from regard.foundation.analysis.disclosure_tables import suppress_table


def is_consistent(shown, true):
    return bool(np.all(np.isnan(shown) | (shown == true)))


def tables_behind(shown, sizes, total):
    """List every table that could lie behind what is shown, by trying them all."""
    for cells in product(*(range(size + 1) for size in sizes.ravel())):
        table = np.array(cells).reshape(sizes.shape)
        if (
            table.sum() == total
            and is_consistent(shown.cells, table)
            and is_consistent(shown.rows, table.sum(axis=1))
            and is_consistent(shown.columns, table.sum(axis=0))
        ):
            yield table


@st.composite
def small_tables(draw):
    shape = draw(st.sampled_from([(1, 3), (2, 2), (2, 3), (3, 2)]))
    largest = {2: 10, 3: 10, 4: 9, 6: 4}[shape[0] * shape[1]]
    sizes = draw(arrays(np.int64, shape, elements=st.integers(0, largest)))
    shares = draw(arrays(np.float64, shape, elements=st.floats(0, 1)))
    return np.round(sizes * shares).astype(np.int64), sizes


class TestSuppressTable:
    def test_shows_a_table_of_large_counts_as_it_is(self):
        counts = np.array([[20, 30], [40, 50]])

        shown = suppress_table(counts, populations=2 * counts)

        np.testing.assert_array_equal(shown.cells, counts)
        np.testing.assert_array_equal(shown.rows, [50, 90])
        np.testing.assert_array_equal(shown.columns, [60, 80])

    def test_hides_four_cells_so_that_one_cannot_be_subtracted(self):
        counts = np.array([[3, 30, 31], [40, 41, 42], [50, 51, 52]])

        shown = suppress_table(counts, populations=3 * counts)

        open_cells = ~np.isnan(shown.cells)
        np.testing.assert_array_equal(shown.cells[open_cells], counts[open_cells])
        np.testing.assert_array_equal(
            open_cells, [[False, False, True], [False, False, True], [True, True, True]]
        )
        assert not np.isnan([*shown.rows, *shown.columns]).any()

    def test_shows_a_row_of_which_nobody_was_heard(self):
        shown = suppress_table([[0, 0], [30, 40]], populations=[[3, 9], [60, 80]])

        np.testing.assert_array_equal(shown.cells[0], [0, 0])

    def test_hides_a_margin_that_is_small(self):
        shown = suppress_table(
            [[2, 1], [30, 40], [50, 60]], populations=[[20, 20], [90, 90], [90, 90]]
        )

        assert np.isnan(shown.rows).tolist() == [True, True, False]

    def test_refuses_what_is_not_a_count(self):
        with pytest.raises(ValueError, match="whole numbers"):
            suppress_table([[5, 9]], populations=[[9, 3]])

    @settings(max_examples=60, deadline=None)
    @given(small_tables())
    def test_leaves_every_hidden_number_open_and_shows_only_what_is_true(self, table):
        counts, sizes = table
        shown = suppress_table(counts, populations=sizes)

        behind = np.array(list(tables_behind(shown, sizes, counts.sum())))
        pairs = [(shown.cells, behind), (shown.rows, behind.sum(axis=2))]
        for numbers, possible in [*pairs, (shown.columns, behind.sum(axis=1))]:
            for place in np.argwhere(np.isnan(numbers)):
                assert np.unique(possible[(slice(None), *place)]).size > 1

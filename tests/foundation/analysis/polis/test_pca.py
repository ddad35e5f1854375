import numpy as np
import pytest
from hypothesis import given
from scipy import sparse

from regard.foundation.analysis.polis.pca import (
    FEW_PEOPLE,
    FEW_STATEMENTS,
    draw_map,
    place,
    principal_axes,
)
from tests.foundation.analysis.polis.made import UNHURRIED, N, camps, cast_votes, votes_of


def slow_map(dense, axes, *, silent):
    """Fill each gap with its column's mean, and project, as the paper says it."""
    table = dense.copy()
    table[:, silent] = 0
    centre = np.array([np.mean(c[~np.isnan(c)]) if np.any(~np.isnan(c)) else 0 for c in table.T])
    filled = np.where(np.isnan(table), centre, table)
    cast = (~np.isnan(table)).sum(axis=1)
    stretch = np.sqrt(table.shape[1] / np.maximum(cast, 1))
    return centre, filled - centre, stretch[:, None] * ((filled - centre) @ axes.T)


class TestDrawMap:
    def test_puts_people_who_differ_on_one_thing_on_a_line(self):
        found = draw_map(votes_of([[1, 1], [1, 1], [-1, 1], [-1, 1]]))

        np.testing.assert_allclose(found.centre, [0, 1])
        np.testing.assert_allclose(found.axes, [[1, 0], [0, 0]], atol=1e-15)
        expected = np.sqrt(2 / 2) * np.array([1, 1, -1, -1])
        np.testing.assert_allclose(found.people, np.column_stack([expected, np.zeros(4)]))
        np.testing.assert_allclose(found.statements, [[np.sqrt(2), 0], [0, 0]], atol=1e-15)
        np.testing.assert_allclose(found.extremity, [np.sqrt(2), 0], atol=1e-15)

    def test_stretches_those_who_voted_little(self):
        found = draw_map(votes_of([[1, 1, 1], [-1, -1, -1], [1, N, N], [-1, N, N]]))

        full, one = found.people[0, 0], found.people[2, 0]
        weight = abs(found.axes[0])
        assert np.isclose(one / full, np.sqrt(3) * weight[0] / weight.sum())

    def test_puts_everybody_in_the_middle_where_all_agree(self):
        found = draw_map(votes_of(np.ones((5, 4))))

        assert not found.people.any()
        assert not found.axes.any()

    def test_lets_nothing_that_is_out_or_about_the_people_move_anybody(self):
        dense, _ = camps()
        changed = dense.copy()
        changed[:, :2] = np.sign(np.arange(len(dense)) - 30)[:, None]

        first = draw_map(votes_of(dense, out=[0], meta=[1]))
        second = draw_map(votes_of(changed, out=[0], meta=[1]))

        np.testing.assert_allclose(first.people, second.people, atol=1e-12)
        np.testing.assert_allclose(first.extremity[:2], 0, atol=1e-12)

    def test_gives_the_same_map_to_the_last_bit(self):
        dense, _ = camps(people=90, statements=40)

        first, second = draw_map(votes_of(dense)), draw_map(votes_of(dense))

        np.testing.assert_array_equal(first.people, second.people)

    @UNHURRIED
    @given(cast_votes())
    def test_agrees_with_filling_every_gap(self, dense):
        silent = np.zeros(dense.shape[1], dtype=bool)
        silent[0] = True

        found = draw_map(votes_of(dense, out=[0]))

        centre, centred, people = slow_map(dense, found.axes, silent=silent)
        np.testing.assert_allclose(found.centre, centre, atol=1e-12)
        np.testing.assert_allclose(found.people, people, atol=1e-9)
        carried = np.linalg.svd(centred, compute_uv=False)[:2]
        ours = np.linalg.norm(centred @ found.axes.T, axis=0)[: len(carried)]
        np.testing.assert_allclose(ours, carried, atol=1e-6)

    @pytest.mark.parametrize(
        ("people", "statements"),
        [(FEW_PEOPLE, FEW_STATEMENTS + 1), (40, 48), (120, FEW_STATEMENTS + 1)],
    )
    def test_agrees_with_the_whole_decomposition_however_it_is_found(self, people, statements):
        dense, _ = camps(people=people, statements=statements, number=3, noise=0.4)

        found = draw_map(votes_of(dense))

        _, centred, _ = slow_map(dense, found.axes, silent=np.zeros(statements, dtype=bool))
        axes = np.linalg.svd(centred, full_matrices=False)[2][:2]
        np.testing.assert_allclose(np.abs((found.axes * axes).sum(axis=1)), 1, atol=1e-12)


class TestPlace:
    def test_puts_people_on_axes_that_are_known(self):
        votes = votes_of(camps()[0])
        drawn = draw_map(votes)

        np.testing.assert_array_equal(place(votes, axes=drawn.axes).people, drawn.people)


class TestPrincipalAxes:
    def test_points_each_where_its_largest_weight_is_positive(self):
        axes = principal_axes(sparse.csr_array([[-3.0, 1], [3, -1], [0.1, 0.3], [-0.1, -0.3]]))

        assert axes[0, 0] > 0
        assert axes[1, 1] > 0
        np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-12)

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from regard.foundation.analysis.agreement import (
    _alphas,
    interval,
    masi,
    measure_agreement,
    redraw,
)

SAME = np.array([[0.0, 1.0], [1.0, 0.0]])


def all_read(marks):
    return np.ones(marks.shape[:2], dtype=bool)


def read_by(readers, points, themes, *, seed=1, slips=0.1):
    """Return what readers ticked who mostly see the same, and slip now and then."""
    rng = np.random.default_rng(seed)
    truth = rng.random((points, themes)) < 0.2
    return np.stack([truth ^ (rng.random(truth.shape) < slips) for _ in range(readers)])


def slow_masi(one, other):
    """MASI from its definition, for two sets."""
    if one == other:
        return 0
    if not one & other:
        return 1
    lies = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - lies * len(one & other) / len(one | other)


def library_alpha(counts, apart=SAME):
    """Alpha as the library works it out, for any distance between values."""

    def differ(v1, v2, **_):
        return apart[v1, v2]

    return krippendorff.alpha(value_counts=counts, level_of_measurement=differ)


def slow_alpha(sets):
    """Alpha with MASI from its definition: pairs within points against all pairs."""
    units = [unit for unit in sets if len(unit) > 1]
    values = [each for unit in units for each in unit]
    within = sum(
        sum(slow_masi(a, b) for n, a in enumerate(unit) for m, b in enumerate(unit) if n != m)
        / (len(unit) - 1)
        for unit in units
    ) / len(values)
    among = sum(
        slow_masi(a, b) for n, a in enumerate(values) for m, b in enumerate(values) if n != m
    ) / (len(values) * (len(values) - 1))
    return 1 - within / among


class TestMasi:
    @pytest.mark.parametrize(
        ("one", "other", "distance"),
        [
            ({1}, {1}, 0),
            (set(), set(), 0),
            (set(), {1}, 1),
            ({1}, {2}, 1),
            ({1}, {1, 2}, 1 - 2 / 3 / 2),
            ({1, 2}, {2, 3}, 1 - 1 / 3 / 3),
        ],
    )
    def test_says_how_far_two_sets_differ(self, one, other, distance):
        rows = np.array([[n in each for n in (1, 2, 3)] for each in (one, other)])

        assert masi(rows) == pytest.approx(np.array([[0, distance], [distance, 0]]))
        assert slow_masi(one, other) == pytest.approx(distance)

    @given(arrays(np.bool_, st.tuples(st.integers(1, 6), st.integers(1, 4))))
    def test_says_the_same_as_its_definition(self, rows):
        sets = [set(np.flatnonzero(row).tolist()) for row in rows]

        expected = [[slow_masi(one, other) for other in sets] for one in sets]

        assert masi(rows) == pytest.approx(np.array(expected))


class TestMeasureAgreement:
    def test_is_one_where_readers_agree_throughout(self):
        marks = read_by(2, 40, 3, slips=0)

        found = measure_agreement(marks, all_read(marks))

        assert found.overall.value == found.overall.low == found.overall.high == 1
        assert [each.value for each in found.themes] == [1, 1, 1]
        assert (found.points, found.same) == (40, 40)

    def test_is_about_nothing_where_readers_guess(self):
        marks = np.random.default_rng(3).random((2, 400, 2)) < 0.4

        found = measure_agreement(marks, all_read(marks))

        assert found.overall.low < 0 < found.overall.high
        assert all(abs(each.value) < 0.15 for each in found.themes)

    def test_gives_the_librarys_figure_for_a_theme(self):
        marks = read_by(3, 60, 4)

        found = measure_agreement(marks, all_read(marks))

        for theme in range(4):
            given = marks[:, :, theme].astype(float)
            expected = krippendorff.alpha(given, level_of_measurement="nominal")
            assert found.themes[theme].value == pytest.approx(expected)

    def test_gives_the_figure_of_the_definition_over_sets(self):
        marks = read_by(3, 50, 4)
        is_read = all_read(marks)
        is_read[2, ::2] = False
        is_read[1:, 7] = False

        sets = [
            [frozenset(np.flatnonzero(marks[r, p]).tolist()) for r in range(3) if is_read[r, p]]
            for p in range(50)
        ]
        found = measure_agreement(marks, is_read)

        assert found.overall.value == pytest.approx(slow_alpha(sets))
        assert found.points == 49

    def test_says_nothing_of_a_theme_that_nobody_used_or_everybody_always(self):
        marks = np.zeros((2, 10, 2), dtype=bool)
        marks[:, :, 1] = True

        found = measure_agreement(marks, all_read(marks))

        assert np.isnan([each.value for each in found.themes]).all()
        assert np.isnan(found.overall.value)
        assert found.same == 10

    def test_says_nothing_where_nobody_read_the_same(self):
        marks = np.zeros((2, 4, 3), dtype=bool)
        is_read = np.array([[True, True, False, False], [False, False, True, True]])

        found = measure_agreement(marks, is_read)

        assert (found.points, found.same) == (0, 0)
        assert np.isnan(found.overall.value)
        assert len(found.themes) == 3

    def test_gives_the_same_interval_every_time(self):
        marks = read_by(2, 60, 3)

        one, other = (measure_agreement(marks, all_read(marks)) for _ in range(2))

        assert one == other
        assert one.overall.low < one.overall.value < one.overall.high

    def test_gives_narrower_intervals_for_more_points(self):
        few, many = (read_by(2, points, 3) for points in (40, 640))

        wide, narrow = (
            measure_agreement(marks, all_read(marks), draws=500).overall for marks in (few, many)
        )

        assert (narrow.high - narrow.low) * 2 < wide.high - wide.low


class TestAlphas:
    @settings(max_examples=60, deadline=None)
    @given(arrays(np.int64, st.tuples(st.integers(3, 8), st.just(2)), elements=st.integers(0, 3)))
    def test_is_the_librarys_figure_for_points_drawn_once_each(self, counts):
        counts = counts[counts.sum(axis=1) > 1]
        if not (len(counts) and counts.any(axis=0).all()):
            return
        readers = counts.sum(axis=1)
        differing = 2 * counts[:, 0] * counts[:, 1] / (readers - 1)

        [drawn] = _alphas(differing, counts, SAME, np.ones((1, len(counts))))

        assert drawn == pytest.approx(library_alpha(counts))

    def test_is_the_librarys_figure_for_any_distance(self):
        rng = np.random.default_rng(4)
        counts = rng.multinomial(3, [0.4, 0.3, 0.2, 0.1], size=30)
        apart = masi(np.array([[1, 0, 0], [1, 1, 0], [0, 1, 1], [0, 0, 0]], dtype=bool))
        differing = np.einsum("pv,vw,pw->p", counts, apart, counts) / 2

        [drawn] = _alphas(differing, counts, apart, np.ones((1, 30)))

        assert drawn == pytest.approx(library_alpha(counts, apart))

    def test_is_not_a_number_where_a_draw_holds_one_value_only(self):
        counts = np.array([[2, 0], [0, 2]])

        [drawn] = _alphas(np.zeros(2), counts, SAME, np.array([[2.0, 0.0]]))

        assert np.isnan(drawn)


class TestRedraw:
    def test_draws_as_many_as_there_are_each_time(self):
        drawn = redraw(30, draws=50)

        assert drawn.shape == (50, 30)
        assert set(drawn.sum(axis=1)) == {30}


class TestInterval:
    def test_holds_the_figure_itself(self):
        found = interval(0.5, np.array([0.6, 0.7, np.nan]))

        assert (found.value, found.low) == (0.5, 0.5)

    def test_says_nothing_where_no_draw_told_anything(self):
        assert np.isnan(interval(0.5, np.array([np.nan])).low)

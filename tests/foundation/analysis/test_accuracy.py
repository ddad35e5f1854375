import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from regard.foundation.analysis.accuracy import f1_between, measure_accuracy


def placings(points, themes, *, seed=1):
    """Return where a machine put points, and where they belong."""
    rng = np.random.default_rng(seed)
    right = rng.random((points, themes)) < 0.2
    placed = right ^ (rng.random(right.shape) < 0.08)
    return placed, right


class TestMeasureAccuracy:
    def test_gives_the_shares_that_scikit_learn_gives(self):
        placed, right = placings(80, 5)

        found = measure_accuracy(placed, right)

        for name, score in (
            ("precision", precision_score),
            ("recall", recall_score),
            ("f1", f1_score),
        ):
            overall = score(right, placed, average="micro")
            each = score(right, placed, average=None)
            assert getattr(found.overall, name).value == pytest.approx(overall)
            assert [getattr(theme, name).value for theme in found.themes] == pytest.approx(each)

    def test_counts_marks_and_points_that_are_exactly_right(self):
        placed = np.array([[1, 0], [1, 1], [0, 0]], dtype=bool)
        right = np.array([[1, 0], [0, 1], [0, 1]], dtype=bool)

        found = measure_accuracy(placed, right)

        assert (found.points, found.same) == (3, 1)
        assert (found.overall.placed, found.overall.wanted, found.overall.right) == (3, 3, 2)
        assert [theme.right for theme in found.themes] == [1, 1]

    def test_does_not_claim_certainty_from_a_few_marks_that_were_all_right(self):
        placed = np.eye(4, 1, dtype=bool)

        [theme] = measure_accuracy(placed, placed).themes

        assert theme.precision.value == 1
        assert theme.precision.low < 0.3

    def test_says_nothing_where_nothing_was_placed_or_wanted(self):
        nothing, everything = np.zeros((5, 1), dtype=bool), np.ones((5, 1), dtype=bool)

        unplaced = measure_accuracy(nothing, everything).overall
        neither = measure_accuracy(nothing, nothing).overall

        assert np.isnan(unplaced.precision.value)
        assert unplaced.recall.value == unplaced.f1.value == 0
        assert np.isnan(neither.f1.value)

    def test_says_nothing_of_no_points(self):
        found = measure_accuracy(np.zeros((0, 2), dtype=bool), np.zeros((0, 2), dtype=bool))

        assert found.points == 0
        assert np.isnan(found.overall.f1.value)

    def test_holds_the_truth_about_as_often_as_it_says(self):
        placed, right = placings(4_000, 6)
        truth = measure_accuracy(placed, right, draws=2).overall.f1.value
        rng = np.random.default_rng(5)

        held = 0
        for _ in range(200):
            drawn = rng.choice(4_000, 150, replace=False)
            found = measure_accuracy(placed[drawn], right[drawn], draws=400).overall.f1
            held += found.low <= truth <= found.high

        assert 180 <= held <= 199  # 190 of 200 on average


class TestF1Between:
    def test_is_the_same_from_either_side(self):
        one, other = placings(50, 4)
        is_read = np.ones((2, 50), dtype=bool)

        found = f1_between(np.stack([one, other]), is_read)

        assert found.value == pytest.approx(f1_score(one, other, average="micro"))
        assert found == f1_between(np.stack([other, one]), is_read)

    def test_leaves_out_what_one_of_a_pair_did_not_read(self):
        marks = np.array([[[True], [True]], [[True], [False]]])
        is_read = np.array([[True, True], [True, False]])

        assert f1_between(marks, is_read).value == 1

    def test_says_nothing_where_nobody_ticked_anything(self):
        nothing = np.zeros((2, 5, 3), dtype=bool)

        assert np.isnan(f1_between(nothing, np.ones((2, 5), dtype=bool)).value)

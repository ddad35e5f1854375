import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from regard.foundation.analysis.polis.matrix import Cast, collect
from regard.foundation.analysis.polis.report import report_on
from regard.foundation.analysis.polis.stability import (
    adjusted_rand,
    stability_of,
    tenth_percentile,
)
from tests.foundation.analysis.polis.made import UNHURRIED, camps, votes_of


class TestStabilityOf:
    def test_shows_camps_that_are_there_whatever_is_left_out(self):
        votes = votes_of(camps()[0])

        found = stability_of(votes, report_on(votes).groups, draws=5)

        np.testing.assert_allclose(found.without_statements, 1)
        np.testing.assert_allclose(found.without_people, 1)
        assert found.may_show

    def test_hides_groups_found_in_noise_and_says_why(self):
        dense = np.random.default_rng(1).choice([-1.0, 0, 1], (60, 20))
        votes = votes_of(dense)

        found = stability_of(votes, report_on(votes).groups, draws=10)

        assert not found.may_show
        low = tenth_percentile(found.without_statements)
        assert f"a fifth of the statements are left out (agreement {low:.2f})" in (
            found.reason_to_hide or ""
        )
        assert "a fifth of the people are left out" in (found.reason_to_hide or "")
        assert "we show what people agree on, and not groups" in (found.reason_to_hide or "")

    def test_hides_what_is_no_group(self):
        votes = votes_of(np.ones((4, 3)))

        found = stability_of(votes, report_on(votes).groups)

        assert found.reason_to_hide == "There are too few people on the map to find groups."

    def test_gives_the_same_for_the_same_seed_and_not_for_another(self):
        votes = votes_of(camps(noise=0.7)[0])
        groups = report_on(votes).groups

        first, again, other = (stability_of(votes, groups, draws=3, seed=s) for s in (1, 1, 2))

        np.testing.assert_array_equal(first.without_people, again.without_people)
        assert first.without_people.tolist() != other.without_people.tolist()

    @pytest.mark.parametrize(
        ("name", "may_show"),
        [("canadian-electoral-reform", True), ("london.youth.policing", False)],
    )
    def test_tells_real_conversations_with_groups_from_those_without(
        self, shared_data, name, may_show
    ):
        path = shared_data / "votes" / "polis_open_data" / name / "votes.csv"
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        columns = ("voter-id", "comment-id", "vote", "timestamp")
        cast = Cast(*([int(row[column]) for row in rows] for column in columns))
        votes = collect(cast, statements=sorted({int(row["comment-id"]) for row in rows}))

        found = stability_of(votes, report_on(votes).groups, draws=10)

        assert found.may_show is may_show


class TestAdjustedRand:
    def test_is_what_the_hand_works_out(self):
        # of six pairs two are together in the first, one in the second, one in both
        assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1])) == 1
        found = adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2]))
        assert found == pytest.approx((1 - 2 / 6) / (1.5 - 2 / 6))

    @pytest.mark.parametrize("labels", [[], [0], [0, 0, 0], [0, 1, 2]])
    def test_is_one_where_both_are_the_same(self, labels):
        labels = np.array(labels, dtype=int)
        assert adjusted_rand(labels, labels) == 1

    @UNHURRIED
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=2))
    def test_agrees_with_scikit_learn(self, pairs):
        first, second = np.array(pairs).T

        assert adjusted_rand(first, second) == pytest.approx(adjusted_rand_score(first, second))

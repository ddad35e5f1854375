import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from regard.foundation.analysis.polis.clusters import (
    NO_GROUP,
    SMALL_CLUSTERS,
    find_groups,
    silhouette,
    weighted_k_means,
)

CORNERS = np.array([[0.0, 0], [10, 0], [0, 10]])


def blobs(*, sizes, seed=0):
    chance = np.random.default_rng(seed)
    of_person = np.repeat(np.arange(len(sizes)), sizes)
    return CORNERS[of_person] + chance.normal(size=(len(of_person), 2)), of_person


class TestFindGroups:
    @pytest.mark.parametrize("sizes", [(10, 20, 15), (100, 300, 200)])
    def test_finds_those_who_lie_together_the_largest_group_first(self, sizes):
        people, of_person = blobs(sizes=sizes)

        found = find_groups(people, on_map=np.ones(len(people), dtype=bool))

        assert found.number == 3
        assert max(found.silhouettes, key=found.silhouettes.get) == 3
        renamed = np.argsort(np.argsort([-size for size in sizes]))
        np.testing.assert_array_equal(found.of_people, renamed[of_person])
        largest = people[of_person == np.argmax(sizes)].mean(axis=0)
        np.testing.assert_allclose(found.centres[0], largest, atol=1e-9)

    def test_gathers_many_people_in_a_hundred_small_clusters_first(self):
        people, _ = blobs(sizes=(100, 300, 200))

        found = find_groups(people, on_map=np.ones(len(people), dtype=bool))

        assert found.small.max() + 1 == SMALL_CLUSTERS
        for small in range(SMALL_CLUSTERS):
            assert len(set(found.of_people[found.small == small])) == 1

    def test_leaves_out_those_who_are_not_on_the_map(self):
        people, _ = blobs(sizes=(10, 20, 15))
        on_map = np.arange(len(people)) % 4 > 0

        found = find_groups(people, on_map=on_map)

        np.testing.assert_array_equal(found.of_people == NO_GROUP, ~on_map)
        np.testing.assert_array_equal(found.small == NO_GROUP, ~on_map)

    def test_tries_more_groups_only_where_there_are_people_for_them(self):
        people, _ = blobs(sizes=(4, 4, 3))

        found = find_groups(people, on_map=np.ones(11, dtype=bool))

        assert list(found.silhouettes) == [2]

    @pytest.mark.parametrize(
        ("people", "number"), [([[1, 1], [1, 1], [2, 2]], 1), ([[3, 4]], 1), ([], 0)]
    )
    def test_finds_no_groups_where_fewer_than_three_places_are_taken(self, people, number):
        points = np.array(people, dtype=float).reshape(-1, 2)

        found = find_groups(points, on_map=np.ones(len(points), dtype=bool))

        assert found.number == number
        assert not found.silhouettes
        assert not found.of_people.any()

    def test_finds_the_same_groups_every_time(self):
        people = np.random.default_rng(3).normal(size=(5_000, 2))  # too many to settle

        first, second = (find_groups(people, on_map=np.ones(5_000, dtype=bool)) for _ in "ab")

        np.testing.assert_array_equal(first.of_people, second.of_people)


class TestSilhouette:
    def test_is_what_the_hand_works_out(self):
        points = np.array([[0.0, 0], [2, 0], [8, 0]])

        # 1 - 2/8 for the first, 1 - 2/6 for the second, 0 for the one alone
        expected = (0.75 + 2 / 3 + 0) / 3
        assert silhouette(cdist(points, points), np.array([0, 0, 1])) == pytest.approx(expected)

    @pytest.mark.parametrize("number", [2, 3, 4, 5])
    @pytest.mark.parametrize("seed", range(5))
    def test_agrees_with_scikit_learn(self, seed, number):
        chance = np.random.default_rng(seed)
        points = chance.normal(size=(20, 2))
        labels = np.concatenate([np.arange(number), chance.integers(0, number, 20 - number)])

        found = silhouette(cdist(points, points), labels)

        assert found == pytest.approx(silhouette_score(points, labels))


class TestWeightedKMeans:
    def test_lets_weight_draw_the_line(self):
        points = np.array([[0.0, 0], [4, 0], [9, 0]])

        [light] = weighted_k_means(points, np.array([1.0, 1, 1]), [2])
        [heavy] = weighted_k_means(points, np.array([100.0, 100, 1]), [2])

        assert light[0] == light[1] != light[2]
        assert heavy[1] == heavy[2] != heavy[0]

    @pytest.mark.parametrize("number", [2, 3, 4, 5])
    @pytest.mark.parametrize("seed", range(5))
    def test_is_nearly_as_tight_as_scikit_learn_even_on_noise(self, seed, number):
        chance = np.random.default_rng(seed)
        points, weights = chance.normal(size=(40, 2)), chance.integers(1, 5, 40).astype(float)
        slow = KMeans(number, n_init=10, random_state=0).fit(points, sample_weight=weights)

        [labels] = weighted_k_means(points, weights, [number])

        loose = sum(
            (weights[mine] * ((points[mine] - centre) ** 2).sum(axis=1)).sum()
            for mine in (labels == one for one in range(number))
            for centre in [np.average(points[mine], axis=0, weights=weights[mine])]
        )
        assert loose <= 1.1 * slow.inertia_

    @pytest.mark.parametrize("seed", range(5))
    def test_finds_the_same_for_a_number_whatever_others_are_tried_beside_it(self, seed):
        chance = np.random.default_rng(seed)
        points, weights = chance.normal(size=(40, 2)), chance.integers(1, 5, 40).astype(float)

        together = weighted_k_means(points, weights, [2, 3, 4, 5])

        for number, labels in zip([2, 3, 4, 5], together, strict=True):
            [alone] = weighted_k_means(points, weights, [number])
            np.testing.assert_array_equal(labels, alone)
            assert set(labels.tolist()) == set(range(number))

"""
Groups of people who lie near one another on the map.

Two stages, as on Polis's server: up to 100 small clusters, then as many groups of those as stand
furthest apart. Unlike there, the same map always gives the same groups: starts are seeded, the
tightest of several is kept, and nothing depends on the groups of an hour ago.
"""

from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.polis.matrix import BoolArray

SMALL_CLUSTERS = 100
FEWEST_GROUPS, MOST_GROUPS = 2, 5
CLUSTERS_FOR_ONE_MORE = 12
"""All from Polis: k = 2 to min(5, 2 + n/12) groups of n small clusters."""

STARTS = 10
ROUNDS = 20
DECIMALS = 9
"""Tightness and silhouettes are compared to so many places, lest rounding decide."""

SEED = 20_261_122
NO_GROUP = -1


@dataclass(frozen=True)
class Groups:
    """
    Who is in which group.

    Attributes:
        of_people: shape (n_people,), numbered from 0, largest first; -1 for those who are not
            on the map.
        small: small cluster of each person, shape (n_people,), -1 likewise.
        centres: middle of each group on the map, shape (n_groups, 2).
        silhouettes: by number of groups tried, how far they stand apart, -1 to 1.
    """

    of_people: IntArray
    small: IntArray
    centres: FloatArray
    silhouettes: dict[int, float]

    @property
    def number(self) -> int:
        """How many groups there are; 0 where nobody is on the map."""
        return len(self.centres)


def find_groups(people: FloatArray, *, on_map: BoolArray) -> Groups:
    """
    Return the groups among those who are on the map.

    One group, with no silhouette, where fewer than three places on the map are taken.

    :param people: shape (n_people, 2).
    :param on_map: shape (n_people,).
    """
    placed = people[on_map]
    small, centres = _small_clusters(placed)
    weights = np.bincount(small, minlength=len(centres)).astype(np.float64)
    tried = _tried(centres, weights)
    best = max(tried, key=lambda number: (tried[number][0], -number), default=0)
    chosen = tried[best][1] if best else np.zeros(len(centres), dtype=np.int64)
    chosen = _largest_first(chosen, weights)
    of_people, of_small = (np.full(len(people), NO_GROUP, dtype=np.int64) for _ in range(2))
    of_people[on_map], of_small[on_map] = chosen[small], small
    return Groups(
        of_people=of_people,
        small=of_small,
        centres=_means(centres, weights, chosen),
        silhouettes={number: apart for number, (apart, _) in tried.items()},
    )


def silhouette(points: FloatArray, labels: IntArray) -> float:
    """
    Return the mean over points of (b - a) / max(a, b), -1 to 1.

    a is the mean distance to the others of the point's own cluster, b to the points of the
    nearest other one (Rousseeuw, 1987). A point alone in its cluster counts as 0.

    :param points: shape (n, 2).
    :param labels: shape (n,), from 0, at least two different.
    """
    distance = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    member = np.eye(int(labels.max()) + 1)[labels]
    sums, sizes = distance @ member, member.sum(axis=0)
    own = np.arange(len(points)), labels
    a = sums[own] / np.maximum(sizes[labels] - 1, 1)
    others = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    others[own] = np.inf
    b = others.min(axis=1)
    larger = np.maximum(a, b)
    apart = np.divide(b - a, larger, where=larger > 0, out=np.zeros(len(points)))
    return float(np.where(sizes[labels] > 1, apart, 0).mean())


def _tried(centres: FloatArray, weights: FloatArray) -> dict[int, tuple[float, IntArray]]:
    """Return, for each number of groups, how far they stand apart and who is in which."""
    if len(centres) <= FEWEST_GROUPS:
        return {}
    most = min(MOST_GROUPS, FEWEST_GROUPS + len(centres) // CLUSTERS_FOR_ONE_MORE)
    found = {}
    for number in range(FEWEST_GROUPS, most + 1):
        labels = weighted_k_means(centres, weights, number)
        found[number] = (round(silhouette(centres, labels), DECIMALS), labels)
    return found


def weighted_k_means(points: FloatArray, weights: FloatArray, number: int) -> IntArray:
    """
    Return the tightest of several k-means, by labels from 0 to `number` - 1, shape (n,).

    All starts are run side by side, as arrays of shape (starts, number, n).

    :param points: shape (n, 2), at least `number` of them different.
    :param weights: over 0, shape (n,).
    """
    centres = _spread(points, weights, number=number, starts=STARTS)
    first = number * np.arange(STARTS)[:, None]
    again, weighing = np.tile(points, (STARTS, 1)), np.tile(weights, STARTS)
    for _ in range(ROUNDS):
        labels = (first + _squares(points, centres).argmin(axis=1)).ravel()
        moved = _means(again, weighing, labels, before=centres.reshape(-1, 2))
        centres, before = moved.reshape(centres.shape), centres
        if np.array_equal(centres, before):
            break
    squares = _squares(points, centres)
    looseness = np.round(squares.min(axis=1) @ weights, DECIMALS)
    return np.asarray(squares[looseness.argmin()].argmin(axis=0), dtype=np.int64)


def _squares(points: FloatArray, centres: FloatArray) -> FloatArray:
    """Return squared distances, shape (..., number, n), of centres of shape (..., number, 2)."""
    across = points[:, 0] - centres[..., 0, None]
    along = points[:, 1] - centres[..., 1, None]
    squares: FloatArray = across * across + along * along
    return squares


def _small_clusters(points: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the small cluster of each point, shape (n,), and their centres, all in use."""
    from scipy.spatial import cKDTree  # noqa: PLC0415 (slow to load)

    distinct, places = np.unique(points, axis=0, return_inverse=True)
    labels = places.ravel().astype(np.int64)
    if len(distinct) <= SMALL_CLUSTERS:
        return labels, distinct
    ones = np.ones(len(points))
    centres = _spread(points, ones, number=SMALL_CLUSTERS, starts=1)[0]
    for _ in range(ROUNDS):
        _, nearest = cKDTree(centres).query(points)
        if np.array_equal(nearest, labels):
            break
        labels = nearest.astype(np.int64)
        centres = _means(points, ones, labels, before=centres)
    used, labels = np.unique(labels, return_inverse=True)
    return labels.astype(np.int64), centres[used]


def _spread(points: FloatArray, weights: FloatArray, *, number: int, starts: int) -> FloatArray:
    """Return starts of k-means++ (Arthur, Vassilvitskii, 2007), shape (starts, number, 2)."""
    tickets = np.random.default_rng(SEED).random((number, starts, 1))
    nearest = np.ones((starts, len(points)))
    chosen = np.empty((starts, number, 2))
    for step, ticket in enumerate(tickets):
        sums = np.cumsum(nearest * weights, axis=1)
        place = (sums <= ticket * sums[:, -1:]).sum(axis=1)
        chosen[:, step] = points[np.minimum(place, len(points) - 1)]
        squares = _squares(points, chosen[:, step, None])[:, 0]
        nearest = squares if step == 0 else np.minimum(nearest, squares)
    return chosen


def _means(
    points: FloatArray, weights: FloatArray, labels: IntArray, *, before: FloatArray | None = None
) -> FloatArray:
    number = int(labels.max(initial=-1)) + 1 if before is None else len(before)
    mass = np.bincount(labels, weights=weights, minlength=number)
    sums = [np.bincount(labels, weights=weights * axis, minlength=number) for axis in points.T]
    means = np.stack(sums, axis=1) / np.where(mass > 0, mass, 1)[:, None]
    return means if before is None else np.where(mass[:, None] > 0, means, before)


def _largest_first(labels: IntArray, weights: FloatArray) -> IntArray:
    """Number the groups again by how many people they hold; of equals, the earlier first."""
    used, first, again = np.unique(labels, return_index=True, return_inverse=True)
    mass = np.bincount(again, weights=weights, minlength=len(used))
    order = np.lexsort((first, -mass))
    ranks = np.empty(len(used), dtype=np.int64)
    ranks[order] = np.arange(len(used))
    return np.asarray(ranks[again], dtype=np.int64)

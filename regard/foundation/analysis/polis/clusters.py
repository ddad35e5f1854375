"""
Groups of people who lie near one another on the map.

Two stages, as on Polis's server: up to 100 small clusters, then as many groups of those as stand
furthest apart. Unlike there, the same map always gives the same groups: starts are seeded, the
tightest of several is kept, and nothing depends on the groups of an hour ago.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.polis.matrix import BoolArray

SMALL_CLUSTERS = 100
FEWEST_GROUPS, MOST_GROUPS = 2, 5
CLUSTERS_FOR_ONE_MORE = 12
"""All from Polis: k = 2 to min(5, 2 + n/12) groups of n small clusters."""

STARTS = 10
ROUNDS, SMALL_ROUNDS = 20, 10
"""After ten rounds small clusters are tighter by less than 1%, and groups no better."""

DECIMALS = 9
"""Tightness and silhouettes are compared to so many places, lest rounding decide."""

DRAWN_AT_ONCE = 4
"""Of the centres of small clusters: as tight as when drawn one by one, in a third of the time."""

FAR = 1e100
"""Of a centre that nobody is to be nearest to."""

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


def silhouette(distances: FloatArray, labels: IntArray) -> float:
    """
    Return the mean over points of (b - a) / max(a, b), -1 to 1.

    a is the mean distance to the others of the point's own cluster, b to the points of the
    nearest other one (Rousseeuw, 1987). A point alone in its cluster counts as 0.

    :param distances: of each point to each, shape (n, n).
    :param labels: shape (n,), from 0, at least two different.
    """
    member = np.eye(int(labels.max()) + 1)[labels]
    sums, sizes = distances @ member, member.sum(axis=0)
    own = np.arange(len(labels)), labels
    a = sums[own] / np.maximum(sizes[labels] - 1, 1)
    others = np.where(sizes > 0, sums / np.maximum(sizes, 1), np.inf)
    others[own] = np.inf
    b = others.min(axis=1)
    larger = np.maximum(a, b)
    apart = np.divide(b - a, larger, where=larger > 0, out=np.zeros(len(labels)))
    return float(np.where(sizes[labels] > 1, apart, 0).mean())


def _tried(centres: FloatArray, weights: FloatArray) -> dict[int, tuple[float, IntArray]]:
    """Return, for each number of groups, how far they stand apart and who is in which."""
    from scipy.spatial.distance import cdist  # noqa: PLC0415 (slow to load)

    if len(centres) <= FEWEST_GROUPS:
        return {}
    most = min(MOST_GROUPS, FEWEST_GROUPS + len(centres) // CLUSTERS_FOR_ONE_MORE)
    numbers = range(FEWEST_GROUPS, most + 1)
    distances = cdist(centres, centres)
    found = zip(numbers, weighted_k_means(centres, weights, numbers), strict=True)
    return {
        number: (round(silhouette(distances, labels), DECIMALS), labels)
        for number, labels in found
    }


def weighted_k_means(
    points: FloatArray, weights: FloatArray, numbers: Sequence[int]
) -> list[IntArray]:
    """
    Return, for each number of clusters, the tightest of several k-means.

    All numbers and starts run side by side, each until it settles. They are the columns of
    arrays of shape (most clusters, n_columns, ...), in which a cluster too many is far away.

    :param points: shape (n, 2), at least as many of them different as the largest number.
    :param weights: over 0, shape (n,).
    :return: labels from 0 to the number - 1, each of shape (n,).
    """
    starts = _spread(points, weights, number=max(numbers), starts=STARTS).swapaxes(0, 1)
    centres = np.concatenate([starts] * len(numbers), axis=1)
    centres[np.arange(max(numbers))[:, None] >= np.repeat(numbers, STARTS)] = FAR
    weighed = np.column_stack([points, np.ones(len(points))]) * weights[:, None]
    moving = np.arange(centres.shape[1])
    for _ in range(ROUNDS):
        before = centres[:, moving]
        squares = _squares(before, points)
        sums = (squares == squares.min(axis=0)) @ weighed
        mass = sums[..., 2:]
        moved = np.divide(sums[..., :2], mass, where=mass > 0, out=before.copy())
        centres[:, moving] = moved
        moving = moving[(moved != before).any(axis=(0, 2))]
        if not moving.size:
            break
    squares = _squares(centres, points)
    looseness = np.round(squares.min(axis=0) @ weights, DECIMALS).reshape(-1, STARTS)
    tightest = looseness.argmin(axis=1) + STARTS * np.arange(len(numbers))
    return list(squares[:, tightest].argmin(axis=0))


def _squares(centres: FloatArray, points: FloatArray) -> FloatArray:
    """Return squared distances, shape (..., n), of centres of shape (..., 2)."""
    from scipy.spatial.distance import cdist  # noqa: PLC0415 (slow to load)

    squares = cdist(centres.reshape(-1, 2), points, "sqeuclidean")
    return np.asarray(squares.reshape(*centres.shape[:-1], len(points)))


def _small_clusters(points: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return the small cluster of each point, shape (n,), and their centres, all in use."""
    from scipy.cluster.vq import vq  # noqa: PLC0415 (slow to load)

    distinct, places = np.unique(points, axis=0, return_inverse=True)
    labels = places.ravel().astype(np.int64)
    if len(distinct) <= SMALL_CLUSTERS:
        return labels, distinct
    ones = np.ones(len(points))
    centres = _spread(points, ones, number=SMALL_CLUSTERS, at_once=DRAWN_AT_ONCE)[0]
    for _ in range(SMALL_ROUNDS):
        nearest, _ = vq(points, centres, check_finite=False)
        if np.array_equal(nearest, labels):
            break
        labels = nearest.astype(np.int64)
        centres = _means(points, ones, labels, before=centres)
    used, labels = np.unique(labels, return_inverse=True)
    return labels.astype(np.int64), centres[used]


def _spread(
    points: FloatArray, weights: FloatArray, *, number: int, starts: int = 1, at_once: int = 1
) -> FloatArray:
    """
    Return starts of k-means++ (Arthur, Vassilvitskii, 2007), shape (starts, number, 2).

    :param at_once: centres drawn before distances are measured again, which divides `number`.
    """
    tickets = np.random.default_rng(SEED).random((number // at_once, starts, 1))
    mass, nearest, chosen = np.tile(weights, (starts, 1)), np.inf, []
    for ticket in tickets:
        sums = mass.cumsum(axis=1)
        drawn = (ticket + np.arange(at_once)) / at_once * sums[:, -1:]
        places = (sums[:, None] > drawn[..., None]).argmax(axis=2)
        chosen.append(points[places])
        nearest = np.minimum(nearest, _squares(chosen[-1], points).min(axis=1))
        mass = nearest * weights
    return np.concatenate(chosen, axis=1)


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

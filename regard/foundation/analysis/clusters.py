"""
Groups of vectors that point the same way, and those that point no way in particular.

The same vectors in the same order give the same clusters on every run: one thread, a fixed
seed, and similarities rounded before they are compared.
"""

from collections.abc import Iterator

import numpy as np
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.embeddings import unit

LEAST_SIMILARITY = 0.25
"""A vector less like every centre than this is in no cluster (measured in `placement`)."""

TWINS = 0.6
"""Centres at least this alike are one theme; in real comments few are, and they read as one."""

FEWEST_MEMBERS = 3
"""Distinct arguments that it takes to make a theme."""

MOST_CLUSTERS = 40
SAMPLE = 2000
"""The tree is built on at most so many vectors (its time grows with their square)."""

SEED = 20_261_121
ROUNDS = 15
DECIMALS = 6


def find_centres(vectors: FloatArray) -> FloatArray:
    """
    Return the centres of the clusters among vectors of length 1.

    Ward's tree is cut into every number of clusters from half of sqrt(n/2) (Mardia's rule of
    thumb, at most 40) to all of it, and the cut kept whose clusters stand furthest apart by
    the simplified silhouette (Hruschka et al., 2004). Twins are merged. Then come rounds of
    spherical k-means over all vectors, in which those far from every centre have no say.

    :param vectors: shape (n, d).
    :return: shape (n_clusters, d), of length 1; none if there are fewer than six vectors.
    """
    if len(vectors) < 2 * FEWEST_MEMBERS:
        return np.empty((0, vectors.shape[1]))
    with threadpool_limits(limits=1):
        sample = vectors
        if len(vectors) > SAMPLE:
            chosen = np.random.default_rng(SEED).choice(len(vectors), SAMPLE, replace=False)
            sample = vectors[np.sort(chosen)]
        most = int(np.clip(round(np.sqrt(len(vectors) / 2)), 2, MOST_CLUSTERS))
        cuts = _cuts(sample, fewest=max(2, most // 2), most=most)
        centres = max(cuts, key=lambda cut: _silhouette(_cosines(sample, cut)))
        return _refined(vectors, _merge_twins(centres), rounds=ROUNDS)


def similarities(vectors: FloatArray, centres: FloatArray) -> FloatArray:
    """Return the cosine of each vector with each centre, shape (n, n_clusters), -1 to 1."""
    with threadpool_limits(limits=1):
        return _cosines(vectors, centres)


def centres_of(vectors: FloatArray, labels: IntArray, n_clusters: int) -> FloatArray:
    """Return the mean direction of the vectors with each label, shape (n_clusters, d)."""
    from scipy.sparse import csc_matrix  # noqa: PLC0415 (slow to load)

    inside = labels >= 0
    each = np.concatenate([[0], np.cumsum(inside)])
    member_of = csc_matrix((np.ones(each[-1]), labels[inside], each), (n_clusters, len(vectors)))
    return unit(np.asarray(member_of @ vectors))


def _cosines(vectors: FloatArray, centres: FloatArray) -> FloatArray:
    """Return what `similarities` does, where threads are limited already (which takes 4 ms)."""
    cosines: FloatArray = np.round(vectors @ centres.T, DECIMALS)
    return cosines


def _cuts(vectors: FloatArray, *, fewest: int, most: int) -> Iterator[FloatArray]:
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 (slow to load)

    tree = linkage(vectors, method="ward")
    for number in range(fewest, most + 1):
        labels = fcluster(tree, number, criterion="maxclust") - 1
        centres = centres_of(vectors, labels, int(labels.max()) + 1)
        yield _refined(vectors, centres, rounds=4, least=-1)


def _refined(
    vectors: FloatArray, centres: FloatArray, *, rounds: int, least: float = LEAST_SIMILARITY
) -> FloatArray:
    for _ in range(rounds):
        cosines = _cosines(vectors, centres)
        labels = np.where(cosines.max(axis=1) >= least, cosines.argmax(axis=1), -1)
        moved = centres_of(vectors, labels, len(centres))
        centres = np.where(moved.any(axis=1, keepdims=True), moved, centres)
    return centres


def _silhouette(cosines: FloatArray) -> float:
    """Return the mean over vectors of (b - a) / b: distance to the nearest and next centre."""
    nearest = 1 - np.sort(cosines, axis=1)[:, ::-1]
    a, b = nearest[:, 0], np.maximum(nearest[:, 1], 10**-DECIMALS)
    return round(float(((b - a) / b).mean()), DECIMALS)


def _merge_twins(centres: FloatArray) -> FloatArray:
    while len(centres) > 1:
        alike = _cosines(centres, centres) - 2 * np.eye(len(centres))
        if alike.max() < TWINS:
            break
        first, second = np.unravel_index(alike.argmax(), alike.shape)
        centres[first] += centres[second]
        centres = unit(np.delete(centres, second, axis=0))
    return centres

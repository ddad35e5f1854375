"""
Groups of vectors that point the same way, and those that point no way in particular.

The same vectors in the same order give the same clusters on every run: one thread, a fixed
seed, and similarities rounded before they are compared.
"""

from collections.abc import Iterator

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.embeddings import unit
from regard.foundation.analysis.threads import one_thread

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
ROUNDS, ROUNDS_OF_A_CUT = 6, 2
"""
More change little: with 8, agreement with people's codes is the same to 0.0003, and with four of
each cut it is no better (0.241 against 0.243).
"""

MOST_CUTS = 11
"""Between 20 and 40 clusters that is every second number; trying each chose the same cut."""

DECIMALS = 6


def find_centres(vectors: FloatArray) -> FloatArray:
    """
    Return the centres of the clusters among vectors of length 1.

    Ward's tree is cut into numbers of clusters from half of sqrt(n/2) (Mardia's rule of thumb,
    at most 40) to all of it, and the cut kept whose clusters stand furthest apart by the
    simplified silhouette (Hruschka et al., 2004). Twins are merged. Then come rounds of
    spherical k-means over all vectors, in which those far from every centre have no say.

    :param vectors: shape (n, d).
    :return: shape (n_clusters, d), of length 1; none if there are fewer than six vectors.
    """
    if len(vectors) < 2 * FEWEST_MEMBERS:
        return np.empty((0, vectors.shape[1]))
    with one_thread():
        sample = vectors
        if len(vectors) > SAMPLE:
            chosen = np.random.default_rng(SEED).choice(len(vectors), SAMPLE, replace=False)
            sample = vectors[np.sort(chosen)]
        most = int(np.clip(round(np.sqrt(len(vectors) / 2)), 2, MOST_CLUSTERS))
        cuts = _cuts(sample, fewest=max(2, most // 2), most=most)
        centres = max(cuts, key=lambda cut: _silhouette(cosines_of(sample, cut)))
        return _refined(vectors, _merge_twins(centres), rounds=ROUNDS)


def similarities(vectors: FloatArray, centres: FloatArray) -> FloatArray:
    """Return the cosine of each vector with each centre, shape (n, n_clusters), -1 to 1."""
    with one_thread():
        return cosines_of(vectors, centres)


def centres_of(vectors: FloatArray, labels: IntArray, n_clusters: int) -> FloatArray:
    """Return the mean direction of the vectors with each label, shape (n_clusters, d)."""
    from scipy.sparse import csc_matrix  # noqa: PLC0415 (slow to load)

    inside = labels >= 0
    each = np.concatenate([[0], np.cumsum(inside)])
    member_of = csc_matrix((np.ones(each[-1]), labels[inside], each), (n_clusters, len(vectors)))
    return unit(np.asarray(member_of @ vectors))


def cosines_of(vectors: FloatArray, centres: FloatArray) -> FloatArray:
    """Return what `similarities` does, where threads are limited already."""
    products: FloatArray = vectors @ centres.T
    return np.round(products, DECIMALS, out=products)


def _cuts(vectors: FloatArray, *, fewest: int, most: int) -> Iterator[FloatArray]:
    from scipy.cluster.hierarchy import fcluster, linkage  # noqa: PLC0415 (slow to load)

    tree = linkage(_distances(vectors), method="ward")
    for number in np.unique(np.linspace(fewest, most, MOST_CUTS).astype(int)):
        labels = fcluster(tree, number, criterion="maxclust") - 1
        centres = centres_of(vectors, labels, int(labels.max()) + 1)
        yield _refined(vectors, centres, rounds=ROUNDS_OF_A_CUT, least=-1)


def _distances(vectors: FloatArray) -> FloatArray:
    """Return the distance of each pair of vectors of length 1, in the order that scipy wants."""
    from scipy.spatial.distance import squareform  # noqa: PLC0415 (slow to load)

    cosines = squareform(vectors @ vectors.T, checks=False)
    distances: FloatArray = np.sqrt(np.maximum(0, 2 - 2 * cosines))
    return distances


def _refined(
    vectors: FloatArray, centres: FloatArray, *, rounds: int, least: float = LEAST_SIMILARITY
) -> FloatArray:
    before: IntArray | None = None
    for _ in range(rounds):
        cosines = cosines_of(vectors, centres)
        nearest = cosines.argmax(axis=1)
        best = cosines[np.arange(len(vectors)), nearest]
        labels = np.where(best >= least, nearest, -1)
        if before is not None and np.array_equal(labels, before):
            break
        moved = centres_of(vectors, labels, len(centres))
        centres = np.where(moved.any(axis=1, keepdims=True), moved, centres)
        before = labels
    return centres


def _silhouette(cosines: FloatArray) -> float:
    """Return the mean over vectors of (b - a) / b: distance to the nearest and next centre."""
    last = cosines.shape[1] - 1
    nearest = 1 - np.partition(cosines, [last - 1, last], axis=1)[:, -2:]
    a, b = nearest[:, 1], np.maximum(nearest[:, 0], 10**-DECIMALS)
    return round(float(((b - a) / b).mean()), DECIMALS)


def _merge_twins(centres: FloatArray) -> FloatArray:
    while len(centres) > 1:
        alike = cosines_of(centres, centres) - 2 * np.eye(len(centres))
        if alike.max() < TWINS:
            break
        first, second = np.unravel_index(alike.argmax(), alike.shape)
        centres[first] += centres[second]
        centres = unit(np.delete(centres, second, axis=0))
    return centres

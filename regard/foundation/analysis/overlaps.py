"""
Sets that overlap by at least 80%, and the groups they form. Exact, in bounded memory.

A campaign makes this hard: 10,000 letters that share 150 runs of words are 50 million pairs,
each sharing 150. Three things keep it quick without leaving out a pair that could matter:
features that always come together are counted once, with a weight; the commonest features are
multiplied as a dense matrix; and sets already known to be in one group are not compared.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, csr_matrix, diags
from scipy.sparse.csgraph import connected_components

from regard.foundation.analysis.chance import IntArray

COMMON_FROM = 64
MOST_COMMON = 1024
"""At most so many features, each in at least so many sets, are multiplied as a dense matrix."""

BLOCK_CELLS = 4_000_000
"""Overlaps worked out at a time: 16 MB in single precision, which counts exactly up to 2^24."""


def connected_by_overlap(incidence: csr_matrix) -> IntArray:
    """
    Return the group of each set, where sets that are at least 80% alike share a group.

    Alike is Jaccard's measure: features in both over features in either. Compared in whole
    numbers, so that exactly 80% always counts.

    :param incidence: which set has which feature, as ones in single precision, shape
        (n_sets, n_features).
    :return: group numbers without meaning of their own, shape (n_sets,).
    """
    search = _Search(incidence)
    search.compare_uncrowded()
    search.compare_crowded()
    return search.groups


class _Search:
    """
    The groups found so far, and the features, rare ones apart from common ones.

    A set with a common feature is crowded. Rare features are sparse matrices over all sets,
    common ones a dense matrix over the crowded sets, each also multiplied by its weights.
    """

    def __init__(self, incidence: csr_matrix) -> None:
        self.sizes = np.asarray(incidence.sum(axis=1)).ravel().astype(np.int64)
        self.groups: IntArray = np.arange(self.sizes.size)
        features, weights = _merge_twins(incidence.tocsc())
        holders = np.diff(features.indptr)
        is_common = np.zeros(holders.size, dtype=np.bool_)
        is_common[np.argsort(-holders, kind="stable")[:MOST_COMMON]] = True
        is_common &= holders >= COMMON_FROM

        self.rare = features[:, ~is_common].tocsr()
        self.rare_weighted = (self.rare @ diags(weights[~is_common])).astype(np.float32).tocsr()
        common = features[:, is_common].tocsr()
        self.crowded = np.flatnonzero(np.diff(common.indptr))
        self.common = common[self.crowded].toarray()
        self.common_weights = weights[is_common]

    def compare_uncrowded(self) -> None:
        """Compare with every other set those that have rare features only."""
        rows = np.setdiff1d(np.arange(self.sizes.size), self.crowded)
        others = self.rare.T.tocsr()
        work = np.asarray((self.rare != 0) @ np.diff(others.indptr)).ravel()[rows]
        for block in _blocks(rows, work):
            overlap = (self.rare_weighted[block] @ others).tocoo()
            left, right = block[overlap.row], overlap.col.astype(np.int64)
            alike = self._is_alike(overlap.data, self.sizes[left], self.sizes[right])
            self._join(left[alike], right[alike])

    def compare_crowded(self) -> None:
        """Compare with one another the sets that have a common feature."""
        waiting = np.arange(self.crowded.size)
        height = max(1, BLOCK_CELLS // max(1, waiting.size))
        while waiting.size:
            waiting = waiting[np.argsort(self.groups[self.crowded[waiting]], kind="stable")]
            block, others = waiting[:height], waiting
            waiting = waiting[height:]
            groups = self.groups[self.crowded]
            if (groups[block] == groups[block[0]]).all():
                others = others[groups[others] != groups[block[0]]]
            left, right = self.crowded[block], self.crowded[others]
            overlap = (self.common[block] * self.common_weights) @ self.common[others].T
            overlap += (self.rare_weighted[left] @ self.rare[right].T).toarray()
            alike = self._is_alike(overlap, self.sizes[left][:, None], self.sizes[right])
            i, j = np.nonzero(alike)
            self._join(left[i], right[j])

    @staticmethod
    def _is_alike(
        overlap: NDArray[np.float32], left: IntArray, right: IntArray
    ) -> NDArray[np.bool_]:
        """Return where overlap / (left + right - overlap) >= 4/5, exactly: all are integers."""
        enough: NDArray[np.bool_] = 9 * overlap >= (4 * left + 4 * right).astype(np.float32)
        return enough

    def _join(self, left: IntArray, right: IntArray) -> None:
        ends = self.groups[left], self.groups[right]
        links = csr_matrix((np.ones(left.size, np.int8), ends), shape=(self.sizes.size,) * 2)
        merged = connected_components(links, directed=False)[1]
        self.groups = merged.astype(np.int64)[self.groups]


def _merge_twins(features: csc_matrix) -> tuple[csc_matrix, NDArray[np.float32]]:
    """Return the features that two sets or more have, equal columns once, with their number."""
    twins: dict[bytes, list[int]] = {}
    for column in np.flatnonzero(np.diff(features.indptr) > 1).tolist():
        holders = features.indices[features.indptr[column] : features.indptr[column + 1]]
        twins.setdefault(np.sort(holders).tobytes(), []).append(column)
    kept = [columns[0] for columns in twins.values()]
    return features[:, kept], np.array([len(c) for c in twins.values()], dtype=np.float32)


def _blocks(rows: IntArray, work: IntArray) -> Iterator[IntArray]:
    """Cut rows into runs of at most BLOCK_CELLS work each, or of one row."""
    ends = np.cumsum(work)
    start = 0
    while start < rows.size:
        done = ends[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(ends, done + BLOCK_CELLS, side="right")))
        yield rows[start:stop]
        start = stop

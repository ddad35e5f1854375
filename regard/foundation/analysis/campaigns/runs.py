"""
Which wordings may belong together: those that share a run of three words.

MinHash-LSH keeps a sample of each text's runs (64 hashes or more) and compares texts that
agree in some. An answer has fewer runs than that sample has hashes, so here all runs are kept:
cheaper, nothing left to chance, and no seed. Runs are of three words, not five: of a template
changed in 30 words of 100, 0.7^5 = 17% of the runs of five survive, and between two members
0.49^5 = 3%; of the runs of three, 34% and 12%. What shorter runs bring together by accident
is parted by comparing the words themselves (`shared_words`), exactly.

Shingles: Broder (1997), On the resemblance and containment of documents. Longest common
subsequences by bits: Hyyrö (2004), Bit-parallel LCS-length computation revisited (RapidFuzz).
"""

from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cpdist

from regard.foundation.analysis.campaigns.words import written
from regard.foundation.analysis.chance import IntArray

RUN_WORDS = 3
BLOCK = 250_000
"""Pairs compared at a time: a few tens of megabytes."""

_BITS = 21


class Wordings:
    """
    Wordings ready to be compared, and where their runs of three words are held.

    Attributes:
        words: the words of each as numbers.
        strings: the same as strings (`written`).
        lengths: words in each, shape (n,).
        runs: the number of every run of every wording, ascending, shape (n_runs,). Runs are
            packed in 63 bits: beyond two million different words two may share a number,
            which brings more to compare and changes no result.
        holders: the wording that each run stands in, shape (n_runs,).
    """

    def __init__(self, words: Sequence[IntArray]) -> None:
        self.words = words
        self.strings = [written(one) for one in words]
        self.lengths = np.array([one.size for one in words], dtype=np.int64)
        runs, holders = runs_of(words)
        order = np.argsort(runs, kind="stable")
        self.runs, self.holders = runs[order], holders[order]


def runs_of(words: Sequence[IntArray]) -> tuple[IntArray, IntArray]:
    """Return every run of three words as a number, and which wording holds it."""
    joined = np.concatenate([np.empty(0, np.int64), *words]) % (1 << _BITS)
    owners = np.repeat(np.arange(len(words)), [one.size for one in words]).astype(np.int64)
    end = max(0, joined.size - RUN_WORDS + 1)
    runs = joined[:end] << 2 * _BITS
    runs |= joined[1 : end + 1] << _BITS
    runs |= joined[2 : end + 2]
    whole = owners[:end] == owners[joined.size - end :]
    return runs[whole], owners[:end][whole]


def shared_words(
    ours: Sequence[str], theirs: Sequence[str], left: IntArray, right: IntArray
) -> IntArray:
    """
    Return how many words stand in both of each pair in the same order, gaps allowed.

    :param left: which of ours, shape (n_pairs,); `right` which of theirs.
    """
    one, other = [ours[i] for i in left.tolist()], [theirs[i] for i in right.tolist()]
    found = cpdist(one, other, scorer=LCSseq.similarity, dtype=np.int32, workers=-1)
    return found.astype(np.int64)


def connect(wordings: Wordings, *, share: float, least: int) -> IntArray:
    """
    Return groups of wordings that are alike, and those alike those, and so on.

    Two are alike if they share a run of three words and, in the same order, at least `share`
    of as many words as they have on average, never fewer than `least`. Of the wordings that
    hold a run each is compared with the next, so the work grows with the words, not the pairs;
    wordings that are alike share many runs, and meet by one or another.

    :return: numbers from 0 without meaning of their own, shape (n,).
    """
    n = wordings.lengths.size
    groups: IntArray = np.arange(n)
    same = np.flatnonzero(wordings.runs[1:] == wordings.runs[:-1])
    for start in range(0, same.size, BLOCK):
        here = same[start : start + BLOCK]
        pairs = np.unique(wordings.holders[here] * n + wordings.holders[here + 1])
        left, right = pairs // n, pairs % n
        apart = groups[left] != groups[right]
        left, right = left[apart], right[apart]
        both = shared_words(wordings.strings, wordings.strings, left, right)
        half_sum = (wordings.lengths[left] + wordings.lengths[right]) / 2
        alike = (both >= share * half_sum) & (both >= least)
        groups = _joined(groups, left[alike], right[alike])
    return groups


def holders_of(wordings: Wordings, words: IntArray) -> tuple[IntArray, IntArray]:
    """Return the wordings that hold runs of these words, and how many different ones each."""
    wanted = np.unique(runs_of([words])[0])
    starts = np.searchsorted(wordings.runs, wanted, side="left")
    ends = np.searchsorted(wordings.runs, wanted, side="right")
    found = [np.unique(wordings.holders[a:b]) for a, b in zip(starts, ends, strict=True)]
    return np.unique(np.concatenate([np.empty(0, np.int64), *found]), return_counts=True)


def _joined(groups: IntArray, left: IntArray, right: IntArray) -> IntArray:
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (slow to load)
    from scipy.sparse.csgraph import connected_components  # noqa: PLC0415

    ends = groups[left], groups[right]
    links = csr_matrix((np.ones(left.size, np.int8), ends), shape=(groups.size,) * 2)
    merged: IntArray = connected_components(links, directed=False)[1].astype(np.int64)
    return merged[groups]

"""
Distinct arguments: texts that say the same in nearly the same words, as campaigns do.

Two texts are the same argument if they are equal once case, punctuation, spacing and accents
of spelling are put aside, or if their runs of five words are at least 80% alike (Jaccard: runs
in both / runs in either). The same argument as the same argument is the same argument, so
arguments are the connected groups. Nothing is estimated: no hashing down, no sampling.

Shingles and their resemblance: Broder (1997), On the resemblance and containment of documents.
"""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regard.foundation.analysis.chance import IntArray

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

SHINGLE_WORDS = 5
"""Runs this long are rarely shared by accident; one changed word breaks five of them."""

_APOSTROPHES = re.compile("['’‘`´]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, eq=False)
class Arguments:
    """
    The distinct arguments among some texts.

    Attributes:
        labels: the argument of each text, 0 to n_arguments - 1, numbered in order of first
            appearance, shape (n_texts,).
        sizes: how many texts make each argument, shape (n_arguments,).
        representatives: a text to show for each: of its most common wording, the earliest;
            index into the texts, shape (n_arguments,).
    """

    labels: IntArray
    sizes: IntArray
    representatives: IntArray


def normalise(text: str) -> tuple[str, ...]:
    """Return the words of a text by which it is compared: "Don't STOP!" is dont, stop."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_WORD.findall(_APOSTROPHES.sub("", plain)))


def group_arguments(texts: Sequence[str]) -> IntArray:
    """
    Return the distinct argument that each text makes.

    A text of fewer than five words has no run of five; it is compared by its set of words. One
    without any word ("???") is the same only as one written just like it. The groups do not
    depend on the order of the texts; only their numbers do.

    :return: numbers from 0, in order of first appearance, shape (n_texts,).
    """
    return _grouped(*number_wordings(texts))


def describe_arguments(texts: Sequence[str]) -> Arguments:
    """Return the distinct arguments with their sizes and a text to show for each."""
    wordings, words = number_wordings(texts)
    labels = _grouped(wordings, words)
    copies = np.bincount(wordings)[wordings]
    order = np.lexsort((np.arange(wordings.size), -copies, labels))
    first = np.unique(labels[order], return_index=True)[1]
    return Arguments(labels, np.bincount(labels), order[first])


def number_wordings(texts: Sequence[str]) -> tuple[IntArray, list[IntArray]]:
    """
    Return the number of each text's wording, and the words of each wording as numbers.

    Wordings and words are numbered from 0 in order of first appearance. A text without any
    word is one "word" of its own, written just like it.
    """
    vocabulary: defaultdict[str, int] = defaultdict()
    vocabulary.default_factory = vocabulary.__len__
    wordings: dict[bytes, int] = {}
    numbers = np.empty(len(texts), dtype=np.int64)
    for i, text in enumerate(texts):
        words = normalise(text) or (f" {text.strip()}",)
        key = array("q", map(vocabulary.__getitem__, words)).tobytes()
        numbers[i] = wordings.setdefault(key, len(wordings))
    return numbers, [np.frombuffer(key, dtype=np.int64) for key in wordings]


def _grouped(wordings: IntArray, words: Sequence[IntArray]) -> IntArray:
    from regard.foundation.analysis.overlaps import connected_by_overlap  # noqa: PLC0415 (slow)

    return in_order_of_appearance(connected_by_overlap(_incidence(words))[wordings])


def in_order_of_appearance(labels: IntArray) -> IntArray:
    """Return labels, shape (n,), numbered from 0 in the order in which they first appear."""
    first, inverse = np.unique(labels, return_index=True, return_inverse=True)[1:]
    return np.argsort(np.argsort(first))[inverse]


def _incidence(wordings: Sequence[IntArray]) -> "csr_matrix":
    """Return which wording has which feature, as ones, shape (n_wordings, n_features)."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (slow to load)

    words = np.concatenate([np.empty(0, np.int64), *wordings])
    lengths = np.array([len(wording) for wording in wordings], dtype=np.int64)
    owners = np.repeat(np.arange(lengths.size), lengths)
    is_short = (lengths < SHINGLE_WORDS)[owners]
    runs = _runs(words)
    whole = owners[: runs.size] == owners[owners.size - runs.size :]
    columns = np.concatenate([words[is_short], runs[whole] + int(words.max(initial=0)) + 1])
    rows = np.concatenate([owners[is_short], owners[: runs.size][whole]])
    shape = lengths.size, int(columns.max(initial=0)) + 1
    incidence = csr_matrix((np.ones(rows.size, dtype=np.float32), (rows, columns)), shape=shape)
    incidence.data[:] = 1  # a feature that a wording has twice was added up
    return incidence


def _runs(words: IntArray) -> IntArray:
    """Return a number for each run of five words, the same for the same run."""
    if words.size < SHINGLE_WORDS:
        return np.empty(0, np.int64)
    twos = _paired(words[:-1], words[1:])
    fours = _paired(twos[:-2], twos[2:])
    return _paired(fours[:-1], words[4:])


def _paired(left: IntArray, right: IntArray) -> IntArray:
    """Return a number for each pair, from 0, the same for the same pair."""
    numbers: IntArray = np.unique(left * (int(right.max()) + 1) + right, return_inverse=True)[1]
    return numbers

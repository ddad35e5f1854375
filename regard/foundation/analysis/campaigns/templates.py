"""The template of texts that are alike: the words most of them share, in their order."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from rapidfuzz.distance import Indel, Levenshtein
from rapidfuzz.process import cdist

from regard.foundation.analysis.campaigns.words import written
from regard.foundation.analysis.chance import IntArray

SAMPLE = 40
"""Wordings read to find what most share: a word in 70% of all is missed once in 400."""

ROUNDS = 3


def shared_template(words: Sequence[IntArray], copies: IntArray) -> IntArray:
    """
    Return the words that most of some wordings share.

    Begins with the wording nearest to the others, then three times drops what fewer than half
    have and puts in what more than half have between the same words. Beyond forty wordings,
    the most copied and others evenly spaced are read.

    :param words: the words of each wording as numbers, in a fixed order.
    :param copies: how many texts have each wording, shape (n_wordings,).
    """
    read = _sample(copies)
    chosen, weights = [words[i] for i in read.tolist()], copies[read]
    strings = [written(one) for one in chosen]
    alike = cdist(strings, strings, scorer=Indel.normalized_similarity, dtype=np.float32)
    near = alike @ weights.astype(np.float32)
    sizes = np.array([one.size for one in chosen])
    base: IntArray = chosen[int(np.lexsort((np.arange(read.size), sizes, -near))[0])]
    for _ in range(ROUNDS if read.size > 1 else 0):
        base = _improved(base, chosen, weights)
    return base


def words_in_runs(template: str, text: str, *, length: int) -> int:
    """Return how many words of a template stand in runs of `length` that the text has too."""
    held = {text[i : i + length] for i in range(len(text) - length + 1)}
    covered = until = 0
    for i in range(len(template) - length + 1):
        if template[i : i + length] in held:
            covered += i + length - max(i, until)
            until = i + length
    return covered


def _sample(copies: IntArray) -> IntArray:
    if copies.size <= SAMPLE:
        return np.arange(copies.size)
    common = np.argsort(-copies, kind="stable")[: SAMPLE // 4]
    common = common[copies[common] > 1]
    spaced = np.linspace(0, copies.size - 1, SAMPLE - common.size).astype(np.int64)
    return np.union1d(common, spaced)


def _improved(base: IntArray, words: Sequence[IntArray], weights: IntArray) -> IntArray:
    """Return a base with its words kept, swapped, left out or put in as most of some have it."""
    places: Counter[tuple[float, int]] = Counter()
    own: dict[float, int] = dict(enumerate(base.tolist()))
    string = written(base)
    for one, weight in zip(words, weights.tolist(), strict=True):
        for change in Levenshtein.opcodes(string, written(one)):
            theirs = one[change.dest_start : change.dest_end].tolist()
            start, step = float(change.src_start), 1.0
            if change.tag == "insert":
                step = 1 / (len(theirs) + 1)
                start += step - 1
            for i, word in enumerate(theirs):
                places[start + i * step, word] += weight
    half = int(weights.sum()) / 2
    kept = {
        (place, word)
        for (place, word), weight in places.items()
        if weight > half or (weight == half and place in own and own[place] == word)
    }
    return np.array([word for _, word in sorted(kept)], dtype=np.int64)

"""
Texts matched with themes of which there is a description but no example yet.

Likeness of meaning, and of runs of characters, to the description comes first. Then each theme
moves its middle towards the texts most like it, and so learns words that its description does
not have. Nobody's coding is used.
"""

from collections.abc import Sequence

import numpy as np

from regard.foundation.analysis.chance import FloatArray
from regard.foundation.analysis.embeddings import embed, unit
from regard.foundation.analysis.wording import Wording, is_worded

ROUNDS = 3


def match_descriptions(texts: Sequence[str], descriptions: Sequence[str]) -> FloatArray:
    """
    Return how much more than usual each text is like each description.

    In standard deviations of a theme's likeness, about -2 to 5: comparable from one theme to
    another, and only among the texts given. All 0 for a text or a description without words.

    :return: shape (n_texts, n_descriptions).
    """
    alike = np.zeros((len(texts), len(descriptions)))
    rows = np.array([n for n, text in enumerate(texts) if is_worded(text)], dtype=np.int64)
    columns = np.array([n for n, text in enumerate(descriptions) if is_worded(text)], np.int64)
    if rows.size and columns.size:
        said, described = [texts[n] for n in rows], [descriptions[n] for n in columns]
        alike[np.ix_(rows, columns)] = _matched(said, described)
    return alike


def _matched(texts: Sequence[str], descriptions: Sequence[str]) -> FloatArray:
    vectors, meant = embed(texts), embed(descriptions)
    vectors = unit(vectors - vectors.mean(axis=0))
    if len(descriptions) > 1:
        meant = unit(meant - meant.mean(axis=0))
    runs = Wording([*texts, *descriptions]).alike(texts, descriptions)
    first = _standard(vectors @ meant.T) + _standard(runs)
    alike = first
    for _ in range(ROUNDS):
        shares = np.exp(alike - alike.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        middles = unit((shares - shares.mean(axis=0)).T @ vectors)
        alike = first + _standard(vectors @ middles.T)
    return _standard(alike)


def _standard(scores: FloatArray) -> FloatArray:
    spread = scores.std(axis=0)
    centred = scores - scores.mean(axis=0)
    standard: FloatArray = np.divide(centred, spread, where=spread > 1e-9, out=0 * centred)
    return np.round(standard, 6)

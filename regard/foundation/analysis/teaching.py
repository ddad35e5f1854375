"""
Which texts a person should read next, because their answer would teach most.

Those nearest to the border between "in a theme" and "not in it" (uncertainty sampling), no two
much alike, so that one letter sent by many is asked about once. On 5,096 coded comments 200
chosen so, 60 at a time, taught what 300 chosen at random do (`benchmarks.learning`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from regard.foundation.analysis.chance import FloatArray
from regard.foundation.analysis.embeddings import embed
from regard.foundation.analysis.learning import Learnt

TOO_ALIKE = 0.8
"""Cosine from which two texts say so nearly the same that one of them is asked about."""

UNLIKE = 0.35
"""Cosine to the nearest of what was read under which a text is unlike all of it."""

NEAR = 0.5
"""Log-odds from the border within which a second theme is in doubt as well."""

LEAST = 1e-3


class Why(StrEnum):
    """What makes the answer telling."""

    BETWEEN = "between"
    BORDER = "border"
    UNLIKE = "unlike"


@dataclass(frozen=True)
class Telling:
    """
    A text to read.

    Attributes:
        text: its index.
        column: of the theme most in doubt, in the columns of the scores.
        other: of the theme next in doubt; None unless it is `Why.BETWEEN`.
    """

    text: int
    why: Why
    column: int
    other: int | None


def most_telling(
    texts: Sequence[str],
    scores: FloatArray,
    *,
    learnt: Learnt,
    read: Sequence[str],
    most: int,
) -> list[Telling]:
    """
    Return up to so many texts to read, the most telling first.

    :param texts: those that nobody has read, shape (n_texts,).
    :param scores: of these, as what was learnt scores them, shape (n_texts, n_columns).
    :param read: texts that people have read already.
    """
    doubt = np.abs(_log_odds(scores) - _log_odds(np.array(learnt.bar)))
    order = np.argsort(np.round(doubt.min(axis=1), 6), kind="stable")[: 20 * most]
    vectors = embed([texts[n] for n in order])
    nearest = (vectors @ embed(read).T).max(axis=1, initial=0)
    chosen: list[int] = []
    for place in range(order.size):
        if len(chosen) == most:
            break
        likeness = vectors[chosen] @ vectors[place]
        if vectors[place].any() and likeness.max(initial=0) < TOO_ALIKE:
            chosen.append(place)
    return [_telling(int(order[n]), doubt[order[n]], float(nearest[n])) for n in chosen]


def _telling(text: int, doubt: FloatArray, nearest: float) -> Telling:
    first, *rest = np.argsort(np.round(doubt, 6), kind="stable").tolist()
    if nearest < UNLIKE:
        return Telling(text, Why.UNLIKE, first, None)
    if rest and doubt[rest[0]] < NEAR:
        return Telling(text, Why.BETWEEN, first, rest[0])
    return Telling(text, Why.BORDER, first, None)


def _log_odds(shares: FloatArray) -> FloatArray:
    odds: FloatArray = np.log((shares + LEAST) / (1 - shares + LEAST))
    return odds

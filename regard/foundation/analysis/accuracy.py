"""
How well one placing of points in themes matches another that is taken for right.

Counted over marks: a mark is one point in one theme. Of the marks that were set, the share that
is right is the precision; of those that should have been set, the share that was is the recall;
F1 is their harmonic mean, 2 x right / (set + wanted).

Intervals over all themes, and of every F1, come from drawing the points again with replacement.
Precision and recall of one theme are counts over counts of points drawn at random, and take
Wilson's score interval, which holds also where a theme is rare and every mark was right.

Sources: van Rijsbergen, Information Retrieval (2nd ed., 1979), chapter 7; Wilson (1927), JASA
22, 209-212.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from .agreement import (
    DRAWS,
    NOTHING,
    SEED,
    BoolArray,
    Estimate,
    FloatArray,
    IntArray,
    interval,
    redraw,
)
from .chance import finite_wilson

ENDLESS = 10**9
"""Stands for how many there are of what could have been drawn, where nobody knows."""


@dataclass(frozen=True)
class Marks:
    """
    Marks of one theme, or of all.

    Attributes:
        placed: marks that were set.
        wanted: marks that should have been.
        right: those that were set and should have been.
        precision, recall, f1: NaN where nothing was set, nothing wanted, or neither.
    """

    placed: int
    wanted: int
    right: int
    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True)
class Accuracy:
    """
    How well a placing matches the right one.

    Attributes:
        points: on how many it was measured.
        same: of these, those whose themes are exactly right.
        overall: over the marks of all themes.
        themes: of each theme, in their order.
    """

    points: int
    same: int
    overall: Marks
    themes: tuple[Marks, ...]


def measure_accuracy(
    placed: BoolArray, right: BoolArray, *, draws: int = DRAWS, seed: int = SEED
) -> Accuracy:
    """
    Return how well a placing matches the right one.

    :param placed: shape (n_points, n_themes): whether a point was put in a theme.
    :param right: the same shape: whether it belongs there.
    """
    n_points, n_themes = placed.shape
    weights = redraw(n_points, draws=draws, seed=seed) if n_points else np.zeros((1, 0))
    hits = placed & right
    overall = _overall(placed.sum(axis=1), right.sum(axis=1), hits.sum(axis=1), weights)
    themes = [
        _theme(placed[:, each], right[:, each], hits[:, each], weights) for each in range(n_themes)
    ]
    same = int((placed == right).all(axis=1).sum())
    return Accuracy(points=n_points, same=same, overall=overall, themes=tuple(themes))


def f1_between(
    marks: BoolArray, is_read: BoolArray, *, draws: int = DRAWS, seed: int = SEED
) -> Estimate:
    """
    Return how well readers match one another: F1 over the marks of all pairs of readers.

    It is the same whichever of two is taken for right, and is what a placing can be held
    against: nothing matches people better than people match one another.

    :param marks, is_read: as `agreement.measure_agreement` takes them.
    """
    placed = np.zeros(marks.shape[1], dtype=np.int64)
    hits = np.zeros(marks.shape[1], dtype=np.int64)
    for one, other in combinations(range(len(marks)), 2):
        both = (is_read[one] & is_read[other])[:, None]
        placed += ((marks[one] & both).sum(axis=1) + (marks[other] & both).sum(axis=1)).astype(int)
        hits += (marks[one] & marks[other] & both).sum(axis=1)
    if not placed.any():
        return NOTHING
    weights = redraw(marks.shape[1], draws=draws, seed=seed)
    return _share(2 * hits, placed, weights)


def _overall(placed: IntArray, wanted: IntArray, hits: IntArray, weights: FloatArray) -> Marks:
    return Marks(
        placed=int(placed.sum()),
        wanted=int(wanted.sum()),
        right=int(hits.sum()),
        precision=_share(hits, placed, weights),
        recall=_share(hits, wanted, weights),
        f1=_share(2 * hits, placed + wanted, weights),
    )


def _theme(placed: BoolArray, wanted: BoolArray, hits: BoolArray, weights: FloatArray) -> Marks:
    n_placed, n_wanted, right = int(placed.sum()), int(wanted.sum()), int(hits.sum())
    return Marks(
        placed=n_placed,
        wanted=n_wanted,
        right=right,
        precision=_wilson(right, n_placed),
        recall=_wilson(right, n_wanted),
        f1=_share(2 * hits.astype(np.int64), placed.astype(np.int64) + wanted, weights),
    )


def _share(part: IntArray, whole: IntArray, weights: FloatArray) -> Estimate:
    """Return a share of sums over points with its interval; NaN where the whole is nothing."""
    if not whole.any():
        return NOTHING
    parts, wholes = weights @ part, weights @ whole
    drawn = np.divide(parts, wholes, where=wholes > 0, out=np.full(len(weights), np.nan))
    return interval(float(part.sum() / whole.sum()), drawn)


def _wilson(part: int, whole: int) -> Estimate:
    if not whole:
        return NOTHING
    low, high = finite_wilson(part, whole, ENDLESS)
    return Estimate(part / whole, float(low), float(high))

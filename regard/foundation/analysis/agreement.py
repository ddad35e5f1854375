"""
How far people who read the same points apart from one another agree.

Every point can be in any number of themes. Two questions are asked of the readings, and both
are answered by Krippendorff's alpha, which is 1 where readers agree throughout and 0 where they
agree as often as if each had dealt out the same marks blindfold:

* Theme by theme: is it in or not? Two values, and they are the same or not (nominal).
* Over all themes: the sets of themes that each reader ticked, by how far two sets differ. The
  distance is Passonneau's MASI. Alpha is defined for any such distance.

Of a theme the figure is the library's, `krippendorff`. It would take gigabytes for the many sets
of a large sample, so over sets, and in the draws of points with replacement that the intervals
come from, the same sums are taken here, over all draws at once. Tests hold both to the library.

Sources: Krippendorff, Content Analysis (2nd ed., 2004), chapter 11; Passonneau, "Measuring
agreement on set-valued items (MASI) for semantic and pragmatic annotation", LREC 2006.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

DRAWS = 2_000
"""Enough that the ends of a 95% interval hold to about a hundredth from seed to seed."""

SEED = 20_061
"""Any number would do; kept, so that the same readings give the same intervals."""

ENDS = (2.5, 97.5)
"""Percentiles: the middle 95 of 100 draws."""


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95% interval; NaN where there is too little to tell."""

    value: float
    low: float
    high: float


NOTHING = Estimate(np.nan, np.nan, np.nan)


@dataclass(frozen=True)
class Agreement:
    """
    How far readers agree.

    Attributes:
        points: those that two or more read, on which all else rests.
        overall: alpha over sets of themes, by MASI distance. NaN where nobody ever ticked
            anything else than all others.
        themes: alpha of each theme, in their order. NaN where no reader used it, or all put
            every point in it.
        same: of these points, those that all their readers put into exactly the same themes.
    """

    points: int
    overall: Estimate
    themes: tuple[Estimate, ...]
    same: int


def measure_agreement(
    marks: BoolArray, is_read: BoolArray, *, draws: int = DRAWS, seed: int = SEED
) -> Agreement:
    """
    Return how far readers agree.

    :param marks: shape (n_readers, n_points, n_themes): whether a reader put a point in a theme.
    :param is_read: shape (n_readers, n_points): whether a reader read it. What is not read
        counts for nothing.
    :param draws: how often the points are drawn again, for the intervals.
    """
    is_shared = is_read.sum(axis=0) > 1
    marks, is_read = marks[:, is_shared], is_read[:, is_shared]
    if not is_shared.any():
        return Agreement(0, NOTHING, (NOTHING,) * marks.shape[2], 0)

    weights = redraw(marks.shape[1], draws=draws, seed=seed)
    readers = is_read.sum(axis=0)
    ticks = (marks & is_read[:, :, None]).sum(axis=0)
    all_or_none = (ticks == 0) | (ticks == readers[:, None])
    return Agreement(
        points=int(is_shared.sum()),
        overall=_alpha_of_sets(marks, is_read, weights),
        themes=tuple(_alpha_of_theme(each, readers, weights) for each in ticks.T),
        same=int(all_or_none.all(axis=1).sum()),
    )


def redraw(n_points: int, *, draws: int = DRAWS, seed: int = SEED) -> FloatArray:
    """
    Return how often each point comes in each of many draws with replacement.

    :return: shape (draws, n_points), whole numbers; each row adds up to n_points.
    """
    chances = np.full(n_points, 1 / n_points)
    drawn = np.random.default_rng(seed).multinomial(n_points, chances, size=draws)
    return drawn.astype(np.float64)


def interval(value: float, drawn: FloatArray) -> Estimate:
    """Return a figure with the middle 95 of 100 of those drawn, leaving out what is NaN."""
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not known.size:
        return NOTHING
    low, high = np.percentile(known, ENDS)
    return Estimate(value, float(min(low, value)), float(max(high, value)))


def masi(sets: BoolArray) -> FloatArray:
    """
    Return how far each two sets of themes differ, 0 to 1.

    1 less the share that they have in common (Jaccard) times how they lie to one another: 1 for
    the same, 2/3 where one is within the other, 1/3 where each has something of its own, 0 for
    nothing in common. Two empty sets are the same.

    :param sets: shape (n_sets, n_themes): which themes are in each.
    :return: shape (n_sets, n_sets), symmetric, 0 on the diagonal.
    """
    members = sets.astype(np.float64)
    shared = members @ members.T
    sizes = members.sum(axis=1)
    union = sizes[:, None] + sizes[None, :] - shared
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    lies = np.select([shared == union, shared == 0, shared == smaller], [1, 0, 2 / 3], 1 / 3)
    jaccard = np.divide(shared, union, where=union > 0, out=np.ones_like(union))
    apart: FloatArray = 1 - lies * jaccard
    return apart


def _alpha_of_theme(ticks: IntArray, readers: IntArray, weights: FloatArray) -> Estimate:
    """
    Return alpha of one theme.

    :param ticks: shape (n_points,): how many put each point in it.
    :param readers: of how many who read it, 2 or more.
    """
    import krippendorff  # noqa: PLC0415 (only where it is measured)

    counts = np.stack([readers - ticks, ticks], axis=1)
    if not counts.any(axis=0).all():
        return NOTHING
    differing = 2 * ticks * (readers - ticks) / (readers - 1)
    value = float(krippendorff.alpha(value_counts=counts, level_of_measurement="nominal"))
    drawn = _alphas(differing, counts, np.array([[0.0, 1.0], [1.0, 0.0]]), weights)
    return interval(value, drawn)


def _alpha_of_sets(marks: BoolArray, is_read: BoolArray, weights: FloatArray) -> Estimate:
    """Return alpha over the sets of themes that readers ticked."""
    readers, points = np.nonzero(is_read)
    sets, which = np.unique(marks[readers, points], axis=0, return_inverse=True)
    if len(sets) < 2:
        return NOTHING
    apart = masi(sets)
    counts = np.zeros((marks.shape[1], len(sets)))
    np.add.at(counts, (points, which.ravel()), 1)
    pairs = np.einsum("pv,vw,pw->p", counts, apart, counts, optimize=True)
    differing = pairs / (counts.sum(axis=1) - 1)
    [value] = _alphas(differing, counts, apart, np.ones((1, len(counts))))
    return interval(float(value), _alphas(differing, counts, apart, weights))


def _alphas(
    differing: FloatArray, counts: IntArray | FloatArray, apart: FloatArray, weights: FloatArray
) -> FloatArray:
    """
    Return alpha in each draw; NaN where all values of the draw were the same.

    :param differing: shape (n_points,): the summed distances of every reader of a point to all
        its others, by one less than its readers.
    """
    values = weights @ counts
    expected = np.einsum("bv,vw,bw->b", values, apart, values, optimize=True)
    observed = (weights @ differing) * (values.sum(axis=1) - 1)
    ratio = np.divide(observed, expected, where=expected > 0, out=np.full(len(weights), np.nan))
    alphas: FloatArray = 1 - ratio
    return alphas

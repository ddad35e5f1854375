"""
What chance alone can do to a share of a finite register.

A share heard is a count over a count: nothing about it is uncertain. What can be asked is
whether a group stands apart from the register by more than the luck of the draw. Everything
here answers that question for one model: a group of n services is n drawn by lot, without
putting any back, from a register of N. `finite_wilson` gives the register-wide shares that
such a draw could plausibly come from; `chance_of_fewer` the chance of a draw as low as this.
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def finite_wilson(
    successes: ArrayLike, sample: ArrayLike, population: ArrayLike, *, confidence: float = 0.95
) -> tuple[FloatArray, FloatArray]:
    """
    Return the ends of Wilson's score interval for a share, corrected for a finite population.

    The interval holds every share P of the population for which the observed share p lies
    within z standard errors, where the variance of a draw of n from N without replacement is
    P(1-P)/n x (N-n)/(N-1). Solved for P, that is Wilson's interval with n replaced by
    n x (N-1)/(N-n). It narrows as the sample grows, and is the exact share once n = N.

    In words for a method page: "If a group of this size had been drawn by lot from a register
    with any share between these two, seeing what we saw would be no surprise (19 draws in
    20 come this close). Where the share of the whole register lies outside, chance alone is a
    poor explanation." It does not say that some answers are unknown, and it is not a forecast
    of who will answer.

    Sources: Wilson, E. B. (1927), JASA 22, 209-212; the variance of a share drawn without
    replacement, Cochran, Sampling Techniques (3rd ed., 1977), theorem 3.2.

    :param successes: how many of the sample, 0 to `sample`. The three broadcast together.
    :param sample: the size drawn, 0 to `population`.
    :param population: the size of what it was drawn from.
    :param confidence: over 0 and under 1.
    :return: low and high, shares 0-1 with low <= share <= high; NaN where `sample` is 0.
    :raises ValueError: if a count is negative or larger than what it was drawn from, or
        `confidence` is not between 0 and 1.
    """
    k, n, size = np.broadcast_arrays(*(_counts(c) for c in (successes, sample, population)))
    _refuse_unless(bool(np.all((k <= n) & (n <= size))), "A part cannot exceed its whole")
    _refuse_unless(0 < confidence < 1, f"Confidence must be between 0 and 1: {confidence}")

    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    known = n > 0
    share = np.divide(k, n, where=known, out=np.full(k.shape, np.nan))
    # z²/n for the effective size, which is 0 when all were drawn; so nothing overflows
    spread = np.divide(
        z**2 * (size - n), n * (size - 1), where=known & (size > 1), out=np.zeros(k.shape)
    )
    centre = (share + spread / 2) / (1 + spread)
    half = np.sqrt(spread * share * (1 - share) + spread**2 / 4) / (1 + spread)
    return np.clip(centre - half, 0, share), np.clip(centre + half, share, 1)


def chance_of_fewer(
    successes: ArrayLike, sample: ArrayLike, *, population: int, total: int
) -> FloatArray:
    """
    Return the chance that a draw by lot has as few successes as this or fewer.

    Exact: P(X <= k) for X hypergeometric, `sample` drawn from `population`, of which `total`
    are successes (Fisher's one-sided test of the group against the rest). A small value says
    that the group was heard less than its share by more than chance explains.

    :param successes: successes in each draw, shape (n_groups,) or one number.
    :param sample: size of each draw, the same shape.
    :return: probabilities 0-1, the same shape; 1 where `sample` is 0.
    :raises ValueError: if a count is negative, or no draw could have given it.
    """
    k, n = np.broadcast_arrays(np.atleast_1d(_counts(successes)), np.atleast_1d(_counts(sample)))
    lowest = np.maximum(0, n - (population - total))
    possible = (k >= lowest) & (k <= np.minimum(n, total)) & (n <= population)
    _refuse_unless(bool(np.all(possible)), "No draw from this population could give these counts")

    terms = (k - lowest + 1).astype(np.int64).ravel()
    starts = np.cumsum(terms) - terms
    within = np.arange(terms.sum()) - np.repeat(starts, terms)
    drawn = np.repeat(n.ravel(), terms)
    hits = np.repeat(lowest.ravel(), terms) + within
    logs = (
        _log_choose(total, hits)
        + _log_choose(population - total, drawn - hits)
        - _log_choose(population, drawn)
    )
    sums: FloatArray = np.add.reduceat(np.exp(logs), starts).reshape(k.shape)
    certain = k == np.minimum(n, total)
    result: FloatArray = np.where(certain, 1.0, np.clip(sums, 0, 1))
    return result.reshape(np.broadcast_shapes(np.shape(successes), np.shape(sample)))


def benjamini_hochberg(p: ArrayLike) -> FloatArray:
    """
    Return p-values adjusted for being looked at together, by Benjamini and Hochberg's rule.

    Calling out every group whose adjusted value is at most 0.05 keeps the expected share of
    false alarms among the groups called out to at most 5%.

    Source: Benjamini and Hochberg (1995), JRSS B 57, 289-300.

    :param p: one family of p-values, shape (n,), 0-1. NaN marks a group that is not shown:
        it stays NaN and does not count towards the size of the family.
    :return: adjusted values in the same order, each at least its p and at most 1.
    :raises ValueError: if a value is outside 0-1.
    """
    values = np.asarray(p, dtype=np.float64)
    shown = ~np.isnan(values)
    family = values[shown]
    _refuse_unless(bool(np.all((family >= 0) & (family <= 1))), "A p-value must be 0 to 1")

    order = np.argsort(family, kind="stable")
    ranks = np.arange(1, family.size + 1)
    stepped = np.minimum.accumulate((family[order] * family.size / ranks)[::-1])[::-1]
    adjusted = np.full(values.shape, np.nan)
    adjusted[np.flatnonzero(shown)[order]] = np.minimum(stepped, 1)
    return adjusted


def _counts(values: ArrayLike) -> FloatArray:
    counts = np.asarray(values, dtype=np.float64)
    _refuse_unless(bool(np.all(counts >= 0)), "A count cannot be negative or missing")
    return counts


def _log_choose(whole: ArrayLike, part: ArrayLike) -> FloatArray:
    from scipy.special import gammaln  # noqa: PLC0415 (slow to load)

    n, k = np.asarray(whole, dtype=np.float64), np.asarray(part, dtype=np.float64)
    logs: FloatArray = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return logs


def _refuse_unless(fine: bool, message: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not fine:
        raise ValueError(message)

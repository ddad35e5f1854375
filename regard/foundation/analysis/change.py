"""
Whether a share has changed, and by how much at least: two counts out of two wholes, compared.

The counts are of two groups that answered, such as two quarters or two waves of a pulse. Where
the same people answered both times their answers go together, so that the interval here is
wider than it need be, never narrower; `sign_test` looks at those who answered both times.
"""

from dataclasses import dataclass
from math import comb, sqrt
from statistics import NormalDist

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray


@dataclass(frozen=True)
class Change:
    """
    How a share differs from an earlier one.

    Attributes:
        difference: the later share less the earlier one, -1 to 1.
        low, high: ends of the interval of the difference.
        chance: how often a difference as unlikely as this comes about where there is none, 0 to
            1; not yet adjusted for how many were looked at together.
    """

    difference: float
    low: float
    high: float
    chance: float


def compare_shares(
    *, later: tuple[int, int], earlier: tuple[int, int], confidence: float = 0.95
) -> Change | None:
    """
    Return how a share differs from an earlier one; None if one of the two has no answers.

    The interval is Newcombe's, from Wilson's for each share (method 10 of Newcombe, R. G.
    (1998), Statistics in Medicine 17, 873-890); the chance is that of Fisher's exact test.

    :param later: how many, out of how many; `earlier` the same.
    :raises ValueError: if a count is negative or larger than its whole.
    """
    (k, n), (j, m) = later, earlier
    if not (0 <= k <= n and 0 <= j <= m):
        raise ValueError("A part cannot exceed its whole, or be negative")
    if not (n and m):
        return None
    low, high = wilson(k, n, confidence=confidence)
    before_low, before_high = wilson(j, m, confidence=confidence)
    share, before = k / n, j / m
    difference = share - before
    return Change(
        difference=difference,
        low=difference - sqrt((share - low) ** 2 + (before_high - before) ** 2),
        high=difference + sqrt((high - share) ** 2 + (before - before_low) ** 2),
        chance=fisher(later=later, earlier=earlier),
    )


def wilson(k: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Return the ends of Wilson's score interval for a share of `n`, which is over 0."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share = k / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(share * (1 - share) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
    return max(0.0, min(share, centre - half)), min(1.0, max(share, centre + half))


def fisher(*, later: tuple[int, int], earlier: tuple[int, int]) -> float:
    """
    Return the chance of two shares at least as unlikely as these where they are the same.

    Fisher's exact test, two-sided: the sum over all tables with the same margins that are no
    likelier than this one.
    """
    (k, n), (j, m) = later, earlier
    from scipy.special import gammaln  # noqa: PLC0415 (slow to load)

    hits = np.arange(max(0, k + j - m), min(n, k + j) + 1)

    def log_choose(whole: float, part: IntArray) -> FloatArray:
        logs: FloatArray = gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1)
        return logs

    logs = log_choose(n, hits) + log_choose(m, k + j - hits)
    chances = np.exp(logs - logs.max())
    chances /= chances.sum()
    here = chances[k - hits[0]]
    return float(min(1.0, chances[chances <= here * (1 + 1e-7)].sum()))


def sign_test(*, up: int, down: int) -> float:
    """
    Return the chance of so uneven a split of ups and downs where both are as likely, 0 to 1.

    Exact, two-sided (Dixon and Mood (1946), JASA 41, 557-566). Those that stayed as they were
    tell nothing here; 1 where nobody moved.
    """
    moved = up + down
    if not moved:
        return 1.0
    tail = sum(comb(moved, k) for k in range(min(up, down) + 1))
    return min(1.0, float(2 * tail / 2**moved))

"""Days on which far more answers came than around them, as when a campaign sends its letter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray, benjamini_hochberg

AROUND_DAYS = 7
"""A week on each side, so that every day is compared with as many weekends as any other."""

LEAST = 5
TIMES = 3.0
FALSE_ALARMS = 0.01
"""A burst is five answers or more, three times the days around, and no luck: see below."""


@dataclass(frozen=True)
class Burst:
    """
    A day on which far more answers came than around it.

    Attributes:
        on: the day.
        count: answers on that day.
        usual: answers a day on average over the days around it.
        chance: how likely as many by luck alone, 0-1, adjusted for looking at every day.
    """

    on: date
    count: int
    usual: float
    chance: float


def find_bursts(
    days: Sequence[date], *, opened_on: date | None = None, closed_on: date | None = None
) -> tuple[Burst, ...]:
    """
    Return the days on which far more answers came than around them, in order.

    Each day is compared with up to seven days on each side, within the time that answers could
    come. If answers fell evenly, the day would hold its share of them: a binomial count with
    chance 1 / (days around + 1). A burst has five answers or more, at least three times the
    days around on average, and a chance of as many, adjusted by Benjamini and Hochberg over
    all days with answers, of at most 1 in 100. The last day's rush is shown too: the test says
    that many came, not why.

    The test: Przyborowski and Wilenski (1940), Biometrika 31, 313-323.

    :param days: the day each answer came, in any order.
    :param opened_on: the first day that answers could come; None for the first that did.
    :param closed_on: the last day, in the same way.
    :raises ValueError: if an answer came on a day outside these.
    """
    if not days:
        return ()
    first, last = opened_on or min(days), closed_on or max(days)
    if min(days) < first or max(days) > last:
        raise ValueError(f"An answer came outside {first} to {last}")
    tally = Counter((day - first).days for day in days)
    counts = np.zeros((last - first).days + 1, dtype=np.int64)
    counts[list(tally)] = list(tally.values())
    around, width = _around(counts)
    usual = around / np.maximum(width, 1)
    chance = _chances(counts, around, width)
    far = (counts >= LEAST) & (counts >= TIMES * usual) & (width > 0)
    return tuple(
        Burst(first + timedelta(days=i), int(counts[i]), float(usual[i]), float(chance[i]))
        for i in np.flatnonzero(far & (chance <= FALSE_ALARMS)).tolist()
    )


def _around(counts: IntArray) -> tuple[IntArray, IntArray]:
    """Return the answers of the days around each, and how many days those are."""
    sums = np.concatenate([[0], np.cumsum(counts)])
    places = np.arange(counts.size)
    start = np.maximum(places - AROUND_DAYS, 0)
    end = np.minimum(places + AROUND_DAYS + 1, counts.size)
    return sums[end] - sums[start] - counts, end - start - 1


def _chances(counts: IntArray, around: IntArray, width: IntArray) -> FloatArray:
    from scipy.stats import binom  # noqa: PLC0415 (slow to load)

    chance = binom.sf(counts - 1, counts + around, 1 / (width + 1))
    return benjamini_hochberg(np.where(counts > 0, chance, np.nan))

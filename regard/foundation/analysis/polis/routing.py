"""
Which statement to put to somebody next: a lottery with better odds for what would teach most.

In 2025-26 every priority on Polis's server was 49 for sixteen months, so that the lottery was
fair to all statements and useless, and nobody noticed (polis pull request 1961, mended in
2611). `reason_to_doubt` is the check that would have told them; the result carries it.
"""

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.polis.matrix import BoolArray
from regard.foundation.analysis.polis.statistics import Counts

META_PRIORITY = 49.0
"""What a statement about the people themselves has, always: 7 squared (Polis)."""

UNKNOWN_PRIORITY = 1.0
"""What a statement made since the last reckoning has (Polis)."""


def priorities(counts: Counts, extremity: FloatArray, *, meta: BoolArray) -> FloatArray:
    """
    Return how much each statement deserves to be asked, over 0, shape (n_statements,).

    (I (1 + 8 x 2^(-S/5)))², where I = (1 - (P+1)/(S+2)) (1 + E) (A+1)/(S+2): few pass, it tells
    people apart, many agree, and it is new. A, P and S are how many agreed, passed and voted,
    E the extremity.

    :param counts: of all who are in a group, as one, shape (1, n_statements).
    """
    agreed, seen = counts.agreed[0], counts.seen[0]
    passed = seen - agreed - counts.disagreed[0]
    importance = (1 - (passed + 1) / (seen + 2)) * (1 + extremity) * (agreed + 1) / (seen + 2)
    newness = 1 + 8 * np.exp2(-seen / 5)
    found: FloatArray = np.where(meta, META_PRIORITY, (importance * newness) ** 2)
    return found


def reason_to_doubt(
    found: FloatArray, counts: Counts, extremity: FloatArray, *, meta: BoolArray
) -> str | None:
    """
    Return what is wrong with priorities that make every statement as likely, in words.

    None where they differ, or where nothing tells the statements apart.
    """
    if not np.all(np.isfinite(found) & (found > 0)):
        return "Some statements would never be asked: their priority is not a number over 0"
    told = np.column_stack([counts.agreed[0], counts.disagreed[0], counts.seen[0], extremity])
    told = told[~meta]
    if len(told) < 2 or np.all(told == told[0]) or np.ptp(found[~meta]) > 0:
        return None
    return (
        f"All {len(told)} statements have the same priority although votes on them differ, "
        "so which is asked next is left to chance alone"
    )


def lottery(found: FloatArray, *, answered: BoolArray, out: BoolArray) -> FloatArray:
    """
    Return the odds of each statement to be asked next, shape (n_statements,), summing to 1.

    All 0 where nothing is left to ask.

    :param found: priorities; NaN for a statement made since they were reckoned.
    :param answered: statements that this person has voted on.
    :param out: statements taken out by a moderator.
    """
    weights = np.where(np.isnan(found), UNKNOWN_PRIORITY, found)
    weights = np.where(answered | out, 0, weights)
    total = weights.sum()
    odds: FloatArray = weights / total if total else np.zeros(len(weights))
    return odds


def draw(odds: FloatArray, ticket: float) -> int | None:
    """
    Return the place of the statement drawn, None where nothing is left to ask.

    :param ticket: a number from 0 to under 1, evenly drawn; the caller's, so that a draw can
        be repeated.
    """
    possible: IntArray = np.flatnonzero(odds > 0)
    if not possible.size:
        return None
    place = np.searchsorted(np.cumsum(odds[possible]), ticket, side="right")
    return int(possible[min(int(place), len(possible) - 1)])

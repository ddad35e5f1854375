"""
Statistical disclosure control: which counts may be shown, and which must be hidden.

**What is protected.** How many were heard in a group (k of N). The register is public, so N is
always known; whoever knows k knows N - k too.

**The rule.** A count of 1 to 5 is hidden, on either side: k, or N - k, because who kept silent
is as telling in a small group as who spoke. 0 and N stay: that nobody, or everybody, was heard
is what coverage is for, and singles no one out. A group of fewer than 6 is always hidden. The
threshold is that of Get Adult Social Care Data (Department of Health and Social Care), where
counts below 6 are hidden; it puts 0 in their place, and we say that they are hidden.

**Secondary suppression.** The total stays published, so one hidden group could be worked out by
subtraction. More groups are then hidden until those hidden, taken together as one group, are
themselves safe, and no hidden group has a single possible value, even for a reader who knows
the rule. The smallest groups by population go first: the register is public, so the choice
itself tells little.

**What this does not promise.** Each breakdown is safe by itself and beside others of the same
total. It cannot help where two breakdowns contain the very same group, or where someone
subtracts yesterday's page from today's.
"""

from collections.abc import Sequence
from functools import partial, reduce

import numpy as np
from numpy.typing import ArrayLike

from regard.foundation.analysis.chance import FloatArray

SMALLEST_SHOWN = 6
"""Counts from 1 to one under this are hidden (see above)."""


def is_small(count: float, population: float = np.inf) -> bool:
    """
    Return whether a count must be hidden for its own sake.

    :param population: what the count is out of; infinite when that is not known to readers.
        An empty group has nothing to hide.
    """
    if population < SMALLEST_SHOWN:
        return population > 0
    return 0 < count < SMALLEST_SHOWN or 0 < population - count < SMALLEST_SHOWN


def suppress_counts(counts: ArrayLike, *, populations: ArrayLike | None = None) -> FloatArray:
    """
    Return the counts that may be published beside their total, and NaN where hidden.

    A total of 0, or of everyone, tells every count by itself, and so does the total of a lone
    group: then nothing is hidden. A total of 1 to 5 hides every group that is not empty; show
    such a total only as "fewer than 6".

    :param counts: whole numbers, shape (n_groups,), that add up to the published total.
    :param populations: what each count is out of, shape (n_groups,), public. None when readers
        do not know it: then only the counts themselves are protected.
    :return: shape (n_groups,); the counts themselves where shown, never rounded.
    :raises ValueError: if a count is negative, missing, not whole, or over its population.
    """
    k = np.asarray(counts, dtype=np.float64)
    n = np.full(k.shape, np.inf) if populations is None else np.asarray(populations, np.float64)
    if not np.all((k >= 0) & (k <= n) & (k == np.round(k))):
        raise ValueError("Counts must be whole numbers from 0 to their population")
    if k.sum() in {0, n.sum()} or np.count_nonzero(n) < 2:
        return k.copy()

    hidden = [i for i in range(k.size) if is_small(k[i], n[i])]
    for spares in _spares(k, n, hidden):
        if _is_safe(k[hidden], n[hidden]):
            break
        hidden.extend(spares)
    shown = k.copy()
    shown[hidden] = np.nan
    return shown


def _spares(k: FloatArray, n: FloatArray, hidden: Sequence[int]) -> list[list[int]]:
    """
    List what may be hidden besides: first what adds doubt, and the smallest first.

    Where populations are not known, groups of equal count go together: which of them had gone
    first would tell.
    """
    others = set(np.flatnonzero(n).tolist()) - set(hidden)
    is_last = np.isin(k, [0]) | (k == n)
    if np.isinf(n).any():
        steps = {(is_last[i], k[i]) for i in others}
        return [
            [i for i in sorted(others) if (is_last[i], k[i]) == step] for step in sorted(steps)
        ]
    return [[i] for i in sorted(others, key=lambda i: (is_last[i], n[i], i))]


def _is_safe(k: FloatArray, n: FloatArray) -> bool:
    """
    Return whether these counts can be hidden together while their sum is known.

    A reader may suppose that each is hidden for its own sake. Such numbers are few, and may add
    up in one way only; then it is not safe, whether or not the reader supposes right.
    """
    if not k.size:
        return True
    heard, silent = k.sum(), n.sum() - k.sum()
    if k.size < 2 or min(heard, silent) < SMALLEST_SHOWN:
        return False
    return not _is_pinned([_small_values(size) for size in n], int(heard))


def _small_values(population: float) -> int:
    """Return the counts hidden for their own sake, as a bit set: bit v is set if v is one."""
    low = range(1, SMALLEST_SHOWN)
    if np.isinf(population):
        return sum(1 << v for v in low)
    whole = int(population)
    candidates = {*range(min(whole, SMALLEST_SHOWN) + 1), *(whole - v for v in low)}
    return sum(1 << v for v in candidates if 0 <= v <= whole and is_small(v, whole))


def _is_pinned(choices: Sequence[int], total: int) -> bool:
    """
    Return whether some count has one possible value: each one of its choices, with this total.

    :param choices: for each count its possible values, as a bit set.
    """
    for i, mine in enumerate(choices):
        others = reduce(partial(_sums, limit=total), (*choices[:i], *choices[i + 1 :]), 1)
        possible = [v for v in _members(mine) if v <= total and others >> (total - v) & 1]
        if len(possible) == 1:
            return True
    return False


def _sums(left: int, right: int, *, limit: int) -> int:
    """Return, as a bit set, the sums up to `limit` of a member of each bit set."""
    total = 0
    for v in _members(right):
        total |= left << v
    return total & ((1 << limit + 1) - 1)


def _members(bits: int) -> list[int]:
    return [v for v in range(bits.bit_length()) if bits >> v & 1]

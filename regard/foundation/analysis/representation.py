"""Who has been heard, group by group, out of everyone on the register."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from regard.foundation.analysis.chance import (
    FloatArray,
    IntArray,
    benjamini_hochberg,
    chance_of_fewer,
    finite_wilson,
)
from regard.foundation.analysis.disclosure import suppress_counts

FLAG_AT = 0.05
"""Of the groups flagged, at most this share is expected to be flagged by chance (issue 2, E5)."""


@dataclass(frozen=True, eq=False)
class Coverage:
    """
    How much of a register has been heard, for one breakdown of it.

    All arrays have shape (n_groups,), in the order of `groups`.

    Attributes:
        groups: the groups compared, e.g. types of service.
        heard: services heard in each group, whole numbers as floats; NaN where hidden because
            the number is small (see `disclosure`).
        population: services on the register in each group. Public, so never hidden.
        share: heard / population, 0-1; NaN where hidden or where the group is empty.
        low, high: 95% interval for a draw of this size by lot from the register
            (`chance.finite_wilson`), 0-1; NaN where `share` is.
        p: chance of hearing this few or fewer if those heard were drawn by lot, 0-1; NaN where
            `share` is.
        adjusted_p: p, adjusted for the whole family of groups shown together; NaN where p is.
        flagged: whether the group is heard less than its share: adjusted_p <= 0.05.
        total_heard, total_population: of the whole register, published whatever is hidden.
    """

    groups: tuple[str, ...]
    heard: FloatArray
    population: IntArray
    share: FloatArray
    low: FloatArray
    high: FloatArray
    p: FloatArray
    adjusted_p: FloatArray
    flagged: NDArray[np.bool_]
    total_heard: int
    total_population: int

    @property
    def hidden(self) -> NDArray[np.bool_]:
        """Return which groups are hidden because their number is small."""
        return np.isnan(self.heard)

    def hide_small_groups(self) -> "Coverage":
        """
        Return what may be published: every figure of a hidden group is NaN.

        The p-values of the groups that stay are adjusted again, for those alone. When several
        breakdowns share a page, give the results to `adjust_together`.
        """
        return self.hide(np.isnan(suppress_counts(self.heard, populations=self.population)))

    def hide(self, hide: NDArray[np.bool_]) -> "Coverage":
        """
        Return the same with every figure of some groups NaN, the others adjusted again.

        :param hide: which groups to hide, shape (n_groups,).
        """
        shown = replace(
            self,
            heard=np.where(hide, np.nan, self.heard),
            share=np.where(hide, np.nan, self.share),
            low=np.where(hide, np.nan, self.low),
            high=np.where(hide, np.nan, self.high),
            p=np.where(hide, np.nan, self.p),
        )
        return _adjusted(shown, benjamini_hochberg(shown.p))


def compare_coverage(
    *,
    heard: Mapping[str, int],
    population: Mapping[str, int],
    total_heard: int | None = None,
    total_population: int | None = None,
) -> Coverage:
    """
    Compare the groups of one breakdown with the whole register.

    :param heard: services heard, by group. A group that is missing was not heard at all.
    :param population: services on the register, by group; gives the groups and their order.
    :param total_heard: services heard in all. None means the sum of the groups; give it when
        a service can be in two groups, or in none.
    :param total_population: services on the register in all, likewise.
    :raises ValueError: if a group heard is not on the register, or the counts contradict one
        another.
    """
    unknown = heard.keys() - population.keys()
    if unknown:
        raise ValueError(f"Not on the register: {', '.join(sorted(unknown))}")

    groups = tuple(population)
    k = np.asarray([heard.get(group, 0) for group in groups], dtype=np.float64)
    n = np.asarray([population[group] for group in groups], dtype=np.int64)
    all_heard = int(k.sum()) if total_heard is None else total_heard
    everyone = int(n.sum()) if total_population is None else total_population

    low, high = finite_wilson(k, n, everyone)
    share = np.divide(k, n, where=n > 0, out=np.full(len(groups), np.nan))
    p = np.where(n > 0, chance_of_fewer(k, n, population=everyone, total=all_heard), np.nan)
    alone = Coverage(
        groups=groups, heard=k, population=n, share=share, low=low, high=high, p=p,
        adjusted_p=p, flagged=np.zeros(len(groups), dtype=np.bool_),
        total_heard=all_heard, total_population=everyone,
    )  # fmt: skip
    return _adjusted(alone, benjamini_hochberg(p))


def adjust_together(breakdowns: Sequence[Coverage]) -> tuple[Coverage, ...]:
    """
    Return the breakdowns with their p-values adjusted as one family, in the same order.

    Use it for breakdowns shown on one page: thirty groups looked at together raise more false
    alarms than ten. Hidden and empty groups are not shown, so they do not count.
    """
    sizes = [len(breakdown.groups) for breakdown in breakdowns]
    family = benjamini_hochberg(np.concatenate([[], *(b.p for b in breakdowns)]))
    parts = np.split(family, np.cumsum(sizes)[:-1])
    return tuple(_adjusted(b, part) for b, part in zip(breakdowns, parts, strict=False))


def _adjusted(coverage: Coverage, adjusted_p: FloatArray) -> Coverage:
    flagged = np.nan_to_num(adjusted_p, nan=1.0) <= FLAG_AT
    return replace(coverage, adjusted_p=adjusted_p, flagged=flagged)

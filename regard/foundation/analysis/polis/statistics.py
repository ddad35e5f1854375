"""
What each group thinks of each statement, and how that differs from what the others think.

Names of arrays end in their meaning, not in Polis's letters; each says the formula. A, D and S
are how many of a group agreed, disagreed and voted at all. Every share has one agreement and
one disagreement added (Laplace), so that one vote out of one is not certainty.
"""

from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.polis.matrix import DISAGREE, Votes

SIGNIFICANT = 1.2816
"""z above which a one-sided test is passed at 90% (Polis)."""


@dataclass(frozen=True)
class Counts:
    """Votes by group and statement: three arrays of shape (n_groups, n_statements)."""

    agreed: IntArray
    disagreed: IntArray
    seen: IntArray

    @property
    def all_groups(self) -> "Counts":
        """The groups taken together, shape (1, n_statements)."""
        sums = (part.sum(axis=0, keepdims=True) for part in self._parts)
        return Counts(*sums)

    @property
    def others(self) -> "Counts":
        """For each group, all the other groups together, of the same shape."""
        return Counts(*(part.sum(axis=0) - part for part in self._parts))

    @property
    def _parts(self) -> tuple[IntArray, IntArray, IntArray]:
        return self.agreed, self.disagreed, self.seen


@dataclass(frozen=True)
class Side:
    """
    One side, agreeing or disagreeing, of each group on each statement.

    All arrays have shape (n_groups, n_statements). `ratio` and `ratio_test` compare the group
    with all other groups; people in no group are left out of both.

    Attributes:
        share: (A + 1) / (S + 2), 0-1.
        test: z of the share against a half.
        ratio: share over the others' share, over 0. 2 means twice as likely.
        ratio_test: z of the group against the others, 0 where all voted alike.
    """

    share: FloatArray
    test: FloatArray
    ratio: FloatArray
    ratio_test: FloatArray

    @property
    def weight(self) -> FloatArray:
        """The product of all four, by which representative statements are ranked."""
        product: FloatArray = self.ratio * self.ratio_test * self.share * self.test
        return product


def count_votes(votes: Votes, groups: IntArray, *, number: int | None = None) -> Counts:
    """
    Count the votes of each group on each statement.

    :param groups: of each person, shape (n_people,), from 0; those below 0 are not counted.
    :param number: how many groups there are, where the last may be empty.
    """
    if number is None:
        number = int(groups.max(initial=-1)) + 1
    size, of_vote = len(votes.statements), groups[votes.row]
    cell = 3 * (of_vote * size + votes.column) + (votes.vote - DISAGREE)
    tally = np.bincount(cell[of_vote >= 0], minlength=3 * number * size)
    disagreed, passed, agreed = tally.reshape(number, size, 3).transpose(2, 0, 1)
    return Counts(agreed=agreed, disagreed=disagreed, seen=agreed + disagreed + passed)


def share(part: IntArray, whole: IntArray) -> FloatArray:
    """Return (part + 1) / (whole + 2), over 0 and under 1."""
    shares: FloatArray = (part + 1) / (whole + 2)
    return shares


def one_share_test(part: IntArray, whole: IntArray) -> FloatArray:
    """Return z of a share against a half, one success added: 2 sqrt(n+1) ((s+1)/(n+1) - 1/2)."""
    z: FloatArray = 2 * np.sqrt(whole + 1) * ((part + 1) / (whole + 1) - 0.5)
    return z


def two_share_test(
    part: IntArray, whole: IntArray, other_part: IntArray, other_whole: IntArray
) -> FloatArray:
    """
    Return z of one share less another, pooled, one added to all four counts.

    0 where everybody in both is a success, so that nothing is known of the spread.
    """
    first, first_of, second, second_of = (
        np.asarray(count, dtype=np.float64) + 1 for count in (part, whole, other_part, other_whole)
    )
    pooled = (first + second) / (first_of + second_of)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 0) * (1 / first_of + 1 / second_of))
    differs = pooled < 1
    difference = first / first_of - second / second_of
    z: FloatArray = np.divide(
        difference, spread, where=differs, out=np.zeros(np.shape(difference))
    )
    return z


def compare(counts: Counts) -> tuple[Side, Side]:
    """Return how each group agrees, and how it disagrees, with each statement."""
    others = counts.others
    return (
        _side(counts.agreed, counts.seen, others.agreed, others.seen),
        _side(counts.disagreed, counts.seen, others.disagreed, others.seen),
    )


def consensus_across_groups(counts: Counts) -> FloatArray:
    """
    Return the chance that one person from each group would all agree, shape (n_statements,).

    The product over groups of (A + 1) / (S + 2), 0-1: high only where every group agrees,
    however small. 1 where there are no groups, which says nothing.
    """
    product: FloatArray = share(counts.agreed, counts.seen).prod(axis=0)
    return product


def _side(part: IntArray, whole: IntArray, other: IntArray, other_whole: IntArray) -> Side:
    return Side(
        share=share(part, whole),
        test=one_share_test(part, whole),
        ratio=share(part, whole) / share(other, other_whole),
        ratio_test=two_share_test(part, whole, other, other_whole),
    )

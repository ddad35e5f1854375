"""
The few statements that show what sets a group apart, and those that nearly all agree on.

The rules are Polis's server's, to the order of the lists.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.polis.matrix import BoolArray
from regard.foundation.analysis.polis.statistics import (
    SIGNIFICANT,
    Counts,
    Side,
    compare,
    one_share_test,
    share,
)

MOST_SHOWN = 5


@dataclass(frozen=True)
class Representative:
    """
    A statement that sets a group apart, with how it does.

    Attributes:
        statement: place of the statement among all, from 0.
        agrees: whether it is by agreeing that the group stands apart, or by disagreeing.
        of_note, seen: how many of the group took that side, and how many voted.
        share, test, ratio, ratio_test: as in `Side`.
        is_best_agreed: the one that the group agrees on most strongly; at most one a group.
    """

    statement: int
    agrees: bool
    of_note: int
    seen: int
    share: float
    test: float
    ratio: float
    ratio_test: float
    is_best_agreed: bool = False


@dataclass(frozen=True)
class Agreed:
    """
    A statement that people of all groups together agree or disagree with.

    Attributes:
        statement: place of the statement among all, from 0.
        of_note, seen: how many took that side, and how many voted.
        share: (of_note + 1) / (seen + 2), over a half.
        test: z of the share against a half.
    """

    statement: int
    of_note: int
    seen: int
    share: float
    test: float


def representative(counts: Counts, *, hidden: BoolArray) -> tuple[tuple[Representative, ...], ...]:
    """
    Return the statements that set each group apart, for each group in turn.

    Those where the group's share on a side is both over a half and over the others' share, by
    one-sided tests at 90%, ranked by the product of both shares and both tests; the best agreed
    first, at most five, then agreements before disagreements. Where none passes, the best
    agreed or, failing that, the one furthest from the others: a group that has voted on
    anything is never without.

    :param hidden: statements never to show, shape (n_statements,).
    """
    agree, disagree = compare(counts)
    return tuple(
        _of_group(_Group(counts, agree, disagree, group), np.flatnonzero(~hidden))
        for group in range(len(counts.seen))
    )


def consensus(
    counts: Counts, *, hidden: BoolArray
) -> tuple[tuple[Agreed, ...], tuple[Agreed, ...]]:
    """
    Return the statements that most people agree, and disagree, with: at most five of each.

    Those whose share is over a half and passes the test, ranked by share times test.

    :param counts: of everybody as one group, shape (1, n_statements).
    :param hidden: statements never to show, shape (n_statements,).
    """
    seen = counts.seen[0]
    return _most(counts.agreed[0], seen, hidden), _most(counts.disagreed[0], seen, hidden)


def _most(part: IntArray, seen: IntArray, hidden: BoolArray) -> tuple[Agreed, ...]:
    shares, tests = share(part, seen), one_share_test(part, seen)
    passing = np.flatnonzero(~hidden & (shares > 0.5) & (tests > SIGNIFICANT))
    ranked = passing[np.argsort(-(shares * tests)[passing], kind="stable")][:MOST_SHOWN]
    return tuple(
        Agreed(int(c), int(part[c]), int(seen[c]), float(shares[c]), float(tests[c]))
        for c in ranked
    )


@dataclass(frozen=True)
class _Group:
    """One group's row of every array."""

    counts: Counts
    agree: Side
    disagree: Side
    row: int

    def agreeing(self, columns: IntArray) -> Iterable[tuple[float, ...]]:
        """Return ratio, ratio test, share, test and voters, agreeing, by statement."""
        side, voted = self.agree, self.counts.agreed + self.counts.disagreed
        arrays = side.ratio, side.ratio_test, side.share, side.test, voted
        return zip(*(array[self.row, columns].tolist() for array in arrays), strict=True)

    def passes(self, side: Side) -> BoolArray:
        """Return where the group stands out on a side, shape (n_statements,)."""
        row = self.row
        found: BoolArray = (side.ratio_test[row] > SIGNIFICANT) & (side.test[row] > SIGNIFICANT)
        return found

    @property
    def stands_apart_agreeing(self) -> BoolArray:
        """Return whether it is agreeing that sets it apart, shape (n_statements,)."""
        apart: BoolArray = self.agree.ratio_test[self.row] > self.disagree.ratio_test[self.row]
        return apart

    def shown(self, statement: int, *, is_best_agreed: bool = False) -> Representative:
        at, agrees = (self.row, statement), bool(self.stands_apart_agreeing[statement])
        side = self.agree if agrees else self.disagree
        part = self.counts.agreed if agrees else self.counts.disagreed
        return Representative(
            statement=statement,
            agrees=agrees,
            of_note=int(part[at]),
            seen=int(self.counts.seen[at]),
            share=float(side.share[at]),
            test=float(side.test[at]),
            ratio=float(side.ratio[at]),
            ratio_test=float(side.ratio_test[at]),
            is_best_agreed=is_best_agreed,
        )


def _of_group(group: _Group, columns: IntArray) -> tuple[Representative, ...]:
    if not group.counts.seen[group.row, columns].any():
        return ()
    best = _best_agreed(group, columns)
    passing = _ranked(group, columns)
    if best is None and not passing:
        apart = np.maximum(group.agree.ratio_test, group.disagree.ratio_test)[group.row, columns]
        passing = [int(columns[apart.argmax()])]
    head = [] if best is None else [group.shown(best, is_best_agreed=True)]
    rest = [group.shown(c) for c in passing[: MOST_SHOWN + 1] if c != best]
    return tuple(sorted((head + rest)[:MOST_SHOWN], key=lambda found: not found.agrees))


def _ranked(group: _Group, columns: IntArray) -> Sequence[int]:
    passing = (group.passes(group.agree) | group.passes(group.disagree))[columns]
    agree, disagree = group.agree.weight[group.row], group.disagree.weight[group.row]
    weight: FloatArray = np.where(group.stands_apart_agreeing, agree, disagree)
    found = columns[passing]
    ranked: list[int] = found[np.argsort(-weight[found], kind="stable")].tolist()
    return ranked


def _best_agreed(group: _Group, columns: IntArray) -> int | None:
    """
    Return the statement that the group agrees on most strongly, None if it agrees on none.

    The best so far is outdone by a larger product: of ratio, its test, share and its test while
    the best is one that the group agrees with more than others do, else of share and test.
    """
    best, held = None, (0.0, 0.0, 0.0, 0.0)
    for column, (ratio, ratio_test, part, test, voters) in zip(
        columns.tolist(), group.agreeing(columns), strict=True
    ):
        if best is None:
            outdone = test > SIGNIFICANT or (ratio > 1 and part > 0.5)
        elif held[0] > 1:
            outdone = ratio * ratio_test * part * test > held[0] * held[1] * held[2] * held[3]
        else:
            outdone = part * test > held[2] * held[3]
        if voters and outdone:
            best, held = column, (ratio, ratio_test, part, test)
    return best

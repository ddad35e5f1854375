"""
Who voted how on what: the sparse matrix that everything else is reckoned from.

An agreement is 1, a disagreement -1, a pass 0 (Polis's server stores agreement as -1: its map
is ours mirrored). A pass is a vote, and is stored; what a person has not voted on is missing.
"""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from regard.foundation.analysis.chance import FloatArray, IntArray

BoolArray = NDArray[np.bool_]

AGREE, PASS, DISAGREE = 1, 0, -1

ENOUGH_VOTES = 7
"""A person is on the map after so many votes, or a vote on every statement (Polis)."""

FEWEST_PEOPLE = 15
"""While fewer have voted enough, those who voted most make up the number (Polis)."""

SPREAD = 4
"""Identifiers this many times as far apart as they are many are looked up in a table."""


@dataclass(frozen=True)
class Votes:
    """
    The votes that count: for each person and statement, the last.

    Attributes:
        people: identifiers, shape (n_people,), ascending. All of them have voted.
        statements: identifiers, shape (n_statements,), in the order they were given.
        row, column: each vote's places in those, shape (n_votes,), by row and then column.
        vote: 1, 0 or -1, shape (n_votes,), int8.
        is_out: statements taken out by a moderator, shape (n_statements,). They keep their
            counts, but are never shown, nor asked, nor do they move anybody on the map.
        is_meta: statements about those who vote, likewise. They move nobody, and are asked early.
    """

    people: IntArray
    statements: IntArray
    row: IntArray
    column: IntArray
    vote: NDArray[np.int8]
    is_out: BoolArray
    is_meta: BoolArray

    @property
    def is_silent(self) -> BoolArray:
        """Statements that have no say in the map, shape (n_statements,)."""
        return self.is_out | self.is_meta

    @property
    def counts(self) -> IntArray:
        """How many votes each person has cast on any statement, shape (n_people,)."""
        return np.bincount(self.row, minlength=len(self.people))

    def sparse(self) -> sparse.csr_array:
        """Return the votes, passes stored as zeros, shape (n_people, n_statements), float64."""
        starts = np.concatenate(([0], np.cumsum(self.counts)))
        shape = (len(self.people), len(self.statements))
        stored = (self.vote.astype(np.float64), self.column.astype(np.int32), starts)
        return sparse.csr_array(stored, shape=shape)

    def only(self, *, people: BoolArray, statements: BoolArray) -> "Votes":
        """Return the votes of some people on some statements; people left without are gone."""
        kept = people[self.row] & statements[self.column]
        has_voted = np.zeros(len(self.people), dtype=np.bool_)
        has_voted[self.row[kept]] = True
        return Votes(
            people=self.people[has_voted],
            statements=self.statements[statements],
            row=(np.cumsum(has_voted) - 1)[self.row[kept]],
            column=(np.cumsum(statements) - 1)[self.column[kept]],
            vote=self.vote[kept],
            is_out=self.is_out[statements],
            is_meta=self.is_meta[statements],
        )


@dataclass(frozen=True)
class Cast:
    """
    Votes as they were cast, in any order: four columns of shape (n_rows,).

    Attributes:
        person, statement: identifiers, whole numbers.
        vote: 1, 0 or -1.
        at: when, a number that grows. Of two that are equal, the later row is the later vote.
    """

    person: ArrayLike
    statement: ArrayLike
    vote: ArrayLike
    at: ArrayLike


def collect(
    cast: Cast,
    *,
    statements: ArrayLike,
    out: Collection[int] = (),
    meta: Collection[int] = (),
) -> Votes:
    """
    Return the votes that count, the last of each person on each statement.

    :param statements: all statements, with votes or without, each once, in the order in which
        equals are listed (Polis: the order in which they were made).
    :param out: which of them are taken out; `meta`: which are about the people themselves.
    :raises ValueError: if the columns differ in length, a vote is not 1, 0 or -1, or one is
        on a statement that is not among `statements`.
    """
    listed = np.asarray(statements, dtype=np.int64).ravel()
    person, statement, vote, at = _columns(cast)
    people, row = _numbered(person)
    column = _places(statement, among=listed)
    kept = _last_of_each(row, column, at)
    return Votes(
        people=people,
        statements=listed,
        row=row[kept],
        column=column[kept],
        vote=vote[kept].astype(np.int8),
        is_out=np.isin(listed, np.asarray(list(out), dtype=np.int64)),
        is_meta=np.isin(listed, np.asarray(list(meta), dtype=np.int64)),
    )


def on_the_map(votes: Votes) -> BoolArray:
    """
    Return who has voted enough to be placed, shape (n_people,).

    Those with `ENOUGH_VOTES`, or a vote on every statement if there are fewer. If they are under
    `FEWEST_PEOPLE`, those with most votes make up the number (of equals, the first). Polis's
    server never lets go of these, so its map depends on how often it was drawn; ours does not.
    """
    counts = votes.counts
    chosen: BoolArray = counts >= min(ENOUGH_VOTES, len(votes.statements))
    if chosen.sum() < FEWEST_PEOPLE:
        chosen[np.argsort(-counts, kind="stable")[:FEWEST_PEOPLE]] = True
    return chosen


def _columns(cast: Cast) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    person = np.asarray(cast.person, dtype=np.int64)
    statement = np.asarray(cast.statement, dtype=np.int64)
    vote = np.asarray(cast.vote, dtype=np.int64)
    at = np.asarray(cast.at)
    if person.ndim != 1 or not person.shape == statement.shape == vote.shape == at.shape:
        raise ValueError("Each vote needs a person, a statement, a vote and a time")
    if np.any(np.abs(vote) > AGREE):
        wrong = int(np.flatnonzero(np.abs(vote) > AGREE)[0])
        raise ValueError(f"Vote {wrong + 1} is {vote[wrong]}; a vote must be 1, 0 or -1")
    return person, statement, vote, at


def _numbered(identifiers: IntArray) -> tuple[IntArray, IntArray]:
    """Return the distinct identifiers, ascending, and the place of each row's among them."""
    if not identifiers.size:
        return identifiers, identifiers
    low = int(identifiers.min())
    span = int(identifiers.max()) - low + 1
    if span > SPREAD * identifiers.size:
        distinct, places = np.unique(identifiers, return_inverse=True)
        return distinct, places.astype(np.int64)
    seen = np.zeros(span, dtype=np.bool_)
    seen[identifiers - low] = True
    return np.flatnonzero(seen) + low, (np.cumsum(seen) - 1)[identifiers - low]


def _places(identifiers: IntArray, *, among: IntArray) -> IntArray:
    order = np.argsort(among, kind="stable")
    distinct, places = _numbered(identifiers)
    at = np.searchsorted(among[order], distinct)
    known = at < len(among)
    known[known] = among[order][at[known]] == distinct[known]
    if not known.all():
        raise ValueError(f"There is no statement {distinct[~known][0]} to vote on")
    return np.asarray(order[at][places], dtype=np.int64)


def _last_of_each(row: IntArray, column: IntArray, at: FloatArray) -> IntArray:
    """Return which votes count, by row and then column. Short integers sort in linear time."""
    order = np.arange(len(row))
    if np.any(at[1:] < at[:-1]):
        order = np.argsort(at, kind="stable")
    for key in (column, row):
        short = key.astype(np.uint16) if key.max(initial=0) < 2**16 else key
        order = order[np.argsort(short[order], kind="stable")]
    last = np.ones(len(order), dtype=np.bool_)
    same_row = row[order[1:]] == row[order[:-1]]
    last[:-1] = ~(same_row & (column[order[1:]] == column[order[:-1]]))
    return np.asarray(order[last], dtype=np.int64)

"""Conversations, voices and what the votes add up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from .states import StatementState

AGREE, PASS, DISAGREE = 1, 0, -1
"""As in `foundation.analysis.polis.matrix`, which pages need not load."""

VOTE_WORDS = {AGREE: "Agree", DISAGREE: "Disagree", PASS: "Pass"}

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True)
class Talk:
    """
    What a conversation is about, and when it is open.

    Attributes:
        closes_on: the last day on which votes are taken.
        reads_first: a new statement is shown only once somebody of the team has read it.
    """

    title: str
    words: str
    opens_on: date
    closes_on: date
    reads_first: bool


@dataclass(frozen=True)
class ConversationRow:
    """A conversation as a list prints it."""

    slug: str
    title: str
    opens_on: date
    closes_on: date
    is_draft: bool
    is_closed: bool
    statements: int
    voters: int


@dataclass(frozen=True)
class Voice:
    """
    As whom somebody votes: for a service, as a person, or as a browser.

    Attributes:
        person_id: who is signed in; None: nobody, or they vote for a service.
        location_id: the service voted for.
        key: keyed hash of the browser's cookie; empty where it has none.
    """

    person_id: int | None = None
    location_id: int | None = None
    key: str = ""


@dataclass(frozen=True)
class StatementRow:
    """
    A statement as those who read it before others see it.

    Attributes:
        author: number of the voter who wrote it; None: the team.
        author_banned: whether they can say no more.
    """

    statement_id: int
    number: int
    text: str
    state: StatementState
    is_meta: bool
    why: str
    author: int | None
    author_banned: bool
    at: datetime


@dataclass(frozen=True)
class Next:
    """
    What to ask a voter next.

    Attributes:
        number: of the statement; None: they have answered all.
        answered: on how many of the statements that are shown they have voted.
        shown: how many those are.
    """

    number: int | None
    text: str
    answered: int
    shown: int


@dataclass(frozen=True)
class Tally:
    """Votes by statement, in the order of the opinions' statements: shape (n_statements,)."""

    agreed: IntArray
    disagreed: IntArray
    seen: IntArray


@dataclass(frozen=True)
class Dot:
    """
    Some people who lie near one another on the map.

    Attributes:
        x, y: where, in the map's own measure, which has no unit.
        people: how many they are.
        group: which group they are in, from 0; -1: none.
    """

    x: float
    y: float
    people: int
    group: int


@dataclass(frozen=True)
class Apart:
    """
    A statement that sets a group apart.

    Attributes:
        place: of the statement among the opinions' statements, from 0.
        agrees: whether the group agrees with it more than others do, or disagrees more.
    """

    place: int
    agrees: bool


@dataclass(frozen=True)
class Opinions:
    """
    What the votes of a conversation say, worked out at one time.

    Attributes:
        state: of the votes when they were read; equal states have equal votes.
        statements: numbers, shape (n_statements,), ascending: those shown and those hidden.
        votes, people: how many they are; `placed`: how many people are on the map.
        everybody, organisations: who voted how; services are in both.
        groups: the same for each group, the largest first.
        sizes: people in each group.
        centre, axes: of the map, shapes (n_statements,) and (2, n_statements).
        silent: places of statements that have no say in the map: hidden, or about the voters.
        agreed, disagreed: places of statements that nearly all agree, or disagree, with.
        apart: for each group, what sets it apart.
        across: chance that one of each group would all agree, 0-1, shape (n_statements,).
        priorities: how much each deserves to be asked, over 0, shape (n_statements,).
        doubt: what is wrong with the priorities, in words; empty where nothing is.
    """

    state: str
    statements: IntArray
    votes: int
    people: int
    placed: int
    everybody: Tally
    organisations: Tally
    groups: tuple[Tally, ...]
    sizes: tuple[int, ...]
    dots: tuple[Dot, ...]
    centres: tuple[tuple[float, float], ...]
    centre: FloatArray
    axes: FloatArray
    silent: tuple[int, ...]
    agreed: tuple[int, ...]
    disagreed: tuple[int, ...]
    apart: tuple[tuple[Apart, ...], ...]
    across: FloatArray
    priorities: FloatArray
    doubt: str


@dataclass(frozen=True)
class Steadiness:
    """
    Whether the groups hold when statements, or people, are left out.

    Attributes:
        votes: how many there were when it was tried; `groups`: how many groups.
        without_statements, without_people: agreement that nine draws in ten reach, up to 1;
            None where there was nothing to try.
        reason_to_hide: why groups must not be shown; empty where they may be.
    """

    votes: int
    groups: int
    without_statements: float | None
    without_people: float | None
    reason_to_hide: str


@dataclass(frozen=True)
class Found:
    """
    What is known of a conversation's opinions now.

    Attributes:
        opinions: None while nobody has voted, or nothing has been worked out.
        steadiness: None while it has not been tried.
        since: votes cast or changed since the opinions were worked out.
        at: when they were.
    """

    opinions: Opinions | None
    steadiness: Steadiness | None
    since: int
    at: datetime | None

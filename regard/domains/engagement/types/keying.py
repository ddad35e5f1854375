"""Typing an answer a second time, to know how well answers are typed in."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Settled(StrEnum):
    """Which of two typings of an answer is right, where they differ."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        return SETTLED_LABELS[self]


SETTLED_LABELS = {
    Settled.FIRST: "The first is right",
    Settled.SECOND: "The second is right",
    Settled.NEITHER: "Neither is right",
}


@dataclass(frozen=True)
class Likeness:
    """
    How like each other two typings of an answer are.

    Attributes:
        share: 0 to 1; 1: they say the same.
        differing: words of either that the other has not, at their place.
        compared: words of the longer of the two.
    """

    share: float
    differing: int
    compared: int


@dataclass(frozen=True)
class Piece:
    """Words of a typing, and whether the other has them too."""

    words: str
    differs: bool


@dataclass(frozen=True)
class Compared:
    """
    How the answers of one contribution came out, typed twice.

    Attributes:
        answers: how many were typed twice.
        wrong: of these, where the first typing was found wrong.
        open: of these, where the two differ and nobody has decided.
        words: words of the answers, of the longer typing of each.
        words_wrong: words that differ, where the first typing was found wrong or it is open.
    """

    answers: int
    wrong: int
    open: int
    words: int
    words_wrong: int


@dataclass(frozen=True)
class Rate:
    """A share of errors, 0 to 1, with the ends of its 95% interval; None: nothing is known."""

    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Keying:
    """
    How far typing twice has come, and how many errors it found.

    Attributes:
        typed: contributions of the exercise that somebody typed in and that can be drawn.
        drawn: how many of them were drawn.
        done: how many of those were typed a second time.
        differing: answers in which the two differ.
        open: of these, how many nobody has decided.
        wrong: contributions in which the first typing of some answer is wrong. What is open
            counts as wrong until somebody decides.
        of_contributions: the share of all that were typed in of which that is to be expected.
        of_words: the share of their words that is to be expected to be wrong.
    """

    typed: int
    drawn: int
    done: int
    differing: int
    open: int
    wrong: int
    of_contributions: Rate
    of_words: Rate


@dataclass(frozen=True)
class KeyingRow:
    """A contribution that was drawn, in a list."""

    receipt: str
    channel: str
    said_on: date
    is_done: bool
    is_open: bool
    by_reader: bool
    """Whether the reader typed it first, so that somebody else must type it again."""

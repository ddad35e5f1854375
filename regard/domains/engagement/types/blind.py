"""Samples of points that people read blind, and what these measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .themes import Stance

Marks = Mapping[int, Stance]
"""The themes that a point was put in, by their numbers in the sample, and its stance on each."""


class PlacedBy(StrEnum):
    """Who had put a point where it was on the day of the draw."""

    MACHINE = "machine"
    PEOPLE = "people"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Figure:
    """A figure with its 95% interval; None where there is too little to tell."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class MarksMeasured:
    """
    Marks, each one point in one theme, held against those that readers set blind.

    Attributes:
        placed: marks that had been set.
        wanted: marks that the readers set.
        right: marks that both did.
        precision: `right` of `placed`. recall: `right` of `wanted`. f1: of both.
    """

    placed: int
    wanted: int
    right: int
    precision: Figure
    recall: Figure
    f1: Figure


@dataclass(frozen=True)
class PlacingMeasured:
    """How well a machine, or people who saw its marks, had placed the points of a sample."""

    points: int
    same: int
    overall: MarksMeasured


@dataclass(frozen=True)
class ThemeMeasured:
    """
    One theme as it was on the day of the draw; what was in its parts counts in it.

    Attributes:
        alpha: how far its readers agreed on what is in it.
        machine: None where no point of the sample was placed by a machine.
    """

    number: int
    title: str
    whole: int | None
    alpha: Figure
    machine: MarksMeasured | None


@dataclass(frozen=True)
class Measured:
    """
    What a sample that is finished showed. Kept as it is for good.

    Attributes:
        readers: who read all of it and handed it in.
        points: those that all of them read, on which everything rests.
        left_out: drawn, and since withheld, or their borders moved.
        alpha: Krippendorff's, over sets of themes, by MASI distance.
        same: points that all readers put into the same themes.
        between: F1 of the readers against one another.
        stances: pairs of readers with a mark in common; same_stances: of these, those that gave
            it the same stance.
        settled_by_readers, settled_by_team: points that readers saw differently, by who settled
            them.
        missing: points of which at least one reader said that a theme is missing.
        machine: of points that a machine had placed and nobody had looked at; None for none.
        people: of points that people had decided on before the draw; None for none.
        guessed_stances: marks that a machine and people both set, on which the machine had guessed
            for or against; right_stances: of these, those where people said the same.
    """

    readers: int
    points: int
    left_out: int
    alpha: Figure
    same: int
    between: Figure
    stances: int
    same_stances: int
    settled_by_readers: int
    settled_by_team: int
    missing: int
    machine: PlacingMeasured | None
    people: PlacingMeasured | None
    themes: tuple[ThemeMeasured, ...]
    guessed_stances: int = 0
    right_stances: int = 0


@dataclass(frozen=True)
class SampleTheme:
    """
    A theme that readers of a sample can tick, as it read on the day of the draw.

    Attributes:
        whole: the number of the wider theme that it is a part of; None where of none.
    """

    number: int
    title: str
    summary: str
    whole: int | None


@dataclass(frozen=True)
class ReadPoint:
    """
    A point that was read, without its words.

    Attributes:
        place: in the order of the draw.
        readings: the marks of every reader who handed in, in the order of their letters.
        settled: what they settled where they differed; None while they have not.
        is_settled_by_reader: whether one of the readers did, and not somebody of the team.
        missing: readers who said that a theme is missing.
    """

    place: int
    placed: Marks
    placed_by: PlacedBy
    readings: tuple[Marks, ...]
    settled: Marks | None = None
    is_settled_by_reader: bool = False
    missing: int = 0


@dataclass(frozen=True)
class BlindWords:
    """
    A point to be read, in its answer, without a word about where anybody put it.

    Attributes:
        start, end: where it is in `answer_text`.
    """

    place: int
    question: str
    answer_text: str
    start: int
    end: int


@dataclass(frozen=True)
class Candidate:
    """
    Somebody who could be asked to read.

    Attributes:
        reason: why they may not, in words; empty if they may.
    """

    by: str
    name: str
    email: str
    reason: str


@dataclass(frozen=True)
class ReaderRow:
    """
    A reader of a sample and how far they have come.

    Attributes:
        name: for the team and the reader alone; pages for others say the letter.
        read: points that they read, of those that can be read today.
    """

    reader_id: int
    by: str
    letter: str
    name: str
    asked_at: datetime
    read: int
    handed_in_at: datetime | None


@dataclass(frozen=True)
class LearntSince:
    """When a machine last learnt after a draw, and from how many points that people had read."""

    at: datetime
    points: int


@dataclass(frozen=True)
class SampleRow:
    """
    A sample on the page of all samples.

    Attributes:
        points: how many were drawn.
        readable: of these, those that can still be read as they were drawn.
        learnt_from: points that people had read when the machine last learnt before the draw;
            0: it had not learnt then; None: that was not kept then.
        learnt_since: None where it has not learnt after the draw, or nobody looked that up.
        finishing_at: when somebody last asked for what it showed; None: nobody did.
    """

    sample_id: int
    seed: str
    drawn_from: int
    pool_hash: str
    drawn_at: datetime
    points: int
    readable: int
    finished_at: datetime | None
    stopped_at: datetime | None
    because: str
    readers: tuple[ReaderRow, ...]
    measured: Measured | None
    learnt_from: int | None = None
    learnt_since: LearntSince | None = None
    finishing_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.stopped_at is None

"""What people tell unasked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .states import Channel, Speaker


class Seen(StrEnum):
    """Which kind of thing somebody sees."""

    WORSE = "worse"
    BETTER = "better"
    WORRYING = "worrying"
    WORKS = "works"

    @property
    def label(self) -> str:
        return SEEN_LABELS[self]


SEEN_LABELS = {
    Seen.WORSE: "Something is getting worse",
    Seen.BETTER: "Something is getting better",
    Seen.WORRYING: "Something worries me",
    Seen.WORKS: "Something works well",
}


@dataclass(frozen=True)
class Where:
    """
    Which place and which kind of service something is about.

    Attributes:
        place_id: None: not said, or everywhere.
        service_type: empty: not said.
    """

    place_id: int | None = None
    service_type: str = ""

    def __bool__(self) -> bool:
        return self.place_id is not None or bool(self.service_type)


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year, from the first of January, April, July or October."""

    year: int
    number: int

    @property
    def label(self) -> str:
        first, last = QUARTER_MONTHS[self.number]
        return f"{first} to {last} {self.year}"

    @property
    def starts_on(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def after(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)


QUARTER_MONTHS = {
    1: ("January", "March"),
    2: ("April", "June"),
    3: ("July", "September"),
    4: ("October", "December"),
}


@dataclass(frozen=True)
class SeenFilter:
    """Which of what people told is meant. What is empty does not narrow."""

    seen: Seen | None = None
    place_id: int | None = None
    service_type: str = ""
    speaker: Speaker | None = None
    theme_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class SeenRow:
    """
    Something that was told, in a list.

    Attributes:
        who: who said it, no more closely than this reader may know.
        where: no more closely than so few who work in care can be told apart.
        said_on: None for who works in care: then `quarter` alone says when.
        themes: their titles, in the order of these.
        is_withheld: whether it is kept from readers; then `words` is empty.
    """

    contribution_id: int
    receipt: str
    seen: Seen | None
    who: str
    speaker: Speaker
    channel: Channel
    where: Where
    said_on: date | None
    quarter: Quarter
    words: str
    themes: tuple[str, ...] = ()
    is_withheld: bool = False


@dataclass(frozen=True)
class SeenCounts:
    """
    What was told in each quarter, the first first.

    Every quarter is over: what is still coming in is in none of them.

    Attributes:
        quarters: all from the first with anything told to the last that is over.
        told: how many things were told in each.
        by_seen: the same by kind; None: the kind was not said.
        by_theme: how many things told in each quarter are in a theme, by its number; what is in
            two themes counts in both.
        by_place: in the last four quarters, by the place's number; None: no place was said.
    """

    quarters: tuple[Quarter, ...] = ()
    told: tuple[int, ...] = ()
    by_seen: Mapping[Seen | None, tuple[int, ...]] = field(default_factory=dict)
    by_theme: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    by_place: Mapping[int | None, Mapping[Seen | None, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moved:
    """
    How much more, or less, was told of a theme in the last quarter than before.

    Attributes:
        last, before: how many of how many in the last quarter, and in up to four before it.
        difference: of the two shares; None, with its ends, where one of them has too few.
        chance: adjusted for all the themes that were looked at together.
    """

    theme_id: int
    last: tuple[int, int]
    before: tuple[int, int]
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None

    @property
    def has_risen(self) -> bool:
        return self.is_clear and (self.difference or 0) > 0

    @property
    def is_clear(self) -> bool:
        """Test whether chance alone is a poor explanation."""
        return self.chance is not None and self.chance <= CLEAR


CLEAR = 0.05
"""Of the changes called clear, at most one in twenty is expected to be chance alone."""

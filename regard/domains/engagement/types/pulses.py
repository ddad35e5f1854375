"""Pulses: the same asked in the same words, again and again, in both directions."""

from dataclasses import dataclass
from datetime import date

from .states import Direction, QuestionKind


@dataclass(frozen=True)
class SeriesPlan:
    """
    What a lead writes of a pulse.

    Attributes:
        months: between one wave and the next.
        days_open: for which a wave takes answers.
        items: the sentences to agree or disagree with, in order.
        asks_more: whether it ends with a box for one's own words.
    """

    title: str
    purpose: str
    months: int
    days_open: int
    starts_on: date
    items: tuple[str, ...]
    asks_more: bool = True


@dataclass(frozen=True)
class Item:
    """
    One thing that a pulse asks.

    Attributes:
        options: the steps of its scale, the least first; none where it asks for words.
    """

    position: int
    kind: QuestionKind
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class RaterRow:
    """
    Somebody of the partnership whom a pulse asks.

    Attributes:
        place_name: empty: they work with providers everywhere.
    """

    rater_id: int
    name: str
    email: str
    organisation: str
    place_name: str


@dataclass(frozen=True)
class SeriesRow:
    """
    A pulse, in a list.

    Attributes:
        waves: how many are over.
        last_on: the day on which the last wave opened; None before the first.
        is_asking: whether a wave is open now.
    """

    series_id: int
    slug: str
    title: str
    direction: Direction
    months: int
    starts_on: date
    ended_on: date | None
    waves: int
    last_on: date | None
    is_asking: bool


@dataclass(frozen=True)
class Step:
    """
    How many answered one item in one way.

    Attributes:
        place_name: of a count by place; empty: in no place, or not counted so.
        step: from 1, the least.
    """

    exercise_id: int
    position: int
    step: int
    count: int
    place_name: str = ""


@dataclass(frozen=True)
class Score:
    """
    What was answered to one item by some who answered.

    Attributes:
        answered: how many; None, with the rest, where too few did.
        agreed: of these, how many chose a step above the middle.
        low, high: ends of the 95% interval of the share who agreed, for all who were asked.
        mean: of the steps, 1 the least.
    """

    answered: int | None = None
    agreed: int | None = None
    low: float | None = None
    high: float | None = None
    mean: float | None = None

    @property
    def share(self) -> float | None:
        """Return the share who agreed, 0 to 1; None where too few answered."""
        if self.answered is None or self.agreed is None:
            return None
        return self.agreed / self.answered


@dataclass(frozen=True)
class Wave:
    """
    One wave that is over.

    Attributes:
        asked, answered: addresses of services, or people of the partnership.
        again: of those who answered, how many had answered the wave before too; None for the
            first, and in a pulse of the partnership, whose answers carry no name.
        scores: of each item on a scale, in order.
    """

    exercise_id: int
    slug: str
    opened_on: date
    closed_on: date
    asked: int
    answered: int
    again: int | None
    scores: tuple[Score, ...]


@dataclass(frozen=True)
class ItemChange:
    """
    How one item moved from the wave before to the last.

    Attributes:
        difference: of the shares who agreed; None, with the rest, where too few answered.
        chance: adjusted for all the items of the pulse.
        up, down, same: of the services that answered both times, how many moved which way; None
            where too few did, or nobody can tell.
        pairs_chance: of the sign test on these; adjusted likewise.
    """

    position: int
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    chance: float | None = None
    up: int | None = None
    down: int | None = None
    same: int | None = None
    pairs_chance: float | None = None


@dataclass(frozen=True)
class GroupRate:
    """
    How many of a group answered in each wave.

    Attributes:
        rates: how many of how many, in the order of the waves; None where too few to show, and
            where nobody of the group was asked.
    """

    label: str
    rates: tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True)
class PulseReading:
    """
    All that a pulse has found in waves that are over.

    Attributes:
        items: those on a scale, in order.
        places: scores of the last wave by place, each in the order of the items.
        groups: who answered each time, by type of service or organisation.
    """

    items: tuple[Item, ...]
    waves: tuple[Wave, ...]
    changes: tuple[ItemChange, ...]
    places: tuple[tuple[str, tuple[Score, ...]], ...]
    groups: tuple[GroupRate, ...]

"""What was answered to the questions of an exercise that are not in words, counted."""

from dataclasses import dataclass

from .states import QuestionKind


@dataclass(frozen=True)
class Bar:
    """
    How often something was answered.

    Attributes:
        count: None where it is too small to show.
        share: of those who answered the question, 0 to 1; None with the count.
        low, high: ends of the 95% interval, where it is out of a known audience; None elsewhere.
    """

    label: str
    count: int | None
    share: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class RankBar:
    """
    How something stands in the order of those who answered.

    Attributes:
        average: the mean of its places, 1 the first; those who gave it none count it in the
            middle of the places that they left. None where too few answered.
        firsts: how many put it first; None where that is too small to show.
    """

    label: str
    average: float | None
    firsts: int | None
    firsts_share: float | None


@dataclass(frozen=True)
class Spread:
    """
    The middle and the spread of numbers.

    All are None where too few answered, or they would tell what is hidden.

    Attributes:
        lower, upper: between these lies the middle half.
    """

    mean: float | None = None
    median: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True)
class Tally:
    """
    What some of those who answered said to one question.

    Attributes:
        answered: how many; None where that is too small to show.
        bars: for a choice, a scale, bands of a number and months of dates.
        ranks: for an order. `lines`: for a matrix, the bars of each line.
    """

    answered: int | None
    bars: tuple[Bar, ...] = ()
    ranks: tuple[RankBar, ...] = ()
    lines: tuple[tuple[str, tuple[Bar, ...]], ...] = ()
    spread: Spread = Spread()


@dataclass(frozen=True)
class QuestionResult:
    """
    One question, with what services and what everybody else said to it.

    Attributes:
        services: service addresses of the audience, each counted once, with its newest answer.
        people: everyone else, each answer once.
        condition: of whom it was asked; empty: of everyone.
    """

    question_id: int
    number: int
    question: str
    kind: QuestionKind
    unit: str
    condition: str
    services: Tally
    people: Tally


@dataclass(frozen=True)
class Results:
    """
    What was answered in an exercise.

    Attributes:
        audience: service addresses that were asked.
        services: of these, how many answered anything; None where too few to show.
        people: answers from everyone else; None where too few to show.
    """

    audience: int
    services: int | None
    people: int | None
    questions: tuple[QuestionResult, ...]

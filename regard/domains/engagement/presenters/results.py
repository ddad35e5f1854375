"""How what was chosen and counted is worded and laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.results import (
    Bar,
    QuestionResult,
    RankBar,
    Results,
    Spread,
    Tally,
)
from regard.foundation.design.words import percent_words

CSV_HEADER = (
    "number",
    "question",
    "kind",
    "who",
    "line",
    "answer",
    "count",
    "answered",
    "share",
    "low end of 95% interval",
    "high end of 95% interval",
    "average place",
    "mean",
    "median",
)

HIDDEN = "too few to show"

SERVICES, EVERYONE_ELSE = "Services", "Everyone else"
"""A provider behind a shield is not known to be a service of the audience, nor called a person."""

NOT_COUNTED = {QuestionKind.WORDS, QuestionKind.FILE}


@dataclass(frozen=True)
class Part:
    """
    What one side said to one question.

    Attributes:
        who: services, or everyone else.
        words: how many answered, and the middle of what they said.
    """

    who: str
    words: str
    tally: Tally


@dataclass(frozen=True)
class Result:
    """
    One question, as it is printed.

    Attributes:
        note: of whom it was asked, and how to read what follows; may be empty.
        is_counted: whether there is more to show than how many answered.
    """

    question_id: int
    title: str
    note: str
    is_counted: bool
    parts: tuple[Part, ...]


def results_lede(results: Results) -> str:
    """Return the finding in numbers: who answered, and what services said most."""
    if not results.questions:
        return "Nothing is asked here yet."
    asked = count(results.audience, "service address", "service addresses")
    spoke = f"{_many(results.services)} of {asked}"
    others = f" and {_many(results.people).lower()} others" if results.people != 0 else ""
    return " ".join(filter(None, (f"{spoke}{others} have answered.", _finding(results))))


def else_words(shielded: int | None) -> str:
    """
    Return who everyone else is.

    :param shielded: how many spoke behind a shield; None where they are 0 to 5.
    """
    behind = (
        "those behind a shield, of whom nobody knows which service they are"
        if shielded is None
        else f"{count(shielded, 'provider')} behind a shield, of whom nobody knows which "
        "service they are"
    )
    return (
        "Everyone else are people and groups in their own right, providers that name no service "
        f"of this exercise, and {behind}."
    )


def list_results(results: Results) -> list[Result]:
    return [_result(each) for each in results.questions]


def results_csv(results: Results) -> list[Sequence[object]]:
    """Return the rows of the table under `CSV_HEADER`."""
    return [row for each in results.questions for row in _csv_of(each)]


def _finding(results: Results) -> str:
    for each in results.questions:
        shown = [bar for bar in each.services.bars if bar.share is not None]
        if each.kind in {QuestionKind.CHOICE, QuestionKind.CHOICES} and shown:
            most = max(shown, key=lambda bar: bar.share or 0)
            return (
                f"To “{each.question}” {percent_words(most.share)} of the services that answered "
                f"said “{most.label}”{_between(most)}."
            )
    return ""


def _between(bar: Bar) -> str:
    if bar.low is None or bar.high is None:
        return ""
    return f" (95% interval {percent_words(bar.low)} to {percent_words(bar.high)})"


def _result(each: QuestionResult) -> Result:
    condition = f"Asked {each.condition}." if each.condition else ""
    several = "Several answers could be chosen." if each.kind is QuestionKind.CHOICES else ""
    rank = (
        "1 is the first place. What was given none counts as in the middle of those left."
        if each.kind is QuestionKind.RANK
        else ""
    )
    return Result(
        question_id=each.question_id,
        title=f"{each.number}. {each.question}",
        note=" ".join(filter(None, (condition, several, rank))),
        is_counted=each.kind not in NOT_COUNTED,
        parts=(
            Part(SERVICES, _answered(each.services, each.unit), each.services),
            Part(EVERYONE_ELSE, _answered(each.people, each.unit), each.people),
        ),
    )


def _answered(tally: Tally, unit: str) -> str:
    if tally.answered is None:
        return "Fewer than 6 answered: too few to show."
    if not tally.answered:
        return "Nobody answered."
    return " ".join(filter(None, (f"{tally.answered:,} answered.", _spread(tally.spread, unit))))


def _spread(spread: Spread, unit: str) -> str:
    if spread.mean is None or spread.median is None:
        return ""
    unit = f" {unit}" if unit else ""
    words = (
        f"On average {_figure(spread.mean)}{unit}; the middle answer is {_figure(spread.median)}."
    )
    if spread.lower is None or spread.upper is None:
        return words
    return f"{words} Half lie between {_figure(spread.lower)} and {_figure(spread.upper)}."


def _figure(value: float) -> str:
    """Return a number to three figures or, where it is large, whole."""
    return f"{value:,.0f}" if abs(value) >= 100 or value.is_integer() else f"{value:.3g}"


def _many(number: int | None) -> str:
    return "Fewer than 6" if number is None else f"{number:,}"


def _csv_of(each: QuestionResult) -> Iterator[Sequence[object]]:
    for who, tally in ((SERVICES, each.services), (EVERYONE_ELSE, each.people)):
        head = (each.number, each.question, each.kind.label, who)
        answered = HIDDEN if tally.answered is None else tally.answered
        if not (tally.bars or tally.ranks or tally.lines):
            yield (*head, "", "", "", answered, *("",) * 6)
        for bar in tally.bars:
            middle = (_round(tally.spread.mean), _round(tally.spread.median))
            yield (*head, "", *_csv_bar(bar, answered), "", *middle)
        for rank in tally.ranks:
            yield (*head, "", *_csv_rank(rank, answered), "", "")
        for line, bars in tally.lines:
            for bar in bars:
                yield (*head, line, *_csv_bar(bar, answered), "", "", "")


def _csv_bar(bar: Bar, answered: object) -> tuple[object, ...]:
    shown = HIDDEN if bar.count is None else bar.count
    return (bar.label, shown, answered, _round(bar.share), _round(bar.low), _round(bar.high))


def _csv_rank(rank: RankBar, answered: object) -> tuple[object, ...]:
    shown = HIDDEN if rank.firsts is None else rank.firsts
    share = _round(rank.firsts_share)
    return (rank.label, shown, answered, share, "", "", _round(rank.average))


def _round(value: float | None) -> object:
    return "" if value is None else round(value, 4)

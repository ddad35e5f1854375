"""The page on which a team gives outcomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from regard.domains.engagement.types import PointRow
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import Item, OutcomeRow, Overview

from .answers import Answer, list_answers

DECIDED = 50
"""Themes with an outcome on a page."""


@dataclass(frozen=True)
class Undecided:
    """A theme without an outcome, and words that show what it is about."""

    answer: Answer
    points: int
    is_signed_off: bool
    quotes: tuple[PointRow, ...]


@dataclass(frozen=True)
class OutcomesView:
    """
    What has an outcome, and what has none yet.

    Attributes:
        themes: the first without an outcome, most said first, of `themes_left`.
        single: the first few lone points without one, of `single_left`.
        decided: a page of the themes that have theirs, most said first.
        single_decided: how many lone points have theirs, with those in themes that have their own.
        waiting: how many things that are not adopted wait for a second reader.
        next_after: how many decided themes to pass over for the next page; None on the last.
    """

    themes: tuple[Undecided, ...]
    themes_left: int
    single: tuple[Answer, ...]
    single_left: int
    decided: tuple[Answer, ...]
    single_decided: int
    waiting: int
    next_after: int | None
    is_first: bool


def present_outcomes(
    *,
    strategy: Strategy,
    overview: Overview,
    undecided: Sequence[Item],
    single: Iterable[Item],
    quotes: Mapping[int, list[PointRow]],
    after: int,
) -> OutcomesView:
    """
    Return what is still without an outcome, then what has one.

    :param undecided: the themes without one to show, and single: the lone points.
    :param quotes: the words that show each of these themes best, by theme.
    :param after: how many themes with an outcome to pass over.
    """
    rows = overview.exercises
    decided = [item for item in overview.themes if item.outcome]
    page = decided[after : after + DECIDED]
    answers = list_answers(strategy=strategy, exercises=rows, items=undecided)
    left = overview.lone.get(None, 0)
    return OutcomesView(
        themes=tuple(
            Undecided(
                answer=answer,
                points=item.points,
                is_signed_off=item.is_signed_off,
                quotes=tuple(quotes.get(item.theme.theme_id, ())) if item.theme else (),
            )
            for item, answer in zip(undecided, answers, strict=True)
        ),
        themes_left=overview.missing_themes,
        single=tuple(list_answers(strategy=strategy, exercises=rows, items=single)),
        single_left=left,
        decided=tuple(list_answers(strategy=strategy, exercises=rows, items=page)),
        single_decided=overview.lone_points - left + sum(overview.own.values()),
        waiting=overview.waiting_for_second_reader,
        next_after=after + DECIDED if len(decided) > after + DECIDED else None,
        is_first=after == 0,
    )


def single_points_lede(overview: Overview) -> str:
    left = overview.lone.get(None, 0)
    if not left:
        return f"All {overview.lone_points:,} have their outcome."
    return f"{left:,} of {overview.lone_points:,} are still without an outcome."


def decision_initial(outcome: OutcomeRow | None) -> dict[str, str]:
    """Return what a form for an outcome begins with; empty where there is none to begin from."""
    if outcome is None:
        return {}
    return {
        "kind": outcome.kind.value,
        "reason": outcome.reason,
        "passage_ref": outcome.passage_ref,
        "passed_to": outcome.passed_to,
        "more_refs": ", ".join(ref for ref, _ in outcome.more_passages),
    }

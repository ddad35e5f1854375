"""The page on which a team gives outcomes."""

from collections.abc import Mapping
from dataclasses import dataclass

from regard.domains.engagement.types import ExerciseRow, PointRow
from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import OutcomeRow, Sheet

from .answers import Answer, list_answers


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
        themes: without an outcome, most said first.
        single: the first few lone points without one, of `single_left`.
        decided: themes that have theirs, most said first.
        single_decided: how many lone points have theirs, with those in themes that have their own.
        waiting: how many things that are not adopted wait for a second reader.
    """

    themes: tuple[Undecided, ...]
    single: tuple[Answer, ...]
    single_left: int
    decided: tuple[Answer, ...]
    single_decided: int
    waiting: int


def present_outcomes(
    *,
    strategy: Strategy,
    sheet: Sheet,
    exercises: list[ExerciseRow],
    quotes: Mapping[int, list[PointRow]],
    shown_single: int,
) -> OutcomesView:
    """
    Return what is still without an outcome, then what has one.

    :param quotes: the words that show each theme best, by theme.
    :param shown_single: how many lone points to show.
    """
    left = [item for item in sheet.lone if item.outcome is None]
    themes = [item for item in sheet.themes if item.outcome is None]
    decided = [item for item in sheet.themes if item.outcome]
    answers = list_answers(strategy=strategy, exercises=exercises, items=themes)
    return OutcomesView(
        themes=tuple(
            Undecided(
                answer=answer,
                points=item.points,
                is_signed_off=item.is_signed_off,
                quotes=tuple(quotes.get(item.theme.theme_id, ())) if item.theme else (),
            )
            for item, answer in zip(themes, answers, strict=True)
        ),
        single=tuple(
            list_answers(strategy=strategy, exercises=exercises, items=left[:shown_single])
        ),
        single_left=len(left),
        decided=tuple(list_answers(strategy=strategy, exercises=exercises, items=decided)),
        single_decided=len(sheet.lone) - len(left) + len(sheet.own),
        waiting=len(sheet.waiting_for_second_reader),
    )


def single_points_lede(sheet: Sheet) -> str:
    left = sum(item.outcome is None for item in sheet.lone)
    if not left:
        return f"All {len(sheet.lone):,} have their outcome."
    return f"{left:,} of {len(sheet.lone):,} are still without an outcome."


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

"""
How much of a service's time is asked for: estimates, and stated as such wherever they stand.

The figures are ours: what a manager who reads a question with care and answers it briefly takes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.engagement.types import QuestionKind

MINUTES: dict[QuestionKind, float] = {
    QuestionKind.WORDS: 3,
    QuestionKind.CHOICE: 0.5,
    QuestionKind.CHOICES: 1,
    QuestionKind.RANK: 1.5,
    QuestionKind.SCALE: 0.5,
    QuestionKind.NUMBER: 2,
    QuestionKind.DATE: 1,
    QuestionKind.MATRIX: 2,
    QuestionKind.FILE: 5,
}
"""Ours. A number takes longer than a choice, as it is looked up first."""

READING = 2
"""Ours: minutes to read what it is about."""

CLOSE_DAYS = 14
"""Ours: two questions within a fortnight are felt as one burden."""

SEASON_DAYS = 90
"""The calendar shows so many days back and so many ahead."""

REMINDER_MINUTES = 1
"""Ours: to read a reminder."""


@dataclass(frozen=True)
class Quiet:
    """Days in which a system would rather ask nothing. Both ends belong to it."""

    quiet_id: int
    title: str
    starts_on: date
    ends_on: date


def estimate_minutes(kinds: Iterable[QuestionKind]) -> int:
    """Return how long answering takes, in whole minutes, rounded up; 0 without questions."""
    each = [MINUTES[kind] for kind in kinds]
    return math.ceil(READING + sum(each)) if each else 0


def quiet_on(on: date, periods: Sequence[Quiet]) -> Quiet | None:
    """Return the first quiet period that a day lies in; None if it lies in none."""
    return next((each for each in periods if each.starts_on <= on <= each.ends_on), None)


def season_around(today: date) -> tuple[date, date]:
    """Return the first and the last day that the calendar shows."""
    return today - timedelta(days=SEASON_DAYS), today + timedelta(days=SEASON_DAYS)


def reasons_against_quiet(*, title: str, starts_on: date, ends_on: date) -> dict[str, str]:
    """Return what is wrong with a quiet period, by field; empty if nothing is."""
    reasons = {}
    if not title.strip():
        reasons["title"] = "Say what it is, such as “School holidays”"
    if ends_on < starts_on:
        reasons["ends_on"] = "The last day must not come before the first"
    return reasons

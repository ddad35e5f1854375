"""How changes of an exercise's days are worded for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import PhaseKind, TimetableKind
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.engagement.models import Exercise, TimetableChange

FIELD_WORDS = {
    "closes_on": "The last day for answers",
    "reply_by": "The day by which everyone hears back",
}


def change_in_words(change: TimetableChange) -> str:
    """Return what was changed, e.g. "The last day for answers moved from 3 to 17 May 2027"."""
    if change.kind == TimetableKind.PAUSED:
        return "Paused: no invitations and no reminders. Answers are still taken"
    if change.kind == TimetableKind.RESUMED:
        return "Goes on: invitations and reminders are sent again"
    was, becomes = change.was, change.becomes
    if change.kind == TimetableKind.ADDED and was and becomes:
        days = day(was) if was == becomes else f"{day(was)} to {day(becomes)}"
        return f"Added: “{PhaseKind(change.field).label}”, {days}"
    what = FIELD_WORDS.get(change.field, "A day")
    if was and becomes:
        return f"{what} moved from {day(was)} to {day(becomes)}"
    return f"{what} moved"


def changes(rows: Iterable[TimetableChange]) -> list[tuple[str, str, str]]:
    """Return for each change its day, what it was, and why."""
    return [(day(timezone.localdate(row.at)), change_in_words(row), row.because) for row in rows]


def paused_in_words(exercise: Exercise) -> str:
    """Return what a pause means to a reader; empty if there is none."""
    if exercise.paused_on is None:
        return ""
    return (
        f"Paused since {day(exercise.paused_on)}. You can still answer. Nobody is sent an "
        "invitation or a reminder until it goes on."
    )


def late_in_words(late: int) -> str:
    """Return how many came after the last day; empty if none or too few to tell."""
    if late < SMALLEST_SHOWN:
        return ""
    return f"{count(late, 'answer')} came late, and {'is' if late == 1 else 'are'} counted too."

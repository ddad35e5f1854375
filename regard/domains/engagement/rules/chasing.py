"""What was tried before a service is rung, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .words import day


@dataclass(frozen=True)
class Tried:
    """
    What was done to ask a location.

    Attributes:
        asked_on: when the invitation was made; of a posted letter, when it was posted.
        bounced: its email did not arrive.
        held: its email was not sent, as they asked us not to write.
    """

    by_letter: bool
    asked_on: date
    is_printed: bool
    bounced: bool
    held: bool
    reminders: int
    reminded_on: date | None
    misdirected: bool
    passed_on: bool


def tried_in_words(tried: Tried) -> tuple[str, ...]:
    """Return what was tried, in order, e.g. ("Emailed on 3 November 2026", "Reminded twice")."""
    found = [_asked(tried)]
    if tried.bounced:
        found.append("The last email did not arrive")
    if tried.reminded_on:
        found.append(f"Reminded {_times(tried.reminders)}, last on {day(tried.reminded_on)}")
    if tried.misdirected:
        found.append("Whoever got it said that it was not for them")
    if tried.passed_on:
        found.append("Passed on to a colleague of theirs")
    return tuple(found)


def _asked(tried: Tried) -> str:
    if tried.held:
        return "Not written to, as they asked"
    if not tried.by_letter:
        return f"Emailed on {day(tried.asked_on)}"
    return f"Letter posted on {day(tried.asked_on)}" if tried.is_printed else "Letter to print"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")

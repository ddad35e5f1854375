"""When a conversation may begin, be voted in and close."""

from datetime import date

from regard.domains.engagement.types.deliberation import Talk

from .words import day

MOST_VOTERS = 100_000
MOST_STATEMENTS = 10_000
"""Both as on Polis's server: beyond them one conversation should be several."""

ENOUGH_STATEMENTS = 3
"""Fewer teach nobody anything. Ten are better: we say so, and no more."""


def reasons_not_to_plan(talk: Talk) -> dict[str, str]:
    """Return what is wrong with what was written for a conversation, by field."""
    reasons = {}
    if not talk.title.strip():
        reasons["title"] = "Write what it is about, as you would ask it"
    if not talk.words.strip():
        reasons["words"] = "Say what comes of it"
    if talk.closes_on < talk.opens_on:
        reasons["closes_on"] = "The last day for votes is before the day it opens"
    return reasons


def reason_not_to_open(*, talk: Talk, is_opened: bool, statements: int, today: date) -> str:
    """Return why a conversation may not open today; empty if it may."""
    if is_opened:
        return "It has been opened before."
    if statements < ENOUGH_STATEMENTS:
        return f"It needs {ENOUGH_STATEMENTS} statements to begin with. Ten are better."
    if talk.opens_on > today:
        return f"It opens on {day(talk.opens_on)}. Open it then, or change the day."
    if talk.closes_on < today:
        return f"The last day for votes was {day(talk.closes_on)}. Choose one still to come."
    return ""


def reason_not_to_vote(
    *, is_opened: bool, is_closed: bool, opens_on: date, closes_on: date, today: date
) -> str:
    """Return why nobody can vote today; empty if they can."""
    if is_closed or (is_opened and today > closes_on):
        return f"This conversation closed on {day(closes_on)}. Thank you to all who took part."
    if not is_opened or today < opens_on:
        return "This conversation has not opened yet."
    return ""

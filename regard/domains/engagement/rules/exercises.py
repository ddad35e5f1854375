"""When an exercise may open and close, and how it is addressed."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from regard.domains.engagement.types import Plan, Stage

from .words import day

LONGEST_SLUG = 50
"""What a slug column holds."""

TAKEN_WORDS = frozenset({"calendar", "new"})
"""Addresses below /asked/ that are pages of their own."""

SUGGESTED_QUESTIONS = 3
"""More take longer than two minutes on a phone, and fewer people finish."""

MOST_QUESTIONS = 10
"""Beyond this it is a survey, for which other tools are better."""


def reasons_not_to_plan(plan: Plan) -> dict[str, str]:
    """Return what is wrong with a plan, by its field; empty if nothing is."""
    reasons = {
        field: reason
        for field, reason in (
            ("title", "Write the question as you would ask it"),
            ("purpose", "Say why you ask, and what will come of it"),
            ("open_to_change", "Say what the answers can still change"),
        )
        if not getattr(plan, field).strip()
    }
    if plan.closes_on < plan.opens_on:
        reasons["closes_on"] = "The last day for answers is before the day it opens"
    if plan.reply_by <= plan.closes_on:
        reasons["reply_by"] = "The day to reply by must come after the last day for answers"
    return reasons


def reasons_not_to_open(
    *, plan: Plan, stage: Stage, questions: int, audience: int, today: date
) -> list[str]:
    """
    Return every reason why an exercise may not open today; empty if it may.

    :param questions: how many it asks.
    :param audience: how many services of the register it is for.
    """
    if stage is not Stage.DRAFT:
        return ["It has been opened before. Each exercise opens once."]
    reasons = list(reasons_not_to_plan(plan).values())
    if not questions:
        reasons.append("It has no question. Add at least one.")
    if not audience:
        reasons.append("It is for no service. Choose whom you ask, or load the register first.")
    if plan.opens_on > today:
        reasons.append(f"It opens on {day(plan.opens_on)}. Open it then, or change the day.")
    if plan.closes_on <= today:
        reasons.append(
            f"The last day for answers is {day(plan.closes_on)}. Choose one that is still to come."
        )
    return reasons


def reason_not_to_close(
    *, stage: Stage, closes_on: date, today: date, reason_given: str
) -> str | None:
    """
    Return why an exercise may not close today; None if it may.

    It closes by itself when its last day is over. Before that, people were promised more time.
    """
    if stage is not Stage.OPEN:
        return "Only an open exercise can be closed"
    if today <= closes_on and not reason_given.strip():
        return (
            f"People were told that they have until {day(closes_on)}. "
            "Say why it closes early: the reason is shown with it."
        )
    return None


def slug_of(title: str, *, taken: Collection[str]) -> str:
    """Return the end of an exercise's address, from its title, that no other one has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "")) or ["exercise"]
    slug = _joined(words, longest=LONGEST_SLUG - 4)
    number, fresh = 1, slug
    while fresh in taken or fresh in TAKEN_WORDS:
        number += 1
        fresh = f"{slug}-{number}"
    return fresh


def _joined(words: list[str], *, longest: int) -> str:
    slug = words[0][:longest]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > longest:
            break
        slug = f"{slug}-{word}"
    return slug

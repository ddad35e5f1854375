"""Whom a wave asks and by what, and when those who stay silent are written to again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.inviting import WavePlan

from .words import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regard.domains.register.types import ContactRow

MOST_REMINDERS = 2
"""Ours: a third email about one question is read as nagging. A wave may say otherwise."""

DAYS_BETWEEN = 7
"""Ours: nobody is written to twice within a week about one question. A wave may say more."""

FEWEST_DAYS_BETWEEN = 3
"""Ours: a wave cannot remind sooner than this."""

HIGHEST_REMINDERS = 5
"""Ours: a wave cannot remind more often than this."""


@dataclass(frozen=True)
class Ways:
    """How many locations are asked by email and letter, held by their wish, and by no way."""

    emails: int
    letters: int
    held: int
    unreachable: int


def way_to(contact: ContactRow) -> Channel | None:
    """
    Return how a location is asked; None where it has neither email nor postal address.

    By letter also where it would rather be, or asked not to be emailed questions.
    """
    if contact.email and not contact.wants_letters:
        return Channel.EMAIL
    return Channel.LETTER if contact.address_lines else None


def is_held(contact: ContactRow) -> bool:
    """Test whether an email to it would be held, as they asked us not to write."""
    return way_to(contact) is Channel.EMAIL and bool(contact.refused)


def count_ways(contacts: Iterable[ContactRow], *, total: int) -> Ways:
    """
    Return how a wave would reach its locations.

    :param total: how many there are; those without any contact row cannot be reached.
    """
    found = list(contacts)
    held = sum(is_held(each) for each in found)
    emails = sum(way_to(each) is Channel.EMAIL for each in found) - held
    letters = sum(way_to(each) is Channel.LETTER for each in found)
    return Ways(emails, letters, held, total - emails - letters - held)


def may_be_reminded(
    *,
    asked_on: date,
    reminded_on: date | None,
    reminders: int,
    plan: WavePlan | None,
    today: date,
) -> bool:
    """Test whether a silent service may be written to again; `plan` None: asked in no wave."""
    most = plan.most_reminders if plan else MOST_REMINDERS
    rest = timedelta(days=plan.days_between if plan else DAYS_BETWEEN)
    return reminders < most and today - (reminded_on or asked_on) >= rest


def reasons_against_wave(
    *, plan: WavePlan, opens_on: date, closes_on: date, today: date
) -> dict[str, str]:
    """Return what is wrong with a plan, by field; empty if nothing is."""
    reasons = {}
    if plan.planned_on < today:
        reasons["planned_on"] = "Choose today or a day that is still to come"
    elif plan.planned_on > closes_on:
        reasons["planned_on"] = (
            f"The last day for answers is {day(closes_on)}. Ask them before that."
        )
    elif plan.planned_on < opens_on:
        reasons["planned_on"] = f"It opens on {day(opens_on)}. Ask them then, or later."
    if not 0 <= plan.most_reminders <= HIGHEST_REMINDERS:
        reasons["most_reminders"] = f"Choose 0 to {HIGHEST_REMINDERS} reminders"
    if plan.days_between < FEWEST_DAYS_BETWEEN:
        reasons["days_between"] = f"Leave at least {FEWEST_DAYS_BETWEEN} days between emails"
    return reasons


def reminders_in_words(plan: WavePlan) -> str:
    """Return e.g. "At most 2 reminders, 7 days apart"."""
    if not plan.most_reminders:
        return "No reminders"
    how = "1 reminder" if plan.most_reminders == 1 else f"{plan.most_reminders} reminders"
    return f"At most {how}, at least {plan.days_between} days apart"

"""Decisions, as they are shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.queries.deciding import DecisionFile
from regard.domains.governance.queries.minutes import may_read_minutes
from regard.domains.governance.types import (
    Asked,
    DecisionCounts,
    DecisionRow,
    DecisionState,
    InterestAct,
)
from regard.foundation.authority import Caller
from regard.foundation.design.words import (
    date_words,
    number_words,
    percent_words,
    plural_words,
)

from . import minutes

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision

ASKED_TAGS = {Asked.BEFORE: "ok", Asked.AFTER: "part", Asked.NOBODY: "gap"}

CSV_HEADER = (
    "Number",
    "Decision",
    "As minuted",
    "Body",
    "Decided on",
    "State",
    "Care is bought by it",
    "Private",
    "Anybody outside",
    "Care providers",
)


def a_year_before(on: date) -> date:
    """Return the same day a year before; the last of February for a leap day."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def decisions_lede(year: DecisionCounts) -> str:
    """Return the finding on a year: how many decisions, and before how many providers spoke."""
    if not year.all:
        return "No decision was recorded in the last 12 months."
    return (
        f"{plural_words(year.all, 'decision')} in the last 12 months. Care providers were asked "
        f"before {number_words(year.providers_before)} of them "
        f"({percent_words(year.providers_before / year.all)}), and anybody outside before "
        f"{number_words(year.asked_before)}."
    )


def decision_lede(decision: Decision, file: DecisionFile) -> str:
    """Return who decided it, when, and who was asked before."""
    taken = f"{decision.body.name}, {date_words(decision.decided_on)}."
    if decision.state == DecisionState.DRAFT:
        taken = f"A draft. {taken}"
    asked = {
        Asked.BEFORE: "Somebody outside was asked before it was taken.",
        Asked.AFTER: "Those outside were only involved on the day or after.",
        Asked.NOBODY: "Nobody outside was asked.",
    }[file.asked]
    providers = {
        Asked.BEFORE: "Care providers were asked before it was taken.",
        Asked.AFTER: "Care providers were only involved on the day or after.",
        Asked.NOBODY: "Care providers were not asked.",
    }[file.providers]
    if file.asked is Asked.NOBODY:
        return f"{taken} {asked}"
    said = (taken, providers) if file.asked is file.providers else (taken, asked, providers)
    return " ".join(said)


def decision_facts(decision: Decision) -> list[tuple[str, str]]:
    """Return what it is in short: number, body, day, how it was taken."""
    how = "At a meeting" if decision.meeting_id else "Between meetings"
    facts = [
        ("Number", decision.ref),
        ("Body", decision.body.name),
        ("Decided on", date_words(decision.decided_on)),
        ("Taken", how),
    ]
    if decision.is_commissioning:
        facts.append(("Care is bought by it", "Yes"))
    if decision.is_private:
        facts.append(("Private", "Only members read it"))
    return facts


def votes_words(decision: Decision) -> str:
    """Return how it was voted on, in words."""
    if decision.votes_for is None:
        return "No vote was taken."
    return (
        f"{number_words(decision.votes_for)} for, {number_words(decision.votes_against)} against, "
        f"{number_words(decision.abstained)} abstained."
    )


def declared_words(file: DecisionFile) -> tuple[list[str], int]:
    """Return who declared an interest at its item, and how many said that they have none."""
    some = [row for row in file.declared if row.act is not InterestAct.NONE]
    return [minutes.declared_words(row) for row in some], len(file.declared) - len(some)


def minutes_link(decision: Decision, *, caller: Caller) -> str:
    """Return the address of the minutes it stands in; empty where the caller may not read them."""
    meeting = decision.meeting
    if meeting is None or not may_read_minutes(meeting=meeting, caller=caller):
        return ""
    where = {"system": decision.system.slug, "meeting_id": meeting.pk}
    at = f"#item-{decision.item_id}" if decision.item_id else ""
    return f"{reverse('governance:minutes', kwargs=where)}{at}"


def csv_row(row: DecisionRow) -> tuple[object, ...]:
    """Return a decision as a row of `CSV_HEADER`."""
    return (
        row.ref,
        row.title,
        row.text,
        row.body_name,
        row.decided_on.isoformat(),
        row.state.label,
        "yes" if row.is_commissioning else "no",
        "yes" if row.is_private else "no",
        row.asked.label,
        row.providers.label,
    )

"""What minutes show on a body's page: what it decided, and what is still to be done."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.models import Body
from regard.domains.governance.queries.decisions import DecisionFilter, list_decisions
from regard.domains.governance.queries.following import count_actions
from regard.domains.governance.types import DecisionRow
from regard.foundation.authority import Caller
from regard.foundation.design.words import date_words, number_words, plural_words

from .decisions import ASKED_TAGS
from .sections import BodySection, Card

NEWEST = 5
"""Decisions on a body's page; the rest are in the list of all."""


def decisions_of(body: Body, on: date, caller: Caller) -> BodySection:
    """Return the newest decisions of a body up to a day and, today, how its actions stand."""
    system = body.system
    narrow = DecisionFilter(body_slug=body.slug, until=on + timedelta(days=1))
    rows = list_decisions(system=system, caller=caller, narrow=narrow, limit=NEWEST)
    to_do = _to_do(body, on, caller) if on == timezone.localdate() else ""
    decided = "" if rows else "No decision of it is recorded. "
    where, only = {"system": system.slug}, f"?body={body.slug}"
    return BodySection(
        title="What it decided",
        words=f"{decided}{to_do}".strip(),
        cards=tuple(
            Card(
                title=row.title,
                url=reverse("governance:decision", kwargs=where | {"decision_ref": row.ref}),
                words=_words(row),
                tag=(row.asked.label, ASKED_TAGS[row.asked]),
            )
            for row in rows
        ),
        links=(
            ("All its decisions", f"{reverse('governance:decisions', kwargs=where)}{only}"),
            ("Its actions", f"{reverse('governance:actions', kwargs=where)}{only}"),
        ),
    )


def _words(row: DecisionRow) -> str:
    return f"{date_words(row.decided_on)}. Care providers: {row.providers.label.lower()}."


def _to_do(body: Body, on: date, caller: Caller) -> str:
    counts = count_actions(system=body.system, caller=caller, on=on, body_slug=body.slug)
    if not counts.open:
        return "Nothing is left to be done."
    return f"{plural_words(counts.open, 'action')} open, {number_words(counts.late)} late."

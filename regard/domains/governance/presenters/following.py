"""Actions, as they are shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.queries.decisions import may_read_decision
from regard.domains.governance.queries.following import ActionCounts, ActionFilter
from regard.domains.governance.queries.minutes import may_read_minutes
from regard.domains.governance.rules.following import days_late
from regard.domains.governance.types import ActionRow, ActionState
from regard.foundation.authority import Caller
from regard.foundation.design.words import date_words, number_words, plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Action

LATE = "late"
"""What an address says for open actions that are late."""

LONGEST_TITLE = 90
"""Characters; the whole stands below it."""

CSV_HEADER = (
    "Number",
    "What is to be done",
    "Who",
    "Body",
    "Given on",
    "Due on",
    "State",
    "Ended on",
    "Days late",
    "What was done last",
)


def actions_lede(counts: ActionCounts) -> str:
    """Return the finding: how many are open and late, and how many came to their end."""
    ended = counts.done + counts.dropped
    if not counts.open and not ended:
        return "Nobody has been given anything to do yet."
    late = (
        f"{number_words(counts.late)} {'is' if counts.late == 1 else 'are'} late"
        if counts.late
        else "none is late"
    )
    return (
        f"{plural_words(counts.open, 'action')} open, and {late}. "
        f"{number_words(counts.done)} done and {number_words(counts.dropped)} dropped so far."
    )


def tag_of(row: ActionRow) -> tuple[str, str]:
    """Return how an action stands, as a tag."""
    if row.days_late:
        return f"{plural_words(row.days_late, 'day')} late", "gap"
    kinds = {ActionState.OPEN: "part", ActionState.DONE: "ok", ActionState.DROPPED: "no"}
    return row.state.label, kinds[row.state]


def which_of(narrow: ActionFilter) -> str:
    """Return which actions are shown, as the address says it."""
    if narrow.is_late:
        return LATE
    return narrow.state.value if narrow.state else ""


def list_choices(
    counts: ActionCounts, narrow: ActionFilter, path: str
) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow the list by state, with how many each has."""
    which = which_of(narrow)
    body = f"&body={narrow.body_slug}" if narrow.body_slug else ""
    every = [
        ("All", ""),
        (f"Late ({number_words(counts.late)})", LATE),
        (f"Open ({number_words(counts.open)})", ActionState.OPEN.value),
        (f"Done ({number_words(counts.done)})", ActionState.DONE.value),
        (f"Dropped ({number_words(counts.dropped)})", ActionState.DROPPED.value),
    ]
    return [(label, f"{path}?show={show}{body}", show == which) for label, show in every]


def title_of(action: Action) -> str:
    text = " ".join(action.text.split()).rstrip(".")
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1].rstrip()}…"


def action_lede(action: Action, today: date) -> str:
    """Return whose it is, by when, and how it stands."""
    state = ActionState(action.state)
    due = f"{action.owner}, by {date_words(action.due_on)}."
    if state is not ActionState.OPEN:
        return f"{due} {state.label} on {date_words(action.ended_on)}."
    late = days_late(state=state, due_on=action.due_on, on=today)
    return f"{due} {plural_words(late, 'day')} late." if late else f"{due} It is open."


def action_facts(action: Action) -> list[tuple[str, str]]:
    """Return what an action is in short."""
    facts = [
        ("Number", action.ref),
        ("Body", action.body.name),
        ("Whose it is", action.owner),
        ("Given on", date_words(action.given_on)),
        ("Due on", date_words(action.due_on)),
    ]
    if action.is_private:
        facts.append(("Private", "Only members read it"))
    return facts


def origin_of(action: Action, *, caller: Caller) -> tuple[str, str]:
    """Return what it was given by, and its address where the caller may read that."""
    system = action.body.system.slug
    if action.decision is not None:
        where: dict[str, object] = {"system": system, "decision_ref": action.decision.ref}
        url = reverse("governance:decision", kwargs=where)
        may_read = may_read_decision(decision=action.decision, caller=caller)
        return f"Decision {action.decision.ref}", url if may_read else ""
    if action.line is not None:
        meeting = action.line.meeting
        where = {"system": system, "meeting_id": meeting.pk}
        url = f"{reverse('governance:minutes', kwargs=where)}#line-{action.line.pk}"
        may_read = may_read_minutes(meeting=meeting, caller=caller)
        return f"The meeting of {date_words(meeting.starts_at)}", url if may_read else ""
    return "Given between meetings", ""


def csv_row(row: ActionRow) -> tuple[object, ...]:
    """Return an action as a row of `CSV_HEADER`."""
    return (
        row.ref,
        row.text,
        row.owner,
        row.body_name,
        row.given_on.isoformat(),
        row.due_on.isoformat(),
        row.state.label,
        row.ended_on.isoformat() if row.ended_on else "",
        row.days_late,
        row.last_note,
    )

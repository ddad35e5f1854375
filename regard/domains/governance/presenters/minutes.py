"""Minutes, as they are written and read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regard.domains.governance.queries.attendance import AttendanceRow
from regard.domains.governance.queries.minutes import ItemMinutes, LineRow, Minutes
from regard.domains.governance.queries.said import DeclaredRow
from regard.domains.governance.types import (
    ActionState,
    Attended,
    DecisionState,
    InterestAct,
    LineKind,
    MeetingState,
    Standing,
)
from regard.foundation.design.words import date_words, plural_words

if TYPE_CHECKING:
    from regard.domains.governance.models import Meeting

STATE_TAGS = {
    MeetingState.PLANNED: ("Planned", "no"),
    MeetingState.CALLED: ("Agenda out", "part"),
    MeetingState.HELD: ("Draft", "part"),
    MeetingState.AGREED: ("Agreed", "ok"),
    MeetingState.CANCELLED: ("Cancelled", "no"),
}


def title_of(meeting: Meeting) -> str:
    return f"Minutes: {meeting.title or meeting.body.name}, {date_words(meeting.starts_at)}"


def read_lede(meeting: Meeting, minutes: Minutes) -> str:
    """Return how they stand, and what came of the meeting."""
    if meeting.state != MeetingState.AGREED:
        return f"A draft, not agreed yet. {_came_of(minutes)}"
    agreed = f"Agreed on {date_words(meeting.agreed_on)} by {meeting.agreed_by}."
    public = "" if meeting.minutes_public_at else " Not published yet."
    return f"{agreed}{public} {_came_of(minutes)}"


def write_lede(minutes: Minutes) -> str:
    """Return how far they are written."""
    if not minutes.lines:
        return "Nothing is written yet. Write a line, then make it an action or a decision."
    return f"{plural_words(len(minutes.lines), 'line')} so far. {_came_of(minutes)}"


def who_words(line: LineRow) -> str:
    """Return who said a line: a name, a seat or both; empty: nobody in particular."""
    if line.name and line.seat:
        return f"{line.name}, {line.seat}"
    return line.name or line.seat


def became_words(line: LineRow) -> str:
    """Return what a line became, in words; empty: it stayed a note."""
    if line.decision_ref:
        draft = " (draft)" if line.decision_state is DecisionState.DRAFT else ""
        return f"Decision {line.decision_ref}{draft}"
    if line.action_ref:
        return (
            f"Action {line.action_ref}: {line.action_owner}, by {date_words(line.action_due_on)}"
        )
    if line.kind is LineKind.CONTRIBUTION:
        return f"Kept as contribution {line.receipt}"
    return ""


def action_tag(line: LineRow) -> tuple[str, str] | None:
    """Return how an action of a line stands now, where it has ended."""
    if line.action_state in {None, ActionState.OPEN}:
        return None
    return (
        (ActionState.DONE.label, "ok")
        if line.action_state is ActionState.DONE
        else (
            ActionState.DROPPED.label,
            "no",
        )
    )


def declared_words(row: DeclaredRow) -> str:
    """Return what somebody declared and did, in a sentence."""
    who = f"{row.name}, {row.seat}"
    did = {
        InterestAct.STAYED: "took part, with the chair’s agreement",
        InterestAct.NO_VOTE: "stayed, and did not vote",
        InterestAct.WITHDREW: "left the room for this item",
    }[row.act]
    return f"{who}, declared an interest and {did}: {row.text}"


def declared_of(item: ItemMinutes) -> tuple[list[str], int]:
    """Return who declared an interest, in sentences, and how many said that they have none."""
    some = [declared_words(row) for row in item.declared if row.act is not InterestAct.NONE]
    return some, len(item.declared) - len(some)


def presence(rows: Sequence[AttendanceRow]) -> list[tuple[str, list[str]]]:
    """Return who came as what, and who did not, in the order in which minutes say it."""
    groups = {
        "Members who came": [r for r in rows if r.is_there and r.standing is Standing.VOTING],
        "Members without a vote": [
            r for r in rows if r.is_there and r.standing is Standing.ADVISORY
        ],
        "In attendance": [
            r for r in rows if r.is_there and r.standing in {Standing.IN_ATTENDANCE, None}
        ],
        "Apologies": [r for r in rows if r.attended is Attended.APOLOGIES],
        "Did not come": [r for r in rows if r.attended is Attended.ABSENT],
    }
    return [(words, [_name(row) for row in found]) for words, found in groups.items() if found]


def _name(row: AttendanceRow) -> str:
    deputy = " (deputy)" if row.attended is Attended.DEPUTY else ""
    named = f"{row.name}{deputy}" if row.name else ""
    return ", ".join(filter(None, (named, row.seat)))


def _came_of(minutes: Minutes) -> str:
    decisions = sum(bool(line.decision_ref) for line in minutes.lines)
    given = sum(bool(line.action_ref) for line in minutes.lines)
    if not decisions and not given:
        return "No decision and no action."
    return f"{plural_words(decisions, 'decision')} and {plural_words(given, 'action')}."

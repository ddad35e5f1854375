"""Meetings in words: the calendar of a system, and each meeting's own page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from regard.domains.governance.queries import MeetingRow, list_meetings
from regard.domains.governance.queries.clashes import Clash
from regard.domains.governance.rules.clock import length_words, span_words
from regard.domains.governance.types import MeetingState, Papers, PapersState
from regard.foundation.authority import Caller
from regard.foundation.design.words import date_words, day_words, plural_words

from .sections import BodySection, Card

if TYPE_CHECKING:
    from regard.domains.governance.models import Body

Tag = tuple[str, str]

STATE_TAGS: dict[MeetingState, Tag] = {
    MeetingState.PLANNED: ("Planned", "no"),
    MeetingState.CALLED: ("Agenda out", "ok"),
    MeetingState.HELD: ("Held", "part"),
    MeetingState.AGREED: ("Minutes agreed", "ok"),
    MeetingState.CANCELLED: ("Cancelled", "gap"),
}

SHOWN_OF_A_BODY = 4
"""Meetings on a body's own page, before the way to all of them."""


@dataclass(frozen=True)
class CalendarRow:
    """
    A meeting as a line of the calendar.

    Attributes:
        day: e.g. "Thursday 3 December".
        note: how its papers stand, or why it was cancelled; empty: nothing to say.
    """

    row: MeetingRow
    day: str
    time: str
    where: str
    tag: Tag
    note: str


@dataclass(frozen=True)
class Month:
    title: str
    rows: tuple[CalendarRow, ...]


def list_months(rows: Iterable[MeetingRow]) -> list[Month]:
    """Return meetings, in the order of the calendar, by month."""
    return [
        Month(title=title, rows=tuple(calendar_row(row) for row in inner))
        for title, inner in groupby(rows, key=lambda row: f"{local(row):%B %Y}")
    ]


def calendar_row(row: MeetingRow) -> CalendarRow:
    return CalendarRow(
        row=row,
        day=day_words(row.starts_at),
        time=times_of(row),
        where=row.venue or "Not said yet",
        tag=tag_of(row),
        note=note_of(row),
    )


def tag_of(row: MeetingRow) -> Tag:
    """Return the state of a meeting in a word or two, and its colour."""
    if row.papers is not None and row.papers.state is PapersState.LATE and is_to_come(row):
        return "Papers late", "gap"
    if row.minutes_public_at is not None:
        return "Minutes published", "ok"
    if row.agenda_public_at is not None and row.state in {
        MeetingState.PLANNED,
        MeetingState.CALLED,
    }:
        return "Agenda published", "ok"
    return STATE_TAGS[row.state]


def note_of(row: MeetingRow) -> str:
    if row.state is MeetingState.CANCELLED:
        return row.why_cancelled
    if row.papers is not None and row.state in {MeetingState.PLANNED, MeetingState.CALLED}:
        return papers_words(row.papers)
    return ""


def papers_words(papers: Papers) -> str:
    """Return how the papers of a meeting stand, in a sentence."""
    late = plural_words(papers.days_late, "day")
    return {
        PapersState.WAITING: f"Papers go out by {date_words(papers.due_on)}.",
        PapersState.LATE: f"Papers are {late} late: they were due on {date_words(papers.due_on)}.",
        PapersState.OUT: "Papers went out in time.",
        PapersState.OUT_LATE: f"Papers went out {late} late.",
    }[papers.state]


def calendar_lede(rows: Sequence[MeetingRow], today: date) -> str:
    """Return the finding of a calendar: how many meetings, of how many bodies, and the next."""
    coming = [row for row in rows if is_to_come(row) and local(row).date() >= today]
    if not coming:
        return "No meeting to come is shown here."
    bodies = len({row.body_id for row in coming})
    first = coming[0]
    of = "one body" if bodies == 1 else f"{bodies} bodies"
    return (
        f"{plural_words(len(coming), 'meeting')} of {of} to come in these months. The next: "
        f"{first.title}, {day_words(first.starts_at)}, {times_of(first)}."
    )


def clashes_of(clashes: Sequence[Clash]) -> tuple[list[str], str]:
    """
    Return the clashes that somebody is caught in, each in words, and what is to say of the rest.

    Two meetings of one body catch all its members.
    """
    caught = [
        clash for clash in clashes if clash.people or clash.one.body_id == clash.other.body_id
    ]
    others = len(clashes) - len(caught)
    rest = (
        f"{plural_words(others, 'other pair')} of meetings "
        f"{'is' if others == 1 else 'are'} at the same time, and nobody sits on both bodies."
        if others
        else ""
    )
    return [clash_words(clash) for clash in caught], rest


def clash_words(clash: Clash) -> str:
    """Return two meetings at the same time, and who should be in both, in words."""
    one, other = clash.one, clash.other
    words = (
        f"{day_words(one.starts_at)}: {one.title}, {times_of(one)}, and {other.title}, "
        f"{times_of(other)}."
    )
    if not clash.people:
        return words
    verb = "sits" if len(clash.people) == 1 else "sit"
    return f"{words} {_and(clash.people)} {verb} on both."


def is_to_come(row: MeetingRow) -> bool:
    return row.state in {MeetingState.PLANNED, MeetingState.CALLED}


def local(row: MeetingRow) -> datetime:
    return timezone.localtime(row.starts_at)


def times_of(row: MeetingRow) -> str:
    return span_words(local(row), timezone.localtime(row.ends_at))


def when_words(row: MeetingRow) -> str:
    """Return "Thursday 3 December 2026, 2 pm to 4 pm"."""
    return f"{day_words(row.starts_at)} {local(row):%Y}, {times_of(row)}"


def how_long(row: MeetingRow) -> str:
    return length_words(row.minutes_long)


def meetings_of(body: Body, on: date, caller: Caller) -> BodySection:
    """Return the meetings of a body from a day on, for its own page."""
    rows = list_meetings(system=body.system, caller=caller, since=on, body=body)
    where = {"system": body.system.slug}
    calendar = reverse("governance:meetings", kwargs=where)
    feed = reverse("governance:body_calendar", kwargs=where | {"body": body.slug})
    return BodySection(
        title="Meetings",
        words="" if rows else "No meeting to come is known to everybody yet.",
        cards=tuple(_card(row, body) for row in rows[:SHOWN_OF_A_BODY]),
        links=(
            ("All its meetings", f"{calendar}?body={body.slug}"),
            ("Add them to your calendar", feed),
        ),
    )


def _card(row: MeetingRow, body: Body) -> Card:
    where = {"system": body.system.slug, "meeting_id": row.meeting_id}
    said = [row.title if row.title != row.body_name else "", times_of(row), row.venue]
    return Card(
        title=date_words(row.starts_at),
        url=reverse("governance:meeting", kwargs=where),
        words=", ".join(filter(None, said)),
        tag=tag_of(row),
    )


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

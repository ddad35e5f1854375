"""When meetings follow one another, when their papers are due, and what may still change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from regard.domains.governance.types import (
    MeetingState,
    Papers,
    PapersState,
    Repeat,
    RepeatUnit,
)

MOST_IN_A_SERIES = 36
"""Three years of a monthly meeting; a longer series is more likely a slip."""


def list_starts(*, first: datetime, repeat: Repeat) -> list[datetime]:
    """
    Return when each meeting of a series begins, at the same time of day.

    :param first: naive, in the time of the country, so that the clock's changes do not move it.
    """
    if repeat.unit is RepeatUnit.WEEKS:
        step = timedelta(weeks=repeat.every)
        return [first + step * n for n in range(repeat.times)]
    return [
        datetime.combine(_same_weekday(first.date(), repeat.every * n), first.time())
        for n in range(repeat.times)
    ]


def _same_weekday(first: date, months: int) -> date:
    """Return the same weekday of the month, such as its second Tuesday, so many months on."""
    begins = months_on(first, months)
    week = (first.day - 1) // 7
    day = begins + timedelta(days=(first.weekday() - begins.weekday()) % 7, weeks=week)
    return day if day.month == begins.month else day - timedelta(weeks=1)


def state_of_papers(
    *, meets_on: date, days_before: int, called_on: date | None, today: date
) -> Papers:
    """
    Return when the papers of a meeting are due, and how that stands.

    :param days_before: whole days before the meeting that its body promises them.
    :param called_on: when they went out; None: they have not.
    """
    due_on = meets_on - timedelta(days=days_before)
    days_late = max(0, ((called_on or today) - due_on).days)
    if called_on is not None:
        state = PapersState.OUT_LATE if days_late else PapersState.OUT
    else:
        state = PapersState.LATE if days_late else PapersState.WAITING
    return Papers(state=state, due_on=due_on, days_late=days_late)


def reason_not_to_change(state: MeetingState) -> str | None:
    """Return why nothing about a meeting may change any more; None: it may."""
    if state is MeetingState.CANCELLED:
        return "This meeting was cancelled"
    if state is MeetingState.AGREED:
        return "Its minutes are agreed: what they rest on stays as it is"
    return None


def reason_not_to_move(state: MeetingState) -> str | None:
    """Return why a meeting's time and place may not change any more; None: they may."""
    if state is MeetingState.HELD:
        return "It was held: when and where stays as it was"
    return reason_not_to_change(state)


def reason_not_to_call(*, state: MeetingState, items: int, is_over: bool) -> str | None:
    """Return why the agenda of a meeting cannot go out; None: it can."""
    if state is MeetingState.CALLED:
        return "Its agenda is out already"
    if state is not MeetingState.PLANNED:
        return reason_not_to_move(state)
    if is_over:
        return "The time of this meeting is over. Say that it was held, or cancel it."
    return None if items else "There is nothing on its agenda yet"


def reason_not_to_hold(*, state: MeetingState, meets_on: date, today: date) -> str | None:
    """Return why a meeting cannot be said to have been held; None: it can."""
    if state in {MeetingState.HELD, MeetingState.AGREED, MeetingState.CANCELLED}:
        return reason_not_to_move(state)
    if today < meets_on:
        return f"It meets on {meets_on:%-d %B %Y}. Say that it was held on that day or later."
    return None


@dataclass(frozen=True)
class Span:
    """A meeting as a stretch of time."""

    meeting_id: int
    body_id: int
    starts_at: datetime
    ends_at: datetime


def list_overlaps(spans: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Return each two meetings that are at the same time, in the order of the calendar."""
    ordered = sorted(spans, key=lambda span: (span.starts_at, span.meeting_id))
    found: list[tuple[Span, Span]] = []
    running: list[Span] = []
    for span in ordered:
        running = [earlier for earlier in running if earlier.ends_at > span.starts_at]
        found += [(earlier, span) for earlier in running]
        running.append(span)
    return found


def months_on(first: date, months: int) -> date:
    """Return the first day of the month that is so many months after that of a day, or before."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)

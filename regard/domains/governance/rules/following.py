"""Actions followed to their end: when one is late, and when it may end or open again."""

from datetime import date

from regard.domains.governance.types import ActionState


def days_late(*, state: ActionState, due_on: date, on: date) -> int:
    """Return the whole days since an open action was due; 0 where it is not late, or has ended."""
    if state is not ActionState.OPEN:
        return 0
    return max(0, (on - due_on).days)


def reason_not_to_give(*, given_on: date, due_on: date) -> str | None:
    """Return why an action cannot be given; None if it can."""
    if due_on < given_on:
        return "It cannot be due before the day on which it was given"
    return None


def reason_not_to_end(
    *, state: ActionState, given_on: date, ended_on: date, today: date, note: str
) -> str | None:
    """
    Return why an action cannot be ended on a day; None if it can.

    An action ends with a word on what came of it, done or dropped: a list of bare ticks says
    nothing.
    """
    if state is not ActionState.OPEN:
        return f"This action is {state.label.lower()} already"
    if not note.strip():
        return "Say what came of it"
    if ended_on < given_on:
        return "It cannot have ended before it was given"
    if ended_on > today:
        return "That day is still to come"
    return None


def reason_not_to_reopen(*, state: ActionState, note: str) -> str | None:
    """Return why an action cannot be opened again; None if it can."""
    if state is ActionState.OPEN:
        return "This action is open"
    if not note.strip():
        return "Say why it is opened again"
    return None

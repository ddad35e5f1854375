"""How a promise stands on a day, and what those who asked for it are told of its end."""

import textwrap
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.strategy.types import CommitmentRow, CommitmentState, Standing

from .words import LINK, WIDTH

SOON = timedelta(days=30)
"""So long before its day a promise is shown as due soon, and its owner is reminded."""

ORDER = {standing: place for place, standing in enumerate(Standing)}


@dataclass(frozen=True)
class Told:
    """What somebody who asked for a thing is told when it ends."""

    subject: str
    body: str


def standing_of(*, state: CommitmentState, due_on: date, today: date) -> Standing:
    """Return how a promise stands: late and due soon by the day, else by what was reported."""
    if state.is_end:
        return Standing(state.value)
    if due_on < today:
        return Standing.LATE
    if due_on <= today + SOON:
        return Standing.DUE_SOON
    return Standing(state.value)


def in_words(row: CommitmentRow, today: date) -> str:
    """Return how a promise stands, as a sentence with its days."""
    standing = standing_of(state=row.state, due_on=row.due_on, today=today)
    due, days = _day(row.due_on), abs((row.due_on - today).days)
    ended = _day(row.ended_on) if row.ended_on else ""
    return {
        Standing.LATE: f"Was due on {due}, {_days(days)} ago",
        Standing.DUE_SOON: f"Due on {due}, in {_days(days)}" if days else "Due today",
        Standing.UNDER_WAY: f"Due on {due}",
        Standing.PLANNED: f"Due on {due}",
        Standing.DONE: f"Done on {ended}" + (", late" if _was_late(row) else ", in time"),
        Standing.DROPPED: f"Dropped on {ended}",
    }[standing]


def sort_key(row: CommitmentRow, today: date) -> tuple[int, date, int]:
    """Order promises: what is late first, then what is due next; what is over last."""
    standing = standing_of(state=row.state, due_on=row.due_on, today=today)
    return ORDER[standing], row.due_on, row.number


def ended_letter(*, row: CommitmentRow, partnership: str, words: str, url: str) -> Told:
    """
    Return what those who asked for it are told when a promise is done or dropped.

    Their own page's address, a secret, takes the place of `LINK` as it is sent.

    :param words: what was reported: what was done, or why it is dropped.
    """
    is_done = row.state is CommitmentState.DONE
    what = "is done" if is_done else "will not be done after all"
    paragraphs = [
        "Hello,",
        _fill(
            f"You were among those who led us to promise this, in {row.passage_ref} "
            f"{row.passage_heading} of {row.strategy_title}:"
        ),
        textwrap.fill(row.words, WIDTH, initial_indent="> ", subsequent_indent="> "),
        _fill(f"It {what}. {words}"),
        f"How it went, with the evidence:\n{url}",
        f"What you told us, and what became of it:\n{LINK}",
        f"Thank you,\n{partnership}",
    ]
    subject = "What you asked for is done" if is_done else "What you asked for will not be done"
    return Told(subject=f"{subject} ({row.ref})", body="\n\n".join(paragraphs) + "\n")


def reminder_letter(
    *, name: str, partnership: str, rows: list[CommitmentRow], today: date, url: str
) -> Told:
    """Return the week's reminder to somebody who sees to promises. There is at least one row."""
    late = sum(row.due_on < today for row in rows)
    soon = len(rows) - late
    lines = [f"- {row.ref} {row.words} ({in_words(row, today).lower()})" for row in rows[:12]]
    if len(rows) > len(lines):
        lines.append(f"And {len(rows) - len(lines)} more, which the page lists.")
    counts = f"Of what {partnership} promised, {late} are late and {soon} due within 30 days."
    ask = f"Say how far they have come:\n{url}"
    return Told(
        subject=f"Promises: {late} late, {soon} due soon",
        body="\n\n".join((f"Dear {name},", counts, "\n".join(lines), ask, partnership)) + "\n",
    )


def _was_late(row: CommitmentRow) -> bool:
    return row.ended_on is not None and row.ended_on > row.due_on


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _fill(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)

"""Promises as pages show them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from regard.domains.strategy.rules.commitments import in_words, standing_of
from regard.domains.strategy.types import CommitmentRow, Standing
from regard.foundation.design.words import date_words, plural_words

CSV_HEADER = (
    "Number",
    "What is promised",
    "Document",
    "Passage",
    "Body",
    "Post",
    "Due",
    "How it stands",
    "Ended",
    "Last reported",
    "Reported on",
    "Steps",
    "Steps done",
)


@dataclass(frozen=True)
class CommitmentView:
    """A promise with how it stands on the day of the page."""

    row: CommitmentRow
    standing: Standing
    words: str


def present_commitments(rows: Iterable[CommitmentRow], today: date) -> list[CommitmentView]:
    return [
        CommitmentView(
            row=row,
            standing=standing_of(state=row.state, due_on=row.due_on, today=today),
            words=in_words(row, today),
        )
        for row in rows
    ]


def commitments_lede(views: Sequence[CommitmentView]) -> str:
    """Return the finding: how many promises there are, kept, late and dropped."""
    if not views:
        return "Nothing has been promised in anything published yet."
    count = Counter(view.standing for view in views)
    late = plural_words(count[Standing.LATE], "is late", "are late")
    return (
        f"{plural_words(len(views), 'promise')}: {count[Standing.DONE]:,} kept, {late}, "
        f"{count[Standing.DROPPED]:,} dropped."
    )


def promised_lede(rows: Sequence[CommitmentRow], *, earlier: int) -> str:
    """
    Return the finding for who writes: how many promises, and on which days they fall due.

    :param earlier: promises of versions before.
    """
    if not rows and earlier:
        stay = (
            f"{plural_words(earlier, 'promise')} of before {'stays' if earlier == 1 else 'stay'}"
        )
        return f"It promises nothing new. {stay} with it."
    if not rows:
        return "It promises nothing yet."
    days = sorted(row.due_on for row in rows)
    if days[0] == days[-1]:
        return f"{plural_words(len(rows), 'promise')}, due on {date_words(days[0])}."
    first, last = date_words(days[0]), date_words(days[-1])
    return f"{plural_words(len(rows), 'promise')}, due from {first} to {last}."


def commitment_lede(view: CommitmentView) -> str:
    """Return the finding on one promise: how it stands, by when, and how many steps are done."""
    row = view.row
    stands = "" if row.state.is_end else f"{view.standing.label}. "
    steps = f" {row.steps_done:,} of {plural_words(row.steps, 'step')} done." if row.steps else ""
    return f"{stands}{view.words}.{steps}"


def report_lede(words: str, *, asked: int) -> str:
    """Return what is reported on, and how many read it."""
    if not asked:
        return words
    return (
        f"{words} {plural_words(asked, 'voice')} led to it, and hear when it is done or dropped."
    )


def count_standings(views: Iterable[CommitmentView]) -> list[tuple[Standing, int]]:
    """Return how many promises stand how, every way once."""
    count = Counter(view.standing for view in views)
    return [(standing, count[standing]) for standing in Standing]


def commitments_csv(views: Iterable[CommitmentView]) -> Iterable[tuple[object, ...]]:
    """Yield promises as rows of `CSV_HEADER`."""
    for view in views:
        row = view.row
        yield (
            row.ref,
            row.words,
            row.strategy_title,
            f"{row.passage_ref} {row.passage_heading}",
            row.body_name,
            row.owner,
            row.due_on.isoformat(),
            view.standing.label,
            row.ended_on.isoformat() if row.ended_on else "",
            row.said,
            row.said_on.isoformat() if row.said_on else "",
            row.steps,
            row.steps_done,
        )

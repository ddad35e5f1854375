"""What those who record regard are written, once a week, about records that are late or due."""

from collections.abc import Sequence
from dataclasses import dataclass

from regard.domains.strategy.types import OwedRow, RegardState

SHOWN = 12
"""Decisions in a letter. The page lists the rest."""

SOON = 7
"""They are reminded so many days before the last day."""


@dataclass(frozen=True)
class RegardLetter:
    subject: str
    body: str


def regard_letter(
    *, name: str, partnership: str, rows: Sequence[OwedRow], hidden: int, address: str
) -> RegardLetter:
    """
    Return the letter. There is at least one row or one hidden.

    :param rows: decisions that anybody may read, what is overdue first.
    :param hidden: how many private decisions press besides, which no email names.
    """
    late = sum(row.state is RegardState.OVERDUE for row in rows)
    told = [_in_words(row) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        told.append(f"And {len(rows) - SHOWN} more, which the page lists.")
    if hidden:
        told.append(f"Besides, {hidden} private. Sign in to see which.")
    counts = (
        f"These decisions of {partnership} have no signed record of regard to its strategy. "
        f"{late} {_be(late)} overdue."
    )
    ask = f"Write down what each made of the strategy, and have it signed:\n{address}"
    body = "\n\n".join((f"Dear {name},", counts, "\n".join(told), ask, partnership))
    return RegardLetter(subject=f"Records of regard: {late} overdue", body=body)


def _in_words(row: OwedRow) -> str:
    when = "was due" if row.state is RegardState.OVERDUE else "is due"
    bought = ", by which care is bought" if row.is_commissioning else ""
    return (
        f"- {row.decision_ref} {row.decision_title} ({row.body_name}{bought}), "
        f"{when} by {row.due_on:%-d %B %Y}"
    )


def _be(count: int) -> str:
    return "is" if count == 1 else "are"

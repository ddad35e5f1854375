"""What those who offer evidence are written, once a week, about duties that fall due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .obligations import REMIND_DAYS

SHOWN = 12
"""Duties in a letter. The page lists the rest."""


@dataclass(frozen=True)
class DueLine:
    """A duty that a letter names, with its holder and its last day or the day it lapsed."""

    title: str
    holder: str
    day: date
    is_past: bool


@dataclass(frozen=True)
class DutyLetter:
    subject: str
    body: str


def duty_letter(
    *, name: str, partnership: str, lines: Sequence[DueLine], address: str
) -> DutyLetter:
    """Return the letter. There is at least one line, and what is past comes first."""
    past = sum(line.is_past for line in lines)
    soon = len(lines) - past
    told = [_in_words(line) for line in lines[:SHOWN]]
    if len(lines) > SHOWN:
        told.append(f"And {len(lines) - SHOWN} more, which the page lists.")
    counts = (
        f"We follow the duties of {partnership}. {past} {_be(past)} overdue or lapsed. "
        f"{soon} {_be(soon)} due within {REMIND_DAYS} days."
    )
    ask = f"Offer evidence, or say why one does not apply:\n{address}"
    body = "\n\n".join((f"Dear {name},", counts, "\n".join(told), ask, partnership))
    return DutyLetter(subject=f"Duties: {past} overdue or lapsed, {soon} due soon", body=body)


def _in_words(line: DueLine) -> str:
    when = "was" if line.is_past else "by"
    return f"- {line.title} ({line.holder}), {when} {line.day:%-d %B %Y}"


def _be(count: int) -> str:
    return "is" if count == 1 else "are"

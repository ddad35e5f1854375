"""How the list of whom to ring is worded, on a page and as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.asked_parts import asked_about, named_parts
from regard.domains.engagement.rules.words import count, day

from .coverage import MISSING_HEADER, missing_csv

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Question
    from regard.domains.engagement.types.asked_parts import AskedParts
    from regard.domains.engagement.types.inviting import Call, ChaseRow

CHASE_HEADER = (
    *MISSING_HEADER,
    "council",
    "could be asked through",
    "tried",
    "calls",
    "whose job",
)


@dataclass(frozen=True)
class AskedByTelephone:
    """
    What whoever rings asks about.

    Attributes:
        about: what the questions are about, in words; `names`: its parts, at most twelve lines.
            Both empty of questions that are asked as a whole.
    """

    questions: tuple[str, ...]
    about: str
    names: tuple[str, ...]


def asked_on_the_telephone(questions: Sequence[Question], parts: AskedParts) -> AskedByTelephone:
    """Return what to have at hand while ringing."""
    texts = tuple(question.text for question in questions)
    return AskedByTelephone(texts, asked_about(parts), named_parts(parts))


def declined_words(how_many: int) -> str:
    """Return why some are not on the list; empty if none said no."""
    if not how_many:
        return ""
    them = count(how_many, "service said it will not", "services said they will not")
    return f"{them[:1].upper()}{them[1:]} answer. We do not ask again."


def call_words(call: Call) -> str:
    """Return e.g. "Left a message on 3 November 2026: back on Monday"."""
    words = f"{call.result.label} on {day(call.on)}"
    return f"{words}: {call.words}" if call.words else words


def through_words(row: ChaseRow) -> list[str]:
    """Return through whom a service could be asked besides, networks first, then its council."""
    names = [each.name for each in row.through]
    return [*names, row.council_name] if row.council_name else names


def chase_csv(rows: Sequence[ChaseRow]) -> list[Sequence[object]]:
    """Return the rows of the file under `CHASE_HEADER`."""
    plain = missing_csv([row.missing for row in rows])
    return [
        (
            *cells,
            row.council_name,
            "; ".join(each.name for each in row.through),
            "; ".join(row.tried),
            "; ".join(call_words(call) for call in row.calls),
            row.assigned_to,
        )
        for cells, row in zip(plain, rows, strict=True)
    ]

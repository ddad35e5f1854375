"""How plainly an exercise is worded, as its writer is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.readability import Plainness, check_text

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


@dataclass(frozen=True)
class Note:
    """
    What is said of one text.

    Attributes:
        of: which text, e.g. "Why you ask".
        age: e.g. "Reading age 11"; empty where it is too short to tell.
    """

    of: str
    age: str
    hints: tuple[str, ...]


def wording_notes(exercise: Exercise) -> list[Note]:
    """Return a note for the title and for each text that stands under it."""
    texts = {
        "What you want to know": exercise.title,
        "Why you ask": exercise.purpose,
        "What is open to change": exercise.open_to_change,
        "What is decided already": exercise.decided,
        "What it is about": exercise.scope,
    }
    return [note(of, check_text(text)) for of, text in texts.items() if text]


def note(of: str, found: Plainness) -> Note:
    age = "" if found.reading_age is None else f"Reading age {found.reading_age}"
    return Note(of=of, age=age, hints=found.notes)

"""What arrives by email or as a document, in a list."""

from dataclasses import dataclass
from datetime import datetime

from .states import ArrivalState


@dataclass(frozen=True)
class ArrivalFilter:
    """Which arrivals are meant. What is None or empty does not narrow."""

    state: ArrivalState | None = None
    exercise_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class ArrivalRow:
    """
    Something that arrived, in a list.

    Attributes:
        title: the subject of an email, or the name of a file.
        sender: who sent it, by name or address; empty if nobody knows.
        exercise: the title of what it answers; empty if nobody has said yet.
        is_read: whether its words have been read.
        parts: how many files came with it.
    """

    arrival_id: int
    title: str
    sender: str
    arrived_at: datetime
    exercise: str
    state: ArrivalState
    needs_typing: bool
    is_read: bool
    is_attachment: bool
    why: str
    parts: int


@dataclass(frozen=True)
class Alike:
    """Something that says the same: another arrival, or an answer that was kept."""

    words: str
    arrival_id: int | None = None
    receipt: str = ""
    exercise_slug: str = ""

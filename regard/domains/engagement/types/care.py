"""Words that are kept from readers, and worries about somebody's safety."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .states import ConcernState


class CutReason(StrEnum):
    """Why words are taken out of what readers see."""

    PERSON = "person"
    PRIVATE = "private"
    DEFAMATORY = "defamatory"
    UNLAWFUL = "unlawful"
    OTHER = "other"

    @property
    def words(self) -> str:
        """Return what stands in the place of the words."""
        return CUT_REASONS[self]


CUT_REASONS = {
    CutReason.PERSON: "names a person",
    CutReason.PRIVATE: "private details",
    CutReason.DEFAMATORY: "may be untrue and do harm to somebody",
    CutReason.UNLAWFUL: "may break the law",
    CutReason.OTHER: "for another reason",
}


@dataclass(frozen=True)
class Cut:
    """
    Words of an answer that are not shown.

    Attributes:
        start, end: the first character of the answer, from 0, and one past the last.
        because: what is shown in their place, e.g. "names a person".
    """

    start: int
    end: int
    because: str


@dataclass(frozen=True)
class CutRow:
    """
    Words that were taken out, for whoever may put them back.

    Attributes:
        question: to which they were an answer.
        before, after: the words around them that are shown.
        undone_at: None while they are out.
    """

    redaction_id: int
    question: str
    before: str
    after: str
    length: int
    because: str
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True)
class ModerationRow:
    """One decision to keep a contribution from readers, or to give it back."""

    is_withheld: bool
    because: str
    at: datetime


@dataclass(frozen=True)
class ConcernRow:
    """
    A worry about somebody's safety, for whoever looks into it.

    Attributes:
        words: what raised it, one in each line.
        is_overdue: whether nobody has looked by when they must have.
        taken_by: as the ledger names them; empty while nobody has.
    """

    concern_id: int
    exercise_id: int
    exercise: str
    slug: str
    receipt: str
    words: tuple[str, ...]
    state: ConcernState
    raised_at: datetime
    due_at: datetime
    is_overdue: bool
    taken_by: str
    taken_at: datetime | None
    note: str
    settled_at: datetime | None

"""Who was asked before something was decided, and the rows of what was decided and is to do."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .meetings import ActionState, DecisionState


class Asked(StrEnum):
    """When somebody outside the body was first involved in a decision."""

    BEFORE = "before"
    AFTER = "after"
    """On the day of the decision or later: too late to be sure that it could change anything."""
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        return ASKED_LABELS[self]


ASKED_LABELS = {
    Asked.BEFORE: "Asked before",
    Asked.AFTER: "On the day or after",
    Asked.NOBODY: "Nobody asked",
}


@dataclass(frozen=True)
class DecisionCounts:
    """
    How many decisions were recorded, by when anybody outside was involved.

    Attributes:
        all: private ones too, so that making one private does not make the share look better.
        asked_before: somebody was involved before the day of the decision.
        asked_after: somebody was, and nobody before that day.
        nobody: nobody was. The three add up to `all`.
        providers_before: care providers were involved before. So for the next two, which add
            up to `all` with it.
    """

    all: int
    asked_before: int
    asked_after: int
    nobody: int
    providers_before: int
    providers_after: int
    providers_not: int


@dataclass(frozen=True)
class DecisionRow:
    """
    A decision in a list.

    Attributes:
        asked: when anybody outside was first involved.
        providers: when care providers were.
    """

    decision_id: int
    ref: str
    title: str
    text: str
    body_id: int
    body_slug: str
    body_name: str
    meeting_id: int | None
    decided_on: date
    state: DecisionState
    is_private: bool
    is_commissioning: bool
    asked: Asked
    providers: Asked


@dataclass(frozen=True)
class ActionRow:
    """
    Something that somebody is to do, in a list.

    Attributes:
        days_late: whole days since it was due, on the day asked about; 0: not late, or ended.
        notes: how often something was noted about it.
        last_note: the newest note; empty: none.
    """

    action_id: int
    ref: str
    text: str
    owner: str
    body_slug: str
    body_name: str
    given_on: date
    due_on: date
    state: ActionState
    ended_on: date | None
    days_late: int
    is_private: bool
    notes: int
    last_note: str

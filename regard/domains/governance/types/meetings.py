"""Meetings, what is on their agendas, and what came of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeetingState(StrEnum):
    PLANNED = "planned"
    CALLED = "called"
    """The agenda is out."""
    HELD = "held"
    AGREED = "agreed"
    """Its minutes are agreed, and stay as they are."""
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return MEETING_STATE_LABELS[self]


MEETING_STATE_LABELS = {
    MeetingState.PLANNED: "Planned",
    MeetingState.CALLED: "Agenda out",
    MeetingState.HELD: "Held, minutes being written",
    MeetingState.AGREED: "Minutes agreed",
    MeetingState.CANCELLED: "Cancelled",
}


class ItemKind(StrEnum):
    """What an item is about: the report asks for fewer commercial conversations."""

    COMMERCIAL = "commercial"
    POPULATION_HEALTH = "population_health"
    OPERATIONAL = "operational"

    @property
    def label(self) -> str:
        return ITEM_KIND_LABELS[self]


ITEM_KIND_LABELS = {
    ItemKind.COMMERCIAL: "Money and contracts",
    ItemKind.POPULATION_HEALTH: "People’s health and lives",
    ItemKind.OPERATIONAL: "Running things",
}


class Purpose(StrEnum):
    DECISION = "decision"
    DISCUSSION = "discussion"
    INFORMATION = "information"

    @property
    def label(self) -> str:
        return PURPOSE_LABELS[self]


PURPOSE_LABELS = {
    Purpose.DECISION: "For decision",
    Purpose.DISCUSSION: "For discussion",
    Purpose.INFORMATION: "For information",
}


class Attended(StrEnum):
    PRESENT = "present"
    DEPUTY = "deputy"
    """Their deputy came."""
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        return ATTENDED_LABELS[self]


ATTENDED_LABELS = {
    Attended.PRESENT: "Came",
    Attended.DEPUTY: "Deputy came",
    Attended.APOLOGIES: "Sent apologies",
    Attended.ABSENT: "Did not come",
}


class LineKind(StrEnum):
    """What a line of minutes became."""

    NOTE = "note"
    ACTION = "action"
    DECISION = "decision"
    CONTRIBUTION = "contribution"

    @property
    def label(self) -> str:
        return LINE_KIND_LABELS[self]


LINE_KIND_LABELS = {
    LineKind.NOTE: "Note",
    LineKind.ACTION: "Action",
    LineKind.DECISION: "Decision",
    LineKind.CONTRIBUTION: "Contribution",
}


class DecisionState(StrEnum):
    DRAFT = "draft"
    RECORDED = "recorded"
    """Taken, and not changed any more."""

    @property
    def label(self) -> str:
        return {DecisionState.DRAFT: "Draft", DecisionState.RECORDED: "Recorded"}[self]


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return ACTION_STATE_LABELS[self]


ACTION_STATE_LABELS = {
    ActionState.OPEN: "Open",
    ActionState.DONE: "Done",
    ActionState.DROPPED: "Dropped",
}


class InterestKind(StrEnum):
    """The four kinds that NHS England's guidance on managing conflicts of interest names."""

    FINANCIAL = "financial"
    PROFESSIONAL = "professional"
    PERSONAL = "personal"
    INDIRECT = "indirect"

    @property
    def label(self) -> str:
        return INTEREST_KIND_LABELS[self]


INTEREST_KIND_LABELS = {
    InterestKind.FINANCIAL: "Money",
    InterestKind.PROFESSIONAL: "Profession, without money",
    InterestKind.PERSONAL: "Personal, without money",
    InterestKind.INDIRECT: "Somebody close to them",
}


class InterestAct(StrEnum):
    """What a seat's holder said and did about interests at an item."""

    NONE = "none"
    """They said that they have none in it."""
    STAYED = "stayed"
    """They have one, and took part; the chair agreed."""
    NO_VOTE = "no_vote"
    """They have one, stayed and spoke, and did not vote."""
    WITHDREW = "withdrew"
    """They have one, and left the room for the item."""

    @property
    def label(self) -> str:
        return INTEREST_ACT_LABELS[self]


INTEREST_ACT_LABELS = {
    InterestAct.NONE: "Has none in it",
    InterestAct.STAYED: "Has one, and took part",
    InterestAct.NO_VOTE: "Has one, and did not vote",
    InterestAct.WITHDREW: "Has one, and left for the item",
}


class RepeatUnit(StrEnum):
    WEEKS = "weeks"
    MONTHS = "months"
    """On the same weekday of the month, e.g. the second Tuesday; a fifth becomes the last."""

    @property
    def label(self) -> str:
        return {RepeatUnit.WEEKS: "weeks", RepeatUnit.MONTHS: "months"}[self]


@dataclass(frozen=True)
class Repeat:
    """
    How meetings follow one another.

    Attributes:
        every: of the unit from one to the next, from 1.
        times: meetings in all, the first among them, from 1.
    """

    unit: RepeatUnit
    every: int
    times: int


class PapersState(StrEnum):
    """Whether the agenda went out in time."""

    WAITING = "waiting"
    LATE = "late"
    """They should be out, and are not."""
    OUT = "out"
    OUT_LATE = "out_late"


@dataclass(frozen=True)
class Papers:
    """
    When the papers of a meeting are due, and how that stands.

    Attributes:
        due_on: the last day on which they are in time.
        days_late: after that day, until they went out or until today; 0: in time, or not due.
    """

    state: PapersState
    due_on: date
    days_late: int

"""Duties, who holds them, and how they stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .bodies import BasisKind as DutyKind

__all__ = [
    "DutyEvent",
    "DutyFacts",
    "DutyKind",
    "DutyState",
    "EvidenceKind",
    "HolderKind",
    "Look",
    "Rhythm",
    "RoundFacts",
]


class HolderKind(StrEnum):
    """Who has a duty."""

    PARTNERSHIP = "partnership"
    BOARD = "board"
    COUNCIL = "council"
    HEALTH_AND_WELLBEING_BOARD = "health_and_wellbeing_board"
    NHS_ENGLAND = "nhs_england"
    REGULATOR = "regulator"
    PROVIDER = "provider"
    ALL = "all"
    """The partnership, the board, each council and each health and wellbeing board."""

    @property
    def label(self) -> str:
        return HOLDER_KIND_LABELS[self]


HOLDER_KIND_LABELS = {
    HolderKind.PARTNERSHIP: "The partnership",
    HolderKind.BOARD: "The integrated care board",
    HolderKind.COUNCIL: "Each council",
    HolderKind.HEALTH_AND_WELLBEING_BOARD: "Each health and wellbeing board",
    HolderKind.NHS_ENGLAND: "NHS England",
    HolderKind.REGULATOR: "The regulator",
    HolderKind.PROVIDER: "Each provider",
    HolderKind.ALL: "Every public body",
}


class Rhythm(StrEnum):
    """When a duty falls due."""

    ALWAYS = "always"
    """It holds all the time: evidence is looked at again each year."""
    ONCE = "once"
    YEARLY = "yearly"
    FIVE_YEARLY = "five_yearly"
    ON_EVENT = "on_event"
    """When something happens, e.g. a needs assessment is received."""
    EACH_DECISION = "each_decision"

    @property
    def label(self) -> str:
        return RHYTHM_LABELS[self]


RHYTHM_LABELS = {
    Rhythm.ALWAYS: "All the time",
    Rhythm.ONCE: "Once",
    Rhythm.YEARLY: "Every year",
    Rhythm.FIVE_YEARLY: "Every five years",
    Rhythm.ON_EVENT: "When something happens",
    Rhythm.EACH_DECISION: "At each decision",
}


class DutyEvent(StrEnum):
    """What makes a duty fall due when it happens."""

    NEEDS_ASSESSMENT = "needs_assessment"
    """The partnership received a council's needs assessment."""
    STRATEGY_PUBLISHED = "strategy_published"

    @property
    def label(self) -> str:
        return DUTY_EVENT_LABELS[self]


DUTY_EVENT_LABELS = {
    DutyEvent.NEEDS_ASSESSMENT: "A needs assessment is received",
    DutyEvent.STRATEGY_PUBLISHED: "A strategy is published",
}


class DutyState(StrEnum):
    """How a duty stands on a day. Worked out, never set."""

    NOT_APPLICABLE = "not_applicable"
    NOT_DUE = "not_due"
    DUE = "due"
    OVERDUE = "overdue"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        return DUTY_STATE_LABELS[self]


DUTY_STATE_LABELS = {
    DutyState.NOT_APPLICABLE: "Does not apply",
    DutyState.NOT_DUE: "Not due yet",
    DutyState.DUE: "Due",
    DutyState.OVERDUE: "Overdue",
    DutyState.OFFERED: "Evidence offered",
    DutyState.ACCEPTED: "Evidence accepted",
    DutyState.LAPSED: "Accepted once, now lapsed",
}


class EvidenceKind(StrEnum):
    """What evidence is: a thing in Regard, a file, or an address."""

    DECISION = "decision"
    TERMS = "terms"
    SEAT = "seat"
    MEETING = "meeting"
    FILE = "file"
    ADDRESS = "address"
    ASSESSMENT = "assessment"
    """A needs assessment, offered by itself when it is received."""

    @property
    def label(self) -> str:
        return EVIDENCE_KIND_LABELS[self]


EVIDENCE_KIND_LABELS = {
    EvidenceKind.DECISION: "Decision",
    EvidenceKind.TERMS: "Terms of reference",
    EvidenceKind.SEAT: "Seat",
    EvidenceKind.MEETING: "Meeting",
    EvidenceKind.FILE: "File",
    EvidenceKind.ADDRESS: "Published page",
    EvidenceKind.ASSESSMENT: "Needs assessment",
}


@dataclass(frozen=True)
class Look:
    """
    A named person's look at the evidence of a round.

    Attributes:
        until: first day on which an acceptance has lapsed; None: it does not by itself.
        version: of the duty that was looked at.
    """

    is_accepted: bool
    until: date | None
    version: int


@dataclass(frozen=True)
class RoundFacts:
    """
    What is known on a day of one time that a duty fell due.

    Attributes:
        due_on: the last day for it; None: none is set.
        look: the newest look at its evidence; None: nobody has looked.
        is_waiting: there is evidence that the newest look did not see.
        is_standing: some of the evidence that the newest look saw is still there.
        was_accepted: it was accepted once, so that a later round takes its place.
    """

    fell_on: date
    due_on: date | None = None
    look: Look | None = None
    is_waiting: bool = False
    is_standing: bool = False
    was_accepted: bool = False


@dataclass(frozen=True)
class DutyFacts:
    """
    What is known of an obligation on a day.

    Attributes:
        version: of the duty that is in force on the day; None: none is.
        why_exempt: why it does not apply to this holder; empty: it does.
        rounds: each time it had fallen due by the day, the oldest first, without those that were
            closed.
    """

    version: int | None
    why_exempt: str = ""
    rounds: tuple[RoundFacts, ...] = ()

"""Duties, who holds them, and how they stand."""

from enum import StrEnum

from .bodies import BasisKind as DutyKind

__all__ = ["DutyKind", "DutyState", "EvidenceKind", "HolderKind", "Rhythm"]


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
    """Every public body in the system."""

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
}

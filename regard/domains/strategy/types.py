"""The nouns of strategy that other domains may use."""

from enum import StrEnum


class OutcomeKind(StrEnum):
    ADOPTED = "adopted"
    IN_PART = "in_part"
    ALREADY = "already"
    NOT_ADOPTED = "not_adopted"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]


OUTCOME_LABELS = {
    OutcomeKind.ADOPTED: "Adopted",
    OutcomeKind.IN_PART: "Adopted in part",
    OutcomeKind.ALREADY: "Already so",
    OutcomeKind.NOT_ADOPTED: "Not adopted",
    OutcomeKind.PASSED_ON: "Passed on",
}


class StrategyStage(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class ReplyChannel(StrEnum):
    """How a reply goes out: the way they spoke."""

    EMAIL = "email"
    LETTER = "letter"
    PAGE = "page"


class ReplyState(StrEnum):
    """A letter counts as sent once someone says that it was posted."""

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"

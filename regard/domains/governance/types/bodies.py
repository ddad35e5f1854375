"""Kinds of bodies, and what is said of them."""

from enum import StrEnum


class BodyKind(StrEnum):
    """What a body is. One body may be several, from one day to another."""

    BOARD = "board"
    """An integrated care board."""
    PARTNERSHIP = "partnership"
    """An integrated care partnership: the joint committee of a board and its councils."""
    HEALTH_AND_WELLBEING_BOARD = "health_and_wellbeing_board"
    PLACE_PARTNERSHIP = "place_partnership"
    SUB_COMMITTEE = "sub_committee"
    """A committee of a board, of the whole system or one place."""
    PROVIDER_COLLABORATIVE = "provider_collaborative"
    PRIMARY_CARE_NETWORK = "primary_care_network"
    VOLUNTARY_ALLIANCE = "voluntary_alliance"
    PROVIDER_FORUM = "provider_forum"
    WORKFORCE_GROUP = "workforce_group"
    SAFEGUARDING_BOARD = "safeguarding_board"
    CABINET = "cabinet"
    """A council's executive, which takes most of its decisions."""
    NHS_ENGLAND = "nhs_england"
    """NHS England, or one of its committees or regional teams."""
    OTHER = "other"

    @property
    def label(self) -> str:
        return BODY_KIND_LABELS[self]


BODY_KIND_LABELS = {
    BodyKind.BOARD: "Integrated care board",
    BodyKind.PARTNERSHIP: "Integrated care partnership",
    BodyKind.HEALTH_AND_WELLBEING_BOARD: "Health and wellbeing board",
    BodyKind.PLACE_PARTNERSHIP: "Place partnership",
    BodyKind.SUB_COMMITTEE: "Board sub-committee",
    BodyKind.PROVIDER_COLLABORATIVE: "Provider collaborative",
    BodyKind.PRIMARY_CARE_NETWORK: "Primary care network",
    BodyKind.VOLUNTARY_ALLIANCE: "Voluntary sector alliance",
    BodyKind.PROVIDER_FORUM: "Provider forum",
    BodyKind.WORKFORCE_GROUP: "Workforce group",
    BodyKind.SAFEGUARDING_BOARD: "Safeguarding board",
    BodyKind.CABINET: "Council’s cabinet",
    BodyKind.NHS_ENGLAND: "NHS England",
    BodyKind.OTHER: "Other group",
}


class BasisKind(StrEnum):
    """How binding a text is. The software says which; it never says that it was complied with."""

    STATUTORY = "statutory"
    STATUTORY_GUIDANCE = "statutory_guidance"
    ADVISORY = "advisory"
    LOCAL = "local"

    @property
    def label(self) -> str:
        return BASIS_KIND_LABELS[self]


BASIS_KIND_LABELS = {
    BasisKind.STATUTORY: "Statutory",
    BasisKind.STATUTORY_GUIDANCE: "Statutory guidance",
    BasisKind.ADVISORY: "Advisory",
    BasisKind.LOCAL: "Local",
}


class BodyPart(StrEnum):
    """What somebody does about a topic."""

    ACCOUNTABLE = "accountable"
    RESPONSIBLE = "responsible"
    CONSULTED = "consulted"
    INFORMED = "informed"

    @property
    def label(self) -> str:
        return BODY_PART_LABELS[self]


BODY_PART_LABELS = {
    BodyPart.ACCOUNTABLE: "Answers for it",
    BodyPart.RESPONSIBLE: "Does it",
    BodyPart.CONSULTED: "Is asked before",
    BodyPart.INFORMED: "Is told after",
}


class SuccessionKind(StrEnum):
    MERGED = "merged"
    REPLACED = "replaced"
    SPLIT = "split"

    @property
    def label(self) -> str:
        return SUCCESSION_KIND_LABELS[self]


SUCCESSION_KIND_LABELS = {
    SuccessionKind.MERGED: "Merged into it",
    SuccessionKind.REPLACED: "Replaced by it",
    SuccessionKind.SPLIT: "Split, in part into it",
}


class TermsState(StrEnum):
    DRAFT = "draft"
    ADOPTED = "adopted"

    @property
    def label(self) -> str:
        return {TermsState.DRAFT: "Draft", TermsState.ADOPTED: "Adopted"}[self]


class Section(StrEnum):
    """What terms of reference should say, in this order."""

    PURPOSE = "purpose"
    AUTHORITY = "authority"
    ACCOUNTABILITY = "accountability"
    MEMBERSHIP = "membership"
    QUORUM = "quorum"
    DECISIONS = "decisions"
    INTERESTS = "interests"
    CONFIDENTIALITY = "confidentiality"
    PAPERS = "papers"
    SUPPORT = "support"
    REPORTING = "reporting"
    ESCALATION = "escalation"
    REVIEW = "review"

    @property
    def label(self) -> str:
        return SECTION_LABELS[self]


SECTION_LABELS = {
    Section.PURPOSE: "What it is for",
    Section.AUTHORITY: "What it may decide",
    Section.ACCOUNTABILITY: "Whom it answers to",
    Section.MEMBERSHIP: "Who sits on it",
    Section.QUORUM: "How many must be there",
    Section.DECISIONS: "How it decides",
    Section.INTERESTS: "Conflicts of interest",
    Section.CONFIDENTIALITY: "What stays in the room",
    Section.PAPERS: "When papers go out",
    Section.SUPPORT: "How taking part is paid for",
    Section.REPORTING: "Whom it reports to, and how",
    Section.ESCALATION: "What it passes up",
    Section.REVIEW: "When these terms are looked at again",
}

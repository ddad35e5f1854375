"""Networks, their rolls, and people in their own right."""

from dataclasses import dataclass
from enum import StrEnum


class NetworkKind(StrEnum):
    ASSOCIATION = "association"
    FORUM = "forum"
    ALLIANCE = "alliance"
    COLLABORATIVE = "collaborative"
    LOCAL = "local"
    CARERS = "carers"
    PEOPLE = "people"

    @property
    def label(self) -> str:
        return NETWORK_KIND_LABELS[self]


NETWORK_KIND_LABELS = {
    NetworkKind.ASSOCIATION: "Care association",
    NetworkKind.FORUM: "Provider forum",
    NetworkKind.ALLIANCE: "Alliance",
    NetworkKind.COLLABORATIVE: "Provider collaborative",
    NetworkKind.LOCAL: "Local network",
    NetworkKind.CARERS: "Carers’ network",
    NetworkKind.PEOPLE: "Group of people who draw on care",
}


class RollState(StrEnum):
    WAITING = "waiting"
    ASKING = "asking"
    """Nobody has said yet which column holds what."""
    REFUSED = "refused"
    REVIEWING = "reviewing"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        return ROLL_STATE_LABELS[self]


ROLL_STATE_LABELS = {
    RollState.WAITING: "Not read yet",
    RollState.ASKING: "Say what the columns hold",
    RollState.REFUSED: "Not taken",
    RollState.REVIEWING: "Being decided",
    RollState.FINISHED: "Finished",
}


class EntryState(StrEnum):
    MATCHED = "matched"
    DOUBTFUL = "doubtful"
    UNMATCHED = "unmatched"
    NEW = "new"
    LEFT = "left"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        return ENTRY_STATE_LABELS[self]


ENTRY_STATE_LABELS = {
    EntryState.MATCHED: "Matched",
    EntryState.DOUBTFUL: "Waits for a person",
    EntryState.UNMATCHED: "Not found in the register",
    EntryState.NEW: "Added to the register",
    EntryState.LEFT: "Not a member any more",
    EntryState.SET_ASIDE: "Set aside",
}


class PersonKind(StrEnum):
    """What someone is to care."""

    MANAGER = "manager"
    OWNER = "owner"
    STAFF = "staff"
    UNPAID_CARER = "unpaid_carer"
    DRAWS_ON_CARE = "draws_on_care"

    @property
    def label(self) -> str:
        return PERSON_KIND_LABELS[self]


PERSON_KIND_LABELS = {
    PersonKind.MANAGER: "Manager",
    PersonKind.OWNER: "Owner",
    PersonKind.STAFF: "Works in care",
    PersonKind.UNPAID_CARER: "Unpaid carer",
    PersonKind.DRAWS_ON_CARE: "Draws on care",
}


class WhyForgotten(StrEnum):
    """Why somebody is on the register no more."""

    ASKED = "asked"
    OVER = "over"
    NOT_CONFIRMED = "not_confirmed"

    @property
    def label(self) -> str:
        return WHY_FORGOTTEN_LABELS[self]


WHY_FORGOTTEN_LABELS = {
    WhyForgotten.ASKED: "They asked for it",
    WhyForgotten.OVER: "The time they agreed to was over",
    WhyForgotten.NOT_CONFIRMED: "They never confirmed that it was them",
}


class ReachedBy(StrEnum):
    """How someone wants to be reached."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    LETTER = "letter"
    TEXT = "text"
    FORUM = "forum"
    REPRESENTATIVE = "representative"

    @property
    def label(self) -> str:
        return REACHED_BY_LABELS[self]


REACHED_BY_LABELS = {
    ReachedBy.EMAIL: "Email",
    ReachedBy.TELEPHONE: "Telephone",
    ReachedBy.LETTER: "Letter",
    ReachedBy.TEXT: "Text message",
    ReachedBy.FORUM: "Through their forum",
    ReachedBy.REPRESENTATIVE: "Through who speaks for them",
}


class Proof(StrEnum):
    """How we know that a contact reaches somebody."""

    OPENED_LINK = "opened_link"
    ANSWERED = "answered"
    SPOKEN_TO = "spoken_to"
    LETTER_ANSWERED = "letter_answered"
    SAID_SO = "said_so"

    @property
    def label(self) -> str:
        return PROOF_LABELS[self]


PROOF_LABELS = {
    Proof.OPENED_LINK: "Opened a link that we sent",
    Proof.ANSWERED: "Answered us",
    Proof.SPOKEN_TO: "Spoken to by telephone",
    Proof.LETTER_ANSWERED: "Answered a letter",
    Proof.SAID_SO: "Confirmed it themselves",
}


@dataclass(frozen=True)
class ContactRow:
    """
    How to reach a location. An empty string where it is not known.

    Attributes:
        prefers: how it asked to be reached; None if it has not said.
        refused: "asking" if it asked not to be emailed questions, "all" if it asked us to
            write about nothing, empty if it refused nothing.
    """

    contact_id: int | None
    location_id: int
    location_name: str
    name: str
    email: str
    telephone: str
    address_lines: tuple[str, ...]
    prefers: ReachedBy | None = None
    refused: str = ""

    @property
    def wants_letters(self) -> bool:
        """Return whether it is asked by letter though there may be an email address."""
        would_rather = self.prefers is ReachedBy.LETTER or self.refused == "asking"
        return bool(self.address_lines) and would_rather


@dataclass(frozen=True)
class Reach:
    """
    How a system's live services can be reached. Each service is counted in one way, the best.

    Attributes:
        post: by post only; their address is known.
    """

    services: int
    providers: int
    email: int
    telephone: int
    post: int
    nobody: int

    @property
    def without_email(self) -> int:
        return self.services - self.email

"""Who was asked, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .states import Channel


class InvitationFilter(StrEnum):
    """Which invitations of an exercise are meant."""

    ALL = "all"
    SILENT = "silent"
    ANSWERED = "answered"
    FAILED = "failed"
    MISDIRECTED = "misdirected"
    HELD = "held"

    @property
    def label(self) -> str:
        return INVITATION_FILTER_LABELS[self]


INVITATION_FILTER_LABELS = {
    InvitationFilter.ALL: "All",
    InvitationFilter.SILENT: "Not answered",
    InvitationFilter.ANSWERED: "Answered",
    InvitationFilter.FAILED: "Email did not arrive",
    InvitationFilter.MISDIRECTED: "Reached the wrong person",
    InvitationFilter.HELD: "Asked us not to write",
}


@dataclass(frozen=True)
class InvitationCounts:
    """
    How far asking the audience has come.

    Attributes:
        locations: in the audience; a location with two services is asked once.
        sent: emails that the mail server took.
        waiting: emails written and not yet sent.
        bounced: emails refused, or of which nobody can tell whether they went.
        printed: letters posted.
        answered: asked locations that have answered, by whatever channel.
        misdirected: that reached someone whom they were not for.
        held: emails not sent, as they asked us not to write.
    """

    locations: int
    emails: int
    sent: int
    waiting: int
    bounced: int
    letters: int
    printed: int
    answered: int
    misdirected: int
    held: int = 0

    @property
    def asked(self) -> int:
        return self.emails + self.letters - self.held

    @property
    def not_asked(self) -> int:
        return self.locations - self.asked - self.held


@dataclass(frozen=True)
class InvitationRow:
    """
    One location asked, and what came of it.

    Attributes:
        to: the email address; empty for a letter.
        fate: what became of the email or letter, in words.
        has_link: whether a link to it was not withdrawn.
        is_held: whether its email was not sent, as they asked us not to write.
    """

    invitation_id: int
    location_id: int
    location_name: str
    channel: Channel
    to: str
    fate: str
    has_answered: bool
    has_link: bool
    is_misdirected: bool
    reminded_at: datetime | None
    is_held: bool = False

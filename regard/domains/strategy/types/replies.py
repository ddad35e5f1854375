"""What each contributor is told, and how it reaches them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ReplyChannel(StrEnum):
    """How a reply goes out: the way they spoke."""

    EMAIL = "email"
    LETTER = "letter"
    NOTE = "note"
    PAGE = "page"

    @property
    def label(self) -> str:
        return REPLY_CHANNEL_LABELS[self]


REPLY_CHANNEL_LABELS = {
    ReplyChannel.EMAIL: "By email",
    ReplyChannel.LETTER: "By letter",
    ReplyChannel.NOTE: "By a note to who carried it",
    ReplyChannel.PAGE: "On their receipt page",
}


class ReplyState(StrEnum):
    """
    A letter counts as sent once someone says that it was posted.

    One that is held was not sent, as they asked us not to write: it is on its page for them.
    """

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"
    HELD = "held"


@dataclass(frozen=True)
class ChannelCount:
    """The replies that go out by one channel."""

    channel: ReplyChannel
    owed: int
    sent: int
    failed: int
    held: int = 0

    @property
    def total(self) -> int:
        return self.owed + self.sent + self.failed + self.held


@dataclass(frozen=True)
class ReplyRow:
    """
    A reply and its fate, for whoever sees to it that it arrives.

    Attributes:
        to: the email address, or the lines of the postal address.
        problem: why it failed, in the mail server's words; empty otherwise.
        answers_them: whether they say that it does; None: they have not said.
        point_ids: what of theirs it answers.
    """

    reply_id: int
    receipt: str
    name: str
    channel: ReplyChannel
    state: ReplyState
    to: str
    problem: str
    sent_at: datetime | None
    read_at: datetime | None
    answers_them: bool | None
    point_ids: tuple[int, ...]


@dataclass(frozen=True)
class ReplyFate:
    """What is known of a reply without saying whose it is."""

    channel: ReplyChannel
    state: ReplyState
    sent_at: datetime | None
    read_at: datetime | None
    answers_them: bool | None

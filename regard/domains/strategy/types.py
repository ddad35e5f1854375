"""The nouns of strategy that other domains may use."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from regard.domains.engagement.types import PointRow, ThemeRow, ThemeState


class OutcomeKind(StrEnum):
    ADOPTED = "adopted"
    IN_PART = "in_part"
    ALREADY = "already"
    NOT_ADOPTED = "not_adopted"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]

    @property
    def is_change(self) -> bool:
        """Whether it changed the strategy, and so has to name the passage."""
        return self in {OutcomeKind.ADOPTED, OutcomeKind.IN_PART}


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

    @property
    def label(self) -> str:
        return REPLY_CHANNEL_LABELS[self]


REPLY_CHANNEL_LABELS = {
    ReplyChannel.EMAIL: "By email",
    ReplyChannel.LETTER: "By letter",
    ReplyChannel.PAGE: "On their receipt page",
}


class ReplyState(StrEnum):
    """A letter counts as sent once someone says that it was posted."""

    OWED = "owed"
    SENT = "sent"
    FAILED = "failed"


@dataclass(frozen=True)
class Decision:
    """
    What became of something said, and why, as whoever decides writes it down.

    Attributes:
        passage_ref: where the strategy says so, e.g. "2.4"; None where nothing changed.
        passed_to: who it was passed on to; empty for every other kind.
    """

    kind: OutcomeKind
    reason: str
    passage_ref: str | None = None
    passed_to: str = ""


@dataclass(frozen=True)
class OutcomeRow:
    """
    An outcome as it stands, with the passage it names.

    Attributes:
        theme_id: None for the outcome of a lone point.
        point_id: None for the outcome of a theme.
        passage_ref, passage_heading, passage_text: empty where it names no passage.
        passed_to: empty unless it was passed on.
    """

    outcome_id: int
    theme_id: int | None
    point_id: int | None
    kind: OutcomeKind
    reason: str
    passed_to: str
    passage_ref: str
    passage_heading: str
    passage_text: str
    decided_at: datetime


@dataclass(frozen=True)
class Item:
    """
    One thing said that needs an outcome: a theme, or a point in no theme. Exactly one is set.

    Attributes:
        outcome: None while nobody has given it one.
    """

    exercise_id: int
    theme: ThemeRow | None
    point: PointRow | None
    outcome: OutcomeRow | None

    @property
    def title(self) -> str:
        """The theme's title, or the point's own words."""
        if self.theme is not None:
            return self.theme.title
        return self.point.text if self.point is not None else ""

    @property
    def points(self) -> int:
        """How many points it stands for."""
        return self.theme.points if self.theme is not None else 1

    @property
    def is_signed_off(self) -> bool:
        """Whether people have agreed what was said. A lone point needs no agreement."""
        return self.theme is None or self.theme.state is ThemeState.SIGNED_OFF


@dataclass(frozen=True)
class Sheet:
    """Everything said that a strategy answers: themes biggest first, then lone points."""

    themes: tuple[Item, ...]
    lone: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        return self.themes + self.lone

    @property
    def missing(self) -> tuple[Item, ...]:
        """What has no outcome yet."""
        return tuple(item for item in self.items if item.outcome is None)


@dataclass(frozen=True)
class ChannelCount:
    """The replies that go out by one channel."""

    channel: ReplyChannel
    owed: int
    sent: int
    failed: int

    @property
    def total(self) -> int:
        return self.owed + self.sent + self.failed


@dataclass(frozen=True)
class Status:
    """
    How far a strategy has come in answering what was said.

    Attributes:
        points: ideas in all that was said in its exercises.
        points_with_outcome: those whose theme, or who themselves, have an outcome.
        themes_not_signed_off: live themes that nobody has signed off.
        contributions: everything kept in its exercises; each is owed a reply.
        replies: by channel, every channel once; all 0 until it is published.
    """

    title: str
    stage: StrategyStage
    points: int
    points_with_outcome: int
    themes: int
    themes_with_outcome: int
    themes_not_signed_off: int
    lone_points: int
    lone_points_with_outcome: int
    contributions: int
    replies: tuple[ChannelCount, ...]

    @property
    def sent(self) -> int:
        return sum(count.sent for count in self.replies)

    @property
    def owed(self) -> int:
        """Replies not sent yet, with those not yet written because nothing is published."""
        return self.contributions - self.sent - self.failed

    @property
    def failed(self) -> int:
        return sum(count.failed for count in self.replies)

    @property
    def is_complete(self) -> bool:
        """Whether every point has an outcome and everyone has had their reply."""
        return self.points == self.points_with_outcome and self.sent == self.contributions


@dataclass(frozen=True)
class LatestOutcome:
    """
    What became of a theme, for a page that shows the newest.

    Attributes:
        organisations: providers, and never people, who said it.
        passage_ref: empty where it names no passage.
    """

    strategy_slug: str
    strategy_title: str
    exercise_slug: str
    theme_id: int
    title: str
    kind: OutcomeKind
    reason: str
    organisations: int
    submissions: int
    passage_ref: str
    published_on: date


@dataclass(frozen=True)
class ReplyRow:
    """
    A reply and its fate, for whoever sees to it that it arrives.

    Attributes:
        to: the email address, or the lines of the postal address.
        problem: why it failed, in the mail server's words; empty otherwise.
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


@dataclass(frozen=True)
class ReplyFate:
    """What is known of a reply without saying whose it is."""

    channel: ReplyChannel
    state: ReplyState
    sent_at: datetime | None
    read_at: datetime | None
    answers_them: bool | None


@dataclass(frozen=True)
class Trace:
    """
    What became of one point: the way from a word to what it changed.

    Attributes:
        reply_by: the day by which everyone was promised their answer.
        others: how many others made points in its theme; 0 for a lone point.
        outcome: None while there is none that the reader may see.
        reply: None until a reply was written.
    """

    point: PointRow
    exercise_slug: str
    exercise_title: str
    reply_by: date
    theme: ThemeRow | None
    others: int
    outcome: OutcomeRow | None
    strategy_slug: str
    strategy_title: str
    is_published: bool
    reply: ReplyFate | None

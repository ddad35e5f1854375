"""What a passage did to a decision, and how far regard to a document is recorded."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RegardEffect(StrEnum):
    """To have regard is to consider; it is no duty to follow, but to say why not."""

    FOLLOWED = "followed"
    IN_PART = "in_part"
    DEPARTED = "departed"
    NO_EFFECT = "no_effect"

    @property
    def label(self) -> str:
        return _EFFECTS[self]

    @property
    def needs_why(self) -> bool:
        return self in {RegardEffect.IN_PART, RegardEffect.DEPARTED}


_EFFECTS = {
    RegardEffect.FOLLOWED: "Followed",
    RegardEffect.IN_PART: "Followed in part",
    RegardEffect.DEPARTED: "Departed from",
    RegardEffect.NO_EFFECT: "Considered, without effect",
}


class RegardState(StrEnum):
    """How regard of a decision to a document stands on a day."""

    SIGNED = "signed"
    BEGUN = "begun"
    """Somebody began to write it down, and nobody has signed it; it may be overdue or not."""
    DUE = "due"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        return _STATES[self]


_STATES = {
    RegardState.SIGNED: "Recorded and signed",
    RegardState.BEGUN: "Begun, not signed",
    RegardState.DUE: "Not recorded yet",
    RegardState.OVERDUE: "Overdue",
}


@dataclass(frozen=True)
class Regarded:
    """
    What was made of one passage.

    Attributes:
        key: of the passage, which lasts through versions.
        where: where in the decision it shows.
        why: why it was followed in part only, or departed from.
    """

    key: str
    effect: RegardEffect
    where: str = ""
    why: str = ""


@dataclass(frozen=True)
class RegardFacts:
    """
    What a record of regard says.

    Attributes:
        effect: what regard to the document changed, as a whole.
        why_none: why no passage was relevant, where none was.
        involved_on: since when providers were involved; None: they were not.
    """

    passages: tuple[Regarded, ...] = ()
    effect: str = ""
    why_none: str = ""
    providers_said: str = ""
    involved_on: date | None = None


@dataclass(frozen=True)
class RegardedRow:
    """
    A passage in a record of regard.

    Attributes:
        ref, heading, text: as they stood in the version that was regarded.
    """

    key: str
    ref: str
    heading: str
    text: str
    effect: RegardEffect
    where: str
    why: str


@dataclass(frozen=True)
class RegardRow:
    """
    A signed record of regard, in a list.

    Attributes:
        number: the version of the document.
        followed, in_part, departed, no_effect: how many passages it says this of.
        effect: as a whole; empty where that is not said.
    """

    record_id: int
    decision_ref: str
    decision_title: str
    body_slug: str
    body_name: str
    decided_on: date
    is_commissioning: bool
    is_private: bool
    strategy_slug: str
    strategy_title: str
    number: int
    followed: int
    in_part: int
    departed: int
    no_effect: int
    effect: str
    involved_on: date | None
    signed_name: str
    signed_at: datetime

    @property
    def passages(self) -> int:
        return self.followed + self.in_part + self.departed + self.no_effect


@dataclass(frozen=True)
class RegardOfPassage:
    """
    A decision that had regard to a passage, in some version of its document.

    Attributes:
        key: of the passage; number: of the version.
    """

    key: str
    decision_ref: str
    decision_title: str
    body_name: str
    decided_on: date
    strategy_slug: str
    number: int
    effect: RegardEffect
    where: str
    why: str


@dataclass(frozen=True)
class LikelyPassage:
    """
    A passage that seems to bear on a decision.

    Attributes:
        words: the rarest words that the two share; none where it is alike in meaning alone.
    """

    key: str
    ref: str
    heading: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class OwedRow:
    """
    A decision of a body that had the duty, and one document to which it had to have regard.

    Attributes:
        holder: for whom the body acted, in words.
        number: the version in force on the day of the decision.
        due_on: the last day for a signed record, as we count.
        days_late: whole days since then; 0: not late.
        is_readable: whether the caller may read the decision.
    """

    decision_ref: str
    decision_title: str
    body_id: int
    body_slug: str
    body_name: str
    holder: str
    decided_on: date
    is_commissioning: bool
    is_readable: bool
    strategy_slug: str
    strategy_title: str
    number: int
    state: RegardState
    due_on: date
    days_late: int


@dataclass(frozen=True)
class BodyRegard:
    """
    How far a body has recorded regard: each decision once for each document.

    Attributes:
        overdue: without a signed record after the last day. The rest may still be on time.
        hidden: how many of those without one are private to the caller.
    """

    body_slug: str
    body_name: str
    holder: str
    asked: int
    signed: int
    overdue: int
    hidden: int

    @property
    def waiting(self) -> int:
        return self.asked - self.signed - self.overdue


@dataclass(frozen=True)
class PassageShare:
    """
    How many passages any signed record has ever named, of one kind or by one body.

    Attributes:
        of: the kind in words, or the body's name.
        passages: in the newest published version.
        regarded: of these, whose key a record named, in any version.
        departed: of these, from which some decision departed.
    """

    of: str
    passages: int
    regarded: int
    departed: int
    records: int = 0

    @property
    def share(self) -> float | None:
        return self.regarded / self.passages if self.passages else None


@dataclass(frozen=True)
class VoiceDays:
    """
    How long it took from a voice to a decision that had regard to the passage it led to.

    Attributes:
        voices: contributions with a published outcome.
        led: of these, who led to a passage.
        reached: of these, whose passage a later decision had regard to.
        quarter, median, three_quarters: days, of those that reached one; None where too few did.
    """

    voices: int
    led: int
    reached: int
    quarter: float | None
    median: float | None
    three_quarters: float | None


@dataclass(frozen=True)
class RegardFigures:
    """The share of a document that decisions had regard to, and how long it took."""

    strategy_slug: str
    strategy_title: str
    number: int
    whole: PassageShare
    by_kind: tuple[PassageShare, ...]
    by_body: tuple[PassageShare, ...]
    days: VoiceDays

"""Waves, calls, what a service is asked for in a season, and what there is to take part in."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from .coverage import MissingRow


class CallResult(StrEnum):
    """What came of ringing a service that had not answered."""

    LEFT_MESSAGE = "left_message"
    WILL_ANSWER = "will_answer"
    DECLINED = "declined"
    WRONG_NUMBER = "wrong_number"

    @property
    def label(self) -> str:
        return CALL_RESULT_LABELS[self]


CALL_RESULT_LABELS = {
    CallResult.LEFT_MESSAGE: "Left a message",
    CallResult.WILL_ANSWER: "Will answer",
    CallResult.DECLINED: "Does not want to answer",
    CallResult.WRONG_NUMBER: "Wrong number",
}


class BoardKind(StrEnum):
    """What kind of thing there is to take part in."""

    EXERCISE = "exercise"
    CONVERSATION = "conversation"
    MEETING = "meeting"
    SEAT = "seat"
    OTHER = "other"

    @property
    def label(self) -> str:
        return BOARD_KIND_LABELS[self]


BOARD_KIND_LABELS = {
    BoardKind.EXERCISE: "Have your say",
    BoardKind.CONVERSATION: "Conversation",
    BoardKind.MEETING: "Meeting that anybody may come to",
    BoardKind.SEAT: "Seat to fill",
    BoardKind.OTHER: "Take part",
}


@dataclass(frozen=True)
class WavePlan:
    """
    What a lead decides of a wave.

    Attributes:
        criteria: as `rules.audience` keeps them; empty: everyone who is left.
        is_automatic: it goes out by itself on the day; else a person presses send.
        most_reminders: how often a silent service is written to again, 0 to 5.
        days_between: days from the invitation to a reminder, and between reminders.
    """

    title: str
    criteria: dict[str, object]
    planned_on: date
    is_automatic: bool
    most_reminders: int
    days_between: int


@dataclass(frozen=True)
class Forecast:
    """
    What a wave would send, were it sent now. Locations, each counted once.

    Attributes:
        matched: locations of the audience that its criteria mean.
        asked_before: those of them that were asked already.
        sooner: those that an earlier wave, not yet sent, takes first.
        held: those who asked us to write about nothing.
        unreachable: those with neither an email nor a postal address.
    """

    matched: int
    asked_before: int
    sooner: int
    emails: int
    letters: int
    held: int
    unreachable: int

    @property
    def sends(self) -> int:
        return self.emails + self.letters


@dataclass(frozen=True)
class WaveRow:
    """A wave as a lead sees it. All counts are of locations."""

    wave_id: int
    title: str
    plan: WavePlan
    sent_at: datetime | None
    asked: int
    sent: int
    bounced: int
    held: int
    letters: int
    reminded: int
    answered: int


@dataclass(frozen=True)
class Through:
    """A network that a service belongs to, and could be asked through."""

    slug: str
    name: str


@dataclass(frozen=True)
class Call:
    """What came of one call, on a day."""

    result: CallResult
    words: str
    on: date


@dataclass(frozen=True)
class ChaseRow:
    """
    A location that was not heard, with what was tried and through whom it could be asked.

    Attributes:
        tried: what was done before the calls, in words, in order.
        calls: the newest first.
        through: networks that it belongs to, as far as the reader may know.
        assigned_to: whose job it is to ring; empty: nobody's.
    """

    missing: MissingRow
    tried: tuple[str, ...]
    calls: tuple[Call, ...]
    through: tuple[Through, ...]
    council_name: str
    assigned_to: str


@dataclass(frozen=True)
class AskRow:
    """
    Something that services are asked for on a day.

    Attributes:
        what: "Invitations", "Planned wave", "Reminders", "Opens" or "Meeting".
        services: how many are asked; None for a meeting.
        minutes: of one service's time, estimated; of a meeting, how long it is.
        url: empty where the reader may not open it.
        system_name: empty for this system's own.
    """

    on: date
    what: str
    title: str
    url: str
    services: int | None
    minutes: int
    system_name: str = ""


@dataclass(frozen=True)
class Clash:
    """Services of one kind that two exercises ask within a fortnight of each other."""

    service_type: str
    first: str
    second: str
    services: int


@dataclass(frozen=True)
class Burden:
    """
    What a service of one kind is asked for in the season.

    Attributes:
        services: of this kind that any exercise asks.
        minutes: of each, on average, by our estimate.
        most: exercises that ask one and the same service.
    """

    service_type: str
    services: int
    minutes: float
    most: int


@dataclass(frozen=True)
class BoardRow:
    """
    Something to take part in.

    Attributes:
        key: stays the same from week to week, e.g. "exercise:12".
        service_types: for whom it is; empty: every kind.
        place_ids: where; empty: everywhere.
        minutes: of time that it asks; None: not known.
        closes_on: the last day on which it can be taken up; None: nobody has said.
    """

    key: str
    kind: BoardKind
    title: str
    words: str
    url: str
    service_types: tuple[str, ...]
    place_ids: tuple[int, ...]
    minutes: int | None
    pays: str
    contact: str
    closes_on: date | None
    changed_at: datetime | None = None
    opportunity_id: int | None = None


@dataclass(frozen=True)
class OpportunityPlan:
    """What a lead writes of an opportunity. `criteria` as `rules.audience` keeps them."""

    title: str
    words: str
    criteria: dict[str, object]
    minutes: int | None
    pays: str
    url: str
    contact: str
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class News:
    """
    Something that came to an end for whom it was for: a reply, a published strategy.

    Attributes:
        exercise_ids: it matters to those who were asked in these; empty: to everyone.
    """

    key: str
    title: str
    url: str
    on: date
    exercise_ids: frozenset[int]


@dataclass(frozen=True)
class Line:
    """
    One of the ten lines.

    Attributes:
        url: in full.
        why: why it is there, e.g. "Closes on 30 November".
        invitation_id: whose link takes the place of the address as the email is sent; 0: none.
    """

    key: str
    title: str
    url: str
    why: str
    invitation_id: int = 0


@dataclass(frozen=True)
class Reader:
    """A service that wants the ten lines: what it does, where, and what it was asked."""

    location_id: int
    name: str
    to: str
    service_types: frozenset[str]
    place_ids: frozenset[int]
    open_invitations: tuple[tuple[int, int], ...]
    """Exercise and invitation of each that it has not answered."""
    asked_in: frozenset[int]
    seen: frozenset[str]
    """Keys of the lines that it was sent in the weeks before."""

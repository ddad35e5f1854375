"""The nouns of engagement that other domains may use."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"

    @property
    def label(self) -> str:
        return self.value.capitalize()


class QuestionKind(StrEnum):
    WORDS = "words"
    CHOICE = "choice"


class Channel(StrEnum):
    """How someone spoke."""

    LINK = "link"
    WEB = "web"
    SPREADSHEET = "spreadsheet"
    TELEPHONE = "telephone"
    EMAIL = "email"
    LETTER = "letter"
    MEETING = "meeting"

    @property
    def label(self) -> str:
        return CHANNEL_LABELS[self]


CHANNEL_LABELS = {
    Channel.LINK: "by link",
    Channel.WEB: "on the web",
    Channel.SPREADSHEET: "gathered elsewhere",
    Channel.TELEPHONE: "by telephone",
    Channel.EMAIL: "by email",
    Channel.LETTER: "by letter",
    Channel.MEETING: "at a meeting",
}


class Speaker(StrEnum):
    """In which capacity someone speaks. Only PROVIDER can count as a service heard."""

    PROVIDER = "provider"
    ASSOCIATION = "association"
    STAFF = "staff"
    CARER = "carer"
    PERSON = "person"
    OTHER = "other"

    @property
    def label(self) -> str:
        return SPEAKER_LABELS[self]


SPEAKER_LABELS = {
    Speaker.PROVIDER: "Care provider",
    Speaker.ASSOCIATION: "Association or network",
    Speaker.STAFF: "Someone who works in care",
    Speaker.CARER: "Unpaid carer",
    Speaker.PERSON: "Someone who draws on care",
    Speaker.OTHER: "Someone else",
}


class Visibility(StrEnum):
    """Who may see that it was them."""

    TEAM = "team"
    NAMED = "named"
    COUNTED = "counted"

    @property
    def label(self) -> str:
        return VISIBILITY_LABELS[self]


VISIBILITY_LABELS = {
    Visibility.TEAM: "The partnership’s team only. Others see the words, not who said them",
    Visibility.NAMED: "Anyone. Put our name to it",
    Visibility.COUNTED: "Nobody sees the words but the team. Count them only",
}


class ThemeState(StrEnum):
    PROPOSED = "proposed"
    SIGNED_OFF = "signed_off"
    MERGED = "merged"


@dataclass(frozen=True)
class Plan:
    """
    What an exercise asks, why and when, as whoever runs it writes it down.

    Attributes:
        title: the question as a person would ask it.
        closes_on: the last day on which answers are taken.
        reply_by: the day by which everyone is told what became of what they said.
    """

    title: str
    purpose: str
    open_to_change: str
    opens_on: date
    closes_on: date
    reply_by: date


@dataclass(frozen=True)
class Said:
    """
    What somebody said in an exercise, and how to reply to them.

    Attributes:
        answers: what they said to each question, by the question's number. For a choice, the
            option as it is worded. Empty and missing answers are the same.
        said_on: None: on the day on which it is kept.
        location_id: the service's location that they speak for; only a provider has one.
        address: lines, for a reply by letter.
        entered_by: who typed it in, as the ledger names them; empty if they did it themselves.
        file_line: the line of the file that it came from; None if from no file.
    """

    answers: Mapping[int, str]
    speaker: Speaker
    channel: Channel
    visibility: Visibility = Visibility.TEAM
    said_on: date | None = None
    location_id: int | None = None
    name: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    entered_by: str = ""
    file_line: int | None = None


@dataclass(frozen=True)
class ExerciseRow:
    """
    An exercise and how far it has come.

    Attributes:
        asked: services in its audience; 0 while it is a draft.
        heard: those of them that have answered, by whatever channel.
        contributions: all that was kept, services' and people's.
        points: ideas in them.
        themes: live themes.
    """

    exercise_id: int
    slug: str
    title: str
    purpose: str
    stage: Stage
    opens_on: date
    closes_on: date
    reply_by: date
    asked: int
    heard: int
    contributions: int
    points: int
    themes: int


@dataclass(frozen=True)
class ContributorRow:
    """
    Someone whose contribution was kept, and how to reply to them.

    Attributes:
        email: the contribution's own, else its location's contact; empty if there is neither.
        address_lines: the contribution's own, else the location's; empty if there is neither.
        location_id: None if they do not speak for a service.
    """

    contribution_id: int
    exercise_id: int
    receipt: str
    name: str
    email: str
    telephone: str
    address_lines: tuple[str, ...]
    speaker: Speaker
    channel: Channel
    visibility: Visibility
    said_on: date
    location_id: int | None


@dataclass(frozen=True)
class AnswerRow:
    """One question, and what was said to it."""

    question_id: int
    question: str
    text: str


@dataclass(frozen=True)
class ContributionFilter:
    """
    Which contributions are meant. What is empty does not narrow.

    Attributes:
        is_in_no_theme: only those with a point that is in no theme.
        words: each must be in an answer, as part of a word and in capitals or not.
    """

    channel: Channel | None = None
    speaker: Speaker | None = None
    is_in_no_theme: bool = False
    words: str = ""


@dataclass(frozen=True)
class ContributionRow:
    """
    Something kept, in a list.

    Attributes:
        who: who said it, no more closely than this reader may know.
        words: the beginning of its longest answer.
    """

    contribution_id: int
    receipt: str
    who: str
    channel: Channel
    said_on: date
    visibility: Visibility
    words: str


class InvitationFilter(StrEnum):
    """Which invitations of an exercise are meant."""

    ALL = "all"
    SILENT = "silent"
    ANSWERED = "answered"
    FAILED = "failed"
    MISDIRECTED = "misdirected"

    @property
    def label(self) -> str:
        return INVITATION_FILTER_LABELS[self]


INVITATION_FILTER_LABELS = {
    InvitationFilter.ALL: "All",
    InvitationFilter.SILENT: "Not answered",
    InvitationFilter.ANSWERED: "Answered",
    InvitationFilter.FAILED: "Email did not arrive",
    InvitationFilter.MISDIRECTED: "Reached the wrong person",
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

    @property
    def asked(self) -> int:
        return self.emails + self.letters

    @property
    def not_asked(self) -> int:
        return self.locations - self.asked


@dataclass(frozen=True)
class InvitationRow:
    """
    One location asked, and what came of it.

    Attributes:
        to: the email address; empty for a letter.
        fate: what became of the email or letter, in words.
    """

    invitation_id: int
    location_id: int
    location_name: str
    channel: Channel
    to: str
    fate: str
    has_answered: bool
    is_misdirected: bool
    reminded_at: datetime | None


@dataclass(frozen=True)
class ThemeRow:
    """
    A theme and its three honest counts. A campaign makes many submissions of one argument.

    Attributes:
        terms: words that set it apart, by machine; empty where people made it.
        named_by: "machine", or whoever named it as the ledger names them, e.g. "person:12".
        submissions: contributions with a point in it.
        arguments: points that differ by more than their wording.
        organisations: providers, and never people, with a point in it.
        points: all its points; a contribution can make several.
        unsure: its points that the machine placed without being sure.
        campaign: contributions that used nearly the same words as one another, in the largest
            group of such; 1 where no two did, 0 where it is empty.
        signed_off_by: as the ledger names them; empty while the theme is only proposed.
    """

    theme_id: int
    exercise_id: int
    title: str
    summary: str
    terms: tuple[str, ...]
    state: ThemeState
    named_by: str
    submissions: int
    arguments: int
    organisations: int
    points: int
    unsure: int
    campaign: int
    signed_off_by: str
    signed_off_at: datetime | None


@dataclass(frozen=True)
class PointRow:
    """
    One idea that somebody put, in words fit for whoever reads this row.

    Attributes:
        theme_id: None where it stands alone.
        text: its words, which are answer_text[start:end].
        question: what was asked.
        who: who said it, no more closely than this reader may know.
        how: by which channel, e.g. "by telephone".
        argument: the same number in one exercise means the same argument in nearly the same
            words; None before themes were first proposed.
        placed_by: "machine", a person as the ledger names them, or empty before it was placed.
    """

    point_id: int
    exercise_id: int
    theme_id: int | None
    contribution_id: int
    receipt: str
    text: str
    question: str
    answer_text: str
    start: int
    end: int
    who: str
    how: str
    said_on: date
    visibility: Visibility
    is_unsure: bool
    argument: int | None
    placed_by: str


@dataclass(frozen=True)
class HeardRow:
    """
    How much of one group of services was heard.

    Every figure but `asked` is None where the number heard is too small to show; see
    foundation's `analysis.disclosure`. The register is public, so `asked` is always known.

    Attributes:
        key: how the group is stored, e.g. "home_care"; empty for services in no place.
        share: heard out of asked, 0 to 1; None also where nobody was asked.
        low, high: 95% interval, 0 to 1; see `analysis.chance.finite_wilson`.
        chance: chance of hearing this few by the luck of the draw, 0 to 1, adjusted for all
            the groups of the page.
        is_flagged: whether it is heard less than its share, by more than chance explains.
    """

    key: str
    label: str
    asked: int
    heard: int | None
    share: float | None
    low: float | None
    high: float | None
    chance: float | None
    is_flagged: bool


@dataclass(frozen=True)
class Breakdown:
    """All services asked, by one thing about them: `key` is that of the audience's field."""

    key: str
    title: str
    column: str
    rows: tuple[HeardRow, ...]


@dataclass(frozen=True)
class Count:
    """How many there are of something; None where it is 1 to 5, or would tell one that is."""

    label: str
    count: int | None


@dataclass(frozen=True)
class Coverage:
    """
    Whose voice an exercise has, out of everyone it was for.

    Attributes:
        as_at: the day on which the audience was taken from the register; None before it opens.
        heard: services heard, or None where they are 1 to 5.
        share: heard out of asked, 0 to 1; None where `heard` is, or nobody was asked.
        groups: how many groups are shown, the family over which flags are adjusted.
        home_care_alarm: whether home care is heard less than its share. It is the one group
            that is always asked after, so its test is not adjusted for the others.
        people: contributions that are not a provider's, by who spoke; None as `heard`.
        channels: the same, by how they spoke.
        total_people: contributions that are not a provider's.
        unmatched: contributions by providers that name no service of the audience.
    """

    exercise_id: int
    as_at: date | None
    heard: int | None
    asked: int
    share: float | None
    breakdowns: tuple[Breakdown, ...]
    groups: int
    home_care_alarm: bool
    people: tuple[Count, ...]
    channels: tuple[Count, ...]
    total_people: int | None
    unmatched: int | None

    @property
    def flagged(self) -> tuple[HeardRow, ...]:
        """Return the groups heard less than their share, of every breakdown, in its order."""
        return tuple(row for part in self.breakdowns for row in part.rows if row.is_flagged)


@dataclass(frozen=True)
class MissingRow:
    """
    A location of which no service has been heard, and how to reach it.

    Attributes:
        services: the kinds of care it provides, e.g. ("Home care",).
        adds: the groups heard less than their share that it belongs to, most lacking first.
        weight: how much it would add: the sum, over those groups, of how far each is below
            the whole register's share, 0 to 1 each.
        was_invited: whether an invitation to it was made.
        contact_name, telephone, email: empty where the register does not know.
    """

    location_id: int
    name: str
    organisation_name: str
    services: tuple[str, ...]
    place_name: str
    adds: tuple[str, ...]
    weight: float
    was_invited: bool
    contact_name: str
    telephone: str
    email: str

"""What an exercise, a contribution and a theme can be."""

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
    """What can be answered. `types.questions` says what each kind's settings and value hold."""

    WORDS = "words"
    CHOICE = "choice"
    CHOICES = "choices"
    RANK = "rank"
    SCALE = "scale"
    NUMBER = "number"
    DATE = "date"
    MATRIX = "matrix"
    FILE = "file"

    @property
    def label(self) -> str:
        return QUESTION_KIND_LABELS[self]


QUESTION_KIND_LABELS = {
    QuestionKind.WORDS: "In their own words",
    QuestionKind.CHOICE: "Choose one",
    QuestionKind.CHOICES: "Choose any",
    QuestionKind.RANK: "Put in order",
    QuestionKind.SCALE: "On a scale",
    QuestionKind.NUMBER: "A number",
    QuestionKind.DATE: "A date",
    QuestionKind.MATRIX: "The same choice for several things",
    QuestionKind.FILE: "A file",
}


class ExerciseKind(StrEnum):
    """
    Why an exercise is there.

    A consultation asks once. Seeing is always open: what people tell unasked. A pulse asks the
    same again and again, in the same words.
    """

    CONSULTATION = "consultation"
    SEEING = "seeing"
    PULSE = "pulse"

    @property
    def label(self) -> str:
        return EXERCISE_KIND_LABELS[self]


EXERCISE_KIND_LABELS = {
    ExerciseKind.CONSULTATION: "Consultation",
    ExerciseKind.SEEING: "What you are seeing",
    ExerciseKind.PULSE: "Pulse",
}


class PhaseKind(StrEnum):
    INFORM = "inform"
    ASK = "ask"
    DELIBERATE = "deliberate"
    ANALYSE = "analyse"
    DECIDE = "decide"
    REPLY = "reply"

    @property
    def label(self) -> str:
        return PHASE_KIND_LABELS[self]


PHASE_KIND_LABELS = {
    PhaseKind.INFORM: "We tell you what it is about",
    PhaseKind.ASK: "We ask you",
    PhaseKind.DELIBERATE: "You say what you think of one another’s views",
    PhaseKind.ANALYSE: "We read it all",
    PhaseKind.DECIDE: "It is decided",
    PhaseKind.REPLY: "We tell you what became of it",
}


class OpenTo(StrEnum):
    """Who can take part in a phase."""

    EVERYONE = "everyone"
    INVITED = "invited"
    TEAM = "team"

    @property
    def label(self) -> str:
        return OPEN_TO_LABELS[self]


OPEN_TO_LABELS = {
    OpenTo.EVERYONE: "Everyone",
    OpenTo.INVITED: "Those invited",
    OpenTo.TEAM: "The partnership’s team",
}


class Principle(StrEnum):
    """
    What makes a consultation fair.

    R v Brent LBC ex p Gunning (1985); R (Moseley) v Haringey LBC [2014] UKSC 56 on alternatives.
    """

    FORMATIVE = "formative"
    INFORMED = "informed"
    TIME = "time"
    CONSIDERED = "considered"

    @property
    def label(self) -> str:
        return PRINCIPLE_LABELS[self]


PRINCIPLE_LABELS = {
    Principle.FORMATIVE: "It can still change something",
    Principle.INFORMED: "People know enough to answer",
    Principle.TIME: "There is enough time",
    Principle.CONSIDERED: "What is said is weighed before it is decided",
}


class TimetableKind(StrEnum):
    EXTENDED = "extended"
    MOVED = "moved"
    PAUSED = "paused"
    RESUMED = "resumed"
    ADDED = "added"


class FormatKind(StrEnum):
    """Another form of what is asked, for those whom the page does not suit."""

    EASY_READ = "easy_read"
    LARGE_PRINT = "large_print"
    LANGUAGE = "language"
    RECORDING = "recording"
    SIGNED = "signed"

    @property
    def label(self) -> str:
        return FORMAT_KIND_LABELS[self]


FORMAT_KIND_LABELS = {
    FormatKind.EASY_READ: "Easy Read",
    FormatKind.LARGE_PRINT: "Large print",
    FormatKind.LANGUAGE: "Another language",
    FormatKind.RECORDING: "Recording",
    FormatKind.SIGNED: "British Sign Language",
}


class ArrivalState(StrEnum):
    """How far something that arrived, an email or a document, has come."""

    WAITING = "waiting"
    KEPT = "kept"
    ADDED = "added"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        return ARRIVAL_STATE_LABELS[self]


ARRIVAL_STATE_LABELS = {
    ArrivalState.WAITING: "Waits to be read",
    ArrivalState.KEPT: "Kept as an answer",
    ArrivalState.ADDED: "Goes with an answer",
    ArrivalState.SET_ASIDE: "Set aside",
}


class MemberStand(StrEnum):
    """How a member stands to what a network said for its members."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    AGREED = "agreed"
    DIFFERED = "differed"

    @property
    def label(self) -> str:
        return MEMBER_STAND_LABELS[self]


MEMBER_STAND_LABELS = {
    MemberStand.NOT_ASKED: "Was not asked",
    MemberStand.ASKED: "Was asked and did not answer",
    MemberStand.AGREED: "Agreed",
    MemberStand.DIFFERED: "Saw it differently",
}


class CampaignState(StrEnum):
    FOUND = "found"
    CONFIRMED = "confirmed"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return CAMPAIGN_STATE_LABELS[self]


CAMPAIGN_STATE_LABELS = {
    CampaignState.FOUND: "Found by the machine",
    CampaignState.CONFIRMED: "Confirmed",
    CampaignState.REFUSED: "No campaign",
}


class StatementState(StrEnum):
    """Whether others can vote on a statement."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"

    @property
    def label(self) -> str:
        return STATEMENT_STATE_LABELS[self]


STATEMENT_STATE_LABELS = {
    StatementState.WAITING: "Waits to be read",
    StatementState.SHOWN: "Shown",
    StatementState.HIDDEN: "Not shown",
}


class ConcernState(StrEnum):
    """How far a worry about somebody's safety has come."""

    RAISED = "raised"
    TAKEN_UP = "taken_up"
    PASSED_ON = "passed_on"
    NO_CONCERN = "no_concern"

    @property
    def label(self) -> str:
        return CONCERN_STATE_LABELS[self]


CONCERN_STATE_LABELS = {
    ConcernState.RAISED: "Waits for somebody",
    ConcernState.TAKEN_UP: "Somebody is looking into it",
    ConcernState.PASSED_ON: "Passed to safeguarding",
    ConcernState.NO_CONCERN: "Nobody is at risk",
}


class Direction(StrEnum):
    """Who asks whom in a pulse."""

    TO_PROVIDERS = "to_providers"
    TO_PARTNERSHIP = "to_partnership"

    @property
    def label(self) -> str:
        return DIRECTION_LABELS[self]


DIRECTION_LABELS = {
    Direction.TO_PROVIDERS: "The partnership asks providers",
    Direction.TO_PARTNERSHIP: "Providers ask the partnership",
}


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
    ORGANISATION = "organisation"
    NAMED = "named"
    COUNTED = "counted"

    @property
    def label(self) -> str:
        return VISIBILITY_LABELS[self]


VISIBILITY_LABELS = {
    Visibility.TEAM: "The partnership’s team only. Others see the words, not who said them",
    Visibility.ORGANISATION: "Anyone may see which organisation it was, not which person",
    Visibility.NAMED: "Anyone. Put our name to it",
    Visibility.COUNTED: "Nobody sees the words but the team. Count them only",
}


class ThemeState(StrEnum):
    PROPOSED = "proposed"
    SIGNED_OFF = "signed_off"
    MERGED = "merged"

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

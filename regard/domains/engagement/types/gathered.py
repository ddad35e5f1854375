"""How another tool's spreadsheet of answers is laid out, and what each of its columns holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Holds(StrEnum):
    """What a column can hold beside an answer, which is written "question:<number>"."""

    NOTHING = ""
    LOCATION_ID = "location_id"
    SERVICE = "service"
    POSTCODE = "postcode"
    NAME = "name"
    EMAIL = "email"
    TELEPHONE = "telephone"
    SAID_ON = "said_on"
    RESPONSE = "response"
    FINISHED = "finished"
    SPEAKER = "speaker"
    VISIBILITY = "visibility"

    @property
    def label(self) -> str:
        return HOLDS_LABELS[self]


HOLDS_LABELS = {
    Holds.NOTHING: "Nothing that we need",
    Holds.LOCATION_ID: "Location ID of the service (the regulator’s, or its ODS code)",
    Holds.SERVICE: "Name of the service",
    Holds.POSTCODE: "Postcode of the service",
    Holds.NAME: "Who answered",
    Holds.EMAIL: "Email address for the reply",
    Holds.TELEPHONE: "Telephone number for the reply",
    Holds.SAID_ON: "The day on which they answered",
    Holds.RESPONSE: "The other tool’s number of the answer",
    Holds.FINISHED: "Whether they finished and sent it",
    Holds.SPEAKER: "In which capacity they speak",
    Holds.VISIBILITY: "Who may see that it was them",
}


class Part(StrEnum):
    """How a column answers only a part of a question."""

    OPTION = "option"
    """It is ticked where the choice was made."""

    LINE = "line"
    """The answer to one line of a question that has several."""

    PLACE_OF = "place_of"
    """Which place was given to one of the things to put in order."""

    IN_PLACE = "in_place"
    """What was put in one place."""


class Why(StrEnum):
    """By what a column is taken for what it is."""

    NOTHING = ""
    NAME = "name"
    VALUES = "values"
    SAVED = "saved"
    SAID = "said"

    @property
    def label(self) -> str:
        return WHY_LABELS[self]


WHY_LABELS = {
    Why.NOTHING: "",
    Why.NAME: "by its name",
    Why.VALUES: "by what stands in it",
    Why.SAVED: "as you saved it",
    Why.SAID: "as you said",
}


@dataclass(frozen=True)
class Layout:
    """
    Where the answers stand in a file.

    Attributes:
        sheet: name of the sheet; empty: the first, or the only one.
        header_line: the line of the file on which the columns' names begin, from 1.
        header_rows: how many lines name the columns, 1 to 3.
        long: where each row is one answer to one question, the names of three columns: who
            answered, the question, the answer. None: each row is all of somebody's answers.
        month_first: whether days are written as 11/21/2026.
    """

    sheet: str = ""
    header_line: int = 1
    header_rows: int = 1
    long: tuple[str, str, str] | None = None
    month_first: bool = False


@dataclass(frozen=True)
class Gathered:
    """
    How a file is read.

    Attributes:
        held: what each column holds, in order: "" for nothing, a `Holds`, "question:7" for the
            answer to a question, or a part of it, e.g. "option:7:2", see `Part`; the last number
            counts the question's choices, lines or places from 0.
        meanings: what stands in the columns of a question, or of the speaker or visibility, and
            what is meant by it: by "question:7", "speaker" or "visibility", then by what stands
            there. Empty: it is no answer.
        why: by what each column was taken for what it is, in order.
        survey: what another survey is called whose numbers of answers are used in this exercise
            too; empty for the first.
    """

    layout: Layout
    held: tuple[str, ...]
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    why: tuple[Why, ...] = ()
    survey: str = ""


@dataclass(frozen=True)
class Column:
    """
    A column of a table of answers.

    Attributes:
        name: unlike that of any other.
        titles: the lines that name it, the widest first; as many as hold something for it.
    """

    name: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """
    What one contributor answered, or one row of it.

    Attributes:
        number: the line of the file on which it begins.
        cells: as many as there are columns; more where the file is broken there.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table of answers: one line for each contributor."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


Codes = Mapping[str, Mapping[str, str]]
"""What codes mean: by the name of a column or question ("" for any), then by the code."""


@dataclass(frozen=True)
class Choice:
    """
    Something that stands in the columns of a question, to say what is meant by it.

    Attributes:
        value: as it stands there.
        count: in how many rows, of those looked through.
        meant: what it seems to mean; None: that is not known; empty: no answer.
    """

    value: str
    count: int
    meant: str | None

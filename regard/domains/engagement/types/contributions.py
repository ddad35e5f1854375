"""What somebody said, and to whom a reply is owed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .states import Channel, Speaker, Visibility


@dataclass(frozen=True)
class Said:
    """
    What somebody said in an exercise, and how to reply to them.

    Attributes:
        answers: what they said to each question, by the question's number, in words as
            `rules.answers` reads them. Empty and missing answers are the same.
        files: the number of the kept file of each answer that is one, by the question's number.
        is_shielded: whether only a steward may know who they are.
        said_on: None: on the day on which it is kept.
        location_id: the service's location that they speak for; only a provider has one.
        address: lines, for a reply by letter.
        entered_by: who typed it in, as the ledger names them; empty if they did it themselves.
        file_line: the line of the file that it came from; None if from no file.
        row_key, row_print: by which a row of a spreadsheet is known again, and what it said;
            see `rules.gathered.again`.
        places: of an answer that is a document, where its pages begin, by the question's number:
            first character and name. Such an answer may be longer than any that is typed.
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
    row_key: str = ""
    row_print: str = ""
    files: Mapping[int, int] = field(default_factory=dict)
    is_shielded: bool = False
    places: Mapping[int, Sequence[tuple[int, str]]] = field(default_factory=dict)


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
    """
    One question, and what was said to it.

    Attributes:
        has_file: whether a file came as the answer.
    """

    question_id: int
    question: str
    text: str
    has_file: bool = False


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
        is_late: whether it was said after the last day.
        is_withheld: whether it is kept from readers; then `words` is empty.
    """

    contribution_id: int
    receipt: str
    who: str
    channel: Channel
    said_on: date
    visibility: Visibility
    words: str
    is_late: bool = False
    is_withheld: bool = False

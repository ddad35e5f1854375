"""What each column of a spreadsheet of answers holds."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.75
"""How alike a column's name and a question must be to be taken for each other, 0 to 1."""


class Holds(StrEnum):
    """What a column can hold beside the answer to a question, which is "question:<number>"."""

    NOTHING = ""
    LOCATION_ID = "location_id"
    SERVICE = "service"
    POSTCODE = "postcode"
    NAME = "name"
    EMAIL = "email"
    SAID_ON = "said_on"

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
    Holds.SAID_ON: "The day on which they answered",
}

USUAL_NAMES: dict[str, Holds] = {
    "location id": Holds.LOCATION_ID,
    "cqc location id": Holds.LOCATION_ID,
    "cqc id": Holds.LOCATION_ID,
    "location ods code": Holds.LOCATION_ID,
    "ods code": Holds.LOCATION_ID,
    "service": Holds.SERVICE,
    "service name": Holds.SERVICE,
    "location": Holds.SERVICE,
    "location name": Holds.SERVICE,
    "name of service": Holds.SERVICE,
    "name of your service": Holds.SERVICE,
    "postcode": Holds.POSTCODE,
    "post code": Holds.POSTCODE,
    "location postal code": Holds.POSTCODE,
    "name": Holds.NAME,
    "your name": Holds.NAME,
    "full name": Holds.NAME,
    "respondent": Holds.NAME,
    "email": Holds.EMAIL,
    "e mail": Holds.EMAIL,
    "email address": Holds.EMAIL,
    "date": Holds.SAID_ON,
    "date answered": Holds.SAID_ON,
    "said on": Holds.SAID_ON,
    "timestamp": Holds.SAID_ON,
    "start time": Holds.NOTHING,
    "completion time": Holds.SAID_ON,
    "submitted": Holds.SAID_ON,
    "date submitted": Holds.SAID_ON,
}
"""Column names of common survey tools, and of our own template, in small letters."""


@dataclass(frozen=True)
class Columns:
    """
    Where to find what, by the column's place from 0.

    Attributes:
        questions: the column of each question that has one, by the question's number.
        others: the column of each other thing that has one.
    """

    questions: Mapping[int, int]
    others: Mapping[Holds, int]


def question_key(question_id: int) -> str:
    """Return what a column that answers a question is said to hold."""
    return f"question:{question_id}"


def guess(header: Sequence[str], questions: Mapping[int, str]) -> list[str]:
    """
    Return what each column seems to hold, by its name. Each thing is found once.

    :param questions: what is asked, by the question's number, in order.
    """
    held = [str(USUAL_NAMES.get(_plain(column), Holds.NOTHING)) for column in header]
    for place, holds in enumerate(held):
        if holds and holds in held[:place]:
            held[place] = Holds.NOTHING
    for number, (question_id, text) in enumerate(questions.items(), start=1):
        found = _find(header, held, number, text)
        if found is not None:
            held[found] = question_key(question_id)
    return held


def columns_of(held: Sequence[str]) -> Columns:
    """Return where to find what, from what each column is said to hold."""
    questions, others = {}, {}
    for place, holds in enumerate(held):
        kind, _, number = holds.partition(":")
        if kind == "question" and number.isdigit():
            questions[int(number)] = place
        elif holds:
            others[Holds(holds)] = place
    return Columns(questions=questions, others=others)


def reasons_against_columns(held: Sequence[str], header: Sequence[str]) -> list[str]:
    """Return why rows cannot be read with these columns; empty if they can."""
    reasons = []
    if not any(holds.startswith("question:") for holds in held):
        reasons.append(
            f"None of the columns ({', '.join(header)}) is said to answer a question. "
            "Say which does, or name a column like the question."
        )
    for holds in dict.fromkeys(holds for holds in held if holds and held.count(holds) > 1):
        names = [name for name, what in zip(header, held, strict=True) if what == holds]
        reasons.append(f"The columns {' and '.join(names)} are said to hold the same thing.")
    return reasons


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", words.casefold()))


def _find(header: Sequence[str], held: Sequence[str], number: int, text: str) -> int | None:
    """Return the free column that is named like a question, or by its number."""
    asked = _plain(text)
    free = [place for place, holds in enumerate(held) if not holds]
    by_number = {f"q{number}", f"question {number}", f"answer {number}"}
    likeness = {
        place: 1.0
        if _plain(header[place]) in by_number
        else SequenceMatcher(None, _plain(header[place]), asked).ratio()
        for place in free
    }
    best = max(free, key=lambda place: likeness[place], default=None)
    return best if best is not None and likeness[best] >= ALIKE else None

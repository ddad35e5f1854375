"""One row of a spreadsheet of answers: what it says, or why it cannot be taken."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from regard.domains.engagement.types import Channel, Said, Speaker

from .columns import Columns, Holds
from .contributions import Asked, reasons_against_answers, tidy_answers
from .words import day

DATE_FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
"""As people here write days: the day before the month."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True)
class Refused:
    """
    A row that cannot be taken, with where and why.

    Attributes:
        column: the name of the column; empty for the row as a whole.
        value: what stood there.
    """

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True)
class Reader:
    """
    What is needed to read any row of one file.

    Attributes:
        locations: the register's location, by the key that a row gives for it.
        usual_day: when a row without a date was said.
        today: the day on which the file is read.
        opens_on: the first day on which anything could be said.
    """

    header: Sequence[str]
    columns: Columns
    asked: Sequence[Asked]
    locations: Mapping[str, int]
    system_name: str
    usual_day: date
    opens_on: date
    today: date


def location_key(columns: Columns, cells: Sequence[str]) -> str:
    """Return by what a row names its service: an id, or "name|postcode"; empty if by nothing."""
    identifier = _cell(columns, cells, Holds.LOCATION_ID)
    if identifier:
        return identifier
    service = _cell(columns, cells, Holds.SERVICE)
    postcode = _cell(columns, cells, Holds.POSTCODE)
    return f"{service}|{postcode}" if service and postcode else ""


def read_row(reader: Reader, line: int, cells: Sequence[str]) -> Said | Refused:
    """Return what a row says, or why it cannot be taken."""
    key = location_key(reader.columns, cells)
    location_id = reader.locations.get(key)
    said_on = _day(reader, cells)
    refused = (
        _against_location(reader, line, key, location_id)
        or _against_day(reader, line, cells, said_on)
        or _against_email(reader, line, cells)
        or _against_answers(reader, line, cells)
    )
    if refused:
        return refused
    return Said(
        answers={n: cells[place] for n, place in reader.columns.questions.items()},
        speaker=Speaker.OTHER if location_id is None else Speaker.PROVIDER,
        channel=Channel.SPREADSHEET,
        said_on=said_on,
        location_id=location_id,
        name=_cell(reader.columns, cells, Holds.NAME)[:200],
        email=_cell(reader.columns, cells, Holds.EMAIL),
        file_line=line,
    )


def reason_against_rows(
    columns: Columns, header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]]
) -> str | None:
    """
    Return why nothing of a file can be taken, naming line and column; None if rows can be.

    A service that stands in it twice: nobody but the file's owner knows which row is meant.

    :param rows: the line and cells of each.
    """
    lines: dict[str, int] = {}
    for line, cells in rows:
        key = location_key(columns, cells)
        first = lines.setdefault(key.casefold(), line)
        if key and first != line:
            holds = Holds.SERVICE if "|" in key else Holds.LOCATION_ID
            return (
                f"line {line}, {header[columns.others[holds]]}: {key.replace('|', ', ')} stands "
                f"in line {first} too. Keep one row a service, and put other answers into a file "
                "of their own. Nothing was taken."
            )
    return None


def without_twice(reader: Reader, read: Sequence[Said | Refused]) -> list[Said | Refused]:
    """Return the same rows, but a service's second one, by another of its names, is refused."""
    lines: dict[int, int] = {}
    result: list[Said | Refused] = []
    for each in read:
        if isinstance(each, Said) and each.location_id is not None and each.file_line:
            first = lines.setdefault(each.location_id, each.file_line)
            if first != each.file_line:
                result.append(_refused_twice(reader, each.file_line, first))
                continue
        result.append(each)
    return result


def _refused_twice(reader: Reader, line: int, first: int) -> Refused:
    others = reader.columns.others
    place = others.get(Holds.LOCATION_ID, others.get(Holds.SERVICE))
    return Refused(
        line=line,
        column=reader.header[place] if place is not None else "",
        value="",
        reason=f"This service stands in line {first} too. Keep one row a service, or put the "
        "other answer into a file of its own.",
    )


def _cell(columns: Columns, cells: Sequence[str], what: Holds) -> str:
    place = columns.others.get(what)
    return cells[place].replace("\x00", "").strip() if place is not None else ""


def _day(reader: Reader, cells: Sequence[str]) -> date | None:
    """Return the day in a row; None if something stands there that is no day."""
    written = _cell(reader.columns, cells, Holds.SAID_ON)
    if not written:
        return reader.usual_day
    first = written.split("T")[0] if re.match(r"\d{4}-", written) else written
    without_time = re.sub(r"\s+\d{1,2}:\d{2}.*$", "", first)
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(without_time, form).date()  # noqa: DTZ007 (a day)
        except ValueError:
            continue
    return None


def _against_location(
    reader: Reader, line: int, key: str, location_id: int | None
) -> Refused | None:
    if not key or location_id is not None:
        return None
    by_number = Holds.LOCATION_ID in reader.columns.others
    holds = Holds.LOCATION_ID if by_number else Holds.SERVICE
    return Refused(
        line=line,
        column=reader.header[reader.columns.others[holds]],
        value=key.replace("|", ", "),
        reason=f"No one service in {reader.system_name} is found by this. Check it, or leave it "
        "empty if nobody speaks for a service here.",
    )


def _against_day(
    reader: Reader, line: int, cells: Sequence[str], said_on: date | None
) -> Refused | None:
    reason = _reason_against_day(reader, said_on)
    place = reader.columns.others.get(Holds.SAID_ON)
    if reason is None or place is None:
        return None
    return Refused(line=line, column=reader.header[place], value=cells[place], reason=reason)


def _reason_against_day(reader: Reader, said_on: date | None) -> str | None:
    if said_on is None:
        return "This is not a day that we can read. Write it like 21/11/2026."
    if said_on > reader.today:
        return "This day is still to come."
    if said_on < reader.opens_on:
        return f"This is before it opened, on {day(reader.opens_on)}."
    return None


def _against_email(reader: Reader, line: int, cells: Sequence[str]) -> Refused | None:
    email = _cell(reader.columns, cells, Holds.EMAIL)
    if not email or _EMAIL.fullmatch(email):
        return None
    return Refused(
        line=line,
        column=reader.header[reader.columns.others[Holds.EMAIL]],
        value=email,
        reason="This is not an email address. Correct it, or leave it empty.",
    )


def _against_answers(reader: Reader, line: int, cells: Sequence[str]) -> Refused | None:
    columns = reader.columns.questions
    answers = tidy_answers({n: cells[place] for n, place in columns.items()})
    reasons = reasons_against_answers(questions=reader.asked, answers=answers)
    if not reasons:
        return None
    question_id, reason = next(iter(reasons.items()))
    place = columns.get(question_id)
    return Refused(
        line=line,
        column=reader.header[place] if place is not None else "",
        value=answers.get(question_id, ""),
        reason=reason,
    )

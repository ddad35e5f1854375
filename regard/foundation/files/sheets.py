"""
The lines of small spreadsheets as they stand: CSV, XLSX, XLS and ODS, told apart by their bytes.

What the lines mean, a header, a title, codes, is for whoever asks; `tables` has the usual case.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from regard.foundation.base.errors import Refusal

MOST_BYTES = 50 * 1024 * 1024
"""Beyond this a table is no longer something that a person has looked through."""

MOST_ROWS = 200_000

MOST_SHEETS = 40
"""A workbook with more is no table of answers; what is beyond is not looked at."""

DELIMITERS = (",", ";", "\t")

LOOKED_THROUGH = 10
"""Lines in which the header is looked for: some tools write a title above it."""

csv.field_size_limit(MOST_BYTES)  # whoever reads cells names the line and column itself

Value = str | float | bool | date | datetime | time | timedelta

Lines = Iterator[tuple[int, list[str]]]
"""The number of each line, from 1, and its cells without spaces around them."""


class CannotRead(Refusal):
    """The file is not a table that can be read. The message says where and what to do."""


@dataclass(frozen=True)
class Sheet:
    """
    A sheet of a workbook, or all of a CSV file.

    Attributes:
        name: what the workbook calls it; empty for a CSV file.
        lines: number, from 1, and cells of each line that holds something.
    """

    name: str
    lines: tuple[tuple[int, tuple[str, ...]], ...]


def read_sheets(path: Path, name: str) -> tuple[Sheet, ...]:
    """
    Return every sheet that holds something, in the order of the workbook.

    :param name: what its owner calls the file, for the messages.
    :raises CannotRead: if it is no spreadsheet, not in UTF-8, empty, or has too many rows.
    """
    _check_size(path, name)
    if _is_workbook(path):
        books = _workbook_sheets(path, name, limit=MOST_SHEETS)
        found = [_sheet(title, lines, name) for title, lines in books]
    else:
        found = [_sheet("", _csv_lines(path, name), name)]
    sheets = tuple(sheet for sheet in found if sheet.lines)
    if not sheets:
        raise CannotRead(f"“{name}” is empty. Choose a file with a line of column names.")
    return sheets


def first_sheet(path: Path, name: str) -> Lines:
    """
    Yield the lines of the first sheet, the empty ones too.

    :raises CannotRead: if it is no spreadsheet, or not in UTF-8.
    """
    _check_size(path, name)
    if _is_workbook(path):
        return next(_workbook_sheets(path, name, limit=1))[1]
    return _csv_lines(path, name)


def without_empty_end(cells: list[str]) -> list[str]:
    length = next((n for n in range(len(cells), 0, -1) if cells[n - 1]), 0)
    return cells[:length]


def _csv_lines(path: Path, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each row begins, and its cells without spaces around them."""
    text = _text(path.read_bytes(), name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    begins = 1
    try:
        for cells in reader:
            yield begins, [cell.strip() for cell in cells]
            begins = reader.line_num + 1
    except csv.Error as error:
        raise CannotRead(
            f"“{name}”, line {begins}: this line cannot be read. "
            "Look for a quotation mark that is missing."
        ) from error


def _text(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        cell = before[before.rfind(b"\n") + 1 :].count(b",") + 1
        raise CannotRead(
            f"“{name}”, line {line}, near cell {cell}: a letter is written in a way that we "
            "cannot tell for sure (the file is not in UTF-8). Open it in your spreadsheet "
            "program and save it again as “CSV UTF-8”, or as XLSX."
        ) from error


def _delimiter(text: str) -> str:
    """Return what parts the cells of the first line in which anything does."""
    lines = text.lstrip("\r\n").split("\n", LOOKED_THROUGH)[:LOOKED_THROUGH]
    first = next((line for line in lines if any(part in line for part in DELIMITERS)), "")
    return max(DELIMITERS, key=first.count)


def _workbook_sheets(path: Path, name: str, *, limit: int) -> Iterator[tuple[str, Lines]]:
    with _opening(name):
        book = CalamineWorkbook.from_path(path)
    for title in book.sheet_names[:limit]:
        yield title, _workbook_lines(book, title, name)


def _workbook_lines(book: CalamineWorkbook, title: str, name: str) -> Lines:
    with _opening(name):
        sheet = book.get_sheet_by_name(title)
        for line, cells in enumerate(sheet.iter_rows(), start=1):
            yield line, [_words(cell) for cell in cells]


@contextmanager
def _opening(name: str) -> Iterator[None]:
    try:
        yield
    except (CalamineError, OSError, ValueError) as error:
        raise CannotRead(
            f"“{name}” cannot be opened as a spreadsheet. It may be damaged or have a password. "
            "Save it again as XLSX, ODS or CSV."
        ) from error


def _sheet(title: str, lines: Lines, name: str) -> Sheet:
    held = []
    for line, cells in lines:
        kept = without_empty_end(cells)
        if kept:
            held.append((line, tuple(kept)))
        if len(held) > MOST_ROWS:
            raise CannotRead(f"“{name}” has more than {MOST_ROWS:,} rows. Split it.")
    return Sheet(name=title, lines=tuple(held))


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        beginning = file.read(8)
    return beginning.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))


def _check_size(path: Path, name: str) -> None:
    if path.stat().st_size > MOST_BYTES:
        raise CannotRead(
            f"“{name}” is larger than {MOST_BYTES // 1024**2} MB. Split it into smaller files."
        )


def _words(value: Value | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else str(value)
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).strip()

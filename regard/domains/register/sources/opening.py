"""Open a file that somebody gave us, whatever wrote it, and hand out its rows."""

import codecs
import csv
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NoReturn, TextIO

from python_calamine import CalamineError, CalamineWorkbook

from regard.domains.register.rules import layouts
from regard.domains.register.rules.layouts import DateOrder
from regard.foundation.base.errors import Refusal

LONGEST_CELL = 10_000
"""Characters. The regulator's longest cell has 160; a longer one is a quotation mark left open."""

LONGEST_ROW = 2 * LONGEST_CELL

DELIMITERS = (",", ";", "\t")

CHUNK = 1024 * 1024

Rows = Iterator[tuple[int, list[str]]]
"""Each row's line in the file, the header's being 1, and its cells."""


class CannotRead(Refusal):
    """The file is not what can be loaded: nothing of it was taken. The message says where."""


class Table:
    """The rows of an open file, below its header."""

    def __init__(self, header: list[str], rows: Rows) -> None:
        self.header = header
        self.rows = rows


def open_table(stack: ExitStack, path: Path, name: str) -> Table:
    """
    Open a CSV, XLSX or ODS file.

    :param stack: closes the file.
    :param name: what its owner calls it, for messages.
    :raises CannotRead: if it is empty or none of these, now or at any later row.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise CannotRead(f"{name} is empty. Choose the file again, or save it again first")
    if start.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        rows = _spreadsheet_rows(path, name)
    else:
        encoding = _encoding(path, name)
        text = stack.enter_context(path.open(encoding=encoding, newline=""))
        rows = _csv_rows(text, name)
    header = next(rows, None)
    if header is None:
        raise CannotRead(f"{name} has no rows at all")
    return Table(header[1], rows)


def _encoding(path: Path, name: str) -> str:
    """Return how the bytes stand for letters: UTF-8, or else Windows' own (cp1252)."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding = "utf-8-sig"
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if b"\0" in chunk or chunk.startswith(b"%PDF"):
                raise CannotRead(
                    f"{name} is not a table. Open it in a spreadsheet and save it as "
                    "“CSV UTF-8”, then choose that file"
                )
            if encoding == "utf-8-sig":
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    encoding = "cp1252"
    if encoding == "cp1252" and _has_gaps(path):
        return "latin-1"
    return encoding


def _has_gaps(path: Path) -> bool:
    """Test whether the file has one of the five bytes that cp1252 has no letter for."""
    gaps = b"\x81\x8d\x8f\x90\x9d"
    return any(byte in path.read_bytes() for byte in gaps)


def _csv_rows(text: TextIO, name: str) -> Rows:
    start = text.readline()
    text.seek(0)
    reader = csv.reader(text, delimiter=max(DELIMITERS, key=start.count))
    width = 0
    begins = 1
    try:
        for cells in reader:
            line, begins = begins, reader.line_num + 1
            if not any(cells):
                continue
            width = width or len(cells)
            if len(cells) != width or sum(map(len, cells)) > LONGEST_ROW:
                _refuse_row(name, line, cells, width)
            yield line, cells
    except csv.Error as problem:
        raise CannotRead(
            f"{name}, line {begins}: this cannot be read as a table ({problem}). "
            "Look for a quotation mark that is opened and never closed"
        ) from None


def _refuse_row(name: str, line: int, cells: list[str], width: int) -> NoReturn:
    longest = max(cells, key=len)
    if len(longest) > LONGEST_CELL:
        raise CannotRead(
            f"{name}, line {line}, column {cells.index(longest) + 1}: this cell has "
            f"{len(longest):,} characters. Look for a quotation mark that is opened and never "
            "closed"
        )
    if len(cells) != width:
        raise CannotRead(
            f"{name}, line {line}: this line has {len(cells)} cells, and the column names have "
            f"{width}. Look for a comma or a quotation mark that is missing or too many"
        )
    raise CannotRead(f"{name}, line {line}: this line is longer than any that can be right")


def _spreadsheet_rows(path: Path, name: str) -> Rows:
    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = [book.get_sheet_by_name(sheet) for sheet in book.sheet_names]
    except (CalamineError, zipfile.BadZipFile, OSError):
        raise CannotRead(
            f"{name} is not a spreadsheet that we can open. Save it as “CSV UTF-8” or XLSX"
        ) from None
    tables = [sheet.to_python(skip_empty_area=False) for sheet in sheets]
    filled = [table for table in tables if any(any(row) for row in table)]
    if not filled:
        raise CannotRead(f"{name} has no rows at all")
    headers = [[str(cell) for cell in table[0]] for table in filled]
    best = next((n for n, head in enumerate(headers) if layouts.recognise(head)), 0)
    layout = layouts.recognise(headers[best])
    order = layout.date_order if layout else DateOrder.DAY_FIRST
    width = len(headers[best])
    for line, row in enumerate(filled[best], start=1):
        cells = [_cell(value, order) for value in row]
        if any(cells):
            if sum(map(len, cells)) > LONGEST_ROW:
                _refuse_row(name, line, cells, width)
            yield line, cells


def _cell(
    value: float | str | bool | date | datetime | time | timedelta,  # noqa: FBT001
    order: DateOrder,
) -> str:
    """Return a spreadsheet's cell as the layout's CSV would have it."""
    if isinstance(value, date):
        written = "%d/%m/%Y" if order is DateOrder.DAY_FIRST else "%m/%d/%Y"
        return value.strftime(written)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

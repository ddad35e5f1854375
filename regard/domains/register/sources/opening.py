"""Open a file that somebody gave us, whatever wrote it, and hand out its rows."""

import codecs
import csv
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path
from typing import NoReturn, TextIO

from regard.domains.register.rules import layouts
from regard.domains.register.rules.layouts import DateOrder
from regard.foundation.base.errors import Refusal
from regard.foundation.files.actions import read_chunks

LONGEST_CELL = 10_000
"""Characters. The regulator's longest cell has 160; a longer one is a quotation mark left open."""

LONGEST_ROW = 2 * LONGEST_CELL

DELIMITERS = (",", ";", "\t")

WINDOWS_GAPS = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
"""The five bytes for which Windows' own encoding, cp1252, has no letter."""

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
    """Return how the bytes stand for letters: UTF-8, or else Windows' own, or Latin-1."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf_8, has_gaps = True, False
    for chunk in chain(read_chunks(path), [b""]):
        if b"\0" in chunk or chunk.startswith(b"%PDF"):
            raise CannotRead(
                f"{name} is not a table. Open it in a spreadsheet and save it as “CSV UTF-8”, "
                "then choose that file"
            )
        has_gaps = has_gaps or any(gap in chunk for gap in WINDOWS_GAPS)
        if is_utf_8:
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                is_utf_8 = False
    if is_utf_8:
        return "utf-8-sig"
    return "latin-1" if has_gaps else "cp1252"


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
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (slow to start)

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

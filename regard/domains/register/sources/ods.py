"""
Read an OpenDocument spreadsheet row by row, in little memory whatever its size.

A spreadsheet program writes a cell or row that repeats once, with a number; the regulator's
files end in a filler of over a million empty rows. Formulas are not run: a cell is what was
shown when the file was saved.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import IO

from lxml import etree

from regard.domains.register.rules import layouts

from .archives import UNPACKING, open_archive, open_part
from .cannot_read import CannotRead
from .tables import (
    HEADER_WITHIN,
    LONGEST_ROW,
    MOST_COLUMNS,
    Row,
    Rows,
    Table,
    find_header,
    list_notes,
    refuse_row,
)

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"

SHEET = f"{_TABLE}table"
ROW = f"{_TABLE}table-row"
NAME = f"{_TABLE}name"
COLUMNS_REPEATED = f"{_TABLE}number-columns-repeated"
ROWS_REPEATED = f"{_TABLE}number-rows-repeated"
PARAGRAPH = f"{_TEXT}p"
MARKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}

EXACT = {"date": f"{_OFFICE}date-value", "float": f"{_OFFICE}value"}
"""Where a cell that shows a date or number says it exactly."""
VALUE_TYPE = f"{_OFFICE}value-type"
DIGITS = "0123456789-"

MOST_ROWS = 2_000_000
"""With something in them. The regulator's longest file, its latest ratings, has 324,000."""

MOST_OTHER_ROWS = 50_000
"""Of the sheets after the one that is read. The list of dual registrations has some hundreds."""

LONGEST_NUMBER = 9
"""Digits of how often a cell or row repeats."""

MOST_COUNTED = 100_000
"""Columns, of which a message gives the number."""

CHUNK = 1 << 17

SheetRow = tuple[str, int, list[str]]
"""A row's sheet, its line in it, and its cells without the empty ones at the end."""

Sheets = Iterator[tuple[str, Iterator[SheetRow]]]


def open_ods(stack: ExitStack, path: Path, name: str) -> Table | None:
    """
    Return the first sheet with the columns of a layout that we know, or else the first of all.

    :param stack: closes the file.
    :return: None if nothing stands in any sheet.
    :raises CannotRead: if it is no such spreadsheet, now or at any later row.
    """
    notes: list[Row] = []
    first = ""
    sheets = _open_sheets(stack, path, name)
    for sheet, rows in sheets:
        before, header, below = find_header(row[1:] for row in rows)
        if header is None:
            continue
        if layouts.recognise(header[1]):
            table = Table(header[1], iter(()), header[0], list_notes([*notes, *before]))
            table.rows = _rows_of_table(table, below, sheets)
            return table
        first = first or sheet
        notes += [*before, header, *islice(below, HEADER_WITHIN)]
    for sheet, rows in _open_sheets(stack, path, name) if first else ():
        if sheet == first:
            _, line, columns = next(rows)
            return Table(columns, _level(len(columns), (row[1:] for row in rows)), line)
    return None


def _rows_of_table(table: Table, below: Rows, sheets: Sheets) -> Rows:
    yield from _level(len(table.header), below)
    for sheet, rows in sheets:
        table.other_sheets[sheet] = [cells for *_, cells in islice(rows, MOST_OTHER_ROWS)]


def _level(width: int, rows: Rows) -> Rows:
    """Hand out each row with the empty cells at its end."""
    blanks = [""] * width
    for line, cells in rows:
        yield line, cells + blanks[len(cells) :]


def _open_sheets(stack: ExitStack, path: Path, name: str) -> Sheets:
    archive = stack.enter_context(open_archive(path, name))
    content = stack.enter_context(open_part(archive, "content.xml", name))
    return groupby(_rows(content, name), key=itemgetter(0))


def _rows(content: IO[bytes], name: str) -> Iterator[SheetRow]:
    parsed = etree.iterparse(
        content,
        events=("start", "end"),
        tag=(SHEET, ROW),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        chunk_size=CHUNK,
    )
    sheet, line, filled = "", 1, 0
    try:
        for event, element in parsed:
            if element.tag == SHEET:
                sheet, line = element.get(NAME) or "", 1
                _check_document(element, name)
                continue
            if event == "start":
                continue
            times = _times(element.get(ROWS_REPEATED), name, line)
            cells = _cells(element, name, line)
            for number in range(line, line + times if cells else line):
                filled += 1
                if filled > MOST_ROWS:
                    raise CannotRead(
                        f"{name}, {sheet}, line {number}: more than {MOST_ROWS:,} rows hold "
                        "something, which no list of services does"
                    )
                yield sheet, number, cells
            line += times
            _forget(element)
    except etree.XMLSyntaxError as problem:
        raise CannotRead(
            f"{name}, after line {line} of its sheet “{sheet}”: the file is damaged inside, or no "
            f"spreadsheet ({problem.msg}). Fetch it again, or save it as “CSV UTF-8”"
        ) from None
    except UNPACKING:
        raise CannotRead(
            f"{name}, after line {line} of its sheet “{sheet}”: the file is damaged and cannot be "
            "unpacked any further. Fetch it again"
        ) from None


def _check_document(element: etree._Element, name: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise CannotRead(f"{name}: it defines words of its own, as no spreadsheet does")


def _forget(row: etree._Element) -> None:
    """Free the row, and what is left of those before it."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]


def _times(text: str | None, name: str, line: int) -> int:
    if text is None:
        return 1
    if text.isdecimal() and len(text) <= LONGEST_NUMBER and int(text) > 0:
        return int(text)
    raise CannotRead(f"{name}, line {line}: a cell or row repeats “{text[:40]}” times")


def _cells(row: etree._Element, name: str, line: int) -> list[str]:
    """Return the texts of a row's cells, without the empty ones at its end."""
    cells: list[str] = []
    gap = 0
    for cell in row:
        times = cell.get(COLUMNS_REPEATED)
        text = _text(cell)
        if not text:
            gap += 1 if times is None else _times(times, name, line)
            continue
        count = 1 if times is None else _times(times, name, line)
        if len(cells) + gap + count > MOST_COLUMNS:
            refuse_row(name, line, [""] * min(len(cells) + gap + count, MOST_COUNTED), 0)
        if gap:
            cells += [""] * gap
            gap = 0
        if count == 1:
            cells.append(text)
        else:
            cells += [text] * count
    if sum(map(len, cells)) > LONGEST_ROW:
        refuse_row(name, line, cells, len(cells))
    return cells


def _text(cell: etree._Element) -> str:
    children = len(cell)
    if not children:
        return ""
    paragraph = cell[0]
    text = paragraph.text
    if text is None or children > 1 or len(paragraph):
        text = _whole_text(cell)
    if text and text[0] in DIGITS:
        exact = EXACT.get(cell.get(VALUE_TYPE) or "")
        return (cell.get(exact) or text) if exact else text
    return text


def _whole_text(cell: etree._Element) -> str:
    """Return a cell's paragraphs, with the spaces, tabs and line breaks marked in them."""
    lines = []
    for paragraph in cell.iterchildren(PARAGRAPH):
        words = [paragraph.text or ""]
        for element in paragraph.iterdescendants():
            words += (MARKS.get(str(element.tag), ""), element.text or "", element.tail or "")
        lines.append("".join(words))
    return "\n".join(lines)

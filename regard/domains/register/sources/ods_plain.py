"""
The plain rows of an OpenDocument spreadsheet, read without building a tree of them.

A row is plain when it is made of cells that are empty or hold one paragraph of text without
any mark-up or entity. Nearly all of the regulator's are, and an XML parser takes four times as
long for them. Whatever is not plainly so is left to the parser: every "<" of a row has to be
accounted for, so nothing is overlooked.
"""

import re

from .ods_cells import add_cells, check_width, read_times

BEGIN = b"<table:table-row"
END = b"</table:table-row>"

CELL = re.compile(r"<table:table-cell([^>]*)>(?:<text:p>([^<]*)</text:p></table:table-cell>)?")
MARKS_OF_EMPTY = 1
MARKS_OF_FILLED = 4
"""How many "<" stand in a cell."""

REPEATED = "-repeated="
TIMES = re.compile(r' table:number-(?:columns|rows)-repeated="([^"]*)"')
VALUE = "value="
EXACTLY = re.compile(r' office:(?:date-)?value="([^"]+)"')
"""Where a cell that shows a date or a number says it exactly."""

CONTROL = bytes(code for code in range(32) if code not in (9, 10, 13))
"""Bytes that XML does not allow."""

LONGEST = 1 << 22
"""Bytes. A longer row is left to the parser, whose limits hold for it."""

Pieces = list[tuple[bytes, bytes]]


def cut_rows(text: bytes) -> tuple[Pieces, bytes]:
    """
    Return each row with what stands before it, and what is left at the end.

    A row may be empty where none begins in its piece.
    """
    *parts, rest = text.split(END)
    pieces = []
    for part in parts:
        begin = part.rfind(BEGIN)
        if begin < 0:
            pieces.append((part + END, b""))
        else:
            pieces.append((part[:begin], part[begin:] + END))
    if len(rest) > LONGEST:
        pieces.append((rest, b""))
        rest = b""
    return pieces, rest


def read_plain(row: bytes) -> tuple[int, list[str]] | None:
    """
    Return how often a row stands there, and its cells without the empty ones at its end.

    None if it is not plain.

    :raises NoRow: if there are too many cells, or they repeat in no number of times.
    """
    try:
        text = row.decode()
    except UnicodeDecodeError:
        return None
    if "&" in text:
        return None
    head, _, body = text.partition(">")
    found = CELL.findall(body)
    empty = sum(1 for attributes, _ in found if attributes[-1:] == "/")
    filled = sum(1 for _, said in found if said)
    if empty + filled != len(found):
        return None
    if body.count("<") != 1 + empty * MARKS_OF_EMPTY + filled * MARKS_OF_FILLED:
        return None
    return _times(head), _cells(found)


def _cells(found: list[tuple[str, str]]) -> list[str]:
    cells: list[str] = []
    gap = 0
    for attributes, said in found:
        if not said:
            gap += _times(attributes) if REPEATED in attributes else 1
            continue
        text = said
        if VALUE in attributes:
            exact = EXACTLY.search(attributes)
            text = exact[1] if exact else said
        if gap or REPEATED in attributes:
            add_cells(cells, gap, text, _times(attributes))
            gap = 0
        else:
            cells.append(text)
    check_width(len(cells))
    return cells


def _times(attributes: str) -> int:
    match = TIMES.search(attributes)
    return read_times(match[1]) if match else 1

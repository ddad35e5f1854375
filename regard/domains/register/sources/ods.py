"""Read the sheet of an OpenDocument spreadsheet that we know, with what stands around it."""

from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path

from regard.domains.register.rules import layouts

from .archives import open_archive, open_part
from .ods_rows import SheetRow, stream_rows
from .tables import HEADER_WITHIN, Row, Rows, Table, find_header, list_notes, refuse_header

MOST_OTHER_ROWS = 50_000
"""Of the sheets after the one that is read. The list of dual registrations has some hundreds."""

Sheets = Iterator[tuple[str, Iterator[SheetRow]]]


def open_ods(stack: ExitStack, path: Path, name: str) -> Table | None:
    """
    Return the first sheet with the columns of a layout that we know, or else the nearest to it.

    :param stack: closes the file.
    :return: None if nothing stands in any sheet.
    :raises CannotRead: if it is no such spreadsheet, now or at any later row.
    """
    notes: list[Row] = []
    nearest: int | None = None
    least = 2.0
    sheets = _open_sheets(stack, path, name)
    for place, (_, rows) in enumerate(sheets):
        before, header, below = find_header(row[1:] for row in rows)
        if header is None:  # pragma: no cover (a sheet without rows is not handed out)
            continue
        share = layouts.missing_share(header[1])
        if not share:
            table = Table(header[1], iter(()), header[0], list_notes([*notes, *before]))
            table.rows = _rows_of_table(table, below, sheets, name)
            return table
        if nearest is None or share < min(least, layouts.NEAR):
            nearest, least = place, share
        notes += [*before, header, *islice(below, HEADER_WITHIN)]
    return None if nearest is None else _open_sheet(stack, path, name, nearest)


def _open_sheet(stack: ExitStack, path: Path, name: str, place: int) -> Table | None:
    _, rows = next(islice(_open_sheets(stack, path, name), place, None))
    before, header, below = find_header(row[1:] for row in rows)
    if header is None:  # pragma: no cover (it was there when the sheet was chosen)
        return None
    below = _level(header[1], below, name)
    return Table(header[1], below, header[0], list_notes(before))


def _rows_of_table(table: Table, below: Rows, sheets: Sheets, name: str) -> Rows:
    yield from _level(table.header, below, name)
    for sheet, rows in sheets:
        table.other_sheets[sheet] = [cells for *_, cells in islice(rows, MOST_OTHER_ROWS)]


def _level(header: list[str], rows: Rows, name: str) -> Rows:
    """Hand out each row with the empty cells at its end."""
    blanks = [""] * len(header)
    for line, cells in rows:
        if cells == header:
            refuse_header(name, line)
        yield line, cells + blanks[len(cells) :]


def _open_sheets(stack: ExitStack, path: Path, name: str) -> Sheets:
    archive = stack.enter_context(open_archive(path, name))
    content = stack.enter_context(open_part(archive, "content.xml", name))
    return groupby(stream_rows(content, name), key=itemgetter(0))

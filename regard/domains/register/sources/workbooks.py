"""Read an XLSX, or a workbook of the older kind, after looking at what is in it."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain
from pathlib import Path

from regard.domains.register.rules import layouts

from .archives import check_workbook
from .cannot_read import CannotRead
from .tables import (
    HEADER_WITHIN,
    LONGEST_ROW,
    MOST_COLUMNS,
    Row,
    Table,
    choose_header,
    list_notes,
    refuse_header,
    refuse_row,
)

OLE = b"\xd0\xcf\x11\xe0"
"""How the workbooks of old begin, and those that are locked with a password."""

LOCKED = "EncryptedPackage".encode("utf-16-le")

MOST_OLD_BYTES = 50_000_000
"""Of a workbook of the old kind, which is read whole. It holds 65,536 rows at most."""

Cell = float | str | bool | date | datetime | time | timedelta
Sheet = Sequence[Sequence[Cell]]


def open_workbook(path: Path, name: str) -> Table | None:
    """
    Return the first sheet with the columns of a layout that we know, or else the first of all.

    :return: None if nothing stands in any sheet.
    :raises CannotRead: if it cannot be opened, or would not fit into memory.
    """
    check_workbook(path, name)
    return _choose(_read(path, name), name)


def open_old_workbook(path: Path, name: str) -> Table | None:
    """Do the same for a file of the older kind, which may be a locked one of the newer."""
    if path.stat().st_size > MOST_OLD_BYTES:
        raise CannotRead(f"{name} is too large for a workbook. Save its sheet as “CSV UTF-8”")
    if LOCKED in path.read_bytes():
        raise CannotRead(f"{name} is locked with a password. Save it without one, then choose it")
    return _choose(_read(path, name), name)


def _read(path: Path, name: str) -> dict[str, Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415 (slow to start)

    try:
        book = CalamineWorkbook.from_path(str(path))
        sheets = {sheet: book.get_sheet_by_name(sheet) for sheet in book.sheet_names}
        tables = {title: sheet.to_python(skip_empty_area=False) for title, sheet in sheets.items()}
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise CannotRead(
            f"{name} is not a spreadsheet that we can open. Save it as “CSV UTF-8” or XLSX"
        ) from None
    return {title: table for title, table in tables.items() if any(any(row) for row in table)}


def _choose(tables: dict[str, Sheet], name: str) -> Table | None:
    """Return the sheet to read, with what the sheets before it and after it say."""
    tops = {
        title: [_cells(row) for row in table[:HEADER_WITHIN]] for title, table in tables.items()
    }
    if not tops:
        return None
    places = {title: choose_header(top) for title, top in tops.items()}
    best = min(tops, key=lambda title: layouts.missing_share(tops[title][places[title]]))
    if layouts.missing_share(tops[best][places[best]]) > layouts.NEAR:
        best = next(iter(tops))
    titles = list(tops)
    at, place = titles.index(best), places[best]
    columns = tops[best][place]
    if len(columns) > MOST_COLUMNS:
        refuse_row(name, place + 1, columns, len(columns))
    notes = [*chain.from_iterable(tops[title] for title in titles[:at]), *tops[best][:place]]
    return Table(
        columns,
        _rows(tables[best], place, name),
        place + 1,
        list_notes(enumerate(notes)),
        {title: [_cells(row) for row in tables[title]] for title in titles[at + 1 :]},
    )


def _rows(table: Sheet, header: int, name: str) -> Iterator[Row]:
    columns = _cells(table[header])
    for line, row in enumerate(table[header + 1 :], start=header + 2):
        cells = _cells(row)
        if any(cells):
            if sum(map(len, cells)) > LONGEST_ROW:
                refuse_row(name, line, cells, len(cells))
            if any("\0" in cell for cell in cells):
                raise CannotRead(f"{name}, line {line}: a cell holds a character that is none")
            if cells == columns:
                refuse_header(name, line)
            yield line, cells


def _cells(row: Sequence[Cell]) -> list[str]:
    return [_cell(value) for value in row]


def _cell(value: Cell) -> str:
    """Return a cell as text: a date as ISO 8601, a whole number without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

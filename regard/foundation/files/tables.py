"""
Small tables that people make: CSV, XLSX and ODS, read whole, with words for what is wrong.

For files of up to a few tens of megabytes. What is read is text; nothing is guessed of its
meaning. The files that regulators publish have a faster way of their own.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .sheets import MOST_BYTES as MOST_BYTES
from .sheets import MOST_ROWS as MOST_ROWS
from .sheets import CannotRead as CannotRead
from .sheets import Lines, first_sheet, without_empty_end

LONGEST_CELL = 200_000
"""Characters. Longer than any answer: a quotation mark is missing, or it is not a table."""

_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Row:
    """
    One row of a table.

    Attributes:
        line: the line of the file on which it begins, from 1; in a spreadsheet, its row.
        cells: as many as the table has columns; empty where nothing stands.
    """

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """
    A header, and the rows under it that hold something.

    Attributes:
        header: the columns' names, each different, without spaces around them.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(path: Path, name: str) -> Table:
    """
    Return the table in a CSV, XLSX, XLS or ODS file; of a spreadsheet, its first sheet.

    Told apart by its bytes, not its name. A byte-order mark is understood. Dates in
    spreadsheets come as "2026-11-21".

    :param name: what its owner calls it, for the messages.
    :raises CannotRead: if it is no table, is not in UTF-8, has no header or no rows, has a
        column name twice, a cell too long to be one, or a row longer than the header.
    """
    return _table(first_sheet(path, name), name)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """
    Return rows as CSV that spreadsheets open safely.

    It begins with a byte-order mark, so that they know it is UTF-8. A cell that a spreadsheet
    would run as a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(header)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def csv_rows(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """
    Yield the same a thousand rows at a time, for tables too long to hold.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless(cell) for cell in row])
        if number % 1000 == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def harmless(cell: object) -> object:
    """Return a cell so that no spreadsheet runs it as a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_BEGINS):
        return f"'{cell}"
    return cell


def _table(lines: Lines, name: str) -> Table:
    first, header = next(((line, cells) for line, cells in lines if any(cells)), (0, []))
    header = without_empty_end(header)
    if not header:
        raise CannotRead(f"“{name}” is empty. Choose a file with a line of column names.")
    _check_header(header, first, name)
    rows = []
    for line, cells in lines:
        if any(cells):
            rows.append(_row(line, cells, header, name))
        if len(rows) > MOST_ROWS:
            raise CannotRead(f"“{name}” has more than {MOST_ROWS:,} rows. Split it.")
    if not rows:
        raise CannotRead(f"“{name}” has column names in line {first}, and no rows under them.")
    return Table(header=tuple(header), rows=tuple(rows))


def _check_header(header: list[str], line: int, name: str) -> None:
    if "" in header:
        raise CannotRead(
            f"“{name}”, line {line}: column {header.index('') + 1} has no name. "
            "The first line must name every column."
        )
    folded = [column.casefold() for column in header]
    for number, column in enumerate(folded):
        if column in folded[:number]:
            raise CannotRead(
                f"“{name}”, line {line}: two columns are called “{header[number]}”. Rename one."
            )
    _check_cells(header, line, [f"column {n}" for n in range(1, len(header) + 1)], name)


def _row(line: int, cells: list[str], header: list[str], name: str) -> Row:
    cells = without_empty_end(cells)
    if len(cells) > len(header):
        raise CannotRead(
            f"“{name}”, line {line}: {len(cells)} cells, and there are {len(header)} columns. "
            "If an answer has a comma in it, put quotation marks around the answer."
        )
    _check_cells(cells, line, header, name)
    return Row(line=line, cells=tuple(cells + [""] * (len(header) - len(cells))))


def _check_cells(cells: list[str], line: int, columns: list[str], name: str) -> None:
    for column, cell in zip(columns, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            raise CannotRead(
                f"“{name}”, line {line}, {column[:60]}: the cell has {len(cell):,} characters. "
                f"We can take {LONGEST_CELL:,}. Look for a quotation mark that is missing."
            )

"""A table of cells, whatever kind of file it stands in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import NoReturn

from regard.domains.register.rules import layouts

from .cannot_read import CannotRead
from .plain import LONGEST_CELL, Plain

LONGEST_ROW = 2 * LONGEST_CELL

HEADER_WITHIN = 30
"""Rows of a sheet among which its column names are looked for: some files begin with notes."""

MOST_COLUMNS = 500
"""The regulator's widest file has 122."""

Row = tuple[int, list[str]]
"""A row's line in the file, the first being 1, and its cells."""

Rows = Iterator[Row]


@dataclass
class Table:
    """
    The rows of an open file, below its header.

    Attributes:
        header_line: the line on which the column names stand.
        notes: what stands above them, or on sheets before them, by row.
        other_sheets: the rows of sheets after this one, once all rows have been read.
        plain: how the same rows can be read as columns, at least the first of them; None where
            they cannot.
    """

    header: list[str]
    rows: Rows
    header_line: int = 1
    notes: tuple[str, ...] = ()
    other_sheets: dict[str, list[list[str]]] = field(default_factory=dict)
    plain: Plain | None = None


def find_header(rows: Rows) -> tuple[list[Row], Row | None, Rows]:
    """
    Return the rows before the column names, the row of them, and the rows below.

    The first row of a layout that we know is that of the column names, or else the one that is
    nearest to such, or else the first of all. None for it if there is no row.
    """
    first = list(islice(rows, HEADER_WITHIN))
    if not first:
        return [], None, rows
    place = choose_header([cells for _, cells in first])
    return first[:place], first[place], chain(first[place + 1 :], rows)


def choose_header(top: Sequence[list[str]]) -> int:
    """Return which of some rows holds the column names."""
    shares = []
    for cells in top:
        shares.append(layouts.missing_share(cells))
        if not shares[-1]:
            break
    nearest = min(shares)
    return shares.index(nearest) if nearest <= layouts.NEAR else 0


def list_notes(rows: Iterable[Row]) -> tuple[str, ...]:
    """Return what the rows say, each in one line."""
    return tuple(" ".join(" ".join(cells).split()) for _, cells in rows)


def refuse_header(name: str, line: int) -> NoReturn:
    """:raises CannotRead: always, as the column names stand here a second time."""
    raise CannotRead(
        f"{name}, line {line}: the column names stand here a second time. Two files may have been "
        "put together: choose one of them"
    )


def refuse_row(name: str, line: int, cells: list[str], width: int) -> NoReturn:
    """:raises CannotRead: always, saying what about the row is wrong."""
    longest = max(cells, key=len)
    if len(longest) > LONGEST_CELL:
        raise CannotRead(
            f"{name}, line {line}, column {cells.index(longest) + 1}: this cell has "
            f"{len(longest):,} characters. Look for a quotation mark that is opened and never "
            "closed"
        )
    if len(cells) > MOST_COLUMNS:
        raise CannotRead(
            f"{name}, line {line}: this line has {len(cells):,} columns, and no list of services "
            f"has more than {MOST_COLUMNS}. Delete the columns that are not needed"
        )
    if len(cells) != width:
        raise CannotRead(
            f"{name}, line {line}: this line has {len(cells)} cells, and the column names have "
            f"{width}. Look for a comma or a quotation mark that is missing or too many"
        )
    raise CannotRead(f"{name}, line {line}: this line is longer than any that can be right")

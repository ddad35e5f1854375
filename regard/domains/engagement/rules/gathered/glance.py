"""
What pages need of a table of answers, so that it is read once and not at each look.

The first rows, what stands in every column and how often, and what lies around the table.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regard.domains.engagement.types.gathered import Codes, Column, Grid, Layout, Line

from .layout import Numbered, read_grid

FIRST_ROWS = 100
"""Rows that are tried, to say how many would be refused. Reading 250 took most of a look."""

MOST_VALUES = 1_000
"""Different values kept of a column. Where there are more they are words, and no codes."""

LONGEST_VALUE = 1_000
"""Characters. What is longer is somebody's words."""

TOP_LINES = 6
"""Of the sheet as it stands, to show where the table begins."""

WORDY = 25
"""Characters in the middle of a column from which on it holds somebody's own words."""

Sheets = Sequence[tuple[str, Sequence[Numbered]]]
"""The name and the lines of each sheet."""


@dataclass(frozen=True)
class Glance:
    """
    A table of answers at a glance.

    Attributes:
        columns: as in a `Grid`.
        lines: the first of the table.
        how_many: all that there are.
        counted: of each column what stands in it, in the order of the rows, and in how many.
        wordy: the places of columns that hold people's own words.
        codes: what codes mean, as the sheets beside it say.
        sheets: the names of all sheets.
        top: the first lines of its sheet as they stand.
        rows_header: the columns' names where each row is all of somebody's answers.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    how_many: int
    counted: tuple[tuple[tuple[str, int], ...], ...]
    wordy: frozenset[int]
    codes: Codes
    sheets: tuple[str, ...]
    top: tuple[Numbered, ...]
    rows_header: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def values(self, place: int) -> Iterator[tuple[str, int]]:
        """Yield what stands in a column, and in how many rows."""
        yield from self.counted[place]


def glance_at(
    grid: Grid,
    *,
    codes: Codes | None = None,
    sheets: Sequence[str] = (),
    top: Sequence[Numbered] = (),
    rows_header: Sequence[str] = (),
) -> Glance:
    """Return a table at a glance."""
    places = range(len(grid.columns))
    return Glance(
        columns=grid.columns,
        lines=grid.lines[:FIRST_ROWS],
        how_many=len(grid.lines),
        counted=tuple(_count([line.cells[place] for line in grid.lines]) for place in places),
        wordy=frozenset(place for place in places if _is_wordy(grid, place)),
        codes=codes or {},
        sheets=tuple(sheets),
        top=tuple(top[:TOP_LINES]),
        rows_header=tuple(rows_header),
    )


def rows_header_of(lines: Sequence[Numbered], layout: Layout) -> tuple[str, ...]:
    """Return the columns' names of a sheet, were each row all of somebody's answers."""
    found = [each for each in lines if each[0] >= layout.header_line]
    return read_grid(found[: layout.header_rows + FIRST_ROWS], replace(layout, long=None)).header


def _count(cells: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return what stands in a column; of more than are kept, the most usual."""
    counted = Counter(cell for cell in cells if cell and len(cell) <= LONGEST_VALUE)
    if len(counted) <= MOST_VALUES:
        return tuple(counted.items())
    return tuple(counted.most_common(MOST_VALUES))


def _is_wordy(grid: Grid, place: int) -> bool:
    lengths = sorted(len(line.cells[place]) for line in grid.lines if line.cells[place])
    return bool(lengths) and lengths[len(lengths) // 2] >= WORDY

"""The lines of a ratings file, some hundred at once, as columns of the cells that are read."""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, islice
from operator import itemgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regard.domains.register.rules import layouts
from regard.domains.register.rules.ratings import RatingCells

from .plain import NotPlain, read_columns
from .tables import Rows, Table

BLOCK_LINES = 500
"""Enough that most of the time goes into the cells, and few enough to be small."""

CELLS = (
    *layouts.RATING_COLUMNS,
    "Longitude",
    "Latitude",
    "Location ODS Code",
    "Inherited Rating (Y/N)",
)
"""The columns of `RatingCells`, in its order."""

Column = Sequence[str]


class Block(NamedTuple):
    """Some lines of the file, by their place in it, and the columns of their cells."""

    lines: Sequence[int]
    cells: RatingCells[Column]


class PlainBlock(NamedTuple):
    """Some lines of the file, each of which is a row, and the columns of their cells."""

    lines: pa.Array
    cells: RatingCells[pa.Array]

    def choose(self, chosen: pa.Array) -> "PlainBlock":
        """Return the lines that are chosen, in their order."""
        if pc.all(chosen).as_py():
            return self
        cells = [column.filter(chosen) for column in self.cells]
        return PlainBlock(self.lines.filter(chosen), RatingCells._make(cells))

    def list_blocks(self) -> Iterator[Block]:
        """Hand out the same lines as lists."""
        for begin in range(0, len(self.lines), BLOCK_LINES):
            lines, *cells = (
                column.slice(begin, BLOCK_LINES).to_pylist()
                for column in (self.lines, *self.cells)
            )
            yield Block(lines, RatingCells._make(cells))


def read_blocks(table: Table) -> Iterator[Block | PlainBlock]:
    """Hand out the lines in their order, as columns while the file is plain."""
    handed = 0
    if table.plain is not None:
        pick = _picker(table.header)
        try:
            for columns in read_columns(table.plain):
                size = len(columns[0])
                begin = table.header_line + 1 + handed
                lines = pa.array(np.arange(begin, begin + size))
                nothing = pa.repeat("", size)
                yield PlainBlock(lines, RatingCells._make(pick([*columns, nothing])))
                handed += size
        except NotPlain:
            pass
        else:
            return
    yield from _read_rows(table.header, islice(table.rows, handed, None))


def _read_rows(header: list[str], remaining: Rows) -> Iterator[Block]:
    pick = _picker(header)
    while block := list(islice(remaining, BLOCK_LINES)):
        lines, rows = zip(*block, strict=True)
        nothing = ("",) * len(lines)  # what a column that this layout has not is read as
        yield Block(lines, RatingCells._make(pick([*zip(*rows, strict=True), nothing])))


def choose(block: Block, chosen: Sequence[bool]) -> Block:
    """Return the lines that are chosen, in their order."""
    if all(chosen):
        return block
    lines = list(compress(block.lines, chosen))
    return Block(lines, RatingCells._make([list(compress(c, chosen)) for c in block.cells]))


def list_rows(block: Block) -> Iterator[tuple[int, RatingCells[str]]]:
    """Hand out the lines one by one."""
    cells: Iterator[RatingCells[str]] = map(RatingCells._make, zip(*block.cells, strict=True))
    return zip(block.lines, cells, strict=True)


def _picker(header: list[str]) -> Callable[[list[Any]], tuple[Any, ...]]:
    """Return what takes the columns that are read, in their own order, and one more for none."""
    place = layouts.positions(header)
    nothing = len(header)
    return itemgetter(*(place.get(layouts.normalise_column(name), nothing) for name in CELLS))

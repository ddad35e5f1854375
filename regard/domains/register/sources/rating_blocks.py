"""The lines of a ratings file, some hundred at once, as columns of the cells that are read."""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, islice
from operator import itemgetter
from typing import NamedTuple

from regard.domains.register.rules import layouts
from regard.domains.register.rules.ratings import RatingCells

from .tables import Table

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


def read_blocks(table: Table) -> Iterator[Block]:
    """Hand out the lines in their order."""
    pick = _picker(table.header)
    while block := list(islice(table.rows, BLOCK_LINES)):
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


def _picker(header: list[str]) -> Callable[[list[Column]], tuple[Column, ...]]:
    """Return what takes the columns that are read, in their own order, and one more for none."""
    place = layouts.positions(header)
    nothing = len(header)
    return itemgetter(*(place.get(layouts.normalise_column(name), nothing) for name in CELLS))

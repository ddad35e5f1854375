"""Suppression of a two-way table whose margins are published beside it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_flow

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN, is_small, suppress_counts

ENOUGH_DOUBT = 5
"""A hidden count should have at least six possible values, as many as "0 to 5" has."""

Cell = tuple[int, int]


@dataclass(frozen=True, eq=False)
class ShownTable:
    """
    What may be published of a table, with NaN where hidden. The grand total is always shown.

    Attributes:
        cells: shape (n_rows, n_columns).
        rows: totals of the rows, shape (n_rows,).
        columns: totals of the columns, shape (n_columns,).
    """

    cells: FloatArray
    rows: FloatArray
    columns: FloatArray


def suppress_table(counts: ArrayLike, *, populations: ArrayLike) -> ShownTable:
    """
    Return a table of counts safe to publish with its margins.

    Margins are hidden as `disclosure.suppress_counts` says; cells by the same rule, unless
    their row or column is published as 0 or as everyone, which tells them anyway. Then cells,
    and as a last resort margins, are hidden until no hidden number can be worked out: each has
    at least six possible values, or as many as hiding its whole row and column can give, and
    never one only.

    The possible values are exact. A table with its margins is a network (total, rows, cells,
    columns), so the least and the greatest value of a number, given all that is published,
    are found by maximum flow, and are whole numbers.

    :param counts: whole numbers, shape (n_rows, n_columns).
    :param populations: what each is out of, the same shape; public.
    :raises ValueError: if a count is negative, missing, not whole, or over its population.
    """
    network = _Network(np.asarray(counts, np.float64), np.asarray(populations, np.float64))
    waiting = network.hidden_cells()
    for cell in waiting:  # grows; a cell once in doubt stays so, whatever else is hidden
        while (companion := network.companion_for(cell)) is not None:
            network.hidden[companion] = True
            waiting.append(companion)
    shown = np.where(network.hidden, np.nan, network.values)
    return ShownTable(shown[:-1, :-1], shown[:-1, -1], shown[-1, :-1])


class _Network:
    """
    The table with its margins as a last column and a last row, and what of it is hidden.

    The network has a node for every row and every column of that. A cell flows from its row
    to its column, on from there into the last row, from there as the grand total into the last
    column, and from there back to its row; so margins flow `backward`, from column to row.
    """

    def __init__(self, counts: FloatArray, populations: FloatArray) -> None:
        rows = suppress_counts(counts.sum(axis=1), populations=populations.sum(axis=1))
        columns = suppress_counts(counts.sum(axis=0), populations=populations.sum(axis=0))
        suppress_counts(counts.ravel(), populations=populations.ravel())  # refuses what is wrong
        self.values, self.sizes = _with_margins(counts), _with_margins(populations)
        self.told = _is_told(rows, populations.sum(axis=1))[:, None] | _is_told(
            columns, populations.sum(axis=0)
        )
        small = np.vectorize(is_small, otypes=[np.bool_])(counts, populations)
        self.hidden = np.zeros(self.values.shape, dtype=np.bool_)
        self.hidden[:-1, :-1] = small & ~self.told
        self.hidden[:-1, -1], self.hidden[-1, :-1] = np.isnan(rows), np.isnan(columns)
        self.backward = np.zeros(self.values.shape, dtype=np.bool_)
        self.backward[:-1, -1] = self.backward[-1, :-1] = True

    def hidden_cells(self) -> list[Cell]:
        return [(int(row), int(column)) for row, column in np.argwhere(self.hidden)]

    def companion_for(self, cell: Cell) -> Cell | None:
        """Return what to hide next so that this hidden number is in doubt; None if it is."""
        doubt = self._doubt(cell)
        if doubt >= min(ENOUGH_DOUBT, self.sizes[cell]):
            return None
        return next(iter(self._beside(cell, last=not doubt)), None)

    def _beside(self, cell: Cell, *, last: bool) -> list[Cell]:
        """List what may yet be hidden for this cell's sake; margins only as a last resort."""
        row, column = cell
        total = (self.values.shape[0] - 1, self.values.shape[1] - 1)
        line = [(row, c) for c in range(total[1] + 1)] + [(r, column) for r in range(total[0] + 1)]
        free = [
            spot for spot in line if not self.hidden[spot] and spot != total and self.sizes[spot]
        ]
        inside = [s for s in free if s[0] < total[0] and s[1] < total[1] and not self.told[s]]
        margins = [s for s in free if s[0] == total[0] or s[1] == total[1]] if last else []
        return sorted(inside, key=self._cost) + sorted(margins, key=self._cost)

    def _cost(self, spot: Cell) -> tuple[bool, float, Cell]:
        """Prefer what adds doubt, then the smallest population; the register is public."""
        return self.values[spot] in {0, self.sizes[spot]}, self.sizes[spot], spot

    def _doubt(self, cell: Cell) -> int:
        """Return the greatest less the least value that the published numbers leave open."""
        up, down = self._room()
        graph = self._residual(up, down, without=cell)
        row, column = cell[0], self.values.shape[0] + cell[1]
        to_row = maximum_flow(graph, column, row).flow_value
        to_column = maximum_flow(graph, row, column).flow_value
        if self.backward[cell]:
            to_row, to_column = to_column, to_row
        return int(min(up[cell], to_row) + min(down[cell], to_column))

    def _room(self) -> tuple[IntArray, IntArray]:
        """Return how far each hidden number could rise and fall by itself."""
        middling = (self.sizes >= SMALLEST_SHOWN) & (self.values > 0) & (self.values < self.sizes)
        up = np.where(self.hidden, self.sizes - self.values - middling, 0)
        down = np.where(self.hidden, self.values - middling, 0)
        return up.astype(np.int64), down.astype(np.int64)

    def _residual(self, up: IntArray, down: IntArray, *, without: Cell) -> csr_matrix:
        """Return what can still flow each way between rows and columns, past one number."""
        rightward, leftward = np.where(self.backward, (down, up), (up, down))
        rightward[without] = leftward[without] = 0
        rows, columns = self.values.shape
        graph = np.zeros((rows + columns, rows + columns), dtype=np.int32)
        graph[:rows, rows:], graph[rows:, :rows] = rightward, leftward.T
        return csr_matrix(graph)


def _with_margins(table: FloatArray) -> FloatArray:
    wide = np.column_stack([table, table.sum(axis=1)])
    return np.vstack([wide, wide.sum(axis=0)])


def _is_told(margin: FloatArray, sizes: FloatArray) -> NDArray[np.bool_]:
    told: NDArray[np.bool_] = (margin == 0) | (margin == sizes)
    return told

"""Suppression of a two-way table whose margins are published beside it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from regard.foundation.analysis.chance import FloatArray, IntArray
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN, is_small, suppress_counts

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

ENOUGH_DOUBT = 5
"""A small count should have at least six possible values, as many as "0 to 5" has."""

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
    and as a last resort margins, are hidden until no hidden number can be worked out. A small
    one has at least six possible values, or half of those it could have at all, or as many as
    hiding every cell can give; no hidden number has one only.

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
        while companions := network.companions_for(cell):
            for companion in companions:
                network.hidden[companion] = True
            waiting.extend(companions)
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
        told = _is_told(rows, populations.sum(axis=1))[:, None] | _is_told(
            columns, populations.sum(axis=0)
        )
        told |= np.count_nonzero(populations) < 2  # a lone cell is the total
        small = np.vectorize(is_small, otypes=[np.bool_])(self.values, self.sizes)
        half = np.clip(self.sizes // 2, 1, ENOUGH_DOUBT)
        self.enough = np.where(small, half, 1)
        self.hidden = np.zeros(self.values.shape, dtype=np.bool_)
        self.hidden[:-1, :-1] = small[:-1, :-1] & ~told
        self.hidden[:-1, -1], self.hidden[-1, :-1] = np.isnan(rows), np.isnan(columns)
        self.backward = np.zeros(self.values.shape, dtype=np.bool_)
        self.backward[:-1, -1] = self.backward[-1, :-1] = True
        self.fixed = self.sizes == 0
        self.fixed[:-1, :-1] |= told
        self.fixed[-1, -1] = True

    def hidden_cells(self) -> list[Cell]:
        return [(int(row), int(column)) for row, column in np.argwhere(self.hidden)]

    def companions_for(self, cell: Cell) -> list[Cell]:
        """
        Return what to hide next so that this hidden number is in doubt; nothing if it is.

        They make a rectangle with it, along which one can add to two corners what one takes
        from the others and leave every total as it was.
        """
        doubt = self._doubt(cell)
        if doubt >= self.enough[cell]:
            return []
        choices = [self._beyond(cell, across) for across in np.ndindex(self.values.shape)]
        ranked = sorted((self._cost(choice), choice) for choice in choices if choice)
        (takes_margins, *_), cheapest = ranked[0] if ranked else ((True,), [])
        return [] if takes_margins and doubt else cheapest

    def _beyond(self, cell: Cell, across: tuple[int, ...]) -> list[Cell]:
        """List what is still shown of a rectangle, by its corner; none if some must stay so."""
        row, column = across
        if row == cell[0] or column == cell[1]:
            return []
        corners = [(row, column), (row, cell[1]), (cell[0], column)]
        if any(self.fixed[corner] for corner in corners):
            return []
        return [corner for corner in corners if not self.hidden[corner]]

    def _cost(self, corners: list[Cell]) -> tuple[bool, int, float]:
        """Spare margins, then what adds no doubt, then large populations, which are public."""
        useless = sum(bool(self.values[c] in {0, self.sizes[c]}) for c in corners)
        takes_margins = any(self.backward[corner] for corner in corners)
        return takes_margins, useless, sum(float(self.sizes[corner]) for corner in corners)

    def _doubt(self, cell: Cell) -> int:
        """Return the greatest less the least value that the published numbers leave open."""
        from scipy.sparse.csgraph import maximum_flow  # noqa: PLC0415 (slow to load)

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

    def _residual(self, up: IntArray, down: IntArray, *, without: Cell) -> "csr_matrix":
        """Return what can still flow each way between rows and columns, past one number."""
        from scipy.sparse import csr_matrix  # noqa: PLC0415 (slow to load)

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

"""Take the cells that a layout reads out of a row, wherever its columns stand."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TypeVar

from regard.domains.register.rules import layouts

Cells = TypeVar("Cells")


def pick_columns(
    header: list[str], columns: Sequence[str]
) -> Callable[[list[str]], tuple[str, ...]]:
    """
    Return what takes the cells of the columns, at least two, out of a row in their order.

    A column that is not there is read as empty.
    """
    place = layouts.positions(header)
    nothing = len(header)
    take: Callable[[list[str]], tuple[str, ...]] = itemgetter(
        *(place.get(layouts.normalise_column(name), nothing) for name in columns)
    )

    def pick(row: list[str]) -> tuple[str, ...]:
        row.append("")
        return take(row)

    return pick


def picker(
    columns: Sequence[str], make: Callable[[Iterable[str]], Cells]
) -> Callable[[list[str]], Callable[[list[str]], Cells]]:
    """Return, for a header, what makes cells of a row."""

    def prepare(header: list[str]) -> Callable[[list[str]], Cells]:
        pick = pick_columns(header, columns)
        return lambda row: make(pick(row))

    return prepare

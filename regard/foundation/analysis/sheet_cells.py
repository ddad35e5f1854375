"""
What stands in the cells of spreadsheets that people fill in: columns by name, words, days.

Names and words are the same with capitals or without, with one space or two, and with either
apostrophe.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y")
"""As spreadsheets hand them on, and as people here write them."""

FORMULA_BEGINS = ("=", "+", "-", "@")
"""Our own files put an apostrophe before a cell that begins so."""


@dataclass(frozen=True)
class RefusedCell:
    """A cell that could not be taken, and with it its row: where, what stands there, and why."""

    line: int
    column: str
    value: str
    why: str


class Unread(Exception):
    """A cell says nothing that we know."""

    def __init__(self, column: str, value: str, why: str) -> None:
        super().__init__(why)
        self.column, self.value, self.why = column, value, why

    def at(self, line: int) -> RefusedCell:
        return RefusedCell(line, self.column, self.value[:200], self.why)


def reason_not_to_read(header: Iterable[str], *, needed: Iterable[str]) -> str | None:
    """Return which columns are missing, in words for who sent the file; None: it can be read."""
    there = {fold(column) for column in header}
    missing = [f"“{column}”" for column in needed if fold(column) not in there]
    if not missing:
        return None
    return (
        f"The first line names no column {' and '.join(missing)}. "
        "The empty sheet shows how they are called"
    )


def unknown_columns(header: Iterable[str], *, known: Iterable[str]) -> list[str]:
    """Return the columns that say nothing to us, so that nobody thinks they were taken."""
    folded = {fold(column) for column in known}
    return [column for column in header if fold(column) not in folded]


def read_cells(
    *, header: Sequence[str], cells: Sequence[str], known: Collection[str]
) -> dict[str, str]:
    """Return what a row says, by our names of the columns; "" for those that it has not."""
    ours = {fold(column): column for column in known}
    said = {
        ours[fold(column)]: unharmed(cell.strip())
        for column, cell in zip(header, cells, strict=True)
        if fold(column) in ours
    }
    return dict.fromkeys(known, "") | said


def read_day(text: str) -> date | None:
    """Return a day however it is written; None if it is none."""
    for form in DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def unharmed(cell: str) -> str:
    """Return a cell without the apostrophe that our own files put before what looks a formula."""
    is_ours = cell.startswith("'") and cell[1:].startswith(FORMULA_BEGINS)
    return cell[1:] if is_ours else cell


def fold(text: str) -> str:
    """Return words without capitals, doubled spaces and the shape of an apostrophe."""
    return " ".join(text.replace("’", "'").split()).casefold()

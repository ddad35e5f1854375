"""What stands in the cells of a row of an OpenDocument spreadsheet, as its parser gives it."""

from lxml import etree

from .tables import MOST_COLUMNS

TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"

COLUMNS_REPEATED = f"{{{TABLE}}}number-columns-repeated"
PARAGRAPH = f"{{{TEXT}}}p"
MARKS = {f"{{{TEXT}}}s": " ", f"{{{TEXT}}}tab": " ", f"{{{TEXT}}}line-break": "\n"}

EXACTLY = (f"{{{OFFICE}}}date-value", f"{{{OFFICE}}}value")
"""Where a cell that shows a date or a number says it exactly."""

LONGEST_NUMBER = 9
"""Digits of how often a cell or row repeats."""


class NoRow(ValueError):
    """The row is no row of a table that can be read. The reason is in words, without its place."""


def read_cells(row: etree._Element) -> list[str]:
    """
    Return the texts of a row's cells, without the empty ones at its end.

    :raises NoRow: if there are too many, or they repeat in no number of times.
    """
    cells: list[str] = []
    gap = 0
    for cell in row:
        times = read_times(cell.get(COLUMNS_REPEATED))
        text = _text(cell)
        if text:
            add_cells(cells, gap, text, times)
            gap = 0
        else:
            gap += times
    return cells


def add_cells(cells: list[str], gap: int, text: str, times: int) -> None:
    """
    Add some empty cells, and then some with the same text.

    :raises NoRow: if these are too many.
    """
    check_width(len(cells) + gap + times)
    if gap:
        cells += [""] * gap
    if times == 1:
        cells.append(text)
    else:
        cells += [text] * times


def check_width(width: int) -> None:
    """:raises NoRow: if a row has more cells than any list of services."""
    if width > MOST_COLUMNS:
        raise NoRow(
            f"something stands in column {width:,}, and no list of services has more than "
            f"{MOST_COLUMNS}. Delete the columns that are not needed"
        )


def read_times(text: str | None) -> int:
    """
    Return how often a cell or row stands there.

    :raises NoRow: if it is not a number from 1.
    """
    if text is None:
        return 1
    if text.isdecimal() and len(text) <= LONGEST_NUMBER and int(text) > 0:
        return int(text)
    raise NoRow(f"a cell or row repeats “{text[:40]}” times")


def _text(cell: etree._Element) -> str:
    children = len(cell)
    if not children:
        return ""
    paragraph = cell[0]
    text = paragraph.text
    if text is None or children > 1 or len(paragraph):
        text = _whole_text(cell)
    return next((exact for exact in map(cell.get, EXACTLY) if exact), text) if text else ""


def _whole_text(cell: etree._Element) -> str:
    """Return a cell's paragraphs, with the spaces, tabs and line breaks marked in them."""
    lines = []
    for paragraph in cell.iterchildren(PARAGRAPH):
        words = [paragraph.text or ""]
        for element in paragraph.iterdescendants():
            words += (MARKS.get(str(element.tag), ""), element.text or "", element.tail or "")
        lines.append("".join(words))
    return "\n".join(lines)

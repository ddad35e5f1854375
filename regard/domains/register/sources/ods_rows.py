"""
Hand out the rows of an OpenDocument spreadsheet, in little memory whatever its size.

A spreadsheet program writes a cell or row that repeats once, with a number; the regulator's
files end in a filler of over a million empty rows. Formulas are not run: a cell is what was
shown when the file was saved.

Plain rows, which are nearly all, are cut out of the stream and read by `ods_plain`; all else,
with whatever is unusual, goes through an XML parser. What comes of a row is the same either way.
"""

from collections.abc import Iterator
from typing import IO, cast

from lxml import etree

from .archives import UNPACKING
from .cannot_read import CannotRead
from .ods_cells import OFFICE, TABLE, TEXT, NoRow, read_cells, read_times
from .ods_plain import CONTROL, cut_rows, read_plain
from .tables import LONGEST_ROW, refuse_row

SHEET = f"{{{TABLE}}}table"
ROW = f"{{{TABLE}}}table-row"
NAME = f"{{{TABLE}}}name"
ROWS_REPEATED = f"{{{TABLE}}}number-rows-repeated"

PREFIXES = {"table": TABLE, "text": TEXT, "office": OFFICE}
"""As every program writes them; a file that has others is left to the parser."""

MOST_ROWS = 2_000_000
"""With something in them. The regulator's longest file, its latest ratings, has 324,000."""

CHUNK = 1 << 20

SheetRow = tuple[str, int, list[str]]
"""A row's sheet, its line in it, and its cells without the empty ones at its end."""


def stream_rows(content: IO[bytes], name: str) -> Iterator[SheetRow]:
    """
    Hand out every row that is not empty, sheet by sheet.

    :raises CannotRead: if the document is damaged, or has more in it than any list of services.
    """
    reading = _Reading(name)
    try:
        while chunk := content.read(CHUNK):
            yield from reading.read(chunk)
        yield from reading.finish()
    except NoRow as problem:
        raise CannotRead(f"{name}, line {reading.line}: {problem}") from None
    except etree.XMLSyntaxError as problem:
        raise CannotRead(
            f"{name}, {reading.where}: the file is damaged inside, or no spreadsheet "
            f"({problem.msg}). Fetch it again, or save it as “CSV UTF-8”"
        ) from None
    except UNPACKING:
        raise CannotRead(
            f"{name}, {reading.where}: the file is damaged and cannot be unpacked any further. "
            "Fetch it again"
        ) from None


class _Reading:
    """How far into the document the reading is."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=(SHEET, ROW),
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        self._rest = b""
        self._sheet = ""
        self.line = 1
        self._filled = 0
        self._is_usual = False
        self._is_clean = True

    @property
    def where(self) -> str:
        return f"after line {self.line} of its sheet “{self._sheet}”"

    def read(self, chunk: bytes) -> Iterator[SheetRow]:
        """Hand out the rows that end in this chunk."""
        if len(chunk) != len(chunk.translate(None, CONTROL)):
            self._is_clean = False  # the parser refuses it
        pieces, self._rest = cut_rows(self._rest + chunk)
        for before, row in pieces:
            if before:
                yield from self._parse(before)
            plain = read_plain(row) if self._is_usual and self._is_clean and row else None
            if plain is None:
                yield from self._parse(row)
            elif plain[1] == [] or plain[0] > 1:
                yield from self._hand_out(*plain)
            else:
                yield self._next(plain[1])

    def finish(self) -> Iterator[SheetRow]:
        """Hand out what is left, and see that the document ends."""
        yield from self._parse(self._rest)
        self._parser.close()

    def _parse(self, piece: bytes) -> Iterator[SheetRow]:
        self._parser.feed(piece)
        events = cast("Iterator[tuple[str, etree._Element]]", self._parser.read_events())
        for event, element in events:
            if element.tag == SHEET:
                self._begin(element, is_inside=event == "start")
            elif event == "end":
                times = read_times(element.get(ROWS_REPEATED))
                cells = read_cells(element)
                _forget(element)
                yield from self._hand_out(times, cells)

    def _begin(self, element: etree._Element, *, is_inside: bool) -> None:
        document = element.getroottree().docinfo
        if document.internalDTD is not None:
            raise CannotRead(f"{self._name}: it defines words of its own, as no spreadsheet does")
        known = {prefix: element.nsmap.get(prefix) for prefix in PREFIXES}
        is_utf_8 = (document.encoding or "UTF-8").upper() == "UTF-8"
        self._is_usual = is_inside and is_utf_8 and known == PREFIXES
        self._sheet, self.line = element.get(NAME) or "", 1

    def _hand_out(self, times: int, cells: list[str]) -> Iterator[SheetRow]:
        if not cells:
            self.line += times
            return
        for _ in range(times):
            yield self._next(cells)

    def _next(self, cells: list[str]) -> SheetRow:
        self._filled += 1
        if self._filled > MOST_ROWS:
            raise NoRow(
                f"it and those before it are more than {MOST_ROWS:,} rows that hold something, "
                "which no list of services has"
            )
        line = self.line
        if sum(map(len, cells)) > LONGEST_ROW:
            refuse_row(self._name, line, cells, len(cells))
        self.line += 1
        return self._sheet, line, cells


def _forget(row: etree._Element) -> None:
    """Free the row, and what is left of those before it."""
    row.clear()
    parent = row.getparent()
    while parent is not None and row.getprevious() is not None:
        del parent[0]

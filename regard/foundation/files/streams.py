"""
Tables of any length sent as they are read: CSV, XLSX and ODS, in memory that does not grow.

Rows may come from a generator. CSV leaves row by row; a spreadsheet is a zip, whose directory
stands at its end, so it is written to a file that the system removes, and sent from there.
"""

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import IO
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter
from django.http import StreamingHttpResponse

from .tables import harmless

A_PIECE = 256 * 1024
"""Bytes sent at once."""

LINES = 500
"""Lines of CSV sent at once."""

MOST_CELL = 32_767
"""Characters that a cell of a spreadsheet holds; what is longer is cut there."""

Rows = Iterable[Sequence[object]]


@dataclass(frozen=True)
class Kind:
    """
    A kind of file.

    Attributes:
        write: yields the file's bytes, from the sheet's name, the header and the rows.
    """

    media_type: str
    write: Callable[[str, Sequence[str], Rows], Iterator[bytes]]


def answer(
    kind: str, *, name: str, sheet: str, header: Sequence[str], rows: Rows
) -> StreamingHttpResponse:
    """
    Return rows as a file for the browser to keep.

    :param kind: one of `KINDS`: csv, xlsx or ods.
    :param name: of the file, without the dot and what follows.
    :param sheet: what a spreadsheet's one sheet is called, up to 31 characters.
    """
    made = KINDS[kind]
    response = StreamingHttpResponse(made.write(sheet, header, rows), content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def csv_pieces(sheet: str, header: Sequence[str], rows: Rows) -> Iterator[bytes]:  # noqa: ARG001 (as the other kinds)
    """
    Yield rows as CSV in UTF-8 that spreadsheets open safely.

    It begins with a byte-order mark; a cell that would run as a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    out.write("\ufeff")
    writer.writerow(header)
    for number, row in enumerate(rows, start=1):
        writer.writerow([harmless("" if cell is None else cell) for cell in row])
        if number % LINES == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def xlsx_pieces(sheet: str, header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Yield rows as XLSX. Numbers are numbers; all other cells are text, never a formula."""
    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "use_zip64": True}
        with xlsxwriter.Workbook(file, options) as book:
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 0)
            bold = book.add_format({"bold": True})
            for column, words in enumerate(header):
                page.write_string(0, column, words, bold)
            for line, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    if _is_number(cell):
                        page.write_number(line, column, cell)
                    elif cell not in (None, ""):
                        page.write_string(line, column, str(cell)[:MOST_CELL])
        yield from _pieces(file)


ODS = "application/vnd.oasis.opendocument.spreadsheet"

_SPACES = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_BEGIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_SPACES.format("office")}"
 xmlns:table="{_SPACES.format("table")}"
 xmlns:text="{_SPACES.format("text")}" office:version="1.2">
<office:body><office:spreadsheet>
"""
_END = "</office:spreadsheet></office:body></office:document-content>\n"

_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_SPACES.format("manifest")}" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{ODS}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def ods_pieces(sheet: str, header: Sequence[str], rows: Rows) -> Iterator[bytes]:
    """Yield rows as ODS. Numbers are numbers; all other cells are text, never a formula."""
    with tempfile.TemporaryFile() as file:
        write_ods(file, [(sheet, chain([header], rows))])
        yield from _pieces(file)


def write_ods(file: IO[bytes], sheets: Iterable[tuple[str, Rows]]) -> None:
    """
    Write sheets, each with its name and its rows, as one spreadsheet.

    :param file: one that can be sought in.
    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", _MANIFEST)
        with package.open("content.xml", "w", force_zip64=True) as content:
            content.write(_BEGIN.encode())
            for name, rows in sheets:
                content.write(f"<table:table table:name={quoteattr(name)}>\n".encode())
                for row in rows:
                    content.write(_line(row).encode())
                content.write(b"</table:table>\n")
            content.write(_END.encode())


def _line(row: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>\n"


def _cell(cell: object) -> str:
    if cell in (None, ""):
        return "<table:table-cell/>"
    kind = f'float" office:value="{cell!r}' if _is_number(cell) else "string"
    words = escape(_printable(str(cell)))
    return (
        f'<table:table-cell office:value-type="{kind}"><text:p>{words}</text:p></table:table-cell>'
    )


def _printable(text: str) -> str:
    """Return the text without the control characters that XML cannot hold."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(A_PIECE):
        yield piece


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

KINDS: Mapping[str, Kind] = {
    "csv": Kind("text/csv; charset=utf-8", csv_pieces),
    "xlsx": Kind(XLSX, xlsx_pieces),
    "ods": Kind(ODS, ods_pieces),
}

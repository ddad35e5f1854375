"""Files of a bundle, written a piece at a time: each a name and its pieces."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from regard.foundation.audit.canonical import canonical

from .data import fit_for_spreadsheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from regard.foundation.files.models import File

PIECE = 2**16
"""Characters of a table that are written at once."""

Part = tuple[str, "Iterable[bytes]"]
"""A file: its name in the bundle, and its bytes in pieces, which are read once."""

Row = dict[str, str | int | None]


def table(name: str, columns: Sequence[str], rows: Iterable[Row]) -> Part:
    """Return a table that spreadsheets open as UTF-8; of its head alone where there is no row."""
    return name, _table(columns, rows)


def _table(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, columns)
    writer.writeheader()
    yield b"\xef\xbb\xbf"
    for row in fit_for_spreadsheets(rows):
        writer.writerow(row)
        if written.tell() >= PIECE:
            yield written.getvalue().encode()
            written.seek(0)
            written.truncate()
    yield written.getvalue().encode()


def json_file(name: str, told: Mapping[str, object]) -> Part:
    return name, [canonical(told) + b"\n"]


def words_file(name: str, paragraphs: Iterable[str]) -> Part:
    """Return paragraphs, with an empty line between two; empty ones are left out."""
    return name, ["\n\n".join(each for each in paragraphs if each).encode() + b"\n"]


def kept_file(name: str, file: File) -> Part:
    """Return a file that is kept, as it is."""
    return name, _read(file)


def _read(file: File) -> Iterator[bytes]:
    with file.path.open("rb") as opened:
        while piece := opened.read(2**20):
            yield piece

"""What a spreadsheet's zip may be, found out before anything of it is opened."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from .cannot_read import CannotRead

MOST_BYTES = 1_500_000_000
"""Unpacked. The regulator's largest file, its active locations, unpacks to 0.5 GB."""

MOST_BYTES_IN_MEMORY = 200_000_000
"""Unpacked, of a workbook that is read whole. Excel's fullest sheet of ratings has 60 MB."""

MOST_TIMES_SMALLER = 200
"""By so much a part may be packed. The regulator's files are packed 20 to 40 times."""

SMALL = 5_000_000
"""Bytes up to which it does not matter how well a part is packed."""

MOST_PARTS = 5_000

IS_ENCRYPTED = 1

CHUNK = 1 << 20

FURTHEST_CELLS = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')

MOST_CELLS = 20_000_000
"""Rows by columns of a sheet: it is held in memory, also where it is empty."""


def open_archive(path: Path, name: str) -> zipfile.ZipFile:
    """
    Open a zip whose directory is plausible.

    :raises CannotRead: if it is none, is locked, has too many parts, or would unpack too far.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise CannotRead(
            f"{name} is not a spreadsheet that we can open. It may have been cut short on its "
            "way. Fetch it again, or save it as “CSV UTF-8” or XLSX"
        ) from None
    parts = archive.infolist()
    if any(part.flag_bits & IS_ENCRYPTED for part in parts):
        raise CannotRead(f"{name} is locked with a password. Save it without one, then choose it")
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or total > MOST_BYTES or any(map(_is_bomb, parts)):
        raise CannotRead(
            f"{name} would unpack to {total / 1e6:,.0f} MB in {len(parts):,} parts, which no list "
            "of services does. Nothing of it was opened"
        )
    return archive


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL, MOST_TIMES_SMALLER * part.compress_size)


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[bytes]:
    """
    Hand out the bytes of a part, never more than its directory says.

    :raises CannotRead: if it is not there, or its bytes are not what the directory says.
    """
    with open_part(archive, part, name) as file:
        yield from _chunks(file, name)


def open_part(archive: zipfile.ZipFile, part: str, name: str) -> IO[bytes]:
    """
    Open a part.

    :raises CannotRead: if it is not there or cannot be unpacked.
    """
    try:
        return archive.open(part)
    except UNPACKING:
        raise CannotRead(
            f"{name} is a zip, but not a spreadsheet: it has no {part} that can be read. Save it "
            "as “CSV UTF-8” or XLSX"
        ) from None


def check_workbook(path: Path, name: str) -> None:
    """
    Refuse an XLSX that would not fit into memory, before it is read whole.

    Every part is unpacked once and thrown away, as its directory may lie.

    :raises CannotRead: if it is none, or too large.
    """
    with open_archive(path, name) as archive:
        parts = [part for part in archive.namelist() if not part.endswith("/")]
        if "xl/workbook.xml" not in parts:
            raise CannotRead(
                f"{name} is a zip, but not a spreadsheet. Unpack it first, and choose the file "
                "inside it"
            )
        total = sum(archive.getinfo(part).file_size for part in parts)
        if total > MOST_BYTES_IN_MEMORY:
            raise CannotRead(
                f"{name} unpacks to {total / 1e6:,.0f} MB, too large for a workbook. Save its "
                "sheet as “CSV UTF-8”"
            )
        for part in parts:
            _check_part(archive, part, name)


def _check_part(archive: zipfile.ZipFile, part: str, name: str) -> None:
    rows, columns, before = 0, 0, b""
    for chunk in read_part(archive, part, name):
        text = before + chunk
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise CannotRead(
                f"{name}, {part}: it defines words of its own, as no spreadsheet does"
            )
        if part.startswith("xl/worksheets/"):
            for column, row in FURTHEST_CELLS.findall(text):
                rows, columns = max(rows, int(row)), max(columns, _column(column))
        before = chunk[-40:]
    if rows * columns > MOST_CELLS:
        raise CannotRead(
            f"{name}, {part}: something stands in row {rows:,} and in column {columns:,}, too far "
            "out. Delete the empty rows and columns around the table, or save it as “CSV UTF-8”"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _chunks(file: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        while chunk := file.read(CHUNK):
            yield chunk
    except UNPACKING:
        raise CannotRead(
            f"{name} is damaged: a part of it cannot be unpacked. Fetch it again"
        ) from None


def _errors() -> tuple[type[Exception], ...]:
    import lzma  # noqa: PLC0415 (only its error)
    import zlib  # noqa: PLC0415 (only its error)

    return (
        KeyError,  # a part that is not there
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        RuntimeError,
        NotImplementedError,
        ValueError,
    )


UNPACKING = _errors()
"""What a damaged zip makes Python raise."""

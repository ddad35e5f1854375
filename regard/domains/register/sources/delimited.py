"""Read text of cells between commas, semicolons or tabs, in whatever encoding."""

import codecs
import csv
import re
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TextIO

from regard.domains.register.rules import layouts
from regard.foundation.files.actions import read_chunks

from .cannot_read import CannotRead
from .plain import Plain
from .tables import (
    HEADER_WITHIN,
    LONGEST_ROW,
    MOST_COLUMNS,
    Row,
    Rows,
    Table,
    find_header,
    list_notes,
    refuse_header,
    refuse_row,
)

DELIMITERS = (",", ";", "\t")

WINDOWS_GAPS = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
"""The five bytes for which Windows' own encoding, cp1252, has no letter."""

LETTERS_OF_UTF_8 = re.compile(rb"\xc3[\xa0-\xbf]|\xe2\x80[\x90-\x9f]")
"""Small accented letters, dashes and quotation marks, which mean nothing in Windows' own."""

PDF = b"%PDF"

QUOTE = '"'

UTF_8 = "utf-8-sig"
"""With or without the mark that some programs write first."""


def open_delimited(stack: ExitStack, path: Path, name: str) -> Table | None:
    """
    Open a text of cells.

    :param stack: closes the file.
    :return: None if there is no row.
    :raises CannotRead: if it is no such text, now or at any later row.
    """
    encoding = _encoding(path, name)
    text = stack.enter_context(path.open(encoding=encoding, newline=""))
    start = text.readline()
    text.seek(0)
    delimiter = max(DELIMITERS, key=start.count)
    before, header, below = find_header(_rows(text, delimiter, name))
    if header is None:
        return None
    line, cells = header
    is_plain = encoding == UTF_8 and line == 1 and "\n" not in "".join(cells)
    plain = Plain(path, delimiter, cells) if is_plain else None
    return Table(cells, below, line, list_notes(before), plain=plain)


def _encoding(path: Path, name: str) -> str:
    """Return how the bytes stand for letters: UTF-8, or else Windows' own, or Latin-1."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for number, chunk in enumerate(chain(read_chunks(path), [b""])):
            _check_bytes(chunk, name, is_start=number == 0)
            decoder.decode(chunk, final=not chunk)
    except UnicodeDecodeError:
        return _other_encoding(path, name)
    return UTF_8


def _other_encoding(path: Path, name: str) -> str:
    """Return Windows' own or Latin-1, of bytes that are not UTF-8 or not all of them."""
    has_gaps = has_letters = False
    for chunk in read_chunks(path):
        _check_bytes(chunk, name, is_start=False)
        has_gaps = has_gaps or any(gap in chunk for gap in WINDOWS_GAPS)
        has_letters = has_letters or LETTERS_OF_UTF_8.search(chunk) is not None
    if has_letters:
        raise CannotRead(
            f"{name}, line {_other_line(path)}: this line is written in another encoding than "
            "others of the file, so accents would be wrong. Open it in a spreadsheet and save it "
            "as “CSV UTF-8”"
        )
    return "latin-1" if has_gaps else "cp1252"


def _other_line(path: Path) -> int:
    """Return the first line that is not UTF-8. There is one."""
    with path.open("rb") as file:
        return next(line for line, text in enumerate(file, 1) if not _is_utf_8(text))


def _is_utf_8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check_bytes(chunk: bytes, name: str, *, is_start: bool) -> None:
    if b"\0" in chunk or (is_start and chunk.startswith(PDF)):
        raise CannotRead(
            f"{name} is not a table. Open it in a spreadsheet and save it as “CSV UTF-8”, "
            "then choose that file"
        )
    if is_start and chunk[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise CannotRead(
            f"{name} is a web page or XML, not a table. Fetch the file itself, not the page that "
            "leads to it"
        )


def _rows(text: TextIO, delimiter: str, name: str) -> Rows:
    """Hand out the rows, all as wide as the column names but for notes above them."""
    filled = filled_rows(text, delimiter, name)
    notes: list[Row] = []
    for line, cells in filled:
        notes.append((line, cells))
        if len(notes) == HEADER_WITHIN or sum(map(bool, cells)) > 1:
            break
    if not notes:
        return
    width = len(notes[0][1])
    header: list[str] = []
    if layouts.recognise(notes[-1][1]):
        header = notes[-1][1]
        width = len(header)
        yield from notes
        notes = []
    for line, cells in chain(notes, filled):
        if len(cells) != width or width > MOST_COLUMNS:
            refuse_row(name, line, cells, width)
        if cells == header:
            refuse_header(name, line)
        yield line, cells


def filled_rows(text: TextIO, delimiter: str, name: str) -> Rows:
    """Hand out the rows that say something. Most lines have no quotation mark: they are split."""
    begins = 1
    lines = iter(text)
    line = begins
    try:
        for written in lines:
            line = begins
            if QUOTE in written:
                reader = csv.reader(chain([written], lines), delimiter=delimiter)
                cells = next(reader)
                begins += reader.line_num
                length = sum(map(len, cells))
            else:
                cells = written.rstrip("\r\n").split(delimiter)
                begins += 1
                length = len(written)
            if any(cells):
                if length > LONGEST_ROW:
                    refuse_row(name, line, cells, len(cells))
                yield line, cells
    except csv.Error as problem:
        raise CannotRead(
            f"{name}, line {line}: this cannot be read as a table ({problem}). "
            "Look for a quotation mark that is opened and never closed"
        ) from None

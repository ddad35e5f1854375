"""
The words of a PDF, as paragraphs: a page has only lines, and what stands on every page.

What a page repeats at its head or foot is left out, and lines that go on are joined, across pages
too, so that a sentence is whole wherever it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .found import CannotRead, Found, check_length
from .running_lines import Standing, without_running_lines

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 400
FEWEST_LETTERS = 12
"""On average a page: fewer, where there are pictures, is a stamp on a scan and no letter."""

EDGE = 3
"""Lines at the head and the foot of a page that may be on every page."""

MOST_RUNNING = 120
"""Characters of a line that may stand on every page. A longer one is somebody's words."""

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:page|p\.?)?\s*(?:\d{1,3}|[ivxl]{1,6})(?:\s*(?:of|/)\s*\d{1,3})?\W*", re.IGNORECASE
)
_CONTENTS = re.compile(r".{2,}?(?:\.\s?){4,}\s*\d{1,3}\s*|.{2,}\s(?:\.|…){2,}\s*\d{1,3}\s*")
_BULLET = re.compile(r"\s*(?:[•·‣▪◦○●■\uf0b7]|[-–—*](?=\s)|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s)")
_NUMBERED = re.compile(r"\s*(?:(?:Section|Chapter|Part)\s+)?\d{1,2}(?:\.\d{1,2})*\.?\s+[A-Z]")
_ENDED = re.compile(r"[.!?:;…][\"'”’)\]»]*\Z")
_STOP = re.compile(r"[.!?][\"'”’)\]»]*\Z")


def read_pdf(path: Path) -> Found:
    """
    Return the words of a PDF, with the first character of each page.

    :raises CannotRead: if it is encrypted, broken or too long.
    """
    from pypdf import PdfReader  # noqa: PLC0415 (only in the process that reads)
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise CannotRead(
                "It is protected by a password. Take that off, save it, and send it again."
            )
        pages = _pages(reader)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as problem:
        raise _broken() from problem
    except (RecursionError, OSError, EOFError, NotImplementedError, AssertionError) as problem:
        raise _broken() from problem
    words = [line.words for lines in pages for line in lines]
    letters = sum(character.isalpha() for line in words for character in line)
    if letters < FEWEST_LETTERS * max(1, len(pages)):
        return Found("", needs_typing=True)
    return paragraphs_of(without_running_lines(pages))


def _broken() -> CannotRead:
    return CannotRead("It is broken. Open it, print it as PDF anew, and send that.")


def _pages(reader: PdfReader) -> list[list[Standing]]:
    how_many = len(reader.pages)
    if not how_many:
        raise CannotRead("It has no pages.")
    if how_many > MOST_PAGES:
        raise CannotRead(
            f"It has {how_many:,} pages, and we can take {MOST_PAGES}. Send parts of it."
        )
    pages, length = [], 0
    for page in reader.pages:
        lines = _lines(page)
        length += sum(len(line.words) for line in lines)
        check_length(length)
        pages.append(lines)
    return pages


def _lines(page: PageObject) -> list[Standing]:
    """Return the lines of a page in the order in which they are drawn, with their heights."""
    pieces: list[tuple[str, float]] = []

    def see(text: str, cm: Sequence[float], tm: Sequence[float], *_: object) -> None:
        pieces.append((text, tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=see)
    bottom, tall = float(page.mediabox.bottom), float(page.mediabox.height) or 1.0
    lines: list[list[tuple[str, float]]] = [[]]
    for text, height in pieces:
        first, *others = re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text)
        lines[-1].append((first, height))
        lines.extend([(other, height)] for other in others)
    return [
        Standing(
            words=_plain("".join(text for text, _ in line)),
            height=next(((at - bottom) / tall for text, at in line if text.strip()), None),
            tall=tall,
        )
        for line in lines
    ]


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").replace("\u00ad", "").split())


def paragraphs_of(pages: Sequence[Sequence[str]]) -> Found:
    """
    Return the lines of pages as paragraphs, without what stands on every page.

    :param pages: the lines of each page, in order.
    """
    bare = _without_edges(pages)
    width = _usual_width(bare)
    words: list[str] = []
    places: list[tuple[int, str]] = []
    length, before = 0, ""
    for number, lines in enumerate(bare, start=1):
        is_new_page = True
        for place, line in enumerate(lines):
            if not line or _CONTENTS.fullmatch(line):
                before = "" if not line else before
                continue
            following = next((each for each in lines[place + 1 :] if each), "")
            gap = _gap(before, line, width, following) if words else ""
            words += [gap, line]
            length += len(gap)
            if is_new_page:
                places.append((length, f"page {number}"))
                is_new_page = False
            length += len(line)
            before = line
    text = "".join(words)
    check_length(len(text))
    return Found(text, tuple(places))


def _gap(before: str, line: str, width: int, following: str) -> str:
    """Return what stands between two lines: nothing, a space, or the end of a paragraph."""
    is_numbered = _NUMBERED.match(line) and (_is_heading(line, width) or _STOP.search(before))
    if not before or _BULLET.match(line) or _is_heading(before, width) or is_numbered:
        return "\n\n"
    is_short = len(before) < 0.75 * width
    if _STOP.search(before) and is_short:
        return "\n\n"
    if is_short and line[:1].isupper() and not _ENDED.search(before) and len(before) < 0.6 * width:
        return "\n\n"
    if _STOP.search(before) and _is_heading(line, width) and following[:1].isupper():
        return "\n\n"
    return "" if before.endswith("-") and line[:1].islower() else " "


def _is_heading(line: str, width: int) -> bool:
    is_short = len(line) < 0.7 * width and len(line.split()) <= 12
    begins = line[:1].isupper() or line[:1].isdigit()
    return is_short and begins and not _ENDED.search(line) and not line.endswith(",")


def _usual_width(pages: Sequence[Sequence[str]]) -> int:
    """Return the length of a full line: what nine of ten lines do not exceed."""
    lengths = sorted(len(line) for lines in pages for line in lines if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _without_edges(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """Leave out page numbers, and what stands at the head or foot of most pages."""
    stripped = [[line for line in lines if line.strip()] for lines in pages]
    seen: Counter[tuple[str, str]] = Counter()
    for lines in stripped:
        seen.update(set(_edges(lines)))
    enough = max(3, len(pages) // 3)
    kept = []
    for lines in stripped:
        drop_head = _how_many(lines, "head", seen, enough)
        drop_foot = _how_many(lines[::-1], "foot", seen, enough)
        kept.append(lines[drop_head : len(lines) - drop_foot if drop_foot else None])
    return kept


def _edges(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    yield from (("head", _alike(line)) for line in lines[:EDGE])
    yield from (("foot", _alike(line)) for line in lines[::-1][:EDGE])


def _how_many(lines: Sequence[str], edge: str, seen: Counter[tuple[str, str]], enough: int) -> int:
    """Return how many lines at an edge are those of every page, or a page's number."""
    found = 0
    for line in lines[:EDGE]:
        is_on_every_page = len(line) <= MOST_RUNNING and seen[edge, _alike(line)] >= enough
        if not is_on_every_page and not _PAGE_NUMBER.fullmatch(line):
            break
        found += 1
    return found


def _alike(line: str) -> str:
    """Return a line without what differs from page to page."""
    return _NUMBER.sub("#", line).casefold()

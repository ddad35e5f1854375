"""
The words of a DOCX: ISO/IEC 29500's WordprocessingML, read part by part.

Not through python-docx, which leaves out what was inserted with changes tracked, text in boxes
and notes, and loads every picture; here nothing but the text is unpacked.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from .found import BETWEEN, CannotRead, Found, check_length

MOST_ENTRIES = 5_000
MOST_UNPACKED = 400 * 1024**2
MOST_XML = 40 * 1024**2
"""Bytes of the text with its marks: a thousand pages take some 10 MB."""

MOST_TIMES = 300
"""How much larger the text may be unpacked. XML seldom shrinks to less than a fiftieth."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
UNSEEN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", FALLBACK, f"{W}delText"})

BODY_LEVEL = 9
"""The level of Word's outline that says that a paragraph is no heading."""

TEN = 10
"""In a document without headings every tenth paragraph is a place."""


def read_docx(path: Path) -> Found:
    """
    Return the words of a DOCX, each table row on a line, its notes at the end.

    :raises CannotRead: if it is encrypted, holds macros, is broken or too large.
    """
    try:
        with zipfile.ZipFile(path) as package:
            _check(package)
            styles = _styles(_part(package, "word/styles.xml"))
            body = _part(package, "word/document.xml")
            if body is None:
                raise CannotRead("It is no Word document: the text is missing.")
            found = list(_paragraphs(body, styles))
            notes = _part(package, "word/footnotes.xml")
            if notes is not None:
                found += [(text, 0) for text, _ in _paragraphs(notes, styles)]
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, EOFError, ValueError) as problem:
        raise CannotRead(
            "It is broken. Open it in Word, save it again, and send that."
        ) from problem
    except (NotImplementedError, RuntimeError, zipfile.LargeZipFile) as problem:
        raise CannotRead(
            "It is packed in a way that we cannot unpack. Save it again."
        ) from problem
    return _joined(found)


def _check(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRead(
            "It is protected by a password. Take that off, save it, and send it again."
        )
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED:
        raise CannotRead("It unpacks to far more than a letter holds, so we did not open it.")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise CannotRead(
            "It holds macros, which are programs. Save it as DOCX, without them, and send that."
        )


def _part(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    """Return a part of the package, parsed; None if it has none of this name."""
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    is_bomb = entry.file_size > 1024**2 and entry.file_size > MOST_TIMES * entry.compress_size
    if entry.file_size > MOST_XML or is_bomb:
        raise CannotRead("It unpacks to far more than a letter holds, so we did not open it.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(package.read(entry), parser)


@dataclass(frozen=True)
class _Styles:
    """
    Styles of headings, and of the lines of a table of contents, which are left out.

    Attributes:
        headings: the level of each, from 1, which is a title's.
    """

    headings: Mapping[str, int]
    contents: frozenset[str]


def _styles(root: etree._Element | None) -> _Styles:
    headings: dict[str, int] = {}
    contents, based = set(), {}
    for style in root.iter(f"{W}style") if root is not None else ():
        name, on = style.find(f"{W}name"), style.find(f"{W}basedOn")
        called = (name.get(f"{W}val") or "").lower() if name is not None else ""
        own = style.get(f"{W}styleId") or ""
        level = _named_level(called) or _outline_level(style.find(f"{W}pPr/{W}outlineLvl"))
        if called.startswith("toc "):
            contents.add(own)
        elif level:
            headings[own] = level
        elif on is not None:
            based[own] = on.get(f"{W}val") or ""
    for own, on_style in based.items():
        if on_style in headings and own not in headings:
            headings[own] = headings[on_style]
    return _Styles(headings, frozenset(contents))


def _named_level(called: str) -> int:
    """Return the level that the name of a style says; 0: it is none of a heading."""
    if called.startswith("heading"):
        number = called.removeprefix("heading").strip()[:1]
        return int(number) + 1 if number.isdigit() else 2
    return 1 if called.startswith("title") else 0


def _outline_level(node: etree._Element | None) -> int:
    """Return the level that Word's outline gives, where 9 is for what is no heading."""
    value = node.get(f"{W}val") if node is not None else None
    return int(value) + 2 if value and value.isdigit() and int(value) < BODY_LEVEL else 0


def _paragraphs(root: etree._Element, styles: _Styles) -> Iterator[tuple[str, int]]:
    """Yield each paragraph that holds words, and its level as a heading, in order."""
    for node in root.iter(f"{W}p", f"{W}tr"):
        if any(above.tag in UNSEEN for above in node.iterancestors()):
            continue
        in_row = next(node.iterancestors(f"{W}tr"), None) is not None
        if node.tag == f"{W}tr":
            if not in_row:
                cells = [_text(cell) for cell in node.iterchildren(f"{W}tc", f"{W}sdt")]
                yield from _held(" | ".join(cell for cell in cells if cell), level=0)
        elif not in_row:
            yield from _paragraph(node, styles)


def _paragraph(node: etree._Element, styles: _Styles) -> Iterator[tuple[str, int]]:
    text = _text(node, own=True)
    named = node.find(f"{W}pPr/{W}pStyle")
    style = (named.get(f"{W}val") if named is not None else None) or ""
    if style in styles.contents:
        return
    level = _outline_level(node.find(f"{W}pPr/{W}outlineLvl")) or styles.headings.get(style, 0)
    if node.find(f"{W}pPr/{W}numPr") is not None and not level and text:
        text = f"- {text}"
    yield from _held(text, level=level)


def _held(text: str, *, level: int) -> Iterator[tuple[str, int]]:
    if text:
        yield text, level


def _text(node: etree._Element, *, own: bool = False) -> str:
    """
    Return the words of a node.

    :param own: without those of paragraphs within it, such as a box: they come by themselves.
    """
    pieces = []
    for each in node.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}noBreakHyphen", f"{W}p"):
        if any(above.tag in UNSEEN for above in each.iterancestors()):
            continue
        if own and each.tag != f"{W}p" and next(each.iterancestors(f"{W}p")) is not node:
            continue
        pieces.append(_piece(each))
    return " ".join(line) if (line := "".join(pieces).split()) else ""


def _piece(node: etree._Element) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    return "-" if node.tag == f"{W}noBreakHyphen" else " "


def _joined(paragraphs: list[tuple[str, int]]) -> Found:
    words = BETWEEN.join(text for text, _ in paragraphs)
    check_length(len(words))
    starts, position = [], 0
    for text, _ in paragraphs:
        starts.append(position)
        position += len(text) + len(BETWEEN)
    levels = [
        (start, level) for start, (_, level) in zip(starts, paragraphs, strict=True) if level
    ]
    places = [
        (start, text[:120])
        for start, (text, level) in zip(starts, paragraphs, strict=True)
        if level
    ]
    if not places:
        places = [(start, f"paragraph {n}") for n, start in enumerate(starts, 1) if n % TEN == 1]
    return Found(words, tuple(places), needs_typing=not words, levels=tuple(levels))

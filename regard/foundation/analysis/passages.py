"""
A long document split into points: as `points`, and without its headings.

A heading says what follows is about and is no idea by itself. Where the document marks its
headings, those are left out; else short lines that stand apart, begin with a capital, do not end a
sentence and have a paragraph below them. Four such lines in a row are a list, and are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from .points import Span, split_into_points

MOST_HEADING_WORDS = 12
MOST_IN_A_ROW = 3
"""Headings one below the other: of a part, of a section, of a paragraph."""

FEWEST_BELOW = 8
"""Words of the paragraph below a heading. Less may be the next line of a list."""

_BLOCK = re.compile(r"\S(?:.*\S)?(?:\n(?!\s*\n).*)*")
_BULLET = re.compile(r"[•·‣▪◦○●■]|[-–—*>+]\s|\(?(?:[a-z]|[ivx]{1,4})[.)]\s")
_ENDED = re.compile(r"[.!?;:,…][\"'”’)\]»]*\Z")


class Block(NamedTuple):
    """A paragraph: text[start:end]."""

    start: int
    end: int
    is_heading: bool


def split_document(text: str, places: Iterable[tuple[int, str]] = ()) -> tuple[Span, ...]:
    """
    Return the points of a document, in order: spans of its text that do not overlap.

    :param places: where its parts begin, each with its name; a name that stands there is a
        heading, and then these are all of its headings.
    """
    found: list[Span] = []
    for start, end in _sections(list_blocks(text, places)):
        found += [Span(start + p.start, start + p.end) for p in split_into_points(text[start:end])]
    return tuple(found)


def list_blocks(text: str, places: Iterable[tuple[int, str]] = ()) -> list[Block]:
    """Return the paragraphs of a document, in order, and which of them are headings."""
    spans = [Span(found.start(), found.end()) for found in _BLOCK.finditer(text)]
    marked = {start for start, name in places if name and text.startswith(name, start)}
    if marked:
        return [Block(*span, is_heading=span.start in marked) for span in spans]
    could_be = [_could_be_heading(text[start:end]) for start, end in spans]
    return [
        Block(*span, is_heading=_is_heading(text, spans, could_be, number))
        for number, span in enumerate(spans)
    ]


def _sections(blocks: Sequence[Block]) -> Iterator[Span]:
    """Yield what stands between headings."""
    start: int | None = None
    end = 0
    for block in blocks:
        if not block.is_heading:
            start, end = block.start if start is None else start, block.end
        elif start is not None:
            yield Span(start, end)
            start = None
    if start is not None:
        yield Span(start, end)


def _could_be_heading(block: str) -> bool:
    if "\n" in block or len(block.split()) > MOST_HEADING_WORDS or _ENDED.search(block):
        return False
    begins = block[:1].isupper() or block[:1].isdigit() or block.startswith("#")
    return begins and any(c.isalpha() for c in block) and not _BULLET.match(block)


def _is_heading(text: str, spans: Sequence[Span], could_be: Sequence[bool], number: int) -> bool:
    if not could_be[number]:
        return False
    first = last = number
    while first and could_be[first - 1] and last - first <= MOST_IN_A_ROW:
        first -= 1
    while last + 1 < len(spans) and could_be[last + 1] and last - first <= MOST_IN_A_ROW:
        last += 1
    if last - first >= MOST_IN_A_ROW or last + 1 >= len(spans):
        return False
    below = text[spans[last + 1].start : spans[last + 1].end]
    return len(below.split()) >= FEWEST_BELOW

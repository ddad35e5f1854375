"""
Lines that run along the head or foot of pages: titles, dates, "Page 1 of 2".

They are told by where they stand and not by when they are drawn, which programs do in any order.
A line is taken for one where others like it, but for their numbers, stand at the same height of
most pages; or where it counts the pages, and rightly, which tells it on a single page too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

MARGIN = 0.08
"""
Share of a page's height, at its head and at its foot, in which such lines stand: on A4 just less
than an inch, the usual margin, so that a sentence that pages happen to begin with stays.
"""

SAME_HEIGHT = 4.0
"""Points by which a line may stand higher or lower on another page."""

LONGEST = 120
"""Characters of such a line. A longer one is somebody's words."""

FEWEST_PAGES = 2

_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"\bpage\s+(\d{1,3})\s*(?:of|/)\s*(\d{1,3})\b", re.IGNORECASE)


@dataclass(frozen=True)
class Standing:
    """
    A line of a page.

    Attributes:
        height: of its foot, as a share of the page from 0 at the bottom; None where not known.
        tall: the page's height in points.
    """

    words: str
    height: float | None
    tall: float


def without_running_lines(pages: Sequence[Sequence[Standing]]) -> list[list[str]]:
    """Return the lines of each page, without those that run along pages."""
    seen: Counter[tuple[str, int]] = Counter()
    for lines in pages:
        seen.update({key for line in lines for key in _keys(line)})
    enough = max(FEWEST_PAGES, len(pages) // 2 + 1)
    kept = []
    for number, lines in enumerate(pages, start=1):
        counting = {
            place
            for line in lines
            if _counts_pages(line, number, len(pages))
            for place in _places(line)
        }
        kept.append(
            [
                line.words
                for line in lines
                if not counting.intersection(_places(line)[:1])
                and not any(seen[key] >= enough for key in _keys(line))
            ]
        )
    return kept


def _keys(line: Standing) -> list[tuple[str, int]]:
    """Return what a line shares with those that are like it and stand as high."""
    alike = _NUMBER.sub("#", line.words).casefold().strip()
    return [(alike, place) for place in _places(line)] if alike else []


def _places(line: Standing) -> list[int]:
    """Return the bands of height in which a line stands, its own first; none in the middle."""
    if line.height is None or len(line.words) > LONGEST:
        return []
    if MARGIN < line.height < 1 - MARGIN:
        return []
    at = line.height * line.tall / SAME_HEIGHT
    return [int(at), int(at) + (1 if at % 1 >= 0.5 else -1)]  # and the nearer other


def _counts_pages(line: Standing, number: int, pages: int) -> bool:
    found = _COUNTED.search(line.words)
    return found is not None and (int(found.group(1)), int(found.group(2))) == (number, pages)

"""What a question is asked about, part by part, where an upper domain knows its parts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AskedPart:
    """
    One part of what a question is asked about.

    Attributes:
        name: as people cite it, e.g. "2.4 Breaks for carers".
        words: all that stands in it; empty where only names were asked for, or it has none.
        depth: 0 of the outermost.
    """

    name: str
    words: str = ""
    depth: int = 0


@dataclass(frozen=True)
class AskedParts:
    """
    All parts of what is asked about, in the order read.

    Attributes:
        noun: what one part is called, e.g. "passage".
        whole: what they are parts of, to stand after "of", e.g. "our draft".
    """

    noun: str
    whole: str
    parts: tuple[AskedPart, ...]

    def __bool__(self) -> bool:
        return bool(self.parts)


NO_PARTS = AskedParts("part", "it", ())
"""Of a question that is asked as a whole, as nearly all are."""

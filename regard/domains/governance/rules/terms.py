"""When terms of reference can be adopted, and what changed from one version to the next."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from regard.domains.governance.types import Section

LONGEST_SECTION = 6_000
"""Characters: about two pages. Terms that are longer are not read."""

BLANK = re.compile(r"\[[^\[\]]{1,200}\]")
"""What is still to be filled in stands in square brackets."""

WORD = re.compile(r"\s*\S+")


class Change(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Piece:
    """Some words of a section, which stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True)
class SectionChange:
    """
    A section in two versions.

    Attributes:
        pieces: the words of both, in order: without the added ones the older text, without the
            removed ones the newer.
    """

    section: Section
    pieces: tuple[Piece, ...]

    @property
    def has_changed(self) -> bool:
        return any(piece.change is not Change.SAME for piece in self.pieces)


def list_blanks(text: str) -> list[str]:
    """Return what is still to be filled in, brackets and all, in the order of the text."""
    return BLANK.findall(text)


def list_reasons_not_to_adopt(texts: Mapping[Section, str]) -> list[tuple[Section, str]]:
    """Return for each section why terms may not be adopted yet; none: they may."""
    reasons = []
    for section in Section:
        text = texts.get(section, "").strip()
        blanks = list_blanks(text)
        if not text:
            reasons.append((section, f"“{section.label}” says nothing yet"))
        elif blanks:
            more = f" and {len(blanks) - 1} more" if len(blanks) > 1 else ""
            reasons.append((section, f"“{section.label}” has {blanks[0]}{more} to fill in"))
    return reasons


def compare_terms(
    *, older: Mapping[Section, str], newer: Mapping[Section, str]
) -> list[SectionChange]:
    """Return every section that either version has, in the order of terms, word by word."""
    return [
        SectionChange(section, _pieces(older.get(section, ""), newer.get(section, "")))
        for section in Section
        if section in older or section in newer
    ]


def _pieces(older: str, newer: str) -> tuple[Piece, ...]:
    before, after = WORD.findall(older.strip()), WORD.findall(newer.strip())
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    pieces: list[Piece] = []
    for tag, start, end, start_after, end_after in matcher.get_opcodes():
        if tag == "equal":
            pieces += _piece(Change.SAME, before[start:end])
        else:
            pieces += _piece(Change.REMOVED, before[start:end])
            pieces += _piece(Change.ADDED, after[start_after:end_after])
    return tuple(pieces)


def _piece(change: Change, words: Sequence[str]) -> list[Piece]:
    return [Piece(change, "".join(words))] if words else []

"""Remits side by side: what bodies share, and what tells them apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from regard.domains.governance.types import BodyPart, Constituency, Section
from regard.foundation.design.words import plural_words

from .bodies import and_words, area_words, kinds_words, lower_first, meets_words

if TYPE_CHECKING:
    from regard.domains.governance.queries import Remit

MOST = 4
"""Bodies side by side: more do not fit beside one another."""

SAID = (Section.PURPOSE, Section.AUTHORITY, Section.ACCOUNTABILITY)
"""Sections of terms that say what a body is for."""

PARTS = {
    BodyPart.ACCOUNTABLE: "Topics it answers for",
    BodyPart.RESPONSIBLE: "Topics it works on",
    BodyPart.CONSULTED: "Topics it is asked about",
    BodyPart.INFORMED: "Topics it is told of",
}


@dataclass(frozen=True)
class Line:
    """
    One thing that is compared.

    Attributes:
        cells: what it is for each body, as lines of words; none: nothing is on record.
    """

    label: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def is_same(self) -> bool:
        return len(set(self.cells)) == 1 and bool(self.cells[0])


def remit_lines(remits: Sequence[Remit], *, system: str) -> list[Line]:
    """Return what is compared, line by line, in the order in which it tells bodies apart."""
    tellers: list[tuple[str, Callable[[Remit], list[str]]]] = [
        ("What it is", lambda each: [kinds_words(each.row)]),
        ("For whom", lambda each: [area_words(each.row, system)]),
        ("In a sentence", lambda each: [each.row.about]),
        *((section.label, partial(_said, section)) for section in SAID),
        ("Answers to", lambda each: [each.row.parent_name]),
        *((label, partial(_topics, part)) for part, label in PARTS.items()),
        ("Who sits on it", _members),
        ("What it rests on", lambda each: list(each.citations)),
        ("Run by", lambda each: [each.row.run_by]),
        ("Meets", lambda each: [meets_words(each.row.meetings_a_year, each.row.minutes_each)]),
    ]
    return [
        Line(label, tuple(tuple(filter(None, tell(each))) for each in remits))
        for label, tell in tellers
    ]


def list_shared(remits: Sequence[Remit]) -> list[str]:
    """Return in sentences what two of the bodies have in common: where they may overlap."""
    return [sentence for one, other in combinations(remits, 2) for sentence in _shared(one, other)]


def remits_lede(remits: Sequence[Remit]) -> str:
    """Return the finding: how much the bodies have in common."""
    shared = list_shared(remits)
    if not shared:
        return "They answer for no topic together, and are not of one kind for one area."
    return f"They overlap in {plural_words(len(shared), 'way')}."


def _shared(one: Remit, other: Remit) -> list[str]:
    both = f"{one.row.name} and {other.row.name}"
    found = []
    kinds = [kind.label for kind in one.row.kinds if kind in other.row.kinds]
    is_one_area = (one.row.level, one.row.area) == (other.row.level, other.row.area)
    if kinds and is_one_area:
        found.append(f"{both} are both {lower_first(and_words(kinds))} for the same area.")
    for part in (BodyPart.ACCOUNTABLE, BodyPart.RESPONSIBLE):
        topics = [own.topic for own in one.parts if own.part is part and own in other.parts]
        if topics:
            what = "answer for" if part is BodyPart.ACCOUNTABLE else "do the work on"
            found.append(f"{both} both {what}: {and_words(topics)}.")
    return found


def _said(section: Section, remit: Remit) -> list[str]:
    return [remit.terms.get(section, "")]


def _topics(part: BodyPart, remit: Remit) -> list[str]:
    return [own.topic for own in remit.parts if own.part is part]


def _members(remit: Remit) -> list[str]:
    words = [
        f"{whom.label}: {remit.members[whom]}" for whom in Constituency if remit.members.get(whom)
    ]
    if remit.attending:
        words.append(f"In attendance: {remit.attending}")
    return words

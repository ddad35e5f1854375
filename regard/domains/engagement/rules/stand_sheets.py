"""
What a spreadsheet says of how members stand to what their network says for them.

The columns are those of the list that is sent out, so that it can be filled in and sent back.
Words may be written in capitals or not, and a stand may be what our pages call it or shorter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from regard.domains.engagement.types import MemberStand
from regard.domains.engagement.types.collective import Stand
from regard.foundation.analysis.sheet_cells import (
    RefusedCell,
    Unread,
    fold,
    unharmed,
    unknown_columns,
)

from .collective import MOST_WORDS

NUMBER, MEMBER, WHERE = "Number", "Member", "Where"
STAND, WORDS = "How it stands", "How it sees it differently"
COLUMNS = (NUMBER, MEMBER, WHERE, STAND, WORDS)

STANDS = {
    **{stand.label.casefold(): stand for stand in MemberStand},
    "agrees": MemberStand.AGREED,
    "yes": MemberStand.AGREED,
    "differs": MemberStand.DIFFERED,
    "differed": MemberStand.DIFFERED,
    "disagrees": MemberStand.DIFFERED,
    "disagreed": MemberStand.DIFFERED,
    "did not answer": MemberStand.ASKED,
    "no answer": MemberStand.ASKED,
    "asked": MemberStand.ASKED,
    "not asked": MemberStand.NOT_ASKED,
}
"""By what stands in a cell, in small letters."""


@dataclass(frozen=True)
class NamedMember:
    """A member as a spreadsheet can name it. `where`: the town of a single service, or empty."""

    number: int
    name: str
    where: str


@dataclass(frozen=True)
class StandSheet:
    """
    What was read in a spreadsheet.

    Attributes:
        stands: by the membership's number.
        unsaid: rows that name a member and do not say how it stands.
        unknown: columns that say nothing to us.
    """

    stands: Mapping[int, Stand] = field(default_factory=dict)
    refused: tuple[RefusedCell, ...] = ()
    unsaid: int = 0
    unknown: tuple[str, ...] = ()


def reason_not_to_read(header: Iterable[str]) -> str | None:
    """Return which columns are missing, in words for who sent the file; None: it can be read."""
    there = {fold(column) for column in header}
    if fold(STAND) not in there:
        return f"The first line names no column “{STAND}”. The list to fill in has it"
    if not there & {fold(NUMBER), fold(MEMBER)}:
        return f"The first line names no column “{NUMBER}” or “{MEMBER}”, so nobody can tell whose"
    return None


def read_stands(
    header: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    *,
    members: Sequence[NamedMember],
) -> StandSheet:
    """
    Return how members stand, by the rows of a spreadsheet; the others are refused, each by itself.

    :param rows: line of the file and cells, in the order of the header.
    :param members: everyone who can be named.
    """
    names = _Names(members)
    columns = [fold(column) for column in header]
    stands: dict[int, Stand] = {}
    lines: dict[int, int] = {}
    refused: list[RefusedCell] = []
    unsaid = 0
    for line, cells in rows:
        told = dict(zip(columns, (unharmed(cell.strip()) for cell in cells), strict=False))
        try:
            number = names.find(told)
            stand = _stand_in(told, before=lines.get(number))
        except Unread as found:
            refused.append(found.at(line))
            continue
        if stand is None:
            unsaid += 1
            continue
        stands[number], lines[number] = stand, line
    unknown = tuple(unknown_columns(header, known=COLUMNS))
    return StandSheet(stands, tuple(refused), unsaid, unknown)


class _Names:
    """Finds the member that a row names."""

    def __init__(self, members: Sequence[NamedMember]) -> None:
        self.by_number = {member.number: member for member in members}
        self.by_name: dict[str, list[NamedMember]] = defaultdict(list)
        for member in members:
            self.by_name[fold(member.name)].append(member)

    def find(self, told: Mapping[str, str]) -> int:
        """:raises Unread: if the row names nobody, nobody here, or more than one."""
        number, name = told.get(fold(NUMBER), ""), told.get(fold(MEMBER), "")
        if number:
            return self._by_number(number, name)
        if not name:
            raise Unread(MEMBER, "", "It names no member")
        return self._by_name(name, told.get(fold(WHERE), ""))

    def _by_number(self, number: str, name: str) -> int:
        plain = number.removesuffix(".0")
        is_number = plain.isascii() and plain.isdigit() and len(plain) < 19
        member = self.by_number.get(int(plain)) if is_number else None
        if member is None:
            raise Unread(NUMBER, number, "No member that is asked here has this number")
        if name and fold(name) != fold(member.name):
            raise Unread(
                NUMBER, number, f"This is the number of {member.name}, and the row names {name}"
            )
        return member.number

    def _by_name(self, name: str, where: str) -> int:
        found = self.by_name.get(fold(name), [])
        if len(found) > 1 and where:
            found = [member for member in found if fold(member.where) == fold(where)]
        if not found:
            raise Unread(MEMBER, name, "No member that is asked here is called this")
        if len(found) > 1:
            why = f"{len(found)} members are called this: give the town or the number"
            raise Unread(MEMBER, name, why)
        return found[0].number


def _stand_in(told: Mapping[str, str], *, before: int | None) -> Stand | None:
    """
    Return how a member stands; None if the row does not say.

    :param before: the line in which it was said already; None: in none.
    :raises Unread: if the words for it are none of ours, or do not go with it.
    """
    value, words = told.get(fold(STAND), ""), told.get(fold(WORDS), "")
    if not value and not words:
        return None
    if before is not None:
        named = told.get(fold(MEMBER)) or told.get(fold(NUMBER), "")
        raise Unread(MEMBER, named, f"It stands in line {before} too")
    if not value:
        raise Unread(STAND, "", f"Words stand beside it: write “{MemberStand.DIFFERED.label}”")
    stand = STANDS.get(fold(value))
    if stand is None:
        known = ", ".join(f"“{each.label}”" for each in MemberStand)
        raise Unread(STAND, value, f"Write one of {known}")
    if words and stand is not MemberStand.DIFFERED:
        only = f"“{MemberStand.DIFFERED.label}”"
        why = f"Words go only with {only}. Clear them, or change how it stands"
        raise Unread(WORDS, words, why)
    if len(words) > MOST_WORDS:
        raise Unread(WORDS, words, f"Use {MOST_WORDS:,} characters or fewer")
    return Stand(stand, words)

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

_FORMULA_BEGINS = ("=", "+", "-", "@")


@dataclass(frozen=True)
class NamedMember:
    """A member as a spreadsheet can name it. `where`: the town of a single service, or empty."""

    number: int
    name: str
    where: str


@dataclass(frozen=True)
class RefusedCell:
    """A cell that could not be taken, and with it its row: where, what stands there, and why."""

    line: int
    column: str
    value: str
    why: str


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


class _Unread(Exception):
    def __init__(self, column: str, value: str, why: str) -> None:
        super().__init__(why)
        self.column, self.value, self.why = column, value, why


def reason_not_to_read(header: Iterable[str]) -> str | None:
    """Return which columns are missing, in words for who sent the file; None: it can be read."""
    there = {_fold(column) for column in header}
    if _fold(STAND) not in there:
        return f"The first line names no column “{STAND}”. The list to fill in has it"
    if not there & {_fold(NUMBER), _fold(MEMBER)}:
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
    columns = [_fold(column) for column in header]
    stands: dict[int, Stand] = {}
    lines: dict[int, int] = {}
    refused: list[RefusedCell] = []
    unsaid = 0
    for line, cells in rows:
        told = dict(zip(columns, (_unharmed(cell.strip()) for cell in cells), strict=False))
        try:
            number = names.find(told)
            stand = _stand_in(told, before=lines.get(number))
        except _Unread as found:
            refused.append(RefusedCell(line, found.column, found.value[:200], found.why))
            continue
        if stand is None:
            unsaid += 1
            continue
        stands[number], lines[number] = stand, line
    known = {_fold(column) for column in COLUMNS}
    unknown = tuple(column for column in header if _fold(column) not in known)
    return StandSheet(stands, tuple(refused), unsaid, unknown)


class _Names:
    """Finds the member that a row names."""

    def __init__(self, members: Sequence[NamedMember]) -> None:
        self.by_number = {member.number: member for member in members}
        self.by_name: dict[str, list[NamedMember]] = defaultdict(list)
        for member in members:
            self.by_name[_fold(member.name)].append(member)

    def find(self, told: Mapping[str, str]) -> int:
        """:raises _Unread: if the row names nobody, nobody here, or more than one."""
        number, name = told.get(_fold(NUMBER), ""), told.get(_fold(MEMBER), "")
        if number:
            return self._by_number(number, name)
        if not name:
            raise _Unread(MEMBER, "", "It names no member")
        return self._by_name(name, told.get(_fold(WHERE), ""))

    def _by_number(self, number: str, name: str) -> int:
        plain = number.removesuffix(".0")
        is_number = plain.isascii() and plain.isdigit() and len(plain) < 19
        member = self.by_number.get(int(plain)) if is_number else None
        if member is None:
            raise _Unread(NUMBER, number, "No member that is asked here has this number")
        if name and _fold(name) != _fold(member.name):
            raise _Unread(
                NUMBER, number, f"This is the number of {member.name}, and the row names {name}"
            )
        return member.number

    def _by_name(self, name: str, where: str) -> int:
        found = self.by_name.get(_fold(name), [])
        if len(found) > 1 and where:
            found = [member for member in found if _fold(member.where) == _fold(where)]
        if not found:
            raise _Unread(MEMBER, name, "No member that is asked here is called this")
        if len(found) > 1:
            why = f"{len(found)} members are called this: give the town or the number"
            raise _Unread(MEMBER, name, why)
        return found[0].number


def _stand_in(told: Mapping[str, str], *, before: int | None) -> Stand | None:
    """
    Return how a member stands; None if the row does not say.

    :param before: the line in which it was said already; None: in none.
    :raises _Unread: if the words for it are none of ours, or do not go with it.
    """
    value, words = told.get(_fold(STAND), ""), told.get(_fold(WORDS), "")
    if not value and not words:
        return None
    if before is not None:
        named = told.get(_fold(MEMBER)) or told.get(_fold(NUMBER), "")
        raise _Unread(MEMBER, named, f"It stands in line {before} too")
    if not value:
        raise _Unread(STAND, "", f"Words stand beside it: write “{MemberStand.DIFFERED.label}”")
    stand = STANDS.get(_fold(value))
    if stand is None:
        known = ", ".join(f"“{each.label}”" for each in MemberStand)
        raise _Unread(STAND, value, f"Write one of {known}")
    if words and stand is not MemberStand.DIFFERED:
        only = f"“{MemberStand.DIFFERED.label}”"
        why = f"Words go only with {only}. Clear them, or change how it stands"
        raise _Unread(WORDS, words, why)
    if len(words) > MOST_WORDS:
        raise _Unread(WORDS, words, f"Use {MOST_WORDS:,} characters or fewer")
    return Stand(stand, words)


def _unharmed(cell: str) -> str:
    """Return a cell without the apostrophe that our own files put before what looks a formula."""
    is_ours = cell.startswith("'") and cell[1:].startswith(_FORMULA_BEGINS)
    return cell[1:] if is_ours else cell


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()

"""Bodies as they are listed and shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.governance.queries import BodyRow
from regard.domains.governance.types import BasisKind
from regard.domains.register.types import AreaLevel
from regard.foundation.design.words import date_words, plural_words

LEVEL_WORDS = {
    AreaLevel.REGION: "beyond the system",
    AreaLevel.SYSTEM: "for the whole system",
    AreaLevel.COUNCIL: "for a council",
    AreaLevel.PLACE: "for a place",
    AreaLevel.NEIGHBOURHOOD: "for a neighbourhood",
}

BASIS_TAGS = {
    BasisKind.STATUTORY: "ok",
    BasisKind.STATUTORY_GUIDANCE: "ok",
    BasisKind.ADVISORY: "part",
    BasisKind.LOCAL: "no",
}

Tag = tuple[str, str]
"""A state in a word or two, and its kind: ok, part, no or gap."""


@dataclass(frozen=True)
class ListedBody:
    """
    A body as a line of the list.

    Attributes:
        tags: how binding that is by which it is there, or that nothing is on record.
    """

    row: BodyRow
    kinds: str
    area: str
    meets: str
    tags: tuple[Tag, ...]


def and_words(words: Sequence[str]) -> str:
    """Return "a, b and c"; "" for nothing."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def lower_first(words: str) -> str:
    """Return words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]


def bodies_lede(rows: Sequence[BodyRow], *, when: str) -> str:
    """
    Return the finding: how many bodies there are, at which levels, and how many rest on nothing.

    :param when: " on 31 March 2026", or empty for today.
    """
    if not rows:
        return f"No body is on record{when}."
    counts = Counter(row.level for row in rows)
    levels = [f"{counts[level]} {words}" for level, words in LEVEL_WORDS.items() if counts[level]]
    bare = sum(not row.bases for row in rows)
    what = "body decides or advises" if len(rows) == 1 else "bodies decide or advise"
    said = f"{len(rows)} {what}{when}: {and_words(levels)}."
    if bare:
        said += f" {bare} {'has' if bare == 1 else 'have'} no law or agreement on record."
    return said


def kinds_words(row: BodyRow) -> str:
    """Return what a body is, what it is first before the rest."""
    first, *others = row.kinds
    return and_words([first.label, *(lower_first(kind.label) for kind in others)])


def area_words(row: BodyRow, system: str) -> str:
    """Return for whom a body is."""
    if row.area:
        return row.area
    return {
        AreaLevel.SYSTEM: f"The whole of {system}",
        AreaLevel.REGION: f"{system} and beyond",
    }.get(row.level, row.level.label)


def minutes_words(minutes: int) -> str:
    """Return a length of time in hours and minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [plural_words(hours, "hour")] if hours else []
    if rest or not parts:
        parts.append(plural_words(rest, "minute"))
    return " ".join(parts)


def meets_words(meetings_a_year: int, minutes_each: int) -> str:
    """Return how often a body meets, and for how long."""
    if not meetings_a_year:
        return "Not said how often"
    often = {1: "Once a year", 12: "Every month", 52: "Every week"}.get(
        meetings_a_year, f"{meetings_a_year} times a year"
    )
    return f"{often} for {minutes_words(minutes_each)}" if minutes_each else often


def basis_tags(bases: Sequence[BasisKind]) -> tuple[Tag, ...]:
    """Return how binding that is by which a body is there, the most binding first."""
    if not bases:
        return (("Nothing on record", "gap"),)
    return tuple((kind.label, BASIS_TAGS[kind]) for kind in BasisKind if kind in bases)


def listed(rows: Sequence[BodyRow], *, system: str) -> list[ListedBody]:
    """Return bodies as lines of the list."""
    return [
        ListedBody(
            row=row,
            kinds=kinds_words(row),
            area=area_words(row, system),
            meets=meets_words(row.meetings_a_year, row.minutes_each),
            tags=basis_tags(row.bases),
        )
        for row in rows
    ]


def dates_words(valid_from: date | None, valid_to: date | None) -> str:
    """Return from when to when something holds; its last day is the one before its end."""
    began = f"Since {date_words(valid_from)}" if valid_from else "Since before our records"
    if valid_to is None:
        return began
    last = date_words(valid_to - timedelta(days=1))
    return f"{began}, until {last}"

"""How parts of what is asked about are named in letters, and laid out on paper."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from regard.domains.engagement.types.asked_parts import AskedPart, AskedParts

from .words import count

MOST_NAMED = 12
"""Lines that name parts in a letter or an email: more are not read, and hide the link."""

LONGEST_NAME = 90
"""Characters of a name in a letter: one line of most screens, two of a phone."""

WIDE_UP_TO = 12
"""Parts with much room each: some four pages of paper."""

NARROW_UP_TO = 60
"""Parts with some room each: some fifteen pages. More get a sheet to write on at the end."""

LONGEST_POSTED = 40_000
"""Characters of all parts together that a letter carries: some 12 sheets of paper."""


class Room(StrEnum):
    """Where one writes on paper."""

    WIDE = "wide"
    NARROW = "narrow"
    SHEET = "sheet"
    """On lines at the end, by the number of the part."""

    @property
    def lines(self) -> int:
        """Return how many lines stand below each part."""
        return {Room.WIDE: 4, Room.NARROW: 2, Room.SHEET: 0}[self]


def room_for(parts: int) -> Room:
    """Return how much room each part has on paper."""
    if parts <= WIDE_UP_TO:
        return Room.WIDE
    return Room.NARROW if parts <= NARROW_UP_TO else Room.SHEET


def is_too_long_to_post(parts: AskedParts) -> bool:
    """Test whether a letter names the parts only, and says where they are read."""
    total = sum(len(each.words) for each in parts.parts)
    return room_for(len(parts.parts)) is Room.SHEET or total > LONGEST_POSTED


def asked_about(parts: AskedParts) -> str:
    """Return e.g. "12 passages of our draft"; empty without parts."""
    return f"{count(len(parts.parts), parts.noun)} of {parts.whole}" if parts else ""


def named_parts(parts: AskedParts) -> tuple[str, ...]:
    """
    Return at most twelve lines that name the parts, in the order read.

    All of them where they are few; else the outermost, each with how many stand in it.
    """
    every = parts.parts
    if len(every) <= MOST_NAMED:
        return tuple(_short(each.name) for each in every)
    lines = _outermost(every, parts.noun)
    if len(lines) <= MOST_NAMED:
        return lines
    left = len(lines) - MOST_NAMED + 1
    return (*lines[: MOST_NAMED - 1], f"and {left:,} more")


def parts_in_letter(parts: AskedParts) -> tuple[str, ...]:
    """Return a paragraph of an email that names the parts; nothing without parts."""
    if not parts:
        return ()
    lines = "\n".join(f"- {name}" for name in named_parts(parts))
    return (
        (
            f"We ask you about {asked_about(parts)}. Comment where you have something to say, and "
            f"leave the rest:\n{lines}"
        ),
    )


def parts_in_reminder(parts: AskedParts) -> tuple[str, ...]:
    """Return one sentence that says what the parts are; nothing without parts."""
    if not parts:
        return ()
    first, last = parts.parts[0], parts.parts[-1]
    if first is last:
        return (f"It is about {asked_about(parts)}: {_short(first.name)}.",)
    names = f"from “{_short(first.name)}” to “{_short(last.name)}”"
    return (f"It is about {asked_about(parts)}, {names}.",)


def _outermost(every: Sequence[AskedPart], noun: str) -> tuple[str, ...]:
    """Return a line for each part that stands in no other, with how many it holds."""
    least = min(each.depth for each in every)
    held: list[tuple[str, int]] = []
    for each in every:
        if each.depth == least or not held:
            held.append((each.name, 1))
            continue
        name, so_far = held[-1]
        held[-1] = (name, so_far + 1)
    return tuple(
        f"{_short(name)} ({count(size, noun)})" if size > 1 else _short(name)
        for name, size in held
    )


def _short(name: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME - 1].rsplit(' ', 1)[0]}…"

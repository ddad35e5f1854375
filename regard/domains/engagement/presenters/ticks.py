"""Themes to tick for a point, each with a stance: as people code, read blind and settle."""

from __future__ import annotations

from dataclasses import dataclass

from regard.domains.engagement.types import Stance

KEYS = (
    ("1, 2, 3 …", "Tick a theme by its number. For 12, press 1 and 2"),
    ("F, A, U", "For it, against it, or neither: of the theme ticked last"),
    ("Enter", "Save, and go on"),
    ("S", "Skip it for now"),
    ("Z", "Go back to the one before"),
)


@dataclass(frozen=True)
class TickRow:
    """
    A theme to tick.

    Attributes:
        value: what is sent when it is ticked.
        number: on the page, from 1, which is typed to tick it.
        summary: what it says; empty where only its title is shown.
        is_part: of the wider theme above it.
        ticked_by: the letters of the readers who ticked it, where they are shown.
        guess: where a machine guessed its stance, how well such guesses did; else empty.
    """

    value: int
    number: int
    title: str
    is_part: bool
    is_ticked: bool
    stance: Stance = Stance.UNCLEAR
    summary: str = ""
    ticked_by: tuple[str, ...] = ()
    guess: str = ""

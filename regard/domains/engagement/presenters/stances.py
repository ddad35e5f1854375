"""Where what was said stands on what a theme says, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Stance

if TYPE_CHECKING:
    from regard.domains.engagement.types import PointRow, ThemeRow

SAYS = {Stance.FOR: "speaks for it", Stance.AGAINST: "speaks against it", Stance.UNCLEAR: ""}
"""What stands beside a point; nothing where it is neither, as most are before people read."""


def stance_on(row: PointRow, theme_id: int | None) -> str:
    """
    Return where a point stands on a theme that it is in; empty if it is not, or unclear.

    Where a machine guessed it, that is said, with how many of such guesses were right.
    """
    stances = dict(zip(row.theme_ids, row.stances, strict=True))
    says = SAYS[stances.get(theme_id or 0, Stance.UNCLEAR)]
    chances = dict(zip(row.theme_ids, row.stance_chances, strict=False))
    chance = chances.get(theme_id or 0)
    if not says or chance is None:
        return says
    return f"{says}, a machine guesses ({_in_ten(chance)} such were right)"


def guess_words(chance: float | None) -> str:
    """Return what stands beside a stance that a machine guessed; empty where none did."""
    if chance is None:
        return ""
    return f"The machine’s guess: {_in_ten(chance)} such were right. Saving says it is yours."


def guessed_words(row: ThemeRow) -> str:
    """Return how many of its stances are a machine's guess, in brackets; empty where none is."""
    if not row.guessed:
        return ""
    if row.guessed >= row.points_for + row.points_against:
        return "a machine’s guess"
    return f"{row.guessed:,} of these a machine’s guess"


def has_stances(row: ThemeRow) -> bool:
    """Test whether anybody has said of a point that it is for the theme or against it."""
    return bool(row.points_for or row.points_against)


def stance_words(row: ThemeRow) -> str:
    """Return how many points are for a theme and against it, or nothing while none is known."""
    if not has_stances(row):
        return ""
    guessed = guessed_words(row)
    told = f"{row.points_for:,} for it, {row.points_against:,} against"
    return f"{told} ({guessed})" if guessed else told


def stance_lede(row: ThemeRow) -> str:
    """Return the same as a sentence, with those that are neither."""
    if not has_stances(row):
        return "Nobody has said yet which of its points speak for it, and which against."
    speak = "speaks" if row.points_for == 1 else "speak"
    told = (
        f"Of {count(row.points, 'point')}, {row.points_for:,} {speak} for it and "
        f"{row.points_against:,} against; {row.points_unclear:,} neither, or not clearly."
    )
    if not row.guessed:
        return told
    return (
        f"{told} A machine guessed {row.guessed:,} of these stances from those that people gave "
        "elsewhere, and nobody has said yet whether it is right."
    )


def stance_choices(row: ThemeRow, *, stance: str) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow its points: words, address, and whether it is this one."""
    if not has_stances(row):
        return []
    choices = [
        (f"All {row.points:,}", ""),
        (f"For it, {row.points_for:,}", Stance.FOR.value),
        (f"Against it, {row.points_against:,}", Stance.AGAINST.value),
        (f"Neither, {row.points_unclear:,}", Stance.UNCLEAR.value),
    ]
    return [(words, f"?stance={key}" if key else "?", key == stance) for words, key in choices]


def read_stance(typed: str) -> Stance | None:
    """Return the stance that an address names; None for any other word."""
    return next((stance for stance in Stance if stance == typed), None)


def _in_ten(chance: float) -> str:
    return f"{round(10 * chance)} in 10"

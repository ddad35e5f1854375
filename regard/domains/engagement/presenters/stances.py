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
    """Return where a point stands on a theme that it is in; empty if it is not, or unclear."""
    stances = dict(zip(row.theme_ids, row.stances, strict=True))
    return SAYS[stances.get(theme_id or 0, Stance.UNCLEAR)]


def has_stances(row: ThemeRow) -> bool:
    """Test whether anybody has said of a point that it is for the theme or against it."""
    return bool(row.points_for or row.points_against)


def stance_words(row: ThemeRow) -> str:
    """Return how many points are for a theme and against it, or nothing while none is known."""
    if not has_stances(row):
        return ""
    return f"{row.points_for:,} for it, {row.points_against:,} against"


def stance_lede(row: ThemeRow) -> str:
    """Return the same as a sentence, with those that are neither."""
    if not has_stances(row):
        return "Nobody has said yet which of its points speak for it, and which against."
    speak = "speaks" if row.points_for == 1 else "speak"
    return (
        f"Of {count(row.points, 'point')}, {row.points_for:,} {speak} for it and "
        f"{row.points_against:,} against; {row.points_unclear:,} neither, or not clearly."
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

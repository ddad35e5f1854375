"""The screen on which a person reads one point after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.nesting import in_order
from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Stance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.queries.coding import Decided
    from regard.domains.engagement.types import PointRow, ThemeRow

IN_SIGHT = 4_000
"""Characters of an answer shown around the point; a longer one is a document of some pages."""

KEYS = (
    ("1, 2, 3 …", "Tick a theme by its number. For 12, press 1 and 2"),
    ("F, A, U", "For it, against it, or neither: of the theme ticked last"),
    ("Enter", "Save, and go on"),
    ("S", "Skip it for now"),
    ("Z", "Go back to the one before"),
)


@dataclass(frozen=True)
class CodeRow:
    """
    A theme to tick.

    Attributes:
        key: its number on the page, from 1, which is typed to tick it.
        is_part: of the wider theme above it.
    """

    theme_id: int
    title: str
    key: str
    is_part: bool
    is_ticked: bool
    stance: Stance


def code_rows(
    rows: Sequence[ThemeRow], *, point: PointRow, chosen: Mapping[int, Stance] | None
) -> list[CodeRow]:
    """
    Return the themes to tick, numbered.

    :param chosen: what was ticked on the form as it was sent; None to show what holds now.
    """
    now = dict(zip(point.theme_ids, point.stances, strict=True)) if chosen is None else chosen
    return [
        CodeRow(
            theme_id=row.theme_id,
            title=row.title,
            key=str(number),
            is_part=row.parent_id is not None,
            is_ticked=row.theme_id in now,
            stance=now.get(row.theme_id, Stance.UNCLEAR),
        )
        for number, row in enumerate(in_order(rows), 1)
    ]


def coding_words(decided: Decided) -> str:
    """Return how far people have come."""
    return f"{decided.decided:,} of {count(decided.points, 'point')} read by a person"


def where_it_is(point: PointRow) -> str:
    """Return who put the point where it is, in a sentence."""
    if point.decided_by:
        return "A person has decided where this belongs. You can change it."
    if not point.theme_ids:
        return "It stands alone: the machine found nothing like it."
    if point.is_unsure:
        return "The machine put it where it is ticked, and is not sure."
    return "The machine put it where it is ticked."


def neighbours_of(point: PointRow, beside: Sequence[PointRow]) -> list[tuple[PointRow, str]]:
    """Return the points beside one in its answer, with where each stands."""
    return [
        (each, "Right before it" if each.start < point.start else "Right after it")
        for each in sorted(beside, key=lambda row: row.start)
    ]


def nothing_left(skipped: int) -> tuple[str, str]:
    """Return what to say where no point is left to read: a title and a sentence."""
    if skipped:
        return f"{count(skipped, 'point')} skipped", "All the others have been read by a person."
    return "Every point has been read", "A person has decided where each of them belongs."

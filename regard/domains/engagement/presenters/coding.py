"""The screen on which a person reads one point after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.nesting import in_order
from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import Stance

from .stances import guess_words
from .ticks import TickRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.queries.coding import Decided
    from regard.domains.engagement.types import PointRow, ThemeRow

IN_SIGHT = 4_000
"""Characters of an answer shown around the point; a longer one is a document of some pages."""


def code_rows(
    rows: Sequence[ThemeRow], *, point: PointRow, chosen: Mapping[int, Stance] | None
) -> list[TickRow]:
    """
    Return the themes to tick, numbered.

    :param chosen: what was ticked on the form as it was sent; None to show what holds now.
    """
    now = dict(zip(point.theme_ids, point.stances, strict=True)) if chosen is None else chosen
    chances = dict(zip(point.theme_ids, point.stance_chances, strict=False))
    return [
        TickRow(
            value=row.theme_id,
            number=number,
            title=row.title,
            is_part=row.parent_id is not None,
            is_ticked=row.theme_id in now,
            stance=now.get(row.theme_id, Stance.UNCLEAR),
            guess=guess_words(chances.get(row.theme_id)) if chosen is None else "",
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


def nothing_left(skipped: int, *, held: int = 0) -> tuple[str, str]:
    """
    Return what to say where no point is left to read: a title and a sentence.

    :param held: points that stand before others now.
    """
    if held:
        stand = "stands" if held == 1 else "stand"
        skipping = f" You skipped {count(skipped, 'point')}." if skipped else ""
        words = (
            f"{count(held, 'point')} {stand} before somebody else now. Come again in a few "
            f"minutes, to see what is left.{skipping}"
        )
        return "Others are reading the last of them", words
    if skipped:
        return f"{count(skipped, 'point')} skipped", "All the others have been read by a person."
    return "Every point has been read", "A person has decided where each of them belongs."

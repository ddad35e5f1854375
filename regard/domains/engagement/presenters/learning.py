"""What a machine learns while people read, in words for those who read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types.learning import ReadWhy

if TYPE_CHECKING:
    from regard.domains.engagement.types import PointRow
    from regard.domains.engagement.types.learning import LearningRow, WhyRead


def why_read(point: PointRow, why: WhyRead | None) -> str:
    """Return why the machine asks for a point, in a sentence; empty where it does not."""
    if why is None or point.decided_by:
        return ""
    if why.why is ReadWhy.UNLIKE:
        return "it is unlike anything that people have read so far. Your answer teaches most here."
    if why.theme and why.other:
        return (
            f"the machine cannot tell whether it is about “{why.theme}”, “{why.other}”, both or "
            "neither. Your answer teaches it where the line is."
        )
    if why.theme:
        return (
            f"the machine cannot tell whether it is about “{why.theme}”. Your answer teaches it "
            "where the line is."
        )
    return "the machine cannot tell where it belongs. Your answer teaches it most."


def learning_words(row: LearningRow) -> list[str]:
    """Return how far the machine has learnt, how well it did, and when it learns again."""
    told = (_so_far(row), _how_well(row), _stances(row), _next(row))
    return [words for words in told if words]


def _so_far(row: LearningRow) -> str:
    if row.learnt_at is None:
        return "It has not learnt from anybody’s reading yet."
    if not row.themes:
        return f"{count(row.learnt_from, 'point')} read by people are too few to learn from."
    themes, points = count(row.themes, "theme"), count(row.learnt_from, "point")
    return (
        f"It has learnt {themes} from {points} that people read, and suggests them for the rest."
    )


def _how_well(row: LearningRow) -> str:
    if row.right is None or row.found is None:
        return ""
    right, found = round(100 * row.right), round(100 * row.found)
    return (
        f"Tried on points that were kept back from it: of 100 suggestions {right} were as people "
        f"decided, and of 100 that people decided it found {found}. It asks for the hardest, so "
        "this is on the low side. A sample read blind says it better."
    )


def _stances(row: LearningRow) -> str:
    """Return how well it guesses stances; empty before it has learnt themes."""
    if not row.themes:
        return ""
    if not row.stances or row.stance_right is None or row.stance_found is None:
        return (
            "It guesses no stances yet: people have said too seldom what is for a theme and what "
            "against."
        )
    right, found = round(100 * row.stance_right), round(100 * row.stance_found)
    return (
        f"It guesses stances, from {count(row.stances, 'stance')} that people gave. Tried in the "
        f"same way: of 100 guesses for or against {right} were as people said, and of 100 that "
        f"people said it guessed {found}."
    )


def _next(row: LearningRow) -> str:
    if row.is_busy:
        return "It has been told to learn, and suggests anew when it is done."
    again = "again " if row.learnt_at else ""
    return f"It learns {again}by itself when people have read {count(row.next_at, 'point')}."

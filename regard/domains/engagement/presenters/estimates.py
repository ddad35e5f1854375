"""How raw and weighed shares are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count
from regard.foundation.design.words import percent_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.types.estimates import EstimateRow, QuestionEstimate

HEAD = ("Answer", "How many", "As it came", "Weighed", "95% interval")

MOVED = 0.005
"""Shares that differ by less print alike."""


def estimates_lede(found: Sequence[QuestionEstimate]) -> str:
    """Return the finding in numbers: how far weighing moves anything."""
    if not found:
        return "No question with answers to choose from is asked here."
    weighed = [each for each in found if each.by]
    if not weighed:
        return "Nothing can be weighed yet: too few of some kind of service have answered."
    moves = [
        (abs(row.share - row.raw), each, row)
        for each in weighed
        for row in each.rows
        if row.share is not None and row.raw is not None
    ]
    how_many = f"{len(weighed)} of {count(len(found), 'question')} can be weighed."
    most = max(moves, key=lambda move: move[0], default=None)
    if most is None or most[0] < MOVED:
        return f"{how_many} Weighing moves no answer."
    _, each, row = most
    return (
        f"{how_many} It moves “{row.label}” most, from {percent_words(row.raw)} to "
        f"{percent_words(row.share)} in question {each.number}."
    )


def estimate_rows(found: QuestionEstimate) -> list[tuple[object, ...]]:
    """Return the answers of a question, a row each, under HEAD."""
    return [_row(row) for row in found.rows]


def estimate_words(found: QuestionEstimate) -> str:
    """Return how a question was weighed and what that cost, or why it was not."""
    if found.answered is None:
        return "Too few have answered to show."
    if not found.by or found.effective is None or found.design_effect is None:
        return f"Not weighed. {found.refused.rstrip('.')}." if found.refused else "Not weighed."
    words = (
        f"{count(found.answered, 'service address', 'service addresses')} answered. Weighed by "
        f"{found.by}: they say as much as {found.effective:,.0f} unweighed answers would "
        f"(design effect {found.design_effect:.2f})."
    )
    if found.capped:
        words += f" {count(found.capped, 'answer')} held at the most that one may weigh."
    if found.refused:
        words += f" Not by more: {found.refused[:1].lower()}{found.refused[1:].rstrip('.')}."
    return words


def _row(row: EstimateRow) -> tuple[object, ...]:
    if row.count is None:
        return (row.label, "Too few to show", "–", "–", "–")
    if row.share is None or row.low is None or row.high is None:
        return (row.label, row.count, percent_words(row.raw), "–", "–")
    interval = f"{percent_words(row.low)} to {percent_words(row.high)}"
    return (row.label, row.count, percent_words(row.raw), percent_words(row.share), interval)

"""Make points of what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.models import Answer, Contribution, Point
from regard.domains.engagement.types import QuestionKind
from regard.foundation.analysis.emptiness import says_nothing
from regard.foundation.analysis.points import split_into_points

if TYPE_CHECKING:
    from collections.abc import Iterable

AT_ONCE = 2_000
"""Points written in one statement, so that a load of any size takes little memory."""


def make_points(*, contribution: Contribution, answers: Iterable[Answer]) -> int:
    """
    Make the points of a contribution that is being kept, and return how many there are.

    Call inside the action that keeps it, which writes the ledger. An answer that says nothing,
    or that was chosen and not written, makes no point.

    :param answers: its answers, saved, each with its question.
    """
    return _make((contribution, answer) for answer in answers)


def _make(said: Iterable[tuple[Contribution, Answer]]) -> int:
    points = [
        Point(
            system_id=contribution.system_id,
            exercise_id=contribution.exercise_id,
            contribution=contribution,
            answer=answer,
            start=span.start,
            end=span.end,
            text=answer.text[span.start : span.end],
        )
        for contribution, answer in said
        if answer.question.kind == QuestionKind.WORDS and not says_nothing(answer.text)
        for span in split_into_points(answer.text)
    ]
    return len(Point.objects.bulk_create(points, batch_size=AT_ONCE))

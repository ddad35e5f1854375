"""
The passages that a question on a draft is asked about, for engagement's paper and letters.

As they stood when they were put before people. Engagement checks who sees them: whoever runs the
exercise, and whoever holds a link to it.
"""

from __future__ import annotations

from collections import defaultdict

from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.asked_parts import NO_PARTS, AskedPart, AskedParts
from regard.domains.strategy.models import ReviewedPassage
from regard.domains.strategy.types.reviews import ReviewedLine

NOUN, WHOLE = "passage", "our draft"


def read_passages(question_ids: list[int]) -> dict[int, AskedParts]:
    """Return the passages of questions on a draft, with their words. One query."""
    found: dict[int, list[AskedPart]] = defaultdict(list)
    passages = ReviewedPassage.objects.filter(
        review__question__in=question_ids, review__question__kind=QuestionKind.WORDS
    ).order_by("position", "pk")
    fields = ("review__question", "pk", "key", "ref", "heading", "depth", "text")
    for question_id, pk, key, ref, heading, depth, text in passages.values_list(*fields):
        name = ReviewedLine(pk, key, ref, heading, depth).name
        found[question_id].append(AskedPart(name, text, depth))
    return {number: AskedParts(NOUN, WHOLE, tuple(parts)) for number, parts in found.items()}


def name_passages(exercise_id: int) -> AskedParts:
    """Return the names of the passages that an exercise asks about. One query."""
    passages = ReviewedPassage.objects.filter(
        review__exercise=exercise_id, review__question__kind=QuestionKind.WORDS
    ).order_by("position", "pk")
    rows = passages.values_list("pk", "key", "ref", "heading", "depth")
    lines = (ReviewedLine(*row) for row in rows)
    parts = tuple(AskedPart(line.name, depth=line.depth) for line in lines)
    return AskedParts(NOUN, WHOLE, parts) if parts else NO_PARTS

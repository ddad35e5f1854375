"""A sample of what was typed in, typed a second time by somebody else, to count the slips."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from regard.domains.engagement.actions import keying
from regard.domains.engagement.queries.keying import list_differences
from regard.domains.engagement.types.keying import Settled

from .clock import as_at
from .writing import SLIPS

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Exercise

SLIPS_IN = 0.3
"""How many of the second typings have a slip, 0 to 1."""

WAITING = 3
"""So many were drawn and nobody has typed yet."""


def type_twice(*, exercise: Exercise, how_many: int, by: str, other: str, at: datetime) -> None:
    """Draw a sample, let another person type most of it again, and settle what differs."""
    random = Random(53)  # noqa: S311 (made-up slips, no secret)
    with as_at(at):
        keying.draw_to_type_again(exercise=exercise, how_many=how_many, by=by, at=at)
        drawn = exercise.contributions.filter(second_keyings__isnull=False).distinct()
        for contribution in drawn.order_by("pk")[: how_many - WAITING]:
            answers = {
                answer.question_id: _typed(answer.text, random)
                for answer in contribution.answers.order_by("pk")
            }
            keying.type_again(contribution=contribution, answers=answers, by=other, at=at)
        for n, row in enumerate(list_differences(exercise=exercise)):
            keying.settle_typing(
                exercise=exercise,
                keying_id=row.keying_id,
                settled=Settled.FIRST if n % 3 else Settled.SECOND,
                note="",
                by=by,
                at=at,
            )


def _typed(text: str, random: Random) -> str:
    if random.random() > SLIPS_IN:
        return text
    right, wrong = random.choice([pair for pair in SLIPS if pair[0] in text] or [("", "")])
    return text.replace(right, wrong, 1) if right else text

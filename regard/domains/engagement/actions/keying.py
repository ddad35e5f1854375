"""Draw what is typed a second time, type it, and decide where the two differ."""

from __future__ import annotations

import secrets
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import Answer, Contribution, Exercise, SecondKeying
from regard.domains.engagement.queries.keying import list_questions_to_type, typed_in
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.contributions import read_answers
from regard.domains.engagement.rules.keying import MOST, likeness
from regard.domains.engagement.types import QuestionKind
from regard.domains.engagement.types.keying import Settled
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .typed_parts import put_in_parts

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NOTE = 2000


class CannotKey(Refusal):
    """It cannot be drawn, typed a second time or decided."""


@transaction.atomic
def draw_to_type_again(*, exercise: Exercise, how_many: int, by: str, at: datetime) -> int:
    """
    Draw by lot what is to be typed a second time, beside what was drawn before.

    The ledger keeps the lot, so that the draw can be done again.

    :return: how many were drawn: fewer than wanted where there are no more.
    :raises CannotKey: if nothing is left to draw, or too many are wanted.
    """
    if not 1 <= how_many <= MOST:
        raise CannotKey(f"Draw between 1 and {MOST} at once.")
    Exercise.objects.select_for_update().get(pk=exercise.pk)
    before = SecondKeying.objects.filter(contribution__exercise=exercise).values("contribution")
    left = list(
        typed_in(exercise=exercise)
        .exclude(pk__in=before)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    if not left:
        raise CannotKey("All that was typed in has been drawn already, or nothing was.")
    lot = secrets.randbelow(2**31)
    drawn = Random(lot).sample(left, min(how_many, len(left)))  # noqa: S311 (a draw, no secret)
    questions = list_questions_to_type(exercise=exercise)
    SecondKeying.objects.bulk_create(
        SecondKeying(contribution_id=number, question=question)
        for number in drawn
        for _, question in questions
    )
    detail: dict[str, object] = {"lot": lot, "from": len(left), "drawn": len(drawn)}
    ledger.record(event="keying.drawn", subject=exercise, by=by, at=at, detail=detail)
    return len(drawn)


@transaction.atomic
def type_again(
    *, contribution: Contribution, answers: Mapping[int, str], by: str, at: datetime
) -> int:
    """
    Keep a second typing of what was typed in, and how like the first it is.

    :param answers: by the number of the question, as `rules.answers` reads them.
    :return: in how many answers the two differ.
    :raises CannotKey: if it was typed twice already, or the same person typed it first.
    """
    if contribution.entered_by == by:
        raise CannotKey("You typed this the first time. Somebody else must type it again.")
    waiting = SecondKeying.objects.select_for_update(of=("self",)).select_related("question")
    rows = list(waiting.filter(contribution=contribution, is_asked_for=True))
    if not rows:
        raise CannotKey("This was typed a second time already.")
    first = {each.question_id: each for each in Answer.objects.filter(contribution=contribution)}
    asked = list_asked(exercise=contribution.exercise)
    in_parts = {number: each.text for number, each in put_in_parts(answers).items()}
    second = read_answers(questions=asked, answers={**answers, **in_parts})
    for row in rows:
        number = row.question_id
        row.text = second[number].text if number in second else ""
        typed_first = first[number].text if number in first else ""
        like = likeness(QuestionKind(row.question.kind), typed_first, row.text)
        row.likeness, row.differing_words = like.share, like.differing
        row.compared_words = like.compared
        row.is_asked_for, row.by, row.at = False, by, at
    SecondKeying.objects.bulk_update(
        rows,
        ["text", "likeness", "differing_words", "compared_words", "is_asked_for", "by", "at"],
    )
    differing = sum(bool(row.differing_words) for row in rows)
    detail: dict[str, object] = {"differing": differing, "answers": len(rows)}
    ledger.record(
        event="contribution.typed_again", subject=contribution, by=by, at=at, detail=detail
    )
    return differing


@transaction.atomic
def settle_typing(
    *, exercise: Exercise, keying_id: int, settled: Settled, note: str, by: str, at: datetime
) -> SecondKeying:
    """
    Decide which of two typings is right. What was kept stays as it is.

    :param note: what the original says, where neither is right; else what there is to add.
    :raises CannotKey: if the two do not differ, or neither is right and nobody says what is.
    """
    rows = SecondKeying.objects.select_for_update(of=("self",))
    row = rows.filter(contribution__exercise=exercise, differing_words__gt=0).get(pk=keying_id)
    note = note.strip()[:LONGEST_NOTE]
    if settled is Settled.NEITHER and not note:
        raise CannotKey("Write what the original says.")
    row.settled_as, row.settled_by, row.settled_at, row.note = settled, by, at, note
    row.save(update_fields=["settled_as", "settled_by", "settled_at", "note", "updated_at"])
    detail: dict[str, object] = {"as": settled, "question": row.question_id}
    subject = row.contribution
    ledger.record(
        event="contribution.typing_settled", subject=subject, by=by, at=at, detail=detail
    )
    return row

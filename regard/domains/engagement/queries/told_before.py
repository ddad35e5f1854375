"""What a service said before, behind its own links, for whoever holds its link now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.models import Answer, Invitation, Question
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.rules.told_before import choose_told_before
from regard.domains.engagement.types import QuestionKind

LOOKED_AT = 200
"""The newest answers of a service. Nobody has given so many."""


@dataclass(frozen=True)
class ToldBefore:
    """Something that the service said in another exercise of the same system."""

    answer_id: int
    exercise: str
    question: str
    text: str
    said_on: date


COLUMNS = (
    "pk",
    "contribution__exercise__title",
    "question__text",
    "text",
    "contribution__said_on",
)
"""Of an answer, in the order of `ToldBefore`."""


def list_told_before(
    *, invitation: Invitation, asked: Asked, question: Question, limit: int
) -> list[ToldBefore]:
    """
    Return what this service told before that could answer a question, the likeliest first.

    Only what was kept behind links of the service itself: on the web anybody can say that they
    speak for it. One query.
    """
    answers = (
        Answer.objects.filter(
            contribution__system_id=invitation.system_id,
            contribution__invitation__location_id=invitation.location_id,
            contribution__kept_at__isnull=False,
            question__kind=asked.kind,
        )
        .exclude(contribution__exercise_id=invitation.exercise_id)
        .exclude(question__kind=QuestionKind.FILE)
        .order_by("-contribution__said_on", "-pk")
        .values_list(*COLUMNS)[:LOOKED_AT]
    )
    found = [ToldBefore(*row) for row in answers]
    return choose_told_before(asked, question.text, found, limit=limit)


def get_told_before(
    *, invitation: Invitation, asked: Asked, question: Question, answer_id: int
) -> ToldBefore | None:
    """Return one of these; None if it is not this service's, or does not fit the question."""
    found = list_told_before(
        invitation=invitation, asked=asked, question=question, limit=LOOKED_AT
    )
    return next((each for each in found if each.answer_id == answer_id), None)

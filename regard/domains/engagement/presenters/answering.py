"""How the pages behind a signed link find their way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.models import Question


def step_url(token: str, number: int) -> str:
    """Return the page of a question, from 1."""
    return reverse("engagement:answer_question", args=[token, number])


def next_url(token: str, number: int, total: int) -> str:
    """Return the page after a question: the next one, or the last look."""
    if number < total:
        return step_url(token, number + 1)
    return reverse("engagement:answer_check", args=[token])


def resume_url(token: str, questions: Sequence[Question], answers: Mapping[int, str]) -> str:
    """Return where to go on: the first question without an answer, or the last look."""
    for number, question in enumerate(questions, start=1):
        if question.pk not in answers:
            return step_url(token, number)
    return reverse("engagement:answer_check", args=[token])

"""The questions of an exercise, which was fetched through a check."""

from collections.abc import Iterable

from regard.domains.engagement.models import Exercise, Question
from regard.domains.engagement.rules.asked import Asked
from regard.domains.engagement.types import QuestionKind
from regard.foundation.base.errors import NotFound


def list_questions(*, exercise: Exercise) -> list[Question]:
    """Return what is asked, in order."""
    return list(Question.objects.filter(exercise=exercise).order_by("position"))


def get_question(*, exercise: Exercise, question_id: int) -> Question:
    """
    Return a question of this exercise, to change it.

    :raises NotFound: if the exercise does not ask it.
    """
    found = Question.objects.filter(exercise=exercise, pk=question_id)
    question = found.select_related("exercise").first()
    if question is None:
        raise NotFound("This question is not asked here. It may have been removed.")
    return question


def list_asked(*, exercise: Exercise) -> list[Asked]:
    """Return what an answer must fit to, in order and numbered from 1."""
    return asked_in(list_questions(exercise=exercise))


def asked_in(questions: Iterable[Question]) -> list[Asked]:
    """Return questions, in order, as far as answers to them must fit, numbered from 1."""
    return [
        Asked(
            question_id=question.pk,
            number=number,
            kind=QuestionKind(question.kind),
            options=tuple(question.options),
            is_required=question.is_required,
            settings=question.settings,
            shown_if=question.shown_if_id,
            shown_for=tuple(question.shown_for),
        )
        for number, question in enumerate(questions, start=1)
    ]

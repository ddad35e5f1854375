"""The questions of an exercise, which was fetched through a check."""

from regard.domains.engagement.models import Exercise, Question
from regard.domains.engagement.rules.contributions import Asked
from regard.domains.engagement.types import QuestionKind


def list_questions(*, exercise: Exercise) -> list[Question]:
    """Return what is asked, in order."""
    return list(Question.objects.filter(exercise=exercise).order_by("position"))


def list_asked(*, exercise: Exercise) -> list[Asked]:
    """Return what an answer must fit to, in order and numbered from 1."""
    return [
        Asked(
            question_id=question.pk,
            number=number,
            kind=QuestionKind(question.kind),
            options=tuple(question.options),
            is_required=question.is_required,
        )
        for number, question in enumerate(list_questions(exercise=exercise), start=1)
    ]

"""Other forms of what is asked, of an exercise that was fetched through a check."""

from regard.domains.engagement.models import Exercise, QuestionFormat
from regard.foundation.base.errors import NotFound


def list_formats(*, exercise: Exercise) -> list[QuestionFormat]:
    """Return every other form of an exercise and its questions, those of all of it first."""
    found = QuestionFormat.objects.filter(exercise=exercise).select_related("file", "question")
    return sorted(
        found, key=lambda each: (each.question.position if each.question else 0, each.pk)
    )


def get_format(*, exercise: Exercise, format_id: int) -> QuestionFormat:
    """
    Return one other form.

    :raises NotFound: if this exercise has none of this number.
    """
    found = QuestionFormat.objects.filter(exercise=exercise, pk=format_id)
    each = found.select_related("file", "question").first()
    if each is None:
        raise NotFound("It is not offered in this form any more")
    return each

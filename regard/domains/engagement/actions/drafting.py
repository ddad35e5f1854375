"""What people were asked does not change under them: only a draft is written."""

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.types import Stage
from regard.foundation.base.errors import Refusal


class CannotChange(Refusal):
    """It has been opened: what people were asked does not change under them."""


def check_is_draft(*, exercise: Exercise) -> None:
    """:raises CannotChange: if it has been opened, before a form is shown that changes it."""
    if exercise.stage != Stage.DRAFT:
        raise CannotChange("This has been opened. What people were asked can no longer change.")


def draft_of(exercise: Exercise) -> Exercise:
    """
    Return the exercise, locked to be changed.

    :raises CannotChange: if it has been opened.
    """
    draft = Exercise.objects.select_for_update().get(pk=exercise.pk)
    check_is_draft(exercise=draft)
    return draft

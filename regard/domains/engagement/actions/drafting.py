"""What people were asked does not change under them: only a draft is written."""

from regard.domains.engagement.models import Exercise
from regard.domains.engagement.types import Stage
from regard.foundation.base.errors import Refusal


class CannotChange(Refusal):
    """It has been opened, so what people were asked does not change; or it was withdrawn."""


def check_is_draft(*, exercise: Exercise) -> None:
    """
    Refuse what is no draft any more, before a form is shown that changes it.

    :raises CannotChange: if it has been opened, or was withdrawn.
    """
    if exercise.is_withdrawn:
        raise CannotChange("This was withdrawn before anybody was asked. It stays as it was.")
    if exercise.stage != Stage.DRAFT:
        raise CannotChange("This has been opened. What people were asked can no longer change.")


def draft_of(exercise: Exercise) -> Exercise:
    """
    Return the exercise, locked to be changed.

    :raises CannotChange: if it has been opened, or was withdrawn.
    """
    draft = Exercise.objects.select_for_update().get(pk=exercise.pk)
    check_is_draft(exercise=draft)
    return draft

"""The options that were weighed before asking, of an exercise fetched through a check."""

from regard.domains.engagement.models import Alternative, Exercise
from regard.foundation.base.errors import NotFound


def list_alternatives(*, exercise: Exercise) -> list[Alternative]:
    """Return them in their order."""
    return list(Alternative.objects.filter(exercise=exercise).order_by("position"))


def get_alternative(*, exercise: Exercise, alternative_id: int) -> Alternative:
    """:raises NotFound: if this exercise has none of this number."""
    found = Alternative.objects.filter(exercise=exercise, pk=alternative_id)
    alternative = found.select_related("exercise").first()
    if alternative is None:
        raise NotFound("This option is not there. It may have been removed.")
    return alternative

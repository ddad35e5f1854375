"""Whom an exercise is for."""

from regard.domains.engagement import rules
from regard.domains.engagement.models import AudienceMember, Exercise
from regard.domains.engagement.types import Stage
from regard.domains.register import queries as register


def count_audience(*, exercise: Exercise) -> int:
    """
    Return how many services an exercise, fetched through a check, is for.

    While it is a draft, by the register as it is today; afterwards, as it was on opening.
    """
    if exercise.stage == Stage.DRAFT:
        criteria = rules.criteria_from(exercise.criteria)
        return register.count_audience(system=exercise.system, criteria=criteria)
    return AudienceMember.objects.filter(exercise=exercise).count()

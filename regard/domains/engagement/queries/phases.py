"""The phases of an exercise, which was fetched through a check."""

from collections.abc import Collection

from regard.domains.engagement.models import Exercise, Phase
from regard.domains.engagement.rules.phases import in_order, usual_phases
from regard.domains.engagement.types import OpenTo, PhaseKind
from regard.domains.engagement.types.phases import Days, PhasePlan


def days_of(exercise: Exercise) -> Days:
    """Return the days that an exercise is promised by."""
    return Days(exercise.opens_on, exercise.closes_on, exercise.reply_by)


def list_by_invitation(*, exercise_ids: Collection[int]) -> set[int]:
    """Return those of some exercises, which may be read, that not everyone can answer."""
    asking = Phase.objects.filter(exercise__in=exercise_ids, kind=PhaseKind.ASK)
    return set(asking.exclude(open_to=OpenTo.EVERYONE).values_list("exercise", flat=True))


def list_phases(*, exercise: Exercise) -> tuple[PhasePlan, ...]:
    """Return the phases in order: as they were written or, where none were, the usual ones."""
    return list_written_phases(exercise=exercise) or usual_phases(days_of(exercise))


def list_written_phases(*, exercise: Exercise) -> tuple[PhasePlan, ...]:
    """Return the phases that somebody wrote, in order; none where the usual ones hold."""
    found = Phase.objects.filter(exercise=exercise)
    return in_order(
        PhasePlan(
            PhaseKind(phase.kind),
            phase.starts_on,
            phase.ends_on,
            OpenTo(phase.open_to),
            phase.words,
        )
        for phase in found
    )

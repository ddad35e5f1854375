"""What an exercise's page tells anyone about its plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.engagement.presenters import phases as presenters
from regard.domains.engagement.presenters import timetable
from regard.domains.engagement.queries.alternatives import list_alternatives
from regard.domains.engagement.queries.gate import list_overrides
from regard.domains.engagement.queries.information import list_packs
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.domains.engagement.queries.timetable import count_late, list_timetable_changes

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.phases import PhasePlan


def exercise_told(
    exercise: Exercise, phases: Sequence[PhasePlan], *, today: date
) -> dict[str, object]:
    """Return what the template prints of an exercise's plan. Six queries."""
    return {
        "steps": presenters.timeline(phases, today=today),
        "now": presenters.now_in_words(phases, today=today),
        "alternatives": list_alternatives(exercise=exercise),
        "has_information": bool(list_packs(exercise=exercise)),
        "changes": timetable.changes(list_timetable_changes(exercise=exercise)),
        "paused": timetable.paused_in_words(exercise),
        "late": timetable.late_in_words(count_late(exercise=exercise)),
        "ways": get_other_ways(system=exercise.system),
        "overrides": [(each.named, each.because) for each in list_overrides(exercise=exercise)],
    }

"""Write down what came of ringing a service, and whose job it is to ring it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement.models import ChaseNote, ChaseTask
from regard.domains.engagement.queries.chasing import require_in_audience
from regard.foundation.audit import ledger

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.inviting import CallResult


@transaction.atomic
def note_call(
    *,
    exercise: Exercise,
    location_id: int,
    result: CallResult,
    words: str,
    by: str,
    at: datetime,
) -> ChaseNote:
    """
    Write down what came of a call. One that declined is never chased again, nor reminded.

    :raises NotFound: if the location is not in the audience.
    """
    require_in_audience(exercise=exercise, location_id=location_id)
    note = ChaseNote.objects.create(
        exercise=exercise,
        location_id=location_id,
        result=result,
        words=words.strip(),
        by=by,
        at=at,
    )
    detail: dict[str, object] = {"result": result, "location": location_id}
    ledger.record(event="call.noted", subject=note, by=by, at=at, detail=detail)
    return note


@transaction.atomic
def assign_call(
    *, exercise: Exercise, location_id: int, assigned_to: str, by: str, at: datetime
) -> None:
    """
    Say whose job it is to ring a service; nobody's if no name is given.

    :raises NotFound: if the location is not in the audience.
    """
    require_in_audience(exercise=exercise, location_id=location_id)
    name = " ".join(assigned_to.split())
    if name:
        ChaseTask.objects.update_or_create(
            exercise=exercise,
            location_id=location_id,
            defaults={"assigned_to": name, "by": by},
        )
    else:
        ChaseTask.objects.filter(exercise=exercise, location=location_id).delete()
    detail: dict[str, object] = {"location": location_id, "is_assigned": bool(name)}
    ledger.record(event="call.assigned", subject=exercise, by=by, at=at, detail=detail)

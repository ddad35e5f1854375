"""Delete what the lines of rolls say, once their time is over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Value, When
from django.utils import timezone

from regard.domains.register.models import Roll, RollEntry
from regard.domains.register.rules.rolls import KEEP_LINES_FOR
from regard.domains.register.types import RollState
from regard.foundation.audit import ledger
from regard.foundation.files.actions import remove

FORGOTTEN = "forgotten"
"""Stands for whoever decided a line, so that one that was decided still counts as such."""

NOT_FINISHED = "Nobody finished it within two years, so its lines were deleted"


@transaction.atomic
def forget_rolls(*, by: str, at: datetime) -> int:
    """
    Delete what the lines of rolls two years old say, and return how many rolls they were of.

    What each line came to is kept, with the location that it means and how many there were. A
    roll that nobody finished by then is refused. The file that it came in is deleted.
    """
    today = timezone.localdate(at)
    due = Roll.objects.select_for_update(of=("self",)).filter(
        as_at__lt=today - KEEP_LINES_FOR, forgotten_on=None
    )
    rolls = list(due.select_related("file").order_by("pk"))
    for roll in rolls:
        lines = _forget_lines(roll)
        roll.forgotten_on = today
        file, roll.file = roll.file, None
        if roll.state not in {RollState.FINISHED, RollState.REFUSED}:
            roll.state, roll.problem, roll.finished_at = RollState.REFUSED, NOT_FINISHED, at
        roll.save()
        if file is not None:
            remove(file=file)
        detail: dict[str, object] = {"lines": lines}
        ledger.record(event="roll.forgotten", subject=roll, by=by, at=at, detail=detail)
    return len(rolls)


def _forget_lines(roll: Roll) -> int:
    return RollEntry.objects.filter(roll=roll).update(
        name="",
        provider="",
        address="",
        town="",
        postcode="",
        telephone="",
        number="",
        cells={},
        decided_by=Case(When(decided_by="", then=Value("")), default=Value(FORGOTTEN)),
    )

"""
Keep a point from other readers while it stands before one.

It is a courtesy and no lock: it ends by itself, and whoever opens the point may decide on it.
Nothing of it is written to the ledger, as nobody decided anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.engagement.models import HeldPoint
from regard.domains.engagement.queries.coding import next_point
from regard.domains.engagement.rules.holding import held_until

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from regard.domains.engagement.models import Exercise

HOLD = """
    insert into engagement_heldpoint as held (point_id, "by", until, created_at, updated_at)
    values (%(point)s, %(by)s, %(until)s, %(at)s, %(at)s)
    on conflict (point_id) do update
    set "by" = excluded."by", until = excluded.until, updated_at = excluded.updated_at
    where held."by" = excluded."by" or held.until <= %(at)s
    returning id
"""
"""In one step, so that of two who ask in the same moment one gets it."""


def hold_next_point(
    *, exercise: Exercise, skipped: Collection[int], by: str, at: datetime
) -> int | None:
    """
    Return the point to be read next, which others are not asked for meanwhile; None for none.

    What others hold is passed over, so that none may be left although some are not read.

    :param skipped: points to pass over.
    """
    HeldPoint.objects.filter(point__exercise=exercise, until__lte=at).delete()
    passed = set(skipped)
    while True:
        point_id = next_point(exercise=exercise, skipped=passed, by=by, at=at)
        if point_id is None or hold_point(point_id=point_id, by=by, at=at):
            return point_id
        passed.add(point_id)


def hold_point(*, point_id: int, by: str, at: datetime) -> bool:
    """Keep a point from others for some minutes, and return whether nobody else holds it."""
    known: dict[str, Any] = {"point": point_id, "by": by, "at": at, "until": held_until(at)}
    with connection.cursor() as cursor:
        cursor.execute(HOLD, known)
        return cursor.fetchone() is not None


def let_go(*, point_id: int, by: str) -> None:
    """Let others be asked for a point again, if it was kept for this reader."""
    HeldPoint.objects.filter(point=point_id, by=by).delete()

"""The standing alarms of several exercises at once, for the list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.engagement.rules.coverage import ALARM_AT
from regard.domains.register.types import ServiceType, SizeBand
from regard.foundation.analysis.chance import chance_of_fewer
from regard.foundation.analysis.disclosure import is_small

from .heard import HEARD_IN_SOME

if TYPE_CHECKING:
    from collections.abc import Collection

TALLY = f"""
with heard as materialized ({HEARD_IN_SOME})
select member.exercise_id, count(*), count(heard.location_id),
    count(*) filter (where service_type = %(home_care)s),
    count(heard.location_id) filter (where service_type = %(home_care)s),
    count(*) filter (where size_band = %(one)s),
    count(heard.location_id) filter (where size_band = %(one)s)
from engagement_audiencemember member
left join heard on heard.exercise_id = member.exercise_id
    and heard.location_id = member.location_id
where member.exercise_id = any(%(exercises)s)
group by member.exercise_id
"""  # noqa: S608 (our own words only)

NAMES = ("home care", "providers with one service")


def list_alarms(*, exercise_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """
    Return who is heard less than chance explains, of the two always asked after, by exercise.

    For a caller who may see coverage. One query. Nothing is told of a group, or of a whole, whose
    count is too small to show. On an exercise's own page more groups may be hidden, and with them
    an alarm.
    """
    if not exercise_ids:
        return {}
    named: dict[str, Any] = {
        "exercises": list(exercise_ids),
        "home_care": str(ServiceType.HOME_CARE),
        "one": str(SizeBand.ONE),
    }
    with connection.cursor() as cursor:
        cursor.execute(TALLY, named)
        rows = cursor.fetchall()
    found = {}
    for exercise_id, asked, heard, *groups in rows:
        pairs = zip(NAMES, (groups[:2], groups[2:]), strict=True)
        raised = tuple(name for name, group in pairs if _is_raised(group, whole=(asked, heard)))
        if raised:
            found[exercise_id] = raised
    return found


def _is_raised(group: list[int], *, whole: tuple[int, int]) -> bool:
    (in_group, heard), (asked, all_heard) = group, whole
    if in_group in {0, asked} or is_small(heard, in_group) or is_small(all_heard, asked):
        return False
    if is_small(all_heard - heard, asked - in_group):
        return False
    chance = chance_of_fewer(heard, in_group, population=asked, total=all_heard)
    return float(chance) <= ALARM_AT

"""Whose voice an exercise has: of which services, by themselves and through their networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from regard.domains.engagement.models import Contribution
from regard.domains.engagement.rules.collective import ways_of
from regard.domains.engagement.types import Speaker

from .marked import Mark, Source, kept_under, read_mark
from .through import THROUGH, THROUGH_IN_SOME, heard_parts, is_heard_through

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.collective import Ways

HEARD_FROM = (Source.CONTRIBUTIONS, Source.AUDIENCE, Source.MEMBER_PARTS)

ALONE = """
    select distinct location_id
    from engagement_contribution
    where exercise_id = %(exercise)s and kept_at is not null
        and speaker = 'provider' and location_id is not null and not is_shielded
        and network_id is null
"""
"""
The locations that spoke for themselves. What is withheld counts, and so does what came late;
what is behind a shield does not, or its row would tell whose it is.
"""

HEARD = f"({ALONE}) union {THROUGH}"
"""The locations whose voice an exercise has: their own, or through their network, each once."""

HEARD_IN_SOME = f"""
    select exercise_id, location_id
    from engagement_contribution
    where exercise_id = any(%(exercises)s) and kept_at is not null
        and speaker = 'provider' and location_id is not null and not is_shielded
        and network_id is null
    union {THROUGH_IN_SOME}
"""  # noqa: S608 (our own words only)
"""The same of several exercises, with the exercise of each."""

COUNT = f"""
with heard as materialized ({HEARD_IN_SOME})
select member.exercise_id, count(*)
from engagement_audiencemember member
join heard on heard.exercise_id = member.exercise_id
    and heard.location_id = member.location_id
group by member.exercise_id
"""  # noqa: S608 (our own words only)

WAYS = f"""
with alone as materialized ({ALONE}), through as materialized ({THROUGH})
select
    count(*) filter (where alone.location_id is not null and through.location_id is null),
    count(*) filter (where alone.location_id is null and through.location_id is not null),
    count(*) filter (where alone.location_id is not null and through.location_id is not null)
from engagement_audiencemember member
left join alone on alone.location_id = member.location_id
left join through on through.location_id = member.location_id
where member.exercise_id = %(exercise)s
"""  # noqa: S608 (our own words only)


def count_heard(*, exercise_ids: Collection[int]) -> dict[int, int]:
    """Return how many services each of these exercises has heard, where it is any. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"exercises": list(exercise_ids)})
        return dict(cursor.fetchall())


def count_ways(*, exercise: Exercise, mark: Mark | None = None) -> Ways | None:
    """
    Return how many services spoke alone, through a network, or both; None: no network spoke.

    For a reader who was checked. What is too small to show is hidden. Three queries at most.

    :param mark: of `HEARD_FROM`, just read; None: it is read here.
    """
    return kept_under(
        mark or read_mark(exercise=exercise, of=HEARD_FROM),
        of=HEARD_FROM,
        name="ways",
        count=lambda: _ways(exercise),
    )


def _ways(exercise: Exercise) -> Ways | None:
    if not heard_parts(exercise).exists():
        return None
    with connection.cursor() as cursor:
        cursor.execute(WAYS, {"exercise": exercise.pk})
        [(alone, through, both)] = cursor.fetchall()
    return ways_of(alone=alone, through=through, both=both)


def is_heard_in(exercise: Exercise) -> Q:
    """Return the condition that an exercise has the voice of an audience member."""
    spoke = Exists(
        Contribution.objects.filter(
            exercise=exercise,
            location=OuterRef("location"),
            speaker=Speaker.PROVIDER,
            kept_at__isnull=False,
            is_shielded=False,
            network=None,
        )
    )
    return Q(spoke) | is_heard_through(exercise)

"""The three honest counts of exercises, whose readers were checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.engagement.types.campaigns import Voices

from .marked import Mark, Source, kept_under, read_mark

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.models import Exercise

COUNT = """
    select
        exercise.id,
        kept.submissions,
        said.arguments,
        kept.organisations,
        used.campaigns,
        used.submissions
    from engagement_exercise as exercise
    cross join lateral (
        select coalesce(sum(times), 0)::bigint as submissions,
            count(organisation_id) as organisations
        from (
            select location.organisation_id, count(*) as times
            from engagement_contribution as contribution
            left join register_location as location on location.id = contribution.location_id
            where contribution.exercise_id = exercise.id and contribution.kept_at is not null
            group by location.organisation_id
        ) as by_organisation
    ) as kept
    cross join lateral (
        select count(*) as arguments
        from (
            select distinct coalesce(point.argument, -point.id)
            from engagement_point as point
            where point.exercise_id = exercise.id and point.system_id = exercise.system_id
        ) as arguments
    ) as said
    cross join lateral (
        select count(distinct campaign.id) as campaigns,
            count(distinct one.contribution_id) as submissions
        from engagement_campaign as campaign
        join engagement_campaignuse as one on one.campaign_id = campaign.id
        where campaign.exercise_id = exercise.id and campaign.state <> 'refused'
    ) as used
    where exercise.id = any(%s)
"""


VOICES_FROM = (Source.CONTRIBUTIONS, Source.POINTS, Source.CAMPAIGNS, Source.REGISTER)


def get_voices(*, exercise: Exercise, mark: Mark | None = None) -> Voices:
    """
    Return the three counts of an exercise, kept until one could differ. Two queries at most.

    :param mark: of `VOICES_FROM`, just read; None: it is read here.
    """
    return kept_under(
        mark or read_mark(exercise=exercise, of=VOICES_FROM),
        of=VOICES_FROM,
        name="voices",
        count=lambda: count_voices(exercise_ids=[exercise.pk])[exercise.pk],
    )


def count_voices(*, exercise_ids: Collection[int]) -> dict[int, Voices]:
    """Return the same of several exercises, by their numbers, counted anew. One query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(exercise_ids)])
        return {exercise_id: Voices(*counts) for exercise_id, *counts in cursor.fetchall()}

"""How much was said in each theme, with what is in the parts of it. Set-wise, for many themes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNT = """
    select
        belongs.theme_id,
        count(distinct point.contribution_id),
        count(distinct coalesce(point.argument, -point.id)),
        count(distinct location.organisation_id),
        count(distinct point.id),
        count(distinct point.id) filter (where belongs.theme_id = theme.id),
        count(distinct point.id) filter (where coding.stance = 'for'),
        count(distinct point.id) filter (where coding.stance = 'against'),
        count(distinct point.id) filter (where coding.stance = 'unclear'),
        count(distinct point.id) filter (where coding.is_unsure)
    from engagement_theme as theme
    join engagement_coding as coding on coding.theme_id = theme.id
    join engagement_point as point on point.id = coding.point_id
    join engagement_contribution as contribution on contribution.id = point.contribution_id
    left join register_location as location on location.id = contribution.location_id
    cross join lateral (values (theme.id), (theme.parent_id)) as belongs(theme_id)
    where theme.exercise_id = any(%s) and belongs.theme_id is not null
    group by belongs.theme_id
"""

CAMPAIGNS = """
    select theme_id, max(times)
    from (
        select belongs.theme_id, count(distinct point.contribution_id) as times
        from engagement_theme as theme
        join engagement_coding as coding on coding.theme_id = theme.id
        join engagement_point as point on point.id = coding.point_id
        cross join lateral (values (theme.id), (theme.parent_id)) as belongs(theme_id)
        where theme.exercise_id = any(%s) and belongs.theme_id is not null
            and point.argument is not null
        group by belongs.theme_id, point.argument
    ) as made
    where times > 1
    group by theme_id
"""

TOGETHER = """
    select theme_ids, count(*)
    from (
        select array_agg(coding.theme_id order by coding.theme_id) as theme_ids
        from engagement_theme as theme
        join engagement_coding as coding on coding.theme_id = theme.id
        where theme.exercise_id = any(%s)
        group by coding.point_id
    ) as points
    group by theme_ids
"""


@dataclass(frozen=True)
class ThemeCounts:
    """As in `ThemeRow`."""

    submissions: int = 0
    arguments: int = 0
    organisations: int = 0
    points: int = 0
    own_points: int = 0
    points_for: int = 0
    points_against: int = 0
    points_unclear: int = 0
    unsure: int = 0


def count_themes(*, exercise_ids: Iterable[int]) -> dict[int, ThemeCounts]:
    """Return the counts of every theme of some exercises, by theme; zeros in none. One query."""
    counts: dict[int, ThemeCounts] = defaultdict(ThemeCounts)
    for theme_id, *numbers in _read(COUNT, exercise_ids):
        counts[theme_id] = ThemeCounts(*numbers)
    return counts


def count_campaigns(*, exercise_ids: Iterable[int]) -> dict[int, int]:
    """
    Return how many contributions made the commonest argument of each theme, where over one.

    One query.
    """
    return dict(_read(CAMPAIGNS, exercise_ids))


def count_points_by_themes(*, exercise_ids: Iterable[int]) -> dict[frozenset[int], int]:
    """
    Return how many points are in exactly these themes, by the themes. One query.

    From it follows how many points are in any of some themes, each counted once.
    """
    return {frozenset(theme_ids): n for theme_ids, n in _read(TOGETHER, exercise_ids)}


def _read(sql: str, exercise_ids: Iterable[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, [list(exercise_ids)])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows

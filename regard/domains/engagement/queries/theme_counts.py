"""How much was said in each theme, with what is in the parts of it. Set-wise, for many themes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connection

from .marked import Mark, Source, kept_by_part, read_mark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regard.domains.engagement.models import Exercise

COUNTS_FROM = (Source.CONTRIBUTIONS, Source.POINTS, Source.CODINGS, Source.REGISTER)

COUNT = """
    with placed as materialized (
        select
            belongs.theme_id,
            point.id as point_id,
            point.contribution_id,
            coalesce(point.argument, -point.id) as argument,
            bool_or(belongs.theme_id = theme.id) as is_own,
            bool_or(coding.stance = 'for') as is_for,
            bool_or(coding.stance = 'against') as is_against,
            bool_or(coding.stance = 'unclear') as is_unclear,
            bool_or(coding.is_unsure) as is_unsure,
            bool_or(coding.stance_chance is not null) as is_guessed
        from engagement_theme as theme
        join engagement_coding as coding on coding.theme_id = theme.id
        join engagement_point as point on point.id = coding.point_id
        cross join lateral (values (theme.id), (theme.parent_id)) as belongs(theme_id)
        where theme.exercise_id = any(%(exercises)s) and belongs.theme_id is not null
            and (%(themes)s::bigint[] is null or (
                belongs.theme_id = any(%(themes)s)
                and (theme.id = any(%(themes)s) or theme.parent_id = any(%(themes)s))
            ))
        group by belongs.theme_id, point.id
    ), points as (
        select theme_id, count(*) as all_points,
            count(*) filter (where is_own) as own,
            count(*) filter (where is_for) as for_it,
            count(*) filter (where is_against) as against,
            count(*) filter (where is_unclear) as unclear,
            count(*) filter (where is_unsure) as unsure,
            count(*) filter (where is_guessed) as guessed
        from placed
        group by theme_id
    ), arguments as (
        select theme_id, count(*) as different, max(times) filter (where argument >= 0) as copies
        from (
            select theme_id, argument, count(*) as times
            from (select distinct theme_id, argument, contribution_id from placed) as made
            group by theme_id, argument
        ) as each_argument
        group by theme_id
    ), spoke as (
        select theme_id, count(*) as submissions,
            count(distinct location.organisation_id) as organisations
        from (select distinct theme_id, contribution_id from placed) as each_contribution
        join engagement_contribution as contribution on contribution.id = contribution_id
        left join register_location as location on location.id = contribution.location_id
        group by theme_id
    )
    select theme_id, submissions, different, organisations, all_points, own, for_it, against,
        unclear, unsure, greatest(copies, 1), guessed
    from points
    join arguments using (theme_id)
    join spoke using (theme_id)
"""
"""What is distinct is hashed and then counted: to count ten things distinct sorts ten times."""

TOGETHER = """
    select theme_ids, count(*)
    from (
        select array_agg(coding.theme_id order by coding.theme_id) as theme_ids
        from engagement_theme as theme
        join engagement_coding as coding on coding.theme_id = theme.id
        where theme.exercise_id = any(%(exercises)s)
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
    campaign: int = 0
    guessed: int = 0


def count_themes(
    *, exercise_ids: Iterable[int], theme_ids: Iterable[int] | None = None
) -> dict[int, ThemeCounts]:
    """
    Return the counts of every theme of some exercises, by theme; zeros in none. One query.

    :param theme_ids: of these alone; None: of all.
    """
    counts: dict[int, ThemeCounts] = defaultdict(ThemeCounts)
    for theme_id, *numbers in _read(COUNT, exercise_ids, theme_ids):
        counts[theme_id] = ThemeCounts(*numbers)
    return counts


def get_theme_counts(*, exercise: Exercise, mark: Mark | None) -> dict[int, ThemeCounts]:
    """
    Return the counts of every theme of an exercise that has any, by theme, kept until one differs.

    Of a theme in which, or in a part of which, a coding is another, they are counted anew; of all
    where anything else is. Two queries at most.

    :param mark: of `COUNTS_FROM`, just read; None: it is read here.
    """
    return kept_theme_counts(mark or read_mark(exercise=exercise, of=COUNTS_FROM))


def kept_theme_counts(mark: Mark) -> dict[int, ThemeCounts]:
    """
    Return the counts of the themes of the exercise of a mark: as `get_theme_counts`.

    :param mark: of `COUNTS_FROM`, just read.
    """
    own, whole = codings_by_theme(mark)
    states: dict[int, str] = defaultdict(str)
    for theme_id, state in own.items():
        for each in {theme_id, whole.get(theme_id, theme_id)}:
            states[each] += f" {theme_id}:{state}"

    def count(differing: Collection[int]) -> dict[int, ThemeCounts]:
        some = None if len(differing) == len(states) else differing
        found = count_themes(exercise_ids=[mark.exercise_id], theme_ids=some)
        return {theme_id: found[theme_id] for theme_id in differing}

    others = [source for source in COUNTS_FROM if source is not Source.CODINGS]
    return kept_by_part(mark, of=others, parts=states, name="themes", count=count)


def codings_by_theme(mark: Mark) -> tuple[dict[int, str], dict[int, int]]:
    """Return the state of the codings in each theme that has any, and which is part of which."""
    own, whole = {}, {}
    for part, state in mark.parts_of(Source.CODINGS).items():
        theme_id, _, parent_id = part.partition("<")
        own[int(theme_id)] = state
        if parent_id:
            whole[int(theme_id)] = int(parent_id)
    return own, whole


def count_points_by_themes(*, exercise_ids: Iterable[int]) -> dict[frozenset[int], int]:
    """
    Return how many points are in exactly these themes, by the themes. One query.

    From it follows how many points are in any of some themes, each counted once.
    """
    return {frozenset(theme_ids): n for theme_ids, n in _read(TOGETHER, exercise_ids)}


def _read(
    sql: str, exercise_ids: Iterable[int], theme_ids: Iterable[int] | None = None
) -> list[tuple[Any, ...]]:
    themes = None if theme_ids is None else list(theme_ids)
    with connection.cursor() as cursor:
        cursor.execute(sql, {"exercises": list(exercise_ids), "themes": themes})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows

"""The codings of themes that become one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from regard.domains.engagement.models import Coding, Point

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

UNCLEAR_WHERE_THEY_DIFFER = """
    update engagement_coding as coding
    set stance = 'unclear', stance_chance = null, updated_at = %(at)s
    where theme_id = any(%(all)s) and stance <> 'unclear' and exists (
        select from engagement_coding as other
        where other.point_id = coding.point_id and other.theme_id = any(%(all)s)
            and other.stance not in ('unclear', coding.stance)
            and (other.stance_chance is null or coding.stance_chance is not null)
    )
"""
"""What a machine guessed takes nothing away from what a person said."""

GO_OVER = """
    insert into engagement_coding (
        point_id, theme_id, stance, placed_by, placed_at, similarity, is_unsure,
        stance_chance, created_at, updated_at
    )
    select distinct on (point_id)
        point_id, %(into)s, stance, placed_by, placed_at, similarity, is_unsure,
        stance_chance, created_at, %(at)s
    from engagement_coding
    where theme_id = any(%(merged)s)
    order by point_id, placed_by = 'machine', stance = 'unclear', stance_chance is not null,
        is_unsure, id
    on conflict (point_id, theme_id) do nothing
"""
"""Of several codings of a point, the one that a person made and that is clearest goes over."""


def merge_codings(into_id: int, merged_ids: Collection[int], *, at: datetime) -> int:
    """
    Put all that is in some themes into another, each point once, and return how many were moved.

    A point that spoke for one and against another becomes unclear.
    """
    merged = list(merged_ids)
    moved = Point.objects.filter(themes__in=merged).distinct().count()
    known: dict[str, Any] = {
        "into": into_id,
        "merged": merged,
        "all": [into_id, *merged],
        "at": at,
    }
    with connection.cursor() as cursor:
        cursor.execute(UNCLEAR_WHERE_THEY_DIFFER, known)
        cursor.execute(GO_OVER, known)
    Coding.objects.filter(theme__in=merged).delete()
    return moved

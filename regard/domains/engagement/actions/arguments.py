"""Write which points are the same argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.engagement.queries.campaign_material import list_letters, list_points_said
from regard.domains.engagement.rules.arguments import join_letters, number_points

if TYPE_CHECKING:
    from collections.abc import Mapping

NUMBER = """
    update engagement_point as point set argument = numbered.argument
    from unnest(%s::bigint[], %s::integer[]) as numbered(id, argument)
    where point.id = numbered.id and point.argument is distinct from numbered.argument
"""
"""Set-wise, because an exercise may have tens of thousands of points."""


def write_arguments(*, exercise_id: int, numbers: Mapping[int, int] | None = None) -> int:
    """
    Number the distinct arguments of an exercise anew, and return how many there are.

    Call inside an action that writes to the ledger. The letters of a campaign are one.

    :param numbers: of every point, by its number, as their wording alone says; None to compare
        the wordings now.
    """
    if numbers is None:
        numbers = number_points(list_points_said(exercise_id=exercise_id))
    joined = join_letters(numbers, list_letters(exercise_id=exercise_id))
    with connection.cursor() as cursor:
        cursor.execute(NUMBER, [list(joined), list(joined.values())])
    return len(set(joined.values()))

"""
All that was said in some exercises, in counts that are kept, for whoever answers it.

The callers have checked their readers for their own thing. Each count is made anew of the
exercises of which something that it follows from differs, and of no other (ADR 24).
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db import connection

from regard.domains.engagement.models import Coding, Exercise, Point
from regard.domains.engagement.types import Visibility

from .exercise_rows import PLACED_FROM, Asked, list_rows, read_asked
from .marked import Mark, Source, kept_under
from .points import choose_quotes
from .theme_counts import count_points_by_themes
from .themes import list_themes_under

if TYPE_CHECKING:
    from collections.abc import Collection

    from regard.domains.engagement.types import ExerciseRow, ThemeRow
    from regard.domains.register.models import System

ALONE = """
    select point.id, said.withheld_at is not null, said.visibility = %(counted)s
    from engagement_point point
    join engagement_contribution said on said.id = point.contribution_id
    left join engagement_coding coding on coding.point_id = point.id
    where point.exercise_id = %(exercise)s and said.kept_at is not null and coding.id is null
    order by 2, point.id
"""


def list_exercises_by_id(*, system: System, ids: Collection[int]) -> list[ExerciseRow]:
    """
    Return these exercises of a system with their counts, in the order in which they closed.

    For other domains' pages and actions, which have checked the caller for their own thing. Two
    queries, and six where anything differs.
    """
    found = Exercise.objects.filter(system=system, pk__in=ids)
    return list_rows(read_asked(found.order_by("closes_on", "pk")))


def list_all_themes(asked: Asked) -> list[ThemeRow]:
    """Return the live themes of all, the most said first."""
    return list_themes_under(asked.marks)


def count_together(asked: Asked) -> Counter[frozenset[int]]:
    """Return how many points are in exactly these themes, by the themes."""
    total: Counter[frozenset[int]] = Counter()
    for each in asked.exercises:
        mark, pk = asked.marks[each.pk], each.pk
        held = kept_under(
            mark,
            of=[Source.CODINGS],
            name="together",
            count=lambda pk=pk: [  # type: ignore[misc]  # a default, and no argument
                (tuple(themes), n)
                for themes, n in count_points_by_themes(exercise_ids=[pk]).items()
            ],
        )
        total.update({frozenset(themes): n for themes, n in held})
    return total


def list_alone(asked: Asked, *, shows_who: bool) -> dict[int, list[int]]:
    """
    Return the points in no theme by exercise, in the order they were said, what is withheld last.

    :param shows_who: as in `list_points`; with it, also what is withheld.
    """
    found: dict[int, list[int]] = {}
    for each in asked.exercises:
        open_to_all, counted, withheld = _alone(each, asked.marks[each.pk])
        found[each.pk] = (
            [*sorted([*open_to_all, *counted]), *withheld] if shows_who else [*open_to_all]
        )
    return found


def list_alone_in(*, exercise_ids: Collection[int]) -> set[int]:
    """Return the points in no theme of some exercises, withheld or not. Two queries."""
    asked = read_asked(Exercise.objects.filter(pk__in=list(exercise_ids)))
    alone = list_alone(asked, shows_who=True)
    return {number for numbers in alone.values() for number in numbers}


def list_who_said(*, ids: Collection[int]) -> dict[int, int]:
    """Return the contribution in which each of these points was said, by the point. One query."""
    said = Point.objects.filter(pk__in=list(ids)).order_by("pk")
    return dict(said.values_list("pk", "contribution_id"))


def list_themes_of_points(*, point_ids: Collection[int]) -> dict[int, list[int]]:
    """Return the themes of each of these points that is in any. One query."""
    themes: dict[int, list[int]] = defaultdict(list)
    found = Coding.objects.filter(point__in=list(point_ids)).order_by("theme")
    for point_id, theme_id in found.values_list("point", "theme"):
        themes[point_id].append(theme_id)
    return dict(themes)


def list_best_points(
    asked: Asked, *, shows_who: bool, each: int, theme_ids: Collection[int]
) -> dict[int, list[int]]:
    """Return up to `each` points of some themes that show best what these are about, by theme."""
    found: dict[int, list[int]] = {}
    for exercise in asked.exercises:
        mark = asked.marks[exercise.pk]
        found |= choose_quotes(exercise=exercise, mark=mark, shows_who=shows_who, each=each)
    return {theme_id: found[theme_id] for theme_id in theme_ids if theme_id in found}


def _alone(exercise: Exercise, mark: Mark) -> tuple[array[int], array[int], array[int]]:
    """Return the points in no theme: those anyone may read, those only counted, the withheld."""
    return kept_under(mark, of=PLACED_FROM, name="alone", count=lambda: _read_alone(exercise.pk))


def _read_alone(exercise_id: int) -> tuple[array[int], array[int], array[int]]:
    found = (array("q"), array("q"), array("q"))
    with connection.cursor() as cursor:
        cursor.execute(ALONE, {"exercise": exercise_id, "counted": Visibility.COUNTED})
        for number, is_withheld, is_counted in cursor:
            found[2 if is_withheld else 1 if is_counted else 0].append(number)
    return found

"""How much was said, and by how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count as Counted
from django.db.models import Q, QuerySet

from regard.domains.engagement.models import AudienceMember, Coding, Exercise, Point, Theme
from regard.domains.engagement.rules.coverage import IN_NO_PLACE, hide_small
from regard.domains.engagement.types import Count, Visibility
from regard.domains.register.types import ServiceType

from .marked import Mark, Source, kept_under, read_mark

if TYPE_CHECKING:
    from collections.abc import Sequence


SPOKE = """
    select coalesce(sum(points), 0)::bigint,
        coalesce(sum(points) filter (where visibility = %(counted)s), 0)::bigint,
        count(distinct location_id),
        count(*) filter (where location_id is null)
    from (
        select contribution_id, count(*) as points
        from engagement_point where exercise_id = %(exercise)s
        group by contribution_id
    ) as said
    join engagement_contribution as contribution on contribution.id = said.contribution_id
"""

PLACED = """
    with placed as (
        select coding.point_id, bool_or(coding.is_unsure) as is_unsure,
            bool_or(coding.placed_at < theme.look_again_from) as is_old
        from engagement_theme as theme
        join engagement_coding as coding on coding.theme_id = theme.id
        where theme.exercise_id = %(exercise)s
        group by coding.point_id
    ), hidden as (
        select point.id
        from engagement_contribution as contribution
        join engagement_point as point on point.contribution_id = contribution.id
        where contribution.exercise_id = %(exercise)s and contribution.visibility = %(counted)s
    )
    select count(*), count(hidden.id), count(*) filter (where is_unsure),
        count(*) filter (where is_old)
    from placed
    left join hidden on hidden.id = placed.point_id
"""


@dataclass(frozen=True)
class Tally:
    """
    What was said in an exercise.

    Attributes:
        alone: points in no theme.
        alone_hidden: of those, the ones said to the partnership's team only.
        unsure: points that the machine put in a theme without being sure.
        services: services heard, that is, locations for which a provider spoke.
        again: points that were put into a theme before it changed its meaning.
        others: contributions that speak for no service, from people and groups.
    """

    points: int
    in_themes: int
    alone: int
    alone_hidden: int
    unsure: int
    services: int
    others: int
    again: int = 0


TALLY_FROM = (Source.CONTRIBUTIONS, Source.POINTS, Source.THEMES, Source.CODINGS)
COPIES_FROM = (Source.POINTS, Source.CODINGS)
IN_A_THEME_FROM = (Source.CONTRIBUTIONS, Source.POINTS, Source.CODINGS, Source.AUDIENCE)


def get_tally(*, exercise: Exercise, mark: Mark | None = None) -> Tally:
    """
    Return how much was said in an exercise whose reader was checked. Three queries at most.

    :param mark: of `TALLY_FROM`, just read; None: it is read here.
    """
    mark = mark or read_mark(exercise=exercise, of=TALLY_FROM)
    points, hidden, services, others = kept_under(
        mark,
        of=[Source.CONTRIBUTIONS, Source.POINTS],
        name="spoke",
        count=lambda: _read(SPOKE, exercise),
    )
    in_themes, hidden_in_themes, unsure, again = kept_under(
        mark, of=TALLY_FROM, name="placed", count=lambda: _read(PLACED, exercise)
    )
    return Tally(
        points=points,
        in_themes=in_themes,
        alone=points - in_themes,
        alone_hidden=hidden - hidden_in_themes,
        unsure=unsure,
        services=services,
        others=others,
        again=again,
    )


def _read(sql: str, exercise: Exercise) -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"exercise": exercise.pk, "counted": Visibility.COUNTED})
        row: tuple[int, ...] = cursor.fetchone()
    return row


def count_organisations(
    *, theme: Theme, mark: Mark | None = None
) -> tuple[Sequence[Count], Sequence[Count]]:
    """
    Return how many providers spoke in a theme, by type of service and by place.

    A provider that spoke for services of two types is counted in both. Small counts are hidden.
    Three queries at most.

    :param mark: of `IN_A_THEME_FROM`, just read; None: it is read here.
    """
    return kept_under(
        mark or read_mark(exercise=theme.exercise, of=IN_A_THEME_FROM),
        of=IN_A_THEME_FROM,
        name=f"providers-{theme.pk}",
        count=lambda: _count_organisations(theme),
    )


def _count_organisations(theme: Theme) -> tuple[Sequence[Count], Sequence[Count]]:
    spoke = _points_in(theme).filter(contribution__location__isnull=False)
    return count_providers(
        AudienceMember.objects.filter(
            exercise=theme.exercise_id, location__in=spoke.values("contribution__location")
        )
    )


def count_providers(
    members: QuerySet[AudienceMember],
) -> tuple[Sequence[Count], Sequence[Count]]:
    """Return how many providers some of an audience are, as `count_organisations` does."""
    by_type = members.values_list("service_type").annotate(n=_providers()).order_by()
    by_place = members.values_list("place_name").annotate(n=_providers()).order_by()
    types = Counter({ServiceType(key).label: count for key, count in by_type})
    places = Counter({key or IN_NO_PLACE: count for key, count in by_place})
    return hide_small(types)[0], hide_small(places)[0]


def count_arguments(*, theme: Theme, mark: Mark | None = None) -> dict[int, int]:
    """
    Return how many contributions made each argument of a theme that more than one made.

    By the argument's number. Two queries at most.

    :param mark: of `COPIES_FROM`, just read; None: it is read here.
    """
    return kept_under(
        mark or read_mark(exercise=theme.exercise, of=COPIES_FROM),
        of=COPIES_FROM,
        name=f"arguments-{theme.pk}",
        count=lambda: _count_copies(_points_in(theme)),
    )


def count_lone_arguments(*, exercise: Exercise, mark: Mark | None = None) -> dict[int, int]:
    """
    Return the same of the points that stand alone: as `count_arguments`.

    :param mark: of `COPIES_FROM`, just read; None: it is read here.
    """
    return kept_under(
        mark or read_mark(exercise=exercise, of=COPIES_FROM),
        of=COPIES_FROM,
        name="lone-arguments",
        count=lambda: _count_copies(Point.objects.filter(exercise=exercise, codings=None)),
    )


def _points_in(theme: Theme) -> QuerySet[Point]:
    """Return the points in a theme or in a part of it, each once."""
    codings = Coding.objects.filter(Q(theme=theme) | Q(theme__parent=theme))
    return Point.objects.filter(pk__in=codings.values("point"))


def _count_copies(points: QuerySet[Point]) -> dict[int, int]:
    counted = (
        points.filter(argument__isnull=False)
        .values_list("argument")
        .annotate(n=Counted("contribution", distinct=True))
        .filter(n__gt=1)
        .order_by()
    )
    return dict(counted)


def _providers() -> Counted:
    return Counted("organisation", distinct=True)

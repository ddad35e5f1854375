"""How much was said, and by how many."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count as Counted
from django.db.models import Exists, OuterRef, Q, QuerySet

from regard.domains.engagement.models import AudienceMember, Coding, Exercise, Point, Theme
from regard.domains.engagement.rules.coverage import IN_NO_PLACE, hide_small
from regard.domains.engagement.types import Count, Visibility
from regard.domains.register.types import ServiceType

from .versions import to_look_at_again

if TYPE_CHECKING:
    from collections.abc import Sequence


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


def get_tally(*, exercise: Exercise) -> Tally:
    """Return how much was said in an exercise whose reader was checked. One query."""
    codings = Coding.objects.filter(point=OuterRef("pk"))
    points = Point.objects.filter(system_id=exercise.system_id, exercise=exercise).annotate(
        is_themed=Exists(codings),
        is_unsure=Exists(codings.filter(is_unsure=True)),
        is_old=Exists(codings.filter(to_look_at_again())),
    )
    no_theme = Q(is_themed=False)
    counted = points.aggregate(
        points=Counted("pk"),
        alone=Counted("pk", filter=no_theme),
        alone_hidden=Counted(
            "pk", filter=no_theme & Q(contribution__visibility=Visibility.COUNTED)
        ),
        unsure=Counted("pk", filter=Q(is_unsure=True)),
        again=Counted("pk", filter=Q(is_old=True)),
        services=Counted("contribution__location", distinct=True),
        others=Counted("contribution", distinct=True, filter=Q(contribution__location=None)),
    )
    return Tally(in_themes=counted["points"] - counted["alone"], **counted)


def count_organisations(*, theme: Theme) -> tuple[Sequence[Count], Sequence[Count]]:
    """
    Return how many providers spoke in a theme, by type of service and by place. Two queries.

    A provider that spoke for services of two types is counted in both. Small counts are hidden.
    """
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


def count_arguments(*, theme: Theme) -> dict[int, int]:
    """
    Return how many contributions made each argument of a theme that more than one made.

    By the argument's number. One query.
    """
    return _count_copies(_points_in(theme))


def count_lone_arguments(*, exercise: Exercise) -> dict[int, int]:
    """Return the same of the points that stand alone: as `count_arguments`."""
    return _count_copies(Point.objects.filter(exercise=exercise, codings=None))


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

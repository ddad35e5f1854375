"""Which point a person reads next, and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from regard.domains.engagement.models import Coding, Exercise, HeldPoint, Point

from .showing import readable
from .themes import list_used_points
from .versions import to_look_at_again

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

LOOKED_THROUGH = 50
"""Points fetched to find one that may still be placed; few have an outcome of their own."""


@dataclass(frozen=True)
class Decided:
    """How many of the points of an exercise people have placed, or left to stand alone."""

    points: int
    decided: int


def next_point(
    *,
    exercise: Exercise,
    skipped: Collection[int],
    by: str = "",
    at: datetime | None = None,
) -> int | None:
    """
    Return the point of an exercise to be read next, by its number; None where all are read.

    First what a machine that learns asks for, because it would teach it most. Then what it was
    unsure of, then what stands alone, then the rest, each in the order in which it was kept. Of
    these only what nobody has decided on, and last what is to be looked at again because its
    theme has changed.

    :param skipped: points to pass over.
    :param by: who asks, to pass over what others hold at that time; empty for whoever asks.
    """
    left = _to_code(exercise).exclude(pk__in=skipped)
    if at is not None:
        left = left.exclude(Exists(_held(by=by, at=at)))
    codings = Coding.objects.filter(point=OuterRef("pk"))
    undecided = left.filter(decided_by="").annotate(
        is_unsure=Exists(codings.filter(is_unsure=True)), is_themed=Exists(codings)
    )
    asked = F("read_next__place").asc(nulls_last=True)
    ordered = undecided.order_by(asked, "-is_unsure", "is_themed", "pk")
    again = left.filter(Exists(codings.filter(to_look_at_again()))).order_by("pk")
    return _first(ordered) or _first(again)


def count_held(*, exercise: Exercise, by: str, at: datetime) -> int:
    """Return how many points that nobody has decided on stand before others now."""
    left = _to_code(exercise).filter(decided_by="")
    return left.filter(Exists(_held(by=by, at=at))).count()


def is_held(*, point_id: int, by: str, at: datetime) -> bool:
    """Test whether a point stands before somebody else now."""
    held = HeldPoint.objects.filter(point=point_id, until__gt=at)
    return held.exclude(by=by).exists()


def count_decided(*, exercise: Exercise) -> Decided:
    """Return how far people have come with an exercise whose reader was checked. One query."""
    counted = _to_code(exercise).aggregate(
        points=Count("pk"), decided=Count("pk", filter=~Q(decided_by=""))
    )
    return Decided(**counted)


def _to_code(exercise: Exercise) -> QuerySet[Point]:
    """Return every point of an exercise but those that are withheld, which nobody reads."""
    points = Point.objects.filter(system_id=exercise.system_id, exercise=exercise)
    return points.filter(readable(shows_who=True, of="contribution__"))


def _held(*, by: str, at: datetime) -> QuerySet[HeldPoint]:
    """Return what others than this one hold of a point."""
    return HeldPoint.objects.filter(point=OuterRef("pk"), until__gt=at).exclude(by=by)


def _first(points: QuerySet[Point]) -> int | None:
    """Return the first that has no outcome of its own, which would keep it where it is."""
    found = list(points.values_list("pk", flat=True)[:LOOKED_THROUGH])
    used = list_used_points(point_ids=found)
    return next((point_id for point_id in found if point_id not in used), None)

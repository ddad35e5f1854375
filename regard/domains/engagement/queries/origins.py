"""What kind of service somebody spoke for, where naming it tells nobody which it is."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from regard.domains.engagement.models import AudienceMember
from regard.domains.engagement.rules.points import Kind, Origin, choose_origin

from .marked import Mark, Source, kept_under, read_marks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Spoke = tuple[int, int | None]
"""An exercise and a location that spoke in it, by number; None: no location did."""


def list_origins(spoke: Iterable[Spoke]) -> dict[Spoke, Origin]:
    """
    Return what kind of service each location is, where it is in the exercise's audience.

    Two queries, and one more for an exercise whose audience differs.
    """
    here: dict[int, set[int]] = defaultdict(set)
    for exercise_id, location_id in spoke:
        if location_id is not None:
            here[exercise_id].add(location_id)
    if not here:
        return {}
    audiences = _count_audiences(here)
    in_it = Q()
    for exercise_id, locations in here.items():
        in_it |= Q(exercise=exercise_id, location__in=locations)
    kinds: dict[Spoke, list[Kind]] = defaultdict(list)
    for exercise_id, location_id, *kind in AudienceMember.objects.filter(in_it).values_list(
        "exercise", "location", "service_type", "place_name"
    ):
        kinds[exercise_id, location_id].append((kind[0], kind[1]))
    found = {
        each: choose_origin(kinds=its, audience=audiences[each[0]]) for each, its in kinds.items()
    }
    return {each: origin for each, origin in found.items() if origin is not None}


def _count_audiences(exercise_ids: Collection[int]) -> dict[int, Counter[Kind]]:
    """Return how many services of each kind every exercise asked, kept until one differs."""
    marks = read_marks(exercise_ids=exercise_ids, of=[Source.AUDIENCE])
    return {number: _count_audience(mark) for number, mark in marks.items()}


def _count_audience(mark: Mark) -> Counter[Kind]:
    members = AudienceMember.objects.filter(exercise=mark.exercise_id)
    counted = members.values_list("service_type", "place_name").annotate(n=Count("pk")).order_by()
    return kept_under(
        mark,
        of=[Source.AUDIENCE],
        name="kinds",
        count=lambda: Counter({(kind, place): count for kind, place, count in counted}),
    )

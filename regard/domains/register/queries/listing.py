"""
All that the register holds, in stretches: for programs that keep a copy of it.

Everything here is public. In the order of the database's own numbers, which never change, so
that a stretch is as fast at the end of England as at its beginning.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from regard.domains.register.models import (
    Boundary,
    Change,
    Load,
    Location,
    Organisation,
    Placement,
    RefusedRow,
    Service,
    System,
)
from regard.foundation.base.errors import NotFound

from .dated import at


@dataclass(frozen=True)
class Asked:
    """
    Which records are asked for. A None does not narrow.

    Attributes:
        after: the number of the last that was seen; 0 for the first stretch.
        system: only those in a system today.
        number: the regulator's number.
        changed_since: only those that were changed here at or after this time.
    """

    limit: int
    after: int = 0
    system: System | None = None
    number: str | None = None
    changed_since: datetime | None = None


@dataclass(frozen=True)
class GroupRow:
    """A group of providers, and how many live providers and locations it has."""

    brand_id: str
    brand_name: str
    providers: int
    locations: int


def list_locations(*, asked: Asked) -> list[Location]:
    """Return locations, live and ended, with provider, council and kinds of care. Two queries."""
    found = _narrow(Location.objects.all(), asked)
    if asked.system is not None:
        placed = Placement.objects.filter(system=asked.system).values("location")
        found = found.filter(pk__in=placed)
    return list(_whole(found).order_by("pk")[: asked.limit])


def get_whole_location(*, location_id: int) -> Location:
    """
    Return a location wherever it lies; of a merged record, the one that was kept.

    :raises NotFound: if there is none.
    """
    held = Location.objects.filter(pk=location_id).values_list("merged_into", flat=True).first()
    found = _whole(Location.objects.filter(pk=held or location_id)).first()
    if found is None:
        raise NotFound("There is no such location")
    return found


def list_organisations(*, asked: Asked) -> list[Organisation]:
    """Return providers, live and ended. One query."""
    found = _narrow(Organisation.objects.all(), asked)
    if asked.system is not None:
        placed = Placement.objects.filter(system=asked.system)
        found = found.filter(pk__in=placed.values("location__organisation"))
    return list(found.order_by("pk")[: asked.limit])


def list_groups(*, after: str, limit: int) -> list[GroupRow]:
    """
    Return the groups of providers, in the order of their numbers. One query.

    :param after: the number of the last that was seen; "" for the first stretch.
    """
    live = Q(ended_on=None) & Q(merged_into=None)
    rows = (
        Organisation.objects.filter(live, brand_id__gt=after)
        .values("brand_id")
        .annotate(
            providers=Count("pk", distinct=True),
            places=Count("locations", filter=Q(locations__ended_on=None), distinct=True),
        )
        .order_by("brand_id")[:limit]
    )
    found = {row["brand_id"]: row for row in rows}
    names = dict(
        Organisation.objects.filter(brand_id__in=found)
        .order_by("as_at", "pk")
        .values_list("brand_id", "brand_name")
    )
    return [
        GroupRow(number, names[number], row["providers"], row["places"])
        for number, row in found.items()
    ]


def list_changes(*, load: Load, after: int, limit: int) -> list[Change]:
    """Return what a load, which was fetched through a check, did to each location."""
    found = Change.objects.filter(load=load, pk__gt=after).select_related("location")
    return list(found.order_by("pk")[:limit])


def list_refused(*, load: Load, after: int, limit: int) -> list[RefusedRow]:
    """Return what was refused of a load, which was fetched through a check."""
    return list(RefusedRow.objects.filter(load=load, pk__gt=after).order_by("pk")[:limit])


def get_boundary(*, level: str, code: str, on: date) -> Boundary:
    """
    Return the outline of an area on a day, with every corner.

    :raises NotFound: if none was loaded.
    """
    found = at(Boundary.objects.filter(level=level, code=code), on).first()
    if found is None:
        raise NotFound("No outline of this area was loaded")
    return found


def _narrow(found: QuerySet, asked: Asked) -> QuerySet:  # type: ignore[type-arg]
    found = found.filter(pk__gt=asked.after, merged_into=None)
    if asked.number is not None:
        found = found.filter(regulator_id=asked.number)
    if asked.changed_since is not None:
        found = found.filter(updated_at__gte=asked.changed_since)
    return found


def _whole(found: "QuerySet[Location]") -> "QuerySet[Location]":
    services = Service.objects.order_by("service_type")
    return found.select_related("organisation", "council", "provenance").prefetch_related(
        Prefetch("services", queryset=services)
    )

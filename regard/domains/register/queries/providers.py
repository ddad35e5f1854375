"""Providers and groups, with their services in every system."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from regard.domains.register.models import (
    Branding,
    Location,
    Organisation,
    Placement,
    Service,
    System,
)
from regard.domains.register.types import ServiceType
from regard.foundation.base.errors import NotFound, Refusal


class NotWholeHere(Refusal):
    """A provider has services in other systems, whose say it is too."""


@dataclass(frozen=True)
class OwnRow:
    """
    One location of a provider, with where it lies.

    Attributes:
        system: None where no system here has it.
        kinds: what is provided there today.
        reached: how it is reached: "email", "telephone", "post" or "".
        waiting: how many corrections wait for an answer.
    """

    location: Location
    system: System | None
    place_name: str
    kinds: tuple[ServiceType, ...]
    reached: str = ""
    waiting: int = 0


def get_organisation(*, organisation_id: int) -> Organisation:
    """
    Return a provider, which everyone may see; of a merged record, the one that was kept.

    :raises NotFound: if there is none.
    """
    found = Organisation.objects.select_related("merged_into").filter(pk=organisation_id).first()
    if found is None:
        raise NotFound("There is no such provider")
    return found.merged_into or found


def get_organisation_here(*, system: System, organisation_id: int) -> Organisation:
    """
    Return a provider with a location in the system, live or ended.

    :raises NotFound: if there is none.
    """
    here = Location.objects.filter(
        organisation=OuterRef("pk"), council__in=system.councils.values("pk")
    )
    found = Organisation.objects.filter(Exists(here), pk=organisation_id).first()
    if found is None:
        raise NotFound("There is no such provider in this system")
    return found


def require_whole_provider(*, system: System, organisation: Organisation) -> None:
    """
    Go on only if all live services of the provider lie in the system.

    :raises NotWholeHere: if some lie elsewhere.
    """
    here = Placement.objects.filter(system=system, location=OuterRef("pk"))
    elsewhere = Location.objects.filter(organisation=organisation, ended_on=None)
    if elsewhere.filter(~Exists(here)).exists():
        raise NotWholeHere(
            f"{organisation.name} also has services outside {system.name}. Whoever runs Regard "
            "can merge it for all: `regard register merge`"
        )


def list_brand(*, brand_id: str) -> list[Organisation]:
    """
    Return the providers of a group, by name.

    :raises NotFound: if there is no such group.
    """
    found = Organisation.objects.filter(brand_id=brand_id, merged_into=None)
    providers = list(found.exclude(brand_id="").order_by("name", "pk"))
    if not providers:
        raise NotFound("There is no such group")
    return providers


def list_brandings(*, organisation: Organisation) -> list[Branding]:
    """Return the groups that a provider belonged to before, the oldest first."""
    return list(Branding.objects.filter(organisation=organisation).order_by("valid_to"))


def count_services(*, organisation_ids: Collection[int]) -> int:
    """Return how many live services these providers have, in all that the register knows."""
    found = Service.objects.filter(
        location__organisation__in=list(organisation_ids),
        location__ended_on=None,
        ended_on=None,
    )
    return found.count()


def list_locations_of(*, organisation_ids: Collection[int], has_ended: bool) -> list[OwnRow]:
    """
    Return every live location of providers, or every ended one, by name. Public. Three queries.

    A merged record is none of them. How it is reached is not told.
    """
    return rows_of(
        Location.objects.filter(
            organisation__in=list(organisation_ids),
            ended_on__isnull=not has_ended,
            merged_into=None,
        )
    )


def rows_of(locations: "QuerySet[Location]") -> list[OwnRow]:
    found = list(locations.select_related("organisation", "council").order_by("name", "pk"))
    ids = [location.pk for location in found]
    placed: dict[int, Placement] = {}
    for placement in Placement.objects.filter(location__in=ids).select_related("system", "place"):
        placed.setdefault(placement.location_id, placement)
    kinds: dict[int, list[ServiceType]] = defaultdict(list)
    services = Service.objects.filter(location__in=ids, ended_on=None).order_by("service_type")
    for location_id, kind in services.values_list("location", "service_type"):
        kinds[location_id].append(ServiceType(kind))
    return [_row(location, placed.get(location.pk), kinds[location.pk]) for location in found]


def _row(location: Location, placement: Placement | None, kinds: list[ServiceType]) -> OwnRow:
    place = placement.place if placement else None
    return OwnRow(
        location=location,
        system=placement.system if placement else None,
        place_name=place.name if place else "",
        kinds=tuple(kinds),
    )

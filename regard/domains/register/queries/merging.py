"""Records that were found to be one: whither their numbers lead, and which may be next."""

from django.db.models import Q, QuerySet

from regard.domains.register.models import Location, Merge, Organisation, System
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

KEPT = "coalesce(merged_into_id, id)"
"""
The record that a row stands for, in SQL: itself, or the one that it was merged into.

What is merged into a merged record goes over to the one that is kept, so that no row is more than
one step away from it.
"""


def list_merges(*, system: System, caller: Caller, limit: int = 20) -> list[Merge]:
    """
    Return the merges of the system's locations, and of providers there, the newest first.

    :raises NotAllowed: if the caller may not see to the services here.
    """
    require(caller, Permission.EDIT_SERVICES, system)
    return list(_merges(system).order_by("-merged_at", "-pk")[:limit])


def get_merge(*, system: System, merge_id: int, caller: Caller) -> Merge:
    """
    Return a merge of this system's, for who may undo it.

    :raises NotFound: if there is none.
    :raises NotAllowed: if the caller may not merge here.
    """
    require(caller, Permission.MERGE, system)
    found = _merges(system).filter(pk=merge_id).first()
    if found is None:
        raise NotFound("There is no such merge in this system")
    return found


def get_any_merge(*, merge_id: int) -> Merge:
    """
    Return a merge by its number, for whoever runs Regard.

    :raises NotFound: if there is none.
    """
    found = Merge.objects.filter(pk=merge_id).first()
    if found is None:
        raise NotFound(f"There is no merge of the number {merge_id}")
    return found


def get_any_location(*, number: str) -> Location:
    """
    Return a location by the regulator's number or ours, for whoever runs Regard.

    :raises NotFound: if there is none.
    """
    found = Location.objects.filter(_called(number)).order_by("regulator_id").first()
    if found is None:
        raise NotFound(f"The register has no location of the number {number}")
    return found


def get_organisation_called(*, number: str) -> Organisation:
    """
    Return a provider by the regulator's number or ours, for whoever runs Regard.

    :raises NotFound: if there is none.
    """
    found = Organisation.objects.filter(_called(number)).order_by("regulator_id").first()
    if found is None:
        raise NotFound(f"The register has no provider of the number {number}")
    return found


def _called(number: str) -> Q:
    number = number.strip()
    is_ours = number.isascii() and number.isdigit() and len(number) < 19
    return Q(regulator_id=number) | (Q(pk=int(number)) if is_ours else Q(pk=None))


def _merges(system: System) -> "QuerySet[Merge]":
    councils = system.councils.values("pk")
    of_locations = Merge.objects.filter(kept_location__council__in=councils)
    of_providers = Merge.objects.filter(kept_organisation__locations__council__in=councils)
    both = of_locations.values("pk").union(of_providers.values("pk"))
    return Merge.objects.filter(pk__in=both).select_related(
        "kept_location", "merged_location", "kept_organisation", "merged_organisation"
    )

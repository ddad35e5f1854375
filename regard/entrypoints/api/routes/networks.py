"""Networks, who belongs to them where that is public, and saved searches."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from ninja import Query, Router

from regard.domains.register import queries
from regard.domains.register.types import Criteria
from regard.entrypoints.api.area_shapes import MemberShape, NetworkShape, SegmentShape
from regard.entrypoints.api.doors import caller_of
from regard.entrypoints.api.filters import ServiceFilter
from regard.entrypoints.api.paging import OnDay
from regard.foundation.base.errors import NotAllowed

router = Router(tags=["Networks and saved searches"])


@router.get("/{slug:system}/networks", response=list[NetworkShape], summary="Networks")
def list_networks(request: HttpRequest, system: str, asked: Query[OnDay]) -> object:
    """Associations, forums and other networks, and how much of the system belongs to each."""
    found = queries.get_system(slug=system, caller=caller_of(request))
    return queries.list_networks(system=found, on=asked.on)


@router.get(
    "/{slug:system}/networks/{slug:network}/members",
    response=list[MemberShape],
    summary="Members of a network",
)
def list_members(request: HttpRequest, system: str, network: str, asked: Query[OnDay]) -> object:
    """
    The live locations that belong to a network, if it shows them.

    Else for who keeps its roll, and for its own members.
    """
    caller, day = caller_of(request), asked.on or timezone.localdate()
    found = queries.get_system(slug=system, caller=caller)
    named = queries.get_network(system=found, slug=network, caller=caller)
    if not queries.may_view_members(network=named, caller=caller, on=timezone.localdate()):
        raise NotAllowed("This network does not show its members")
    return queries.list_members(network=named, on=day)


@router.get("/{slug:system}/segments", response=list[SegmentShape], summary="Saved searches")
def list_segments(request: HttpRequest, system: str) -> list[dict[str, Any]]:
    """The searches that a system saved. For those who may save searches."""
    caller = caller_of(request)
    found = queries.get_system(slug=system, caller=caller)
    here = reverse("api:list_services_here", kwargs={"system": system})
    return [
        {
            "slug": row.slug,
            "name": row.name,
            "services": request.build_absolute_uri(f"{here}?{_query(row.criteria)}"),
        }
        for row in queries.list_segments(system=found, caller=caller)
    ]


def _query(criteria: Criteria) -> str:
    """Return criteria as the query of an address that asks for them."""
    told = ServiceFilter.of_criteria(criteria)
    return urlencode(told, doseq=True)

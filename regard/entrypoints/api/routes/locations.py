"""Locations, who runs them, and the groups of those: whole, for whoever keeps a copy."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Path, Query, Router, Schema

from regard.domains.register import queries
from regard.entrypoints.api.doors import caller_of
from regard.entrypoints.api.paging import MOST, Code, Listed, NumberStretch, Record, listed
from regard.entrypoints.api.shapes import (
    FactShape,
    GroupShape,
    HistoryShape,
    LocationShape,
    OrganisationShape,
    shape_location,
    shape_organisation,
)

router = Router(tags=["Locations and providers"])


class Records(NumberStretch):
    """Which records are wanted."""

    system: str = Field("", max_length=50, description="The short name of a system")
    number: str | None = Field(None, max_length=40, description="The regulator's number")
    changed_since: datetime | None = Field(
        None, description="Only what was changed here at or after this time"
    )

    def to_asked(self, request: HttpRequest) -> queries.Asked:
        since = self.changed_since
        if since is not None and since.tzinfo is None:
            since = timezone.make_aware(since)
        system = (
            queries.get_system(slug=self.system, caller=caller_of(request))
            if self.system
            else None
        )
        return queries.Asked(
            limit=self.limit + 1,
            after=self.after,
            system=system,
            number=self.number,
            changed_since=since,
        )


class Groups(Schema):
    limit: int = Field(100, ge=1, le=MOST)
    after: str = Field("", max_length=100, description="Go on after this; taken from `next`")


@router.get("/locations", response=Listed[LocationShape], summary="Locations")
def list_locations(request: HttpRequest, records: Query[Records]) -> dict[str, Any]:
    """
    Locations of all of England or of a system, live and ended.

    To keep a copy: go through all of it once, then ask what was changed since you began.
    """
    rows = queries.list_locations(asked=records.to_asked(request))
    return listed(
        request, rows, limit=records.limit, after=lambda row: row.pk, shape=shape_location
    )


@router.get("/locations/{location}", response=LocationShape, summary="A location")
def get_location(
    request: HttpRequest,  # noqa: ARG001
    location: Path[Record],
) -> dict[str, Any]:
    """A location. Of a record that was merged into another, the one that was kept."""
    return shape_location(queries.get_whole_location(location_id=location))


@router.get(
    "/locations/{location}/provenance", response=list[FactShape], summary="Who told what of it"
)
def list_provenance(
    request: HttpRequest,  # noqa: ARG001
    location: Path[Record],
) -> object:
    """Which source told each group of facts of a location and its provider, and as at when."""
    found = queries.get_whole_location(location_id=location)
    return queries.list_provenance(location=found)


@router.get("/locations/{location}/history", response=HistoryShape, summary="A location’s history")
def get_history(
    request: HttpRequest,  # noqa: ARG001
    location: Path[Record],
) -> dict[str, Any]:
    """A location's ratings over time, with those of what it was, and who took over from whom."""
    found = queries.get_whole_location(location_id=location)
    chain = queries.chain_of(location=found.pk)
    history = queries.get_history(location=found, chain=chain)
    return {
        "chain": list(chain),
        "ratings": history.ratings,
        "relations": [*history.before, *history.after, *history.beside],
    }


@router.get("/providers", response=Listed[OrganisationShape], summary="Providers")
def list_providers(request: HttpRequest, records: Query[Records]) -> dict[str, Any]:
    """Providers of all of England, or of a system's live locations."""
    rows = queries.list_organisations(asked=records.to_asked(request))
    return listed(
        request, rows, limit=records.limit, after=lambda row: row.pk, shape=shape_organisation
    )


@router.get("/providers/{organisation}", response=OrganisationShape, summary="A provider")
def get_provider(
    request: HttpRequest,  # noqa: ARG001
    organisation: Path[Record],
) -> dict[str, Any]:
    """A provider. Of a record that was merged into another, the one that was kept."""
    return shape_organisation(queries.get_organisation(organisation_id=organisation))


@router.get("/groups", response=Listed[GroupShape], summary="Groups of providers")
def list_groups(request: HttpRequest, groups: Query[Groups]) -> dict[str, Any]:
    """The groups that providers belong to, as the regulator has them."""
    rows = queries.list_groups(after=groups.after, limit=groups.limit + 1)
    return listed(
        request,
        rows,
        limit=groups.limit,
        after=lambda row: row.brand_id,
        shape=lambda row: row,
    )


@router.get(
    "/groups/{brand_id}", response=list[OrganisationShape], summary="The providers of a group"
)
def get_group(
    request: HttpRequest,  # noqa: ARG001
    brand_id: Path[Code],
) -> list[dict[str, Any]]:
    return [shape_organisation(row) for row in queries.list_brand(brand_id=brand_id)]

"""Systems, their places and the outlines of both."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router

from regard.domains.register import queries
from regard.entrypoints.api.area_shapes import (
    FeaturesShape,
    PlacesShape,
    SystemShape,
    WholePlaceShape,
    WholeSystemShape,
)
from regard.entrypoints.api.doors import caller_of
from regard.entrypoints.api.paging import OnDay

router = Router(tags=["Systems and places"])


@router.get("", response=list[SystemShape], summary="Systems")
def list_systems(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001 (as every route)
    return [_shape(system) for system in queries.list_systems()]


@router.get("/{slug:system}", response=WholeSystemShape, summary="A system")
def get_system(request: HttpRequest, system: str) -> dict[str, Any]:
    found = queries.get_system(slug=system, caller=caller_of(request))
    return _shape(found) | {"board": queries.get_board(system=found)}


@router.get("/{slug:system}/places", response=PlacesShape, summary="Places of a system")
def list_places(request: HttpRequest, system: str, asked: Query[OnDay]) -> dict[str, Any]:
    """The places and neighbourhoods of a system, today or on a day, and what lies in them."""
    found = queries.get_system(slug=system, caller=caller_of(request))
    counted = queries.count_places(system=found, on=asked.on)
    return {"items": counted.rows, "services": counted.services, "nowhere": counted.nowhere}


@router.get("/{slug:system}/places/{slug:place}", response=WholePlaceShape, summary="A place")
def get_place(request: HttpRequest, system: str, place: str) -> dict[str, Any]:
    """A place, and all that it covers today."""
    caller = caller_of(request)
    found = queries.get_system(slug=system, caller=caller)
    drawn = queries.get_drawn_place(system=found, slug=place, caller=caller)
    covers = queries.list_covers_of_day(place=drawn, on=timezone.localdate())
    fields = ("slug", "name", "level", "parent_id", "valid_from", "valid_to")
    return {name: getattr(drawn, name) for name in fields} | {
        "place_id": drawn.pk,
        "covers": [
            {
                "council_id": cover.council_id,
                "postcode_district": cover.postcode_district,
                "postcode": cover.postcode,
                "is_drawn": cover.boundary_id is not None,
                "valid_from": cover.valid_from,
                "valid_to": cover.valid_to,
            }
            for cover in covers
        ],
    }


@router.get("/{slug:system}/boundaries", response=FeaturesShape, summary="Outlines of a system")
def list_boundaries(request: HttpRequest, system: str, asked: Query[OnDay]) -> dict[str, Any]:
    """
    The outlines of a system's places or councils, and its board's, as GeoJSON for maps.

    Of few corners. Empty where no boundaries were loaded.
    """
    found = queries.get_system(slug=system, caller=caller_of(request))
    outlines = queries.list_outlines(system=found, on=asked.on or timezone.localdate())
    return {
        "features": [
            {
                "id": outline.key,
                "properties": {"name": outline.name, "is_edge": outline.is_edge},
                "geometry": json.loads(outline.drawing),
            }
            for outline in outlines
        ]
    }


def _shape(system: Any) -> dict[str, Any]:  # noqa: ANN401 (a model; no route imports one)
    return {
        "system_id": system.pk,
        "slug": system.slug,
        "name": system.name,
        "partnership_name": system.partnership_name,
    }

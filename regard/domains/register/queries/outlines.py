"""What a system's map is drawn from: outlines of its places, councils and board."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

import shapely
from shapely.geometry import mapping, shape

from regard.domains.register.models import (
    Boundary,
    Council,
    Location,
    Place,
    PlaceCover,
    Placement,
    System,
)
from regard.domains.register.rules.drawing import Outline, Point
from regard.domains.register.types import AreaLevel

from .dated import at

PLACE_KEY, COUNCIL_KEY, BOARD_KEY = "place:{}", "council:{}", "board:{}"
"""How an outline is named, for the shades of a map."""

DRAWN = ("code", "name", "drawing")


def list_outlines(*, system: System, on: date) -> list[Outline]:
    """
    Return what a map of the system is drawn from: its places where known, else its councils.

    Its board's boundary, where known, is the edge. Empty if no boundary of them is known.
    """
    areas = list_place_outlines(system=system, on=on) or list_council_outlines(
        council_ids=system.councils.values_list("pk", flat=True), on=on
    )
    edges = _drawings(AreaLevel.SYSTEM, [system.board.gss_code], on) if system.board else {}
    return areas + [
        Outline(BOARD_KEY.format(code), name, drawing, is_edge=True)
        for code, (name, drawing) in edges.items()
    ]


def list_place_outlines(
    *, system: System, on: date, level: AreaLevel = AreaLevel.PLACE
) -> list[Outline]:
    """
    Return the outlines of the system's places: the areas drawn for them, and whole councils.

    A place that is defined by postcodes or districts has none.
    """
    places = dict(
        at(Place.objects.filter(system=system, level=level), on)
        .order_by("name")
        .values_list("pk", "name")
    )
    covers = at(PlaceCover.objects.filter(place__in=places), on)
    drawn: dict[int, list[str]] = defaultdict(list)
    for place, drawing in covers.filter(boundary__isnull=False).values_list(
        "place", "boundary__drawing"
    ):
        drawn[place].append(drawing)
    by_council = dict(
        covers.filter(council__isnull=False).values_list("council__gss_code", "place")
    )
    for code, (_, drawing) in _drawings(AreaLevel.COUNCIL, by_council, on).items():
        drawn[by_council[code]].append(drawing)
    return [
        Outline(PLACE_KEY.format(pk), name, _join(drawn[pk]))
        for pk, name in places.items()
        if drawn[pk]
    ]


def list_council_outlines(*, council_ids: Iterable[int], on: date) -> list[Outline]:
    """Return the outlines of those of these councils whose boundary is known."""
    rows = Council.objects.filter(pk__in=list(council_ids)).order_by("name")
    councils = {code: (pk, name) for pk, code, name in rows.values_list("pk", "gss_code", "name")}
    drawings = _drawings(AreaLevel.COUNCIL, councils, on)
    return [
        Outline(COUNCIL_KEY.format(pk), name, drawings[code][1])
        for code, (pk, name) in councils.items()
        if code in drawings
    ]


def list_points(*, system: System, place: Place | None = None) -> list[Point]:
    """Return where the system's live locations lie, or a place's; those that are known."""
    placements = Placement.objects.filter(system=system)
    if place is not None:
        field = "neighbourhood" if place.level == AreaLevel.NEIGHBOURHOOD else "place"
        placements = placements.filter(**{field: place})
    rows = Location.objects.filter(
        pk__in=placements.values("location"), longitude__isnull=False
    ).order_by("pk")
    return [
        Point(longitude, latitude)
        for longitude, latitude in rows.values_list("longitude", "latitude")
        if longitude is not None and latitude is not None
    ]


def _drawings(level: AreaLevel, codes: Collection[str], on: date) -> dict[str, tuple[str, str]]:
    """Return the name and drawing of each area of a level that has a boundary, by code."""
    found = at(Boundary.objects.filter(level=level, code__in=list(codes)), on)
    return {code: (name, drawing) for code, name, drawing in found.values_list(*DRAWN)}


def _join(drawings: list[str]) -> str:
    """Return several areas as one, without the borders between them."""
    if len(drawings) == 1:
        return drawings[0]
    whole = shapely.union_all([shape(json.loads(drawing)) for drawing in drawings])
    return json.dumps(mapping(whole))

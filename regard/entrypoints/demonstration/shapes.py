"""
The outline of Northmarch: an island that is not there, in the middle of the North Sea.

Everything is drawn from one seed, so that every demonstration has the same coast.
"""

import math
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

from shapely import LineString, Point, Polygon
from shapely.affinity import scale
from shapely.geometry import mapping
from shapely.ops import split

from .land import EASTMARCH, PLACES, WESTMERE, MadePlace

SEED = 31
CENTRE = (1.35, 55.05)
"""Longitude and latitude: open water, about 150 km from any coast."""

WIDTH, HEIGHT = 0.52, 0.30
"""Half of its greatest extent, in degrees."""

COAST_POINTS = 72
NEAR, CITY = 0.014, 0.04
"""Degrees within which most services of a town, and of the one city, lie: 1 and 3 km."""


@cache
def outlines() -> dict[str, Polygon]:
    """Return the outline of each council and each place, by its name."""
    random = Random(SEED)  # noqa: S311 (a made-up coast, no secret)
    island = _island(random)
    x, y = CENTRE
    west, east = _halves(island, _wavy((x + 0.06, y - 1), (x - 0.04, y + 1), random))
    town = scale(Point(x - 0.24, y - 0.02).buffer(0.06, quad_segs=5), xfact=1.74)
    south, north = sorted(
        _halves(east, _wavy((x - 1, y + 0.02), (x + 1, y - 0.03), random)),
        key=lambda part: part.centroid.y,
    )
    return {
        WESTMERE: west,
        EASTMARCH: east,
        "Westmere town": town,
        "Harrow Vale": west.difference(town),
        "Fellside": north,
        "Upper Marsh": south,
    }


def features(names: tuple[str, ...], *, code: str, name: str) -> dict[str, Any]:
    """
    Return outlines as a publisher's GeoJSON, numbered from 1.

    :param code: the property that has the code, and its beginning, e.g. "CTYUA26CD=MADE-UP-".
    :param name: the property that has the name.
    """
    field, _, prefix = code.partition("=")
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {field: f"{prefix}{number}", name: each},
                "geometry": mapping(outlines()[each]),
            }
            for number, each in enumerate(names, start=1)
        ],
    }


def staithe() -> Polygon:
    """Return a neighbourhood of the one city, by its old harbour."""
    x, y = _towns()["Westmere"]
    return scale(Point(x - 0.012, y + 0.004).buffer(0.014, quad_segs=4), xfact=1.74)


def spot(place: MadePlace, town: str, random: Random) -> tuple[float, float]:
    """Return the longitude and latitude of a service in a town, inside its place."""
    x, y = _towns()[town]
    outline = outlines()[place.name]
    for spread in _ever_nearer(NEAR if len(place.towns) > 1 else CITY):
        point = Point(random.gauss(x, spread), random.gauss(y, spread * 0.6))
        if outline.contains(point):
            return round(point.x, 6), round(point.y, 6)
    raise AssertionError("A town lies in its place")


def _ever_nearer(spread: float) -> Iterator[float]:
    while True:
        yield spread
        spread *= 0.9


@cache
def _towns() -> dict[str, tuple[float, float]]:
    """Return where each town lies: apart from the others of its place, off the border."""
    random = Random(SEED + 1)  # noqa: S311 (made-up towns, no secret)
    found = {}
    for place in PLACES:
        outline = outlines()[place.name].buffer(-0.03)
        west, south, east, north = outline.bounds
        taken: list[Point] = []
        for town in place.towns:
            tries = [
                Point(random.uniform(west, east), random.uniform(south, north)) for _ in range(400)
            ]
            inside = [point for point in tries if outline.contains(point)]
            best = max(
                inside,
                key=lambda point: min((point.distance(other) for other in taken), default=0.0),
            )
            taken.append(best)
            found[town] = (best.x, best.y)
    return found


def _island(random: Random) -> Polygon:
    """Return a coast with bays: a few waves round a circle, of chance height and beginning."""
    waves = [
        (n, random.uniform(0.03, 0.16) / math.sqrt(n), random.uniform(0, 6)) for n in range(2, 12)
    ]
    points = []
    for step in range(COAST_POINTS):
        angle = 2 * math.pi * step / COAST_POINTS
        reach = 1 + sum(size * math.sin(n * angle + start) for n, size, start in waves)
        points.append(
            (
                round(CENTRE[0] + WIDTH * reach * math.cos(angle), 5),
                round(CENTRE[1] + HEIGHT * reach * math.sin(angle), 5),
            )
        )
    return Polygon(points)


def _wavy(start: tuple[float, float], end: tuple[float, float], random: Random) -> LineString:
    """Return a line that wanders a little between two points, as a river does."""
    steps = 60
    side = random.uniform(0, 6)
    return LineString(
        [
            (
                start[0] + (end[0] - start[0]) * n / steps + 0.012 * math.sin(side + n * 0.9),
                start[1] + (end[1] - start[1]) * n / steps + 0.009 * math.cos(side + n * 0.7),
            )
            for n in range(steps + 1)
        ]
    )


def _halves(area: Polygon, line: LineString) -> tuple[Polygon, Polygon]:
    """Return the two sides of a line, the western or southern first."""
    parts = sorted(split(area, line).geoms, key=lambda part: part.area, reverse=True)
    first, second = parts[:2]
    for crumb in parts[2:]:
        if crumb.touches(first):
            first = first.union(crumb)
        else:
            second = second.union(crumb)
    west, east = sorted((first, second), key=lambda part: part.centroid.x)
    return west, east

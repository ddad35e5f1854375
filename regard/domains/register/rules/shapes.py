"""Areas on the map: reading GeoJSON, mending it, and which points lie in it. Degrees, WGS84."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon, mapping, shape
from shapely.validation import explain_validity

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MOST_POINTS = 250_000
"""Corners of one area. The most detailed outline of a council that is published has 60,000."""

GRID = 1_000.0
"""Degrees stop at 180; the British National Grid counts metres, in hundreds of thousands."""


class BadShape(ValueError):
    """What was given is no area. The message says what is wrong, for whoever gave it."""


@dataclass(frozen=True)
class Shape:
    """
    An area.

    Attributes:
        area: valid, in degrees, with at least one polygon.
        mended: what was wrong with it as it came, in words; None if nothing was.
    """

    area: Polygon | MultiPolygon
    mended: str | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north."""
        west, south, east, north = self.area.bounds
        return west, south, east, north

    def geometry(self) -> dict[str, Any]:
        """Return it as GeoJSON has it, to seven decimals: about a centimetre."""
        return dict(mapping(_rounded(self.area, 7)))


def read_shape(geometry: object) -> Shape:
    """
    Return the area that a GeoJSON geometry draws, mended where its outline crosses itself.

    :raises BadShape: if it is no polygon, is empty, has too many corners, or is not in
        degrees.
    """
    if not isinstance(geometry, Mapping) or geometry.get("type") not in {
        "Polygon",
        "MultiPolygon",
    }:
        kind = geometry.get("type") if isinstance(geometry, Mapping) else None
        raise BadShape(f"an area is a Polygon or a MultiPolygon, not {kind or 'nothing'}")
    try:
        with np.errstate(invalid="ignore"):  # what is no number is refused below, in words
            area = shape(geometry)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, shapely.GEOSException):
        raise BadShape("its corners are not lists of longitude and latitude") from None
    if area.is_empty:
        raise BadShape("it has no corners")
    if shapely.get_num_coordinates(area) > MOST_POINTS:
        raise BadShape(
            f"it has {shapely.get_num_coordinates(area):,} corners; we take {MOST_POINTS:,}. "
            "Choose the publisher’s generalised boundaries (BGC or BSC)"
        )
    area = shapely.force_2d(area)
    _refuse_off_earth(area)
    return _mend(area)


def _refuse_off_earth(area: Polygon | MultiPolygon) -> None:
    corners = shapely.get_coordinates(area)
    if not np.isfinite(corners).all():
        raise BadShape("a corner of it is no number")
    if np.abs(corners).max() > GRID:
        raise BadShape(
            "its corners are counted in metres (British National Grid). Export it in longitude "
            "and latitude (WGS84, EPSG:4326)"
        )
    if np.abs(corners[:, 0]).max() > 180 or np.abs(corners[:, 1]).max() > 90:
        raise BadShape("a corner of it is not on earth: longitude comes first, then latitude")


def _mend(area: Polygon | MultiPolygon) -> Shape:
    if area.is_valid:
        return Shape(area)
    reason = explain_validity(area)
    polygons = [
        part
        for part in shapely.get_parts(shapely.make_valid(area, method="structure"))
        if isinstance(part, (Polygon, MultiPolygon)) and not part.is_empty
    ]
    if not polygons:
        raise BadShape("its outline closes round nothing")
    whole = shapely.union_all(polygons)
    return Shape(whole, mended=reason.split("[")[0].strip().lower())


def find_inside(areas: Sequence[Polygon | MultiPolygon], points: Floats) -> list[Integers]:
    """
    Return, for each area, which of the points lie in it or on its edge, in rising order.

    :param points: longitude and latitude, shape (n, 2).
    """
    east, north = points[:, 0], points[:, 1]
    found = []
    for area in areas:
        west_edge, south_edge, east_edge, north_edge = area.bounds
        near = np.flatnonzero(
            (east >= west_edge)
            & (east <= east_edge)
            & (north >= south_edge)
            & (north <= north_edge)
        )
        shapely.prepare(area)
        inside = shapely.intersects_xy(area, east[near], north[near])
        found.append(near[inside])
    return found


DRAWN_TO = 0.001
"""Degrees: about 100 metres, less than a drawing of a council can show."""


def simplify(areas: Sequence[Polygon | MultiPolygon]) -> list[str]:
    """
    Return each area as GeoJSON text with fewer corners, for maps.

    Where the areas fit together, the borders that they share stay the same for both.
    """
    fit = shapely.coverage_is_valid(np.array(areas, dtype=object))
    simpler = (
        shapely.coverage_simplify(np.array(areas, dtype=object), 2 * DRAWN_TO)
        if fit
        else shapely.simplify(np.array(areas, dtype=object), DRAWN_TO)
    )
    return [
        json.dumps(mapping(_rounded(area if small.is_empty else small, 5)))
        for area, small in zip(areas, simpler, strict=True)
    ]


def _rounded(area: Polygon | MultiPolygon, decimals: int) -> Polygon | MultiPolygon:
    rounded: Polygon | MultiPolygon = shapely.transform(
        area, lambda corners: np.round(corners, decimals)
    )
    return rounded


def join(shapes: Sequence[Shape]) -> Shape:
    """Return several areas as one. What was wrong with any of them is said of it."""
    if len(shapes) == 1:
        return shapes[0]
    mended = [shape.mended for shape in shapes if shape.mended]
    whole = shapely.union_all([shape.area for shape in shapes])
    return Shape(whole, mended=mended[0] if mended else None)

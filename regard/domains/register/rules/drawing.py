"""From degrees to a drawing: where each corner and point comes to lie. Pure, and vectorised."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WIDTH = 760.0
TALLEST = 700.0
MARGIN = 14.0
CELL = 28.0
"""In the drawing's units, which are a desk's pixels. Points are clustered by squares of a cell."""

MOST_SINGLE = 500
"""More points than this are drawn as clusters: dots would hide each other."""


@dataclass(frozen=True)
class Outline:
    """
    An area to draw.

    Attributes:
        key: what its shade is looked up by.
        drawing: GeoJSON geometry as text, of few corners.
        is_edge: only its edge is drawn, over the others: the whole that they are parts of.
    """

    key: str
    name: str
    drawing: str
    is_edge: bool = False


class Point(NamedTuple):
    """
    A service to draw.

    Attributes:
        is_gap: drawn in another colour and form: what nobody can reach, or is missing.
    """

    longitude: float
    latitude: float
    is_gap: bool = False


@dataclass(frozen=True)
class Shade:
    """
    What an area is shaded by.

    Attributes:
        share: 0 to 1, how dark it is; None: not known, and hatched.
        words: what it says, under the area's name, e.g. "12 services".
    """

    share: float | None
    words: str


class Cluster(NamedTuple):
    """Points that lie too near each other to be told apart. `x` and `y` are their middle."""

    x: float
    y: float
    number: int
    is_gap: bool


@dataclass(frozen=True)
class Frame:
    """
    How degrees become the drawing's units: a degree east is shrunk as it is in the middle.

    Attributes:
        scale: units for a degree north.
        squeeze: how much shorter a degree east is.
    """

    west: float
    north: float
    scale: float
    squeeze: float
    height: float

    def place(self, degrees: Floats) -> Floats:
        """Return x and y for rows of longitude and latitude."""
        x = MARGIN + (degrees[:, 0] - self.west) * self.squeeze * self.scale
        y = MARGIN + (self.north - degrees[:, 1]) * self.scale
        return np.column_stack([x, y])


def frame_for(bounds: Sequence[tuple[float, float, float, float]]) -> Frame:
    """
    Return the frame that holds all of these bounds: west, south, east and north of each.

    :raises ValueError: if there are none.
    """
    west, south = min(b[0] for b in bounds), min(b[1] for b in bounds)
    east, north = max(b[2] for b in bounds), max(b[3] for b in bounds)
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    wide, tall = max((east - west) * squeeze, 1e-4), max(north - south, 1e-4)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    spare = (WIDTH - 2 * MARGIN - wide * scale) / 2
    return Frame(
        west=west - spare / (scale * squeeze),
        north=north,
        scale=scale,
        squeeze=squeeze,
        height=tall * scale + 2 * MARGIN,
    )


def read_rings(drawing: str) -> list[Floats]:
    """Return every ring of a GeoJSON polygon or multipolygon, each of shape (n, 2)."""
    geometry: dict[str, Any] = json.loads(drawing)
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [np.asarray(ring, dtype=np.float64)[:, :2] for part in polygons for ring in part]


def bounds_of(rings: Iterable[Floats]) -> tuple[float, float, float, float]:
    """Return west, south, east and north of all the rings."""
    corners = np.concatenate(list(rings))
    west, south = corners.min(axis=0)
    east, north = corners.max(axis=0)
    return float(west), float(south), float(east), float(north)


def path_of(rings: Iterable[Floats], frame: Frame) -> str:
    """
    Return the rings as the path of an SVG, to a tenth of a unit.

    Corners that fall together are drawn once, and what is smaller than a dot not at all.
    """
    return "".join(_ring(frame.place(ring)) for ring in rings)


def _ring(placed: Floats) -> str:
    tenths = np.rint(placed * 5).astype(np.int64)
    moves = np.any(np.diff(tenths, axis=0) != 0, axis=1)
    kept = tenths[np.concatenate([[True], moves])]
    if len(kept) < 4:
        return ""
    first, steps = kept[0] / 5, np.diff(kept, axis=0) / 5
    parts = " ".join(f"{x:.5g},{y:.5g}" for x, y in steps[:-1].tolist())
    return f"M{first[0]:.5g},{first[1]:.5g}l{parts}z"


def middle_of(rings: Sequence[Floats], frame: Frame) -> tuple[float, float] | None:
    """
    Return a spot well inside the largest part of an area that is in the drawing.

    None if nothing of it is.
    """
    polygons = [shapely.Polygon(frame.place(ring)) for ring in rings if len(ring) >= 4]
    shown = shapely.clip_by_rect(
        shapely.make_valid(np.array(polygons, dtype=object)), 0, 0, WIDTH, frame.height
    )
    parts = shapely.get_parts(shown)
    if not len(parts) or shapely.area(parts).max() == 0:
        return None
    largest = parts[int(np.argmax(shapely.area(parts)))]
    spot = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=2.0), 0)
    return float(spot.x), float(spot.y)


class Box(NamedTuple):
    """What a name covers in the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def find_room(
    spot: tuple[float, float], *, wide: float, high: float, taken: Sequence[Box], frame: Frame
) -> Box | None:
    """
    Return where a name fits at a spot, or a little over or under it; None if nowhere.

    Never further: a name elsewhere would be taken for another area's.

    :param taken: where names stand already.
    """
    x = min(max(spot[0], wide / 2), WIDTH - wide / 2)
    for away in (0.0, -0.4, 0.4):
        y = spot[1] + away * high * 0.7
        box = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        is_within = box.top >= 0 and box.bottom <= frame.height
        if is_within and not any(box.meets(other) for other in taken):
            return box
    return None


def cluster(points: Sequence[Point], frame: Frame) -> list[Cluster]:
    """
    Return the points as clusters: one for each where they are few, else one for each cell.

    Points in a gap are gathered apart from the others.
    """
    if not points:
        return []
    table = np.array(points, dtype=np.float64)
    placed, gaps = frame.place(table[:, :2]), table[:, 2] > 0
    if len(points) <= MOST_SINGLE:
        return [
            Cluster(x, y, 1, is_gap)
            for (x, y), is_gap in zip(placed.tolist(), gaps.tolist(), strict=True)
        ]
    cells = np.column_stack([np.floor(placed / CELL), gaps]).astype(np.int64)
    kinds, owner, counts = np.unique(cells, axis=0, return_inverse=True, return_counts=True)
    owner = owner.reshape(-1)
    x = np.bincount(owner, weights=placed[:, 0]) / counts
    y = np.bincount(owner, weights=placed[:, 1]) / counts
    return [
        Cluster(*values, bool(kind[2]))
        for values, kind in zip(
            zip(x.tolist(), y.tolist(), counts.tolist(), strict=True), kinds, strict=True
        )
    ]

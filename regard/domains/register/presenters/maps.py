"""
Maps: drawn here as plain SVG, once for each content, with a table beside each.

Nothing comes from anywhere else: no tiles, no script. Where no boundary is known, a page shows
its table alone.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from regard.domains.register.rules import drawing
from regard.domains.register.rules.drawing import Box, Cluster, Floats, Frame
from regard.domains.register.rules.drawing import Outline as Outline
from regard.domains.register.rules.drawing import Point as Point
from regard.domains.register.rules.drawing import Shade as Shade
from regard.foundation.design.charts import GAP, GREEN, INK, KEPT_FOR, QUIET

MOST_NAMES = 14
"""More areas than this are drawn without their names: those are in the table. One alone has its
name in the map's title."""

NAME_SIZE = 17

SMALLEST_FIGURES, SMALLEST_NUMBERED = 8.0, 7.5
"""Height of figures, and radius of circles that bear them, in the drawing's units."""

LAND = "#eef2f1"

VERSION = "5"
"""Change it with the drawing: what was drawn before is then drawn anew."""


def draw_map(
    *,
    outlines: Sequence[Outline],
    points: Sequence[Point] = (),
    shades: Mapping[str, Shade] | None = None,
    title: str,
    desc: str,
) -> SafeString | None:
    """
    Return a map as one image with a name and a description, or None if nothing can be drawn.

    :param outlines: what no outline is known of should be left out.
    :param points: in degrees. Hundreds and more are gathered into circles with their number.
    :param shades: for an area's key, how dark it is and what stands under its name.
    :param desc: the finding, for those who hear the page.
    """
    if not outlines:
        return None
    shades = shades or {}
    content = json.dumps(
        [
            VERSION,
            [asdict(outline) for outline in outlines],
            list(points),
            {key: asdict(shade) for key, shade in shades.items()},
            title,
            desc,
        ]
    )
    digest = hashlib.sha256(content.encode()).hexdigest()
    svg: str | None = cache.get(f"map:{digest}")
    if svg is None:
        svg = _draw(outlines, points, shades, _Words(digest[:8], title, desc))
        cache.set(f"map:{digest}", svg, KEPT_FOR)
    drawn: SafeString = mark_safe(svg)  # noqa: S308 (every word in it is escaped)
    return drawn


Drawn = Sequence[tuple[Outline, list[Floats]]]
"""Areas and their rings."""


class _Words:
    """What a map is called, in itself and to those who hear it."""

    def __init__(self, number: str, title: str, desc: str) -> None:
        self.open = (
            f' role="img" aria-labelledby="map-{number}-title map-{number}-words">'
            f'<title id="map-{number}-title">{escape(title)}</title>'
            f'<desc id="map-{number}-words">{escape(desc)}</desc>'
        )


def _draw(
    outlines: Sequence[Outline],
    points: Sequence[Point],
    shades: Mapping[str, Shade],
    words: _Words,
) -> str:
    rings = [drawing.read_rings(outline.drawing) for outline in outlines]
    filled = [pair for pair in zip(outlines, rings, strict=True) if not pair[0].is_edge]
    edges = [pair for pair in zip(outlines, rings, strict=True) if pair[0].is_edge]
    frame = drawing.frame_for([drawing.bounds_of(each) for _, each in edges or filled])
    box = f"0 0 {drawing.WIDTH:.0f} {frame.height:.0f}"
    parts = [
        f'<svg class="rg-map" xmlns="http://www.w3.org/2000/svg" viewBox="{box}"{words.open}',
        *(_area(outline, each, frame, shades.get(outline.key)) for outline, each in filled),
        *(_edge(each, frame) for _, each in edges),
        *_dots(drawing.cluster(_within(points, frame), frame)),
    ]
    if 1 < len(filled) <= MOST_NAMES:
        parts += _names(filled, frame, shades)
    return "".join([*parts, "</svg>"])


def _within(points: Sequence[Point], frame: Frame) -> list[Point]:
    """Leave out what lies outside the drawing: a wrong coordinate would stretch it."""
    east = frame.west + drawing.WIDTH / (frame.scale * frame.squeeze)
    south = frame.north - frame.height / frame.scale
    slack = drawing.MARGIN / frame.scale
    return [
        point
        for point in points
        if frame.west - slack <= point.longitude <= east
        and south <= point.latitude <= frame.north + slack
    ]


def _area(outline: Outline, rings: list[Floats], frame: Frame, shade: Shade | None) -> str:
    fill, opacity = LAND, 1.0
    if shade is not None and shade.share is not None:
        fill, opacity = GREEN, 0.08 + 0.62 * min(max(shade.share, 0.0), 1.0)
    said = f"{outline.name}: {shade.words}" if shade else outline.name
    return (
        f'<path d="{drawing.path_of(rings, frame)}" fill="{fill}" fill-opacity="{opacity:.2f}" '
        f'fill-rule="evenodd" stroke="{QUIET}" stroke-width="1" stroke-linejoin="round">'
        f"<title>{escape(said)}</title></path>"
    )


def _edge(rings: list[Floats], frame: Frame) -> str:
    return (
        f'<path d="{drawing.path_of(rings, frame)}" fill="none" stroke="{INK}" '
        f'stroke-width="2" stroke-linejoin="round"/>'
    )


def _dots(clusters: Sequence[Cluster]) -> list[str]:
    """Return a dot for each point, or circles whose area is their number's, largest first."""
    most = max((each.number for each in clusters), default=1)
    by_size = sorted(clusters, key=lambda each: -each.number)
    if most == 1:
        return [_dot(each) for each in by_size]
    return [_circle(each, most) for each in by_size]


def _dot(each: Cluster) -> str:
    if each.is_gap:
        return (
            f'<path d="M{each.x:.1f},{each.y - 6:.1f}l6,6l-6,6l-6,-6z" fill="{GAP}" '
            f'stroke="#fff"/>'
        )
    return (
        f'<circle cx="{each.x:.1f}" cy="{each.y:.1f}" r="4" fill="{GREEN}" '
        f'fill-opacity="0.85" stroke="#fff"/>'
    )


def _circle(each: Cluster, most: int) -> str:
    """Return a circle with its number where that fits. One of gaps has a broken edge."""
    radius = max(3.0, drawing.CELL * 0.56 * (each.number / most) ** 0.5)
    colour, dash = (GAP, ' stroke-dasharray="3 2"') if each.is_gap else (GREEN, "")
    circle = (
        f'<circle cx="{each.x:.1f}" cy="{each.y:.1f}" r="{radius:.1f}" fill="{colour}" '
        f'fill-opacity="0.88" stroke="#fff"{dash}/>'
    )
    size = min(12.0, radius * 2.2 / len(str(each.number)))
    if radius < SMALLEST_NUMBERED or size < SMALLEST_FIGURES:
        return circle
    return (
        f'{circle}<text x="{each.x:.1f}" y="{each.y + size * 0.35:.1f}" '
        f'font-size="{size:.1f}" text-anchor="middle" fill="#fff">{each.number}</text>'
    )


def _names(drawn: Drawn, frame: Frame, shades: Mapping[str, Shade]) -> list[str]:
    """Return the names of areas that find room, the largest areas first."""
    written: list[str] = []
    taken: list[Box] = []
    for outline, rings in sorted(drawn, key=lambda pair: -_extent(pair[1])):
        spot = drawing.middle_of(rings, frame)
        shade = shades.get(outline.key)
        letters = max(len(outline.name), len(shade.words) if shade else 0)
        high = NAME_SIZE * (2.5 if shade else 1.3)
        wide = letters * NAME_SIZE * 0.56
        room = spot and drawing.find_room(spot, wide=wide, high=high, taken=taken, frame=frame)
        if room:
            taken.append(room)
            written.append(_name(outline.name, shade, room))
    return written


def _extent(rings: list[Floats]) -> float:
    west, south, east, north = drawing.bounds_of(rings)
    return (east - west) * (north - south)


def _name(name: str, shade: Shade | None, room: Box) -> str:
    """Return an area's name, and its shade in words under it."""
    x, y = (room.left + room.right) / 2, room.top + NAME_SIZE
    under = ""
    if shade is not None:
        under = f'<tspan x="{x:.0f}" dy="1.25em" font-weight="400">{escape(shade.words)}</tspan>'
    return (
        f'<text class="rg-map__name" x="{x:.0f}" y="{y:.0f}" font-size="{NAME_SIZE}" '
        f'font-weight="600" text-anchor="middle" fill="{INK}" stroke="#fff" stroke-width="4" '
        f'stroke-linejoin="round" paint-order="stroke">{escape(name)}{under}</text>'
    )

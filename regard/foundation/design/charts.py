"""
Charts: drawn by Altair on the server as SVG, once for each content, with a table behind each.

The libraries are loaded when something has to be drawn and not before: they take a second.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import altair as alt

KEPT_FOR = 30 * 24 * 60 * 60
"""Seconds. The drawing of a content never changes, so this only keeps the cache small."""

GREEN, GAP, SILENT, VOICE = "#0f6b66", "#b3400c", "#cfd8d5", "#6a3c8f"
"""The three meanings of colour, and the grey of what was not heard; as in regard.css."""

INK, QUIET, LINE = "#12211f", "#50605b", "#d5dcd9"

LOOK: dict[str, Any] = {
    "background": None,
    "font": "Inter, Arial, sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": QUIET,
        "labelFontSize": 14,
        "titleColor": QUIET,
        "titleFontSize": 14,
        "titleFontWeight": "normal",
        "gridColor": LINE,
        "domainColor": LINE,
        "tickColor": LINE,
    },
    "legend": {"labelColor": INK, "labelFontSize": 14, "titleColor": QUIET, "titleFontSize": 14},
    "bar": {"fill": GREEN},
    "line": {"stroke": GREEN, "strokeWidth": 2.5},
    "point": {"fill": GREEN},
    "rule": {"stroke": INK},
}
"""Thin lines, no frame, our typeface and colours."""

SPOKEN = re.compile(r'\s(?:aria-[a-z]+|role)="[^"]*"')
"""What the library adds for screen readers, part by part; ours says it once, for the whole."""


@dataclass(frozen=True)
class Drawing:
    """
    A chart as markup, for `chart` in patterns.jinja.

    Attributes:
        title: what it shows, in words that stand above it.
        description: the finding, for those who hear the page.
        svg: safe to print; it holds neither script nor style attribute.
    """

    title: str
    description: str
    svg: SafeString


def draw(
    make: Callable[[Sequence[Mapping[str, Any]]], alt.Chart],
    rows: Sequence[Mapping[str, Any]],
    *,
    title: str,
    description: str,
) -> Drawing:
    """
    Return a chart of some rows, drawn now or kept from when the same was drawn before.

    :param make: makes the chart from the rows. It should import Altair inside itself, and
        use nothing but the rows, or what is kept may not be what it would make.
    :param rows: what JSON can hold; a few hundred at most.
    """
    content = json.dumps([inspect.getsource(make), list(rows), LOOK, title, description])
    digest = hashlib.sha256(content.encode()).hexdigest()
    svg = cache.get(f"chart:{digest}")
    if svg is None:
        svg = _with_words(_render(make(rows)), digest[:8], title, description)
        cache.set(f"chart:{digest}", svg, KEPT_FOR)
    return Drawing(title=title, description=description, svg=mark_safe(svg))  # noqa: S308


def _render(chart: alt.Chart) -> str:
    import vl_convert  # noqa: PLC0415 (see the module's words)

    specification = chart.to_dict() | {"config": LOOK}
    return str(vl_convert.vegalite_to_svg(specification))


def _with_words(svg: str, number: str, title: str, description: str) -> str:
    """Return the drawing as one image with a name and a description. Our own words only."""
    bare = SPOKEN.sub("", svg)
    words = (
        f' role="img" aria-labelledby="chart-{number}-title chart-{number}-words">'
        f'<title id="chart-{number}-title">{escape(title)}</title>'
        f'<desc id="chart-{number}-words">{escape(description)}</desc>'
    )
    return bare.replace(">", words, 1)

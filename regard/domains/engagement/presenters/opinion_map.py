"""The map of opinions, as a picture and as the same table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regard.foundation.analysis.disclosure import SMALLEST_SHOWN
from regard.foundation.design.charts import Drawing, draw

from .opinions import group_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from regard.domains.engagement.types.deliberation import Opinions

TITLE = "Who votes alike lies close together"
FEW = "1 to 5"
EVERYONE = "Everyone"
DECIMALS = 2


def draw_opinion_map(opinions: Opinions, *, shows_groups: bool) -> Drawing | None:
    """Return the map; None where so few are on it that a dot could tell who it is."""
    if opinions.placed < SMALLEST_SHOWN:
        return None
    rows = [
        {
            "x": round(dot.x, DECIMALS),
            "y": round(dot.y, DECIMALS),
            "people": max(dot.people, SMALLEST_SHOWN - 1),
            "group": group_name(dot.group) if shows_groups else EVERYONE,
        }
        for dot in opinions.dots
    ]
    words = f"{opinions.placed:,} people in {len(rows):,} dots. "
    if shows_groups:
        words += f"They lie in {len(opinions.groups)} groups, each with a colour and a shape."
    else:
        words += "No groups are marked, because none have been shown to hold."
    return draw(_make_map, rows, title=TITLE, description=words)


def map_rows(opinions: Opinions, *, shows_groups: bool) -> list[tuple[str, ...]]:
    """Return the dots of the map as rows of a table: across, up, people and group."""
    return [
        (
            f"{dot.x:.{DECIMALS}f}",
            f"{dot.y:.{DECIMALS}f}",
            FEW if dot.people < SMALLEST_SHOWN else f"{dot.people:,}",
            *([group_name(dot.group)] if shows_groups else []),
        )
        for dot in reversed(opinions.dots)
    ]


def _make_map(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (slow to load)

    names = sorted({row["group"] for row in rows})
    edge = max(1.0, *(max(abs(row["x"]), abs(row["y"])) for row in rows)) * 1.1
    scale = alt.Scale(domain=[-edge, edge], nice=False)
    bare = alt.Axis(title=None, labels=False, ticks=False, grid=False)
    sizes = alt.Scale(domain=[0, max(50, *(row["people"] for row in rows))], range=[40, 900])
    colours = ["#0f6b66", "#6a3c8f", "#b3400c", "#12211f", "#50605b"]
    shapes = ["circle", "square", "triangle-up", "diamond", "cross"]
    legend = alt.Legend(title=None, orient="top", symbolSize=160) if len(names) > 1 else None
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)), width=620, height=420)
        .mark_point(filled=True, opacity=0.75, stroke="#ffffff", strokeWidth=1)
        .encode(
            x=alt.X("x:Q", scale=scale, axis=bare),
            y=alt.Y("y:Q", scale=scale, axis=bare),
            size=alt.Size("people:Q", scale=sizes, legend=None),
            color=alt.Color(
                "group:N",
                scale=alt.Scale(domain=names, range=colours[: len(names)]),
                legend=legend,
            ),
            shape=alt.Shape(
                "group:N", scale=alt.Scale(domain=names, range=shapes[: len(names)]), legend=legend
            ),
        )
    )
    return chart

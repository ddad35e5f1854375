"""How a service was rated over time, as a table and a chart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from regard.foundation.design.charts import Drawing, draw

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import altair as alt

    from regard.domains.register.models import Rating

SCALE = ("Outstanding", "Good", "Requires improvement", "Inadequate")
"""The regulator's ratings, the best first."""

QUESTIONS = ("overall", "safe", "effective", "caring", "responsive", "well-led")


@dataclass(frozen=True)
class RatingRow:
    """
    The ratings published on one day.

    Attributes:
        ratings: for each of `QUESTIONS`, as the regulator words it; empty: not published.
    """

    on: date
    ratings: tuple[str, ...]
    is_inherited: bool


def rating_rows(ratings: Iterable[Rating]) -> list[RatingRow]:
    """Return published ratings by the day, the newest first."""
    days: dict[date, dict[str, Rating]] = {}
    for rating in ratings:
        days.setdefault(rating.published_on, {}).setdefault(rating.question, rating)
    return [
        RatingRow(
            on=on,
            ratings=tuple(
                day[question].rating if question in day else "" for question in QUESTIONS
            ),
            is_inherited=any(rating.is_inherited for rating in day.values()),
        )
        for on, day in sorted(days.items(), reverse=True)
    ]


def rating_chart(rows: Sequence[RatingRow], name: str) -> Drawing | None:
    """Return overall ratings over time as a chart; None where there are fewer than two."""
    points = [
        {"on": row.on.isoformat(), "rating": row.ratings[0]}
        for row in reversed(rows)
        if row.ratings[0] in SCALE
    ]
    if len(points) < 2:
        return None
    first, last = points[0], points[-1]
    description = (
        f"{name} was rated {first['rating']} in {first['on'][:4]}"
        f" and {last['rating']} in {last['on'][:4]}."
    )
    return draw(_make_chart, points, title="Overall rating over time", description=description)


def _make_chart(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (it takes a second)

    scale = ["Outstanding", "Good", "Requires improvement", "Inadequate"]
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)), width=300, height=130)
        .mark_line(interpolate="step-after", point={"size": 70, "filled": True})
        .encode(
            x=alt.X("on:T", title=None, axis=alt.Axis(format="%Y", tickCount=5)),
            y=alt.Y("rating:O", title=None, sort=scale, scale=alt.Scale(domain=scale)),
        )
    )
    return chart

"""What taking part asks for, as it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from regard.domains.governance.queries.simplicity import ForumRow, LoadRow, Overlap, SharedTopic
from regard.domains.governance.rules.load import Headline
from regard.foundation.design.charts import Drawing, draw
from regard.foundation.design.words import date_words, number_words, percent_words, plural_words

if TYPE_CHECKING:
    import altair as alt

TREND_TITLE = "Hours a quarter asked of the median provider"


def hours_words(hours: float) -> str:
    """Return hours as people say them: to the half hour below ten, and whole above."""
    if hours == 0:
        return "no time"
    if hours < 0.5:
        return "under half an hour"
    rounded = round(hours * 2) / 2 if hours < 10 else round(hours)
    return f"{rounded:,g} {'hour' if rounded == 1 else 'hours'}"


def lede(headline: Headline) -> str:
    """Return the finding: forums and hours of the median provider, and of whom most is asked."""
    if not headline.bodies:
        return "No body is known here yet, so nothing is known of what taking part asks for."
    if not headline.providers:
        return f"{plural_words(headline.bodies, 'body', 'bodies')}, and no provider is known here."
    return (
        f"The median provider is asked to take part in {_forums(headline.forums)} and for "
        f"{hours_words(headline.hours)} a quarter. The one asked most: "
        f"{_forums(headline.most_forums)}, {hours_words(headline.most_hours)}."
    )


def headline_figures(headline: Headline) -> list[tuple[str, str]]:
    return [
        (number_words(headline.forums), "forums the median provider is asked to"),
        (hours_words(headline.hours), "asked of the median provider a quarter"),
        (hours_words(headline.all_hours), "asked of all providers together a quarter"),
        (number_words(headline.bodies), "bodies in the system"),
    ]


def trend_words(headlines: Sequence[Headline]) -> str:
    """Return how the two figures changed over the time shown."""
    first, last = headlines[0], headlines[-1]
    if last.hours == first.hours and last.forums == first.forums:
        change = "the same as"
    else:
        change = (
            f"{hours_words(abs(last.hours - first.hours))} "
            f"{'more' if last.hours > first.hours else 'less'} a quarter than"
        )
        if last.hours == first.hours:
            change = f"{_forums(abs(last.forums - first.forums))} " + (
                "more than" if last.forums > first.forums else "fewer than"
            )
    return f"Today it is {change} on {date_words(first.on)}."


def trend(headlines: Sequence[Headline]) -> Drawing:
    points = [
        {"day": each.on.isoformat(), "hours": round(each.hours, 2), "forums": each.forums}
        for each in headlines
    ]
    return draw(_make_trend, points, title=TREND_TITLE, description=trend_words(headlines))


def trend_rows(headlines: Sequence[Headline]) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            date_words(each.on),
            number_words(each.bodies),
            number_words(each.forums),
            f"{each.hours:,.1f}",
            f"{each.all_hours:,.0f}",
        )
        for each in headlines
    ]


def attends_words(row: ForumRow) -> str:
    """Return who sits on a body, by whom they speak for."""
    seats = ", ".join(f"{who.label}: {count}" for who, count in row.attends)
    if row.body.is_open:
        return f"Every provider of its area is asked. {seats}".strip()
    return seats or "No seat is recorded"


def overlap_words(overlap: Overlap) -> str:
    people = "person sits" if overlap.both == 1 else "people sit"
    return f"{overlap.both} {people} on both: {percent_words(overlap.share)} of the smaller one."


def topic_words(topic: SharedTopic) -> str:
    if not topic.bodies:
        return "Nobody answers for it."
    names = " and ".join(body.name for body in topic.bodies)
    return f"{len(topic.bodies)} bodies answer for it: {names}."


def forum_cells(rows: Sequence[ForumRow]) -> list[list[object]]:
    """Return the inventory as rows of a table to keep."""
    return [
        [
            row.body.name,
            row.kind.label,
            row.level.label,
            row.area,
            row.body.run_by,
            row.body.meetings_a_year,
            row.held,
            row.body.minutes_each,
            row.body.minutes_before,
            row.body.papers_each,
            "yes" if row.body.is_open else "no",
            attends_words(row),
            "; ".join(row.topics),
            row.people,
            row.providers,
            round(row.hours_each, 2),
            round(row.hours, 1),
        ]
        for row in rows
    ]


FORUM_HEAD = (
    "Body",
    "Kind",
    "Level",
    "Area",
    "Run by",
    "Meetings a year",
    "Held in the past year",
    "Minutes a meeting",
    "Minutes of reading before",
    "Papers a meeting",
    "Open to every provider",
    "Who sits on it",
    "What it answers for or does",
    "People",
    "Providers asked",
    "Hours a quarter for one",
    "Hours a quarter for all",
)

LOAD_HEAD = (
    "Name",
    "What",
    "Bodies",
    "Meetings a quarter",
    "Hours a quarter",
    "Papers a quarter",
    "Which",
)


def load_cells(rows: Sequence[LoadRow]) -> list[list[object]]:
    return [
        [
            row.name,
            row.note,
            row.asked.forums,
            round(row.asked.meetings, 1),
            round(row.asked.hours, 1),
            round(row.asked.papers, 1),
            "; ".join(row.bodies),
        ]
        for row in rows
    ]


def _forums(count: float) -> str:
    return plural_words(count, "forum")


def _make_trend(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (see the words of charts)

    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)), width=300, height=150)
        .mark_line(point={"size": 60, "filled": True})
        .encode(
            x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=4)),
            y=alt.Y("hours:Q", title="Hours a quarter", scale=alt.Scale(zero=True)),
        )
    )
    return chart

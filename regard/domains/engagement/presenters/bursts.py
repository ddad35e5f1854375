"""When it came: submissions by day, as a picture and as a table, and the days of a rush."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from regard.domains.engagement.rules.words import count, day
from regard.foundation.design.charts import GREEN, VOICE, Drawing, draw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import altair as alt

    from regard.domains.engagement.types.campaigns import DayCount
    from regard.foundation.analysis.campaigns import Burst

MOST_DAYS = 120
"""More bars than this cannot be told apart; then each is a week."""

FEWEST_DAYS = 2
"""One bar shows nothing that its number does not."""

IN_ANY, IN_THIS, OTHERS = "In a campaign", "In this campaign", "All others"


def burst_lines(bursts: Sequence[Burst], days: Sequence[DayCount]) -> list[tuple[str, str]]:
    """Return each day on which far more came than around it, and what came, in words."""
    used = {each.on: each.in_campaign for each in days}
    return [(day(burst.on), _burst_words(burst, used[burst.on])) for burst in bursts]


def draw_days(
    days: Sequence[DayCount], bursts: Sequence[Burst], *, label: str = IN_ANY
) -> Drawing | None:
    """
    Return submissions by day, or by week; None where there are too few days for a picture.

    :param label: what is said of those that used the campaign asked about, or any.
    """
    if len(days) < FEWEST_DAYS:
        return None
    by_week = _is_by_week(days)
    marked = {_bar_of(burst.on, by_week=by_week) for burst in bursts}
    rows = [
        {"on": on.isoformat(), "n": n, "kind": kind, "marked": on in marked}
        for on, used, others in _bars(days)
        for kind, n in ((label, used), (OTHERS, others))
    ]
    title = "Submissions by week" if by_week else "Submissions by day"
    return draw(_make_days, rows, title=title, description=_days_words(days, bursts))


def day_rows(days: Sequence[DayCount]) -> list[tuple[str, str, str]]:
    """Return the same as rows of a table: the day or week, in campaigns, all others."""
    week = "Week from " if _is_by_week(days) else ""
    return [(f"{week}{day(on)}", f"{used:,}", f"{others:,}") for on, used, others in _bars(days)]


def _burst_words(burst: Burst, in_campaign: int) -> str:
    words = f"{count(burst.count, 'submission')}, where {_usual(burst.usual)} a day are usual"
    if not in_campaign:
        return f"{words}. None of them used a template."
    return f"{words}. {in_campaign:,} of them used a template."


def _usual(usual: float) -> str:
    if usual < 1:
        return "fewer than 1"
    return f"about {usual:,.0f}"


def _days_words(days: Sequence[DayCount], bursts: Sequence[Burst]) -> str:
    total = sum(each.submissions for each in days)
    words = f"{count(total, 'submission')} from {day(days[0].on)} to {day(days[-1].on)}."
    if not bursts:
        return f"{words} No day stands out."
    stand = ", ".join(day(burst.on) for burst in bursts)
    return f"{words} Far more than usual came on {stand}."


def _is_by_week(days: Sequence[DayCount]) -> bool:
    return bool(days) and (days[-1].on - days[0].on).days >= MOST_DAYS


def _bar_of(on: date, *, by_week: bool) -> date:
    return on - timedelta(days=on.weekday()) if by_week else on


def _bars(days: Sequence[DayCount]) -> list[tuple[date, int, int]]:
    """Return when each bar begins, and how many are in campaigns and not, empty bars left out."""
    by_week = _is_by_week(days)
    used: Counter[date] = Counter()
    others: Counter[date] = Counter()
    for each in days:
        on = _bar_of(each.on, by_week=by_week)
        used[on] += each.in_campaign
        others[on] += each.submissions - each.in_campaign
    return [(on, used[on], others[on]) for on in sorted(others)]


def _make_days(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (slow to load)

    names = [row["kind"] for row in rows[:2]]
    base = alt.Chart(alt.InlineData(values=list(rows)), width=620, height=220)
    when = alt.X(
        "on:T",
        axis=alt.Axis(title=None, format="%-d %b", labelSeparation=14, tickCount=7, grid=False),
    )
    bars = base.mark_bar(size=max(2, min(14, 500 // max(1, len(rows) // 2)))).encode(
        x=when,
        y=alt.Y("sum(n):Q", axis=alt.Axis(title=None, tickMinStep=1, format=",d")),
        color=alt.Color(
            "kind:N",
            scale=alt.Scale(domain=names, range=[VOICE, GREEN]),
            legend=alt.Legend(title=None, orient="top"),
        ),
        order=alt.Order("kind:N", sort="ascending"),
    )
    marks = (
        base.transform_filter("datum.marked")
        .transform_aggregate(total="sum(n)", groupby=["on"])
        .mark_text(dy=-9, fontSize=13, fontWeight=600)
        .encode(x=when, y=alt.Y("total:Q"), text=alt.Text("total:Q", format=",d"))
    )
    chart: alt.Chart = bars + marks
    return chart

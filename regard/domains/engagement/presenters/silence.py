"""How far those who were asked came, in words and as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from regard.domains.engagement.rules.silence import Came
from regard.domains.engagement.rules.words import count, day
from regard.foundation.design.charts import Drawing, draw

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import altair as alt

    from regard.domains.engagement.queries.silence import Silence
    from regard.domains.engagement.rules.silence import SilenceRow

HEAD = ("Group", "Asked for", *(came.label for came in Came))

DAYS_HEAD = ("Day", "Answered so far", "Invitations", "Reminders")

TITLE = "Services that had answered, day by day"

ALMOST = (Came.BEGAN, Came.OPENED)
LOST = (Came.MISDIRECTED, Came.BOUNCED)


def silence_lede(found: Silence) -> str:
    """Return how many were nearly heard, and how many our letters never found."""
    if not found.by_type:
        return "Nobody has been asked yet. The services are taken from the register on opening."
    parts = []
    began = _total(found.by_type, ALMOST)
    if began:
        parts.append(f"{count(began, 'service')} opened the link or began, and did not finish.")
    lost = _total(found.by_type, LOST)
    if lost:
        parts.append(f"{count(lost, 'service')} never got it: the email failed, or went astray.")
    never = _total(found.by_type, (Came.NOT_ASKED,))
    if never:
        parts.append(f"{count(never, 'service')} without an invitation from us.")
    late = "Fewer than 6" if found.late is None else f"{found.late:,}"
    if found.late != 0:
        parts.append(f"{late} answers came late, and count.")
    return " ".join(parts) or "Too few of any kind to show."


def silence_rows(rows: Sequence[SilenceRow]) -> list[tuple[object, ...]]:
    """Return the groups under HEAD. What is hidden says so."""
    return [
        (row.label, row.asked, *("Too few" if n is None else n for n in row.counts))
        for row in rows
    ]


def days_rows(found: Silence) -> list[tuple[object, ...]]:
    """Return the days under DAYS_HEAD."""
    return [
        (
            day(row.on),
            "Fewer than 6" if row.answered is None else row.answered,
            row.sent or "–",
            row.reminded or "–",
        )
        for row in found.days
    ]


def days_drawing(found: Silence) -> Drawing | None:
    """Return the steps of answers with the days of reminders, or None where there is no step."""
    points: list[dict[str, Any]] = [
        {"day": row.on.isoformat(), "answered": row.answered, "reminded": row.reminded}
        for row in found.days
        if row.answered is not None
    ]
    if len(points) < 2:
        return None
    last = found.days[-1]
    reminders = sum(1 for row in found.days if row.reminded)
    words = (
        f"By {day(last.on)} {count(last.answered or 0, 'address', 'addresses')} had answered. "
        f"Reminders went out on {count(reminders, 'day')}."
    )
    return draw(_make_steps, points, title=TITLE, description=words)


def _total(rows: Sequence[SilenceRow], which: Sequence[Came]) -> int | None:
    """Return how many services came so far; None where a part of it is hidden."""
    places = [list(Came).index(came) for came in which]
    counts = [row.counts[place] for row in rows for place in places]
    return None if None in counts else sum(n for n in counts if n)


def _make_steps(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (see the words of charts)

    days = alt.X("day:T", title=None, axis=alt.Axis(format="%-d %b", tickCount=5))
    steps = (
        alt.Chart(alt.InlineData(values=list(rows)), width=560, height=200)
        .mark_line(interpolate="step-after")
        .encode(x=days, y=alt.Y("answered:Q", title="Answered", scale=alt.Scale(zero=True)))
    )
    reminded = [row for row in rows if row["reminded"]]
    marks = (
        alt.Chart(alt.InlineData(values=reminded)).mark_rule(strokeDash=[4, 4]).encode(x="day:T")
    )
    # (a layered chart is drawn as any other is)
    return cast("alt.Chart", alt.layer(steps, marks) if reminded else steps)

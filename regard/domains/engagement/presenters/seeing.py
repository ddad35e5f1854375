"""What people tell unasked, in words, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import Channel, Speaker
from regard.domains.engagement.types.seeing import Quarter, Seen, SeenRow
from regard.domains.register.types import ServiceType
from regard.foundation.analysis.disclosure import is_small, suppress_counts
from regard.foundation.design.charts import Drawing, draw
from regard.foundation.design.words import percent_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import altair as alt

    from regard.domains.engagement.types.seeing import Moved, SeenCounts

KINDS: tuple[Seen | None, ...] = (*Seen, None)

KIND_HEADS = ("Getting worse", "Getting better", "Worrying", "Works well", "Kind not said")

SEEN_TAGS = {
    Seen.WORSE: ("Getting worse", "gap"),
    Seen.BETTER: ("Getting better", "ok"),
    Seen.WORRYING: ("Worrying", "part"),
    Seen.WORKS: ("Works well", "ok"),
}

FEW = "Fewer than 6"
HIDDEN = "Hidden"
NO_PLACE = "No place said, or none that can be shown"

CHART_TITLE = "What people told, by quarter"

QUARTERS_HEAD = ("Quarter", "Told", *KIND_HEADS)
MOVED_HEAD = ("Theme", "Last quarter", "Before", "Difference", "95% interval", "In words")
PLACES_HEAD = ("Place", "Told", *KIND_HEADS)


@dataclass(frozen=True)
class Telling:
    """
    Something told, as a list shows it.

    Attributes:
        tag: its kind: words and how they look; None if it was not said.
        facts: who, how, where and when, as far as the reader may know.
    """

    row: SeenRow
    tag: tuple[str, str] | None
    facts: str


def seeing_lede(counts: SeenCounts, moved: Sequence[Moved], *, today: date) -> str:
    """Return the finding in numbers, of quarters that are over."""
    if not counts.quarters:
        end = Quarter.of(today).after.starts_on
        return f"Anyone can tell us, at any time. The first figures stand here from {day(end)}."
    last = counts.told[-1]
    told = "Fewer than 6 things" if is_small(last) else count(last, "thing")
    words = f"{told[:1].upper()}{told[1:]} told in {counts.quarters[-1].label}."
    risen = sum(row.has_risen for row in moved)
    if moved and any(row.chance is not None for row in moved):
        words += f" {count(risen, 'theme').capitalize()} rose clearly against the year before."
    return words


def kinds_drawing(counts: SeenCounts, *, hides_few: bool) -> Drawing | None:
    """Return how often each kind was told in each quarter; None before there are two quarters."""
    if len(counts.quarters) < 2:
        return None
    shown = _shown_kinds(counts, hides_few=hides_few)
    points: list[dict[str, Any]] = [
        {"order": at, "quarter": _short(quarter), "kind": head, "told": n}
        for at, (quarter, row) in enumerate(zip(counts.quarters, shown, strict=True))
        for head, n in zip(KIND_HEADS, row, strict=True)
        if n is not None
    ]
    first, last = counts.quarters[0].label, counts.quarters[-1].label
    words = f"How many things were told of each kind, from {first} to {last}."
    return draw(_make_kinds, points, title=CHART_TITLE, description=words)


def quarter_rows(counts: SeenCounts, *, hides_few: bool) -> list[tuple[object, ...]]:
    """Return the quarters under QUARTERS_HEAD, the newest first."""
    shown = _shown_kinds(counts, hides_few=hides_few)
    rows = [
        (quarter.label, _told(told, hides_few=hides_few), *_cells(kinds))
        for quarter, told, kinds in zip(counts.quarters, counts.told, shown, strict=True)
    ]
    return rows[::-1]


def moved_rows(
    moved: Sequence[Moved], *, titles: Mapping[int, str], hides_few: bool
) -> list[tuple[object, ...]]:
    """Return how each theme moved, under MOVED_HEAD. Small counts are hidden from the public."""
    return [_moved_row(row, titles[row.theme_id], hides_few=hides_few) for row in moved]


def place_rows(
    counts: SeenCounts, *, places: Mapping[int, str], hides_few: bool
) -> list[tuple[object, ...]]:
    """Return what was told of each place in the last four quarters, under PLACES_HEAD."""
    named = sorted((name, number) for number, name in places.items() if number in counts.by_place)
    rows: list[tuple[str, Mapping[Seen | None, int]]] = [
        (name, counts.by_place[number]) for name, number in named
    ]
    if None in counts.by_place:
        rows.append((NO_PLACE, counts.by_place[None]))
    totals = [sum(kinds.values()) for _, kinds in rows]
    shown = _hidden(totals) if hides_few else [*totals]
    found = []
    for (name, kinds), total in zip(rows, shown, strict=True):
        parts = [kinds.get(kind, 0) for kind in KINDS]
        cells = (_hidden(parts) if hides_few else parts) if total is not None else [None] * 5
        found.append((name, HIDDEN if total is None else total, *_cells(cells)))
    return found


def tellings(
    rows: Sequence[SeenRow], *, places: Mapping[int, str], types: Mapping[str, str]
) -> list[Telling]:
    """Return what was told as a list shows it."""
    return [
        Telling(row, SEEN_TAGS[row.seen] if row.seen else None, _facts(row, places, types))
        for row in rows
    ]


def service_types() -> dict[str, str]:
    """Return the words of every kind of service."""
    return {str(kind): kind.label for kind in ServiceType}


def _facts(row: SeenRow, places: Mapping[int, str], types: Mapping[str, str]) -> str:
    when = row.quarter.label if row.said_on is None else day(row.said_on)
    where = places.get(row.where.place_id or 0, "")
    kind = types.get(row.where.service_type, "")
    how = "" if row.speaker is Speaker.STAFF else Channel(row.channel).label
    return " · ".join(filter(None, (row.who, where, kind, how, when)))


def _shown_kinds(counts: SeenCounts, *, hides_few: bool) -> list[list[int | None]]:
    nothing = (0,) * len(counts.quarters)
    found: list[list[int | None]] = []
    for at in range(len(counts.quarters)):
        row = [counts.by_seen.get(kind, nothing)[at] for kind in KINDS]
        found.append(_hidden(row) if hides_few else [*row])
    return found


def _hidden(counts: Sequence[int]) -> list[int | None]:
    return [None if np.isnan(n) else int(n) for n in suppress_counts(counts)]


def _cells(counts: Sequence[int | None]) -> tuple[object, ...]:
    return tuple(HIDDEN if n is None else n for n in counts)


def _told(n: int, *, hides_few: bool) -> object:
    return FEW if hides_few and is_small(n) else n


def _moved_row(row: Moved, title: str, *, hides_few: bool) -> tuple[object, ...]:
    (k, n), (j, m) = row.last, row.before
    if hides_few and (is_small(k, n) or is_small(j, m)):
        return (title, "Too few to show", "–", "–", "–", "Too few to show")
    last, before = f"{k:,} of {n:,}", f"{j:,} of {m:,}"
    if row.difference is None or row.low is None or row.high is None:
        return (title, last, before, "–", "–", "Too little was told to compare")
    interval = f"{points_words(row.low)} to {points_words(row.high)}"
    return (title, last, before, points_words(row.difference), interval, _in_words(row))


def points_words(difference: float) -> str:
    """Return a difference of two shares in percentage points, e.g. "+12 points"."""
    whole = round(difference * 100)
    return f"{'+' if whole > 0 else '−' if whole < 0 else ''}{abs(whole)} points"


def _in_words(row: Moved) -> str:
    k, n = row.last
    if not row.is_clear:
        return "No clear change"
    verb = "Rose" if row.has_risen else "Fell"
    return f"{verb} to {percent_words(k / n)} of what was told"


def _short(quarter: Quarter) -> str:
    first, last = quarter.label.split(" to ")
    month, year = last.split(" ")
    return f"{first[:3]}–{month[:3]} {year}"


def _make_kinds(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (see the words of charts)

    heads = ["Getting worse", "Getting better", "Worrying", "Works well", "Kind not said"]
    colours = ["#b3400c", "#0f6b66", "#6a3c8f", "#12211f", "#8a9792"]
    order = alt.EncodingSortField("order", op="min")
    chart: alt.Chart = (
        alt.Chart(alt.InlineData(values=list(rows)), width=560, height=220)
        .mark_line(point=True)
        .encode(
            x=alt.X("quarter:N", title=None, sort=order, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("told:Q", title="Told", scale=alt.Scale(zero=True)),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=heads, range=colours),
                legend=alt.Legend(symbolType="stroke", symbolSize=300),
            ),
            strokeDash=alt.StrokeDash("kind:N", title=None, scale=alt.Scale(domain=heads)),
        )
    )
    return chart

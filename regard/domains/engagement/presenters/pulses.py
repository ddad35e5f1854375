"""What pulses found, in words, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from regard.domains.engagement.rules.pulses import FEWEST_ANSWERS, hides_rate, next_on
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import Direction
from regard.domains.engagement.types.seeing import CLEAR
from regard.foundation.design.charts import Drawing, draw
from regard.foundation.design.words import percent_words

from .seeing import points_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import altair as alt

    from regard.domains.engagement.types.pulses import (
        GroupRate,
        Item,
        ItemChange,
        PulseReading,
        Score,
        SeriesRow,
        Wave,
    )

TOO_FEW = "Too few"

ITEM_HEAD = ("Wave", "Answered", "Agree", "95% interval", "Mean, 1 to 5")
OTHER_HEAD = "The other side agrees"

WAVES_HEAD = ("Wave", "Asked", "Answered", "Share", "Had answered the wave before")

ASKED_WORDS = {
    Direction.TO_PROVIDERS: ("service address", "service addresses"),
    Direction.TO_PARTNERSHIP: ("person", "people"),
}

SIDES = {
    Direction.TO_PROVIDERS: "Care providers",
    Direction.TO_PARTNERSHIP: "The partnership",
}


@dataclass(frozen=True)
class PulseCard:
    row: SeriesRow
    words: str
    tag: tuple[str, str]


@dataclass(frozen=True)
class ItemFound:
    """
    What was found of one item.

    Attributes:
        other: the same asked of the other side; empty if nobody was.
        drawing: None before there are two waves to show.
        change: in words; empty before there are two waves.
    """

    item: Item
    other: str
    drawing: Drawing | None
    head: tuple[str, ...]
    rows: list[tuple[object, ...]]
    change: str


def pulse_cards(rows: Sequence[SeriesRow], *, today: date) -> list[tuple[str, list[PulseCard]]]:
    """Return the pulses under whom they ask, those that ask providers first."""
    return [
        (
            direction.label,
            [_card(row, today) for row in rows if row.direction is direction],
        )
        for direction in Direction
        if any(row.direction is direction for row in rows)
    ]


def pulses_lede(rows: Sequence[SeriesRow]) -> str:
    """Return how many pulses there are, and how often they have asked."""
    if not rows:
        return "Nothing is asked again and again here yet."
    live = sum(row.ended_on is None for row in rows)
    waves = sum(row.waves for row in rows)
    return f"{count(live, 'pulse').capitalize()} in both directions, {count(waves, 'wave')} over."


def pulse_lede(reading: PulseReading, direction: Direction, *, starts_on: date) -> str:
    """Return the finding in numbers."""
    if not reading.waves:
        return (
            f"The first wave begins on {day(starts_on)}. Its results stand here once it is over."
        )
    last = reading.waves[-1]
    one, many = ASKED_WORDS[direction]
    words = f"{_month(last)}: {_answered_words(last)} of {count(last.asked, one, many)} answered."
    shares = [(score.share, item) for score, item in zip(last.scores, reading.items, strict=True)]
    known = [(share, item) for share, item in shares if share is not None]
    if not known:
        return f"{words} Too few to show what they said."
    best, worst = max(known, key=lambda each: each[0]), min(known, key=lambda each: each[0])
    words += f" {percent_words(best[0])} agree that “{_lowered(best[1].text)}”"
    if worst[1] is not best[1]:
        words += f", {percent_words(worst[0])} that “{_lowered(worst[1].text)}”"
    return f"{words}. {_moved_words(reading.changes)}".rstrip()


def items_found(
    reading: PulseReading, *, direction: Direction, other: PulseReading | None
) -> list[ItemFound]:
    """
    Return what was found of each item, with the other side's answers beside it.

    :param other: the reading of the pulse that asks the other side; None: there is none.
    """
    if not reading.waves:
        return []
    beside = other if other and len(other.items) == len(reading.items) and other.waves else None
    return [
        _found(reading, number, direction=direction, beside=beside)
        for number in range(len(reading.items))
    ]


def wave_rows(reading: PulseReading) -> list[tuple[object, ...]]:
    """Return who answered each time, under WAVES_HEAD, the newest first."""
    rows: list[tuple[object, ...]] = []
    for wave in reversed(reading.waves):
        is_few = hides_rate(wave.answered, wave.asked)
        again = wave.again
        rows.append(
            (
                _month(wave),
                wave.asked,
                TOO_FEW if is_few else wave.answered,
                "–" if is_few or not wave.asked else percent_words(wave.answered / wave.asked),
                "–"
                if again is None
                else TOO_FEW
                if is_few or hides_rate(again, wave.answered)
                else again,
            )
        )
    return rows


def groups_table(
    groups: Sequence[GroupRate], waves: Sequence[Wave]
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return head and rows of who answered each time by group, the newest wave first."""
    head = ("Group", *(_month(wave) for wave in reversed(waves)))
    rows: list[tuple[object, ...]] = [
        (group.label, *(_rate(rate) for rate in reversed(group.rates))) for group in groups
    ]
    return head, rows


def places_table(
    reading: PulseReading,
) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return head and rows of the last wave by place: the share who agree with each item."""
    head = ("Place", *(str(item.position) for item in reading.items))
    rows: list[tuple[object, ...]] = [
        (place, *(_share_words(score) for score in scores)) for place, scores in reading.places
    ]
    return head, rows


CSV_HEADER = (
    "wave",
    "opened_on",
    "closed_on",
    "asked",
    "answered",
    "item",
    "sentence",
    "item_answered",
    "agreed_share",
    "low",
    "high",
    "mean",
)


def pulse_csv(reading: PulseReading) -> list[tuple[object, ...]]:
    """Return every item of every wave as a row, empty where too few answered."""
    return [
        (
            number,
            wave.opened_on.isoformat(),
            wave.closed_on.isoformat(),
            wave.asked,
            "" if hides_rate(wave.answered, wave.asked) else wave.answered,
            item.position,
            item.text,
            "" if score.answered is None else score.answered,
            _decimal(score.share),
            _decimal(score.low),
            _decimal(score.high),
            _decimal(score.mean),
        )
        for number, wave in enumerate(reading.waves, start=1)
        for item, score in zip(reading.items, wave.scores, strict=True)
    ]


def so_far_words(so_far: tuple[int, int], direction: Direction, *, closes_on: date) -> str:
    """Return how far an open wave has come, for the team."""
    answered, asked = so_far
    one, many = ASKED_WORDS[direction]
    return (
        f"{answered:,} of {count(asked, one, many)} answered so far. It closes {day(closes_on)}."
    )


def _card(row: SeriesRow, today: date) -> PulseCard:
    over = count(row.waves, "wave").capitalize() + " over"
    if row.ended_on:
        return PulseCard(row, f"{over}. It ended on {day(row.ended_on)}.", ("Ended", "no"))
    if row.is_asking:
        return PulseCard(row, f"{over}. It asks now.", ("Open now", "ok"))
    following = next_on(
        starts_on=row.starts_on, months=row.months, last_on=row.last_on, today=today
    )
    return PulseCard(row, f"{over}. The next begins on {day(following)}.", ("Goes on", "part"))


def _found(
    reading: PulseReading, number: int, *, direction: Direction, beside: PulseReading | None
) -> ItemFound:
    item = reading.items[number]
    rows: list[tuple[object, ...]] = [
        _item_row(wave, wave.scores[number]) for wave in reversed(reading.waves)
    ]
    head: tuple[str, ...] = ITEM_HEAD
    points = _points(reading, number, SIDES[direction])
    if beside is not None:
        other_side = next(side for key, side in SIDES.items() if key is not direction)
        points += _points(beside, number, other_side)
        rows += [
            (f"{other_side}: {_month(wave)}", *_item_row(wave, wave.scores[number])[1:])
            for wave in reversed(beside.waves)
        ]
    change = _change_words(reading.changes[number]) if reading.changes else ""
    return ItemFound(
        item=item,
        other=beside.items[number].text if beside else "",
        drawing=_drawing(item, points, change),
        head=head,
        rows=rows,
        change=change,
    )


def _points(reading: PulseReading, number: int, side: str) -> list[dict[str, Any]]:
    return [
        {
            "day": wave.opened_on.isoformat(),
            "side": side,
            "agree": round(score.share, 4),
            "low": round(score.low or 0, 4),
            "high": round(score.high or 0, 4),
        }
        for wave in reading.waves
        if (score := wave.scores[number]).share is not None
    ]


def _drawing(item: Item, points: list[dict[str, Any]], change: str) -> Drawing | None:
    if len({point["day"] for point in points}) < 2:
        return None
    words = f"Share who agree, wave by wave, with 95% intervals. {change}".strip()
    return draw(_make_waves, points, title=f"{item.position}. {item.text}", description=words)


def _item_row(wave: Wave, score: Score) -> tuple[object, ...]:
    if score.answered is None or score.low is None or score.high is None:
        return (_month(wave), TOO_FEW, "–", "–", "–")
    interval = f"{percent_words(score.low)} to {percent_words(score.high)}"
    mean = "–" if score.mean is None else f"{score.mean:.1f}"
    return (_month(wave), score.answered, percent_words(score.share), interval, mean)


def _change_words(change: ItemChange) -> str:
    if change.difference is None or change.low is None or change.high is None:
        return f"Fewer than {FEWEST_ANSWERS} answered one of the last two waves: not compared."
    clear = _is_clear(change.chance)
    verb = "more" if change.difference > 0 else "fewer"
    points = points_words(abs(change.difference)).lstrip("+")
    interval = f"95% interval {points_words(change.low)} to {points_words(change.high)}"
    words = (
        f"Clearly {verb} agree than the wave before: {points} ({interval})."
        if clear
        else f"No clear change since the wave before ({points_words(change.difference)}; "
        f"{interval})."
    )
    if change.up is None or change.down is None or change.same is None:
        return words
    pairs = change.up + change.down + change.same
    words += (
        f" Of {count(pairs, 'address', 'addresses')} that answered both times {change.up:,} "
        f"chose a higher step, {change.down:,} a lower one"
    )
    told = (
        "more than chance explains" if _is_clear(change.pairs_chance) else "as chance may have it"
    )
    return f"{words}: {told}."


def _moved_words(changes: Sequence[ItemChange]) -> str:
    known = [change for change in changes if change.difference is not None]
    if not known:
        return ""
    clear = sum(_is_clear(change.chance) for change in known)
    if not clear:
        return "Nothing has clearly changed since the wave before."
    return f"{clear} of {len(changes)} clearly changed since the wave before."


def _is_clear(chance: float | None) -> bool:
    return chance is not None and chance <= CLEAR


def _answered_words(wave: Wave) -> str:
    return "too few" if hides_rate(wave.answered, wave.asked) else f"{wave.answered:,}"


def _month(wave: Wave) -> str:
    return f"{wave.opened_on:%B %Y}"


def _lowered(text: str) -> str:
    return f"{text[:1].lower()}{text[1:].rstrip('.')}"


def _rate(rate: tuple[int, int] | None) -> str:
    return TOO_FEW if rate is None else f"{rate[0]:,} of {rate[1]:,}"


def _share_words(score: Score) -> str:
    return TOO_FEW if score.share is None else percent_words(score.share)


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _make_waves(rows: Sequence[Mapping[str, Any]]) -> alt.Chart:
    import altair as alt  # noqa: PLC0415 (see the words of charts)

    sides = ["Care providers", "The partnership"]
    data = alt.InlineData(values=list(rows))
    colour = alt.Color(
        "side:N",
        title=None,
        scale=alt.Scale(domain=sides, range=["#0f6b66", "#6a3c8f"]),
        legend=alt.Legend(orient="top") if len({row["side"] for row in rows}) > 1 else None,
    )
    days = alt.X(
        "day:T", title=None, axis=alt.Axis(format="%b %Y", values=sorted({r["day"] for r in rows}))
    )
    share = alt.Scale(domain=[0, 1])
    base = alt.Chart(data, width=560, height=130)
    lines = base.mark_line(point=True).encode(
        x=days,
        y=alt.Y("agree:Q", title="Agree", scale=share, axis=alt.Axis(format="%", tickCount=5)),
        color=colour,
    )
    ends = base.mark_rule(strokeWidth=1.5).encode(x=days, y="low:Q", y2="high:Q", color=colour)
    # (a layered chart is drawn as any other is)
    return cast("alt.Chart", alt.layer(ends, lines))

"""How waves are worded, and what a lead is told before one goes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.engagement.rules.audience import audience_in_words, criteria_from
from regard.domains.engagement.rules.burden import Quiet, quiet_on
from regard.domains.engagement.rules.waves import reminders_in_words
from regard.domains.engagement.rules.words import count, day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.inviting import Forecast, WavePlan, WaveRow


@dataclass(frozen=True)
class WaveLine:
    """A wave in the list, in words. `tag` is its state: text and kind."""

    row: WaveRow
    url: str
    tag: tuple[str, str]
    who: str
    when: str


def waves_lede(rows: Sequence[WaveRow], *, locations: int) -> str:
    """Return how far asking in waves has come, in numbers."""
    places = count(locations, "service address", "service addresses")
    if not rows:
        return f"{places[:1].upper()}{places[1:]} to ask. No wave is planned yet."
    sent = [row for row in rows if row.sent_at]
    asked, answered = sum(row.asked for row in sent), sum(row.answered for row in sent)
    words = f"{len(sent)} of {count(len(rows), 'wave')} sent."
    if sent:
        words += f" {asked:,} of {places} asked in them, {answered:,} have answered."
    return words


def wave_line(row: WaveRow, exercise: Exercise, *, places: Mapping[int, str]) -> WaveLine:
    """Return a wave in words."""
    where = [exercise.system.slug, exercise.slug]
    if row.sent_at:
        tag = ("Sent", "ok")
    else:
        tag = ("Goes by itself", "part") if row.plan.is_automatic else ("Planned", "no")
    return WaveLine(
        row=row,
        url=reverse("engagement:wave", args=[*where, row.wave_id]),
        tag=tag,
        who=whom(row.plan, exercise, places=places),
        when=day(row.plan.planned_on),
    )


def whom(plan: WavePlan, exercise: Exercise, *, places: Mapping[int, str]) -> str:
    """Return whom a wave asks, in words."""
    if not plan.criteria:
        return "Everyone in the audience who is left"
    return audience_in_words(
        criteria_from(plan.criteria), places=places, system=exercise.system.name
    )


def wave_facts(plan: WavePlan, *, whom_words: str) -> list[tuple[str, str]]:
    """Return what was decided of a wave, as a summary."""
    how = "By itself, with its reminders" if plan.is_automatic else "One of us presses send"
    return [
        ("Whom", whom_words),
        ("Goes out on", day(plan.planned_on)),
        ("How", how),
        ("Reminders", reminders_in_words(plan)),
    ]


def forecast_lede(forecast: Forecast) -> str:
    """Return what would be sent, in numbers."""
    if not forecast.matched:
        return "Nobody in the audience is meant by it. Choose more, or other, services."
    if not forecast.sends:
        return "It would write to nobody: those it means were asked, or cannot be reached."
    ways = f"{forecast.emails:,} by email and {forecast.letters:,} by letter"
    return f"It would ask {count(forecast.sends, 'service')}: {ways}."


def forecast_rows(forecast: Forecast) -> list[tuple[str, int]]:
    """Return where each location that the wave means would go, as the rows of a table."""
    return [
        ("Asked by email", forecast.emails),
        ("Asked by letter, which somebody prints", forecast.letters),
        ("Held: they asked us not to write", forecast.held),
        ("Nobody can reach them: no email and no postal address", forecast.unreachable),
        ("Asked before", forecast.asked_before),
        ("An earlier wave takes them", forecast.sooner),
    ]


def notes_on_day(
    plan: WavePlan,
    *,
    near: Sequence[tuple[str, int]],
    quiet: Sequence[Quiet],
) -> list[str]:
    """Return what to know of the day before it is sent. It warns, and stops nobody."""
    notes = [
        f"{count(many, 'of these services is', 'of these services are')} asked by “{title}” "
        "within the same fortnight."
        for title, many in near
    ]
    period = quiet_on(plan.planned_on, quiet)
    if period:
        notes.append(
            f"{day(plan.planned_on)} lies in a quiet period: {period.title}, "
            f"until {day(period.ends_on)}."
        )
    return notes


def sent_figures(row: WaveRow) -> list[tuple[int, str]]:
    """Return what came of a wave that was sent."""
    return [
        (row.sent, "emails sent"),
        (row.letters, "by letter"),
        (row.bounced, "emails that did not arrive"),
        (row.answered, f"have answered, of {row.asked:,} asked"),
    ]

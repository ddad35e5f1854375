"""How the calendar of what is asked is worded."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.words import count, weekday
from regard.domains.register.types import ServiceType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from regard.domains.engagement.queries.calendar import Season
    from regard.domains.engagement.types.inviting import AskRow, Burden, Clash

HOUR = 60


@dataclass(frozen=True)
class CalendarLine:
    """A line of the calendar, in words. `services` is empty where none are counted."""

    day: str
    what: str
    title: str
    url: str
    services: str
    minutes: str
    is_past: bool


def kind_words(service_type: str) -> str:
    """Return a kind of service as it stands within a sentence, e.g. "home care"."""
    label = ServiceType(service_type).label
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"


def season_lede(season: Season) -> str:
    """Return the finding in figures: the worst clash, else the largest burden."""
    if season.clashes:
        return clash_words(season.clashes[0])
    if season.burdens:
        first = season.burdens[0]
        return (
            f"No two exercises ask the same services in one fortnight. Most is asked of "
            f"{kind_words(first.service_type)}: about {round(first.minutes):,} minutes in six "
            "months."
        )
    return "Nothing is asked of services in these six months."


def clash_words(clash: Clash) -> str:
    """Return e.g. "412 home care services are asked by two exercises in one fortnight."."""
    kind = kind_words(clash.service_type)
    many = count(clash.services, f"{kind} service is", f"{kind} services are")
    words = f"{many} asked by two exercises in one fortnight: “{clash.first}” and “{clash.second}”"
    return words if clash.second.endswith(("?", "!", ".")) else f"{words}."


def clash_rows(clashes: Sequence[Clash]) -> list[tuple[str, int, str, str]]:
    """Return the rows of the table of what is asked twice within a fortnight."""
    return [
        (ServiceType(each.service_type).label, each.services, each.first, each.second)
        for each in clashes
    ]


def long_words(minutes: int) -> str:
    """Return e.g. "about 5 minutes", "about 2 hours", "about 1½ hours"."""
    if minutes < HOUR:
        return f"about {count(minutes, 'minute')}"
    hours, rest = divmod(minutes, HOUR)
    half = "½" if HOUR // 4 <= rest < HOUR - HOUR // 4 else ""
    hours += rest >= HOUR - HOUR // 4
    return f"about {hours}{half} {'hour' if hours == 1 and not half else 'hours'}"


def burden_rows(burdens: Sequence[Burden]) -> list[tuple[str, int, str, int]]:
    """Return the rows of the table of what each kind of service is asked for."""
    return [
        (
            ServiceType(each.service_type).label,
            each.services,
            f"about {round(each.minutes):,}",
            each.most,
        )
        for each in burdens
    ]


def months_of(asks: Sequence[AskRow], *, today: date) -> list[tuple[str, list[CalendarLine]]]:
    """Return the lines of the calendar by their month, in order."""
    return [
        (f"{month:%B %Y}", [_line(row, today) for row in rows])
        for month, rows in groupby(asks, key=lambda row: row.on.replace(day=1))
    ]


def _line(row: AskRow, today: date) -> CalendarLine:
    title = f"{row.title} ({row.system_name})" if row.system_name else row.title
    return CalendarLine(
        day=weekday(row.on),
        what=row.what,
        title=title,
        url=row.url,
        services=count(row.services, "service address", "service addresses")
        if row.services is not None
        else "",
        minutes=long_words(row.minutes) if row.minutes else "",
        is_past=row.on < today,
    )

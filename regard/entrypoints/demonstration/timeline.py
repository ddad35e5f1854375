"""When everything in the demonstration happened, counted back from the day it is built."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

DAYS_BEFORE = {
    "told_before": 430,
    "founded": 336,
    "seeing_began": 330,
    "registered": 132,
    "networks": 130,
    "people": 128,
    "leaving_written": 127,
    "leaving_opened": 121,
    "leaving_sheet": 87,
    "leaving_closed": 85,
    "leaving_proposed": 83,
    "leaving_named": 80,
    "leaving_signed": 76,
    "strategy_begun": 74,
    "strategy_written": 68,
    "needs_assessed": 66,
    "strategy_promised": 63,
    "strategy_decided": 61,
    "opinions_given": 57,
    "strategy_published": 54,
    "letters_posted": 50,
    "winter_written": 22,
    "version_begun": 9,
    "version_written": 7,
    "review_written": 6,
    "review_opened": 4,
    "winter_opened": 18,
    "winter_second_wave": 17,
    "talk_written": 14,
    "talk_opened": 12,
    "winter_reminded": 8,
    "winter_chased": 6,
    "board_written": 16,
    "governed": 125,
    "pulse_first": 86,
    "pulse_second": 25,
    "association_spoke": 7,
    "minutes_kept": 9,
    "seeing_grouped": 6,
    "sampled": 1,
    "obliged": 52,
    "told": 47,
    "mandates": 40,
    "corrected": 12,
    "roll": 8,
    "registered_next": 5,
    "asked_to_correct": 3,
    "winter_proposed": 1,
}
"""Days before the day of building."""

LEAVING_DAYS = 35
"""How long the first exercise took answers."""

WINTER_CLOSES_AFTER = 21
"""Days from the day of building until the second exercise closes."""


@dataclass(frozen=True)
class Timeline:
    """
    The days of the demonstration.

    Attributes:
        at: when the demonstration is built, aware.
    """

    at: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    def when(self, what: str, *, hour: int = 10, minute: int = 0) -> datetime:
        """Return when something happened, by its name in DAYS_BEFORE."""
        return self.on(self.day(what), hour=hour, minute=minute)

    def day(self, what: str) -> date:
        return self.today - timedelta(days=DAYS_BEFORE[what])

    def on(self, day: date, *, hour: int = 10, minute: int = 0) -> datetime:
        """Return a time of that day here, never later than the building itself."""
        return min(timezone.make_aware(datetime.combine(day, time(hour, minute))), self.at)

    def to_come(self, days: int, *, hour: int) -> datetime:
        """Return a time so many days from today; before it where that is below 0."""
        day = self.today + timedelta(days=days)
        return timezone.make_aware(datetime.combine(day, time(hour)))

    def phrases(self) -> dict[str, str]:
        """Return the dates that the strategy's words name, as they are written there."""
        published = self.day("strategy_published")
        return {
            "next_month": _words(self.promised("next_month")),
            "spring": f"{self.promised('spring'):%B %Y}",
            "april": _words(self.promised("april")),
            "year": str(published.year),
            "next_year": str(published.year + 1),
            "later": str(published.year + 5),
        }

    def promised(self, when: int | str) -> date:
        """Return a day by its name in `phrases`, or so many days from today."""
        if isinstance(when, int):
            return self.today + timedelta(days=when)
        published = self.day("strategy_published")
        return {
            "next_month": _first_of_month(published, months=2),
            "spring": _first_of_month(published, months=5),
            "april": _next_april(published),
        }[when]


def _first_of_month(day: date, *, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _next_april(day: date) -> date:
    return date(day.year + (day.month >= 3), 4, 1)


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"

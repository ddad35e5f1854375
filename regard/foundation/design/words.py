"""Numbers, dates and shares as pages print them."""

import math
from datetime import date, datetime

from django.utils import timezone

MISSING = "–"
"""Printed where there is no value, so that nobody takes an empty cell for nought."""


def number_words(value: float | None) -> str:
    """Return 1178 as "1,178"; a fraction keeps one decimal."""
    if value is None or math.isnan(value):
        return MISSING
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def percent_words(share: float | None) -> str:
    """
    Return a share, 0 to 1, as a whole percentage.

    What is not nothing never reads 0%, and what is not everything never reads 100%.
    """
    if share is None or math.isnan(share):
        return MISSING
    if 0 < share < 0.005:
        return "under 1%"
    if 0.995 <= share < 1:
        return "over 99%"
    return f"{math.floor(share * 100 + 0.5)}%"


def plural_words(count: float, one: str, many: str = "") -> str:
    """Return 3 and "service" as "3 services"; `many` where an s is not enough."""
    noun = one if count == 1 else many or f"{one}s"
    return f"{number_words(count)} {noun}"


def date_words(moment: date | datetime | None) -> str:
    """Return a day as "21 November 2026", in the time of this country."""
    if moment is None:
        return MISSING
    return f"{_local(moment):%-d %B %Y}"


def day_words(moment: date | datetime | None) -> str:
    """Return a day of the current year as "Friday 12 December"."""
    if moment is None:
        return MISSING
    return f"{_local(moment):%A %-d %B}"


def time_words(moment: datetime | None) -> str:
    """Return a moment as "21 November 2026, 2.05 pm"."""
    if moment is None:
        return MISSING
    local = _local(moment)
    return f"{local:%-d %B %Y, %-I.%M} {local:%p}".replace("AM", "am").replace("PM", "pm")


def _local(moment: date | datetime) -> date | datetime:
    if isinstance(moment, datetime):
        return timezone.localtime(moment)
    return moment

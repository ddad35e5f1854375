"""Dates and counts in plain words."""

from datetime import date


def day(value: date) -> str:
    """Return e.g. "12 December 2026"."""
    return f"{value.day} {value:%B %Y}"


def weekday(value: date) -> str:
    """Return e.g. "Friday 12 December", for a day within the year."""
    return f"{value:%A} {value.day} {value:%B}"


def count(number: int, one: str, many: str = "") -> str:
    """Return e.g. "1 service", "1,178 services", "no services"."""
    if number == 1:
        return f"1 {one}"
    return f"{number:,} {many or one + 's'}" if number else f"no {many or one + 's'}"

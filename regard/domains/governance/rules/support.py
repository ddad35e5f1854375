"""Money for taking part: pounds as people write them, and the years it is reported by."""

import re
from datetime import date

POUNDS = re.compile(r"£?\s*(\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.(\d{2}))?")

YEAR_BEGINS = (4, 1)
"""Month and day on which the financial year of councils and the NHS begins."""


def read_pence(written: str) -> int | None:
    """Return an amount in pence, e.g. 8450 for "£84.50"; None if it is no amount."""
    found = POUNDS.fullmatch(written.strip())
    if found is None:
        return None
    pounds, pence = found.groups()
    return int(pounds.replace(",", "")) * 100 + int(pence or 0)


def year_of(day: date) -> int:
    """Return the year in which a day's financial year begins."""
    return day.year if (day.month, day.day) >= YEAR_BEGINS else day.year - 1


def year_words(year: int) -> str:
    """Return how a financial year is called, e.g. 2026 to 2027."""
    return f"{year} to {year + 1}"


def first_day(year: int) -> date:
    return date(year, *YEAR_BEGINS)

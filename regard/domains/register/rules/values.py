"""What stands in a cell, as a value. What cannot be one is refused with its column and reason."""

import re
from datetime import date
from functools import lru_cache

from .layouts import DateOrder
from .matching import normalise_postcode, postcode_district

NUMBER = re.compile(r"[A-Z0-9][A-Z0-9-]{1,29}")
"""A number of the regulator's: "1-10000792582", or "RJ8" for an NHS body."""

TIDY_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}")


class Unreadable(ValueError):
    """A cell cannot be what its column says. The reason is in words for whoever mends it."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason


def read_number(column: str, text: str) -> str:
    """Return a number of the regulator's, as it writes them."""
    if NUMBER.fullmatch(text):
        return text
    tidy = text.strip().upper()
    if NUMBER.fullmatch(tidy):
        return tidy
    raise Unreadable(column, text, "is not one of the regulator’s numbers, like 1-10000792582")


def read_text(column: str, text: str) -> str:
    """Return text that must be there, without spaces around it."""
    tidy = text.strip()
    if tidy:
        return tidy
    raise Unreadable(column, text, "is empty")


def read_postcode(column: str, text: str) -> tuple[str, str]:
    """Return a postcode and its district, e.g. ("LN1 3AB", "LN1")."""
    if TIDY_POSTCODE.fullmatch(text):
        return text, text[:-4]
    district = postcode_district(text)
    if district:
        return normalise_postcode(text), district
    raise Unreadable(column, text, "is not a postcode, like LN1 3AB")


MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

TIME = r"(?:[T ](?:- )?(?:0?0|12):00(?::00)?(?:\.0+)?(?: AM)?)?"
"""Midnight, as the regulator's files write it after some dates."""

ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})" + TIME)
SLASHED_DATE = re.compile(r"([0-9]{1,2})/([0-9]{1,2}|[A-Za-z]{3})/([0-9]{4})" + TIME)


def read_date(text: str, order: DateOrder) -> date | None:
    """
    Return a date written with figures and slashes, or as ISO 8601. None if the cell is empty.

    A month written in letters is understood in either order.

    :raises ValueError: if it is no date in this order.
    """
    text = text.strip()
    if not text:
        return None
    iso = ISO_DATE.fullmatch(text)
    if iso:
        return date(*(int(part) for part in iso.groups()))
    match = SLASHED_DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    first, second, year = match.groups()
    if second.isalpha():
        return date(int(year), MONTHS.index(second.lower()) + 1, int(first))
    day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
    return date(int(year), int(month), int(day))


@lru_cache(maxsize=16384)
def read_past_date(column: str, text: str, order: DateOrder, today: date) -> str | None:
    """Return a date that is not to come, as ISO 8601. None if the cell is empty."""
    try:
        found = read_date(text, order)
    except ValueError:
        raise Unreadable(column, text, f"is not a date written like {order.value}") from None
    if found is None:
        return None
    if found > today:
        raise Unreadable(column, text, "is a date in the future")
    return found.isoformat()


DEGREES_EAST = re.compile(r"|(?:-[0-8]|[0-2])\.[0-9]{1,17}")
DEGREES_NORTH = re.compile(r"|(?:49\.[0-9]{0,16}[1-9]|(?:5[0-9]|60)\.[0-9]{1,17})")
"""What may be written as it stands, as `read_coordinates` takes it; or nothing."""


def read_coordinates(longitude: str, latitude: str) -> tuple[str, str] | tuple[None, None]:
    """
    Return longitude and latitude in degrees (WGS84), or two Nones where both are empty.

    As text, which is how they are written next.

    Read only for places in or near the British Isles, so that swapped columns are found.
    """
    try:
        east, north = float(longitude), float(latitude)
    except ValueError:
        if not longitude.strip() and not latitude.strip():
            return None, None
        raise Unreadable("Longitude", f"{longitude}, {latitude}", "is not a number") from None
    if -9 < east < 3 and 49 < north < 61:
        return str(east), str(north)
    raise Unreadable("Longitude", f"{longitude}, {latitude}", "is not in the British Isles")


UNRATED = {"", "not rated", "not applicable", "no published rating", "-"}


@lru_cache(maxsize=256)
def read_rating(text: str) -> str | None:
    """Return a rating as the regulator words it, e.g. "Requires improvement". None if unrated."""
    tidy = " ".join(text.split())
    return None if tidy.lower() in UNRATED else tidy.capitalize()


def read_dash(text: str) -> str:
    """Return the text, or nothing where the regulator writes a dash for nothing."""
    tidy = text.strip()
    return "" if tidy == "-" else tidy


def read_plain(text: str) -> str:
    """Return the text without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text.startswith(("'=", "'+", "'-", "'@")) else text

"""
Whole columns of cells, as values: the same as `values` of each cell, but several times as fast.

Where every cell is written as it should be, nothing has to be changed; else each is read.
"""

from collections.abc import Sequence
from datetime import date

from .layouts import DateOrder
from .values import (
    DEGREES_EAST,
    DEGREES_NORTH,
    NUMBER,
    TIDY_POSTCODE,
    read_coordinates,
    read_number,
    read_past_date,
    read_postcode,
    read_rating,
    read_text,
)


def read_numbers(column: str, cells: Sequence[str]) -> Sequence[str]:
    """
    Return numbers of the regulator's.

    :raises Unreadable: for the first cell that is none; so do the others here.
    """
    if all(map(NUMBER.fullmatch, cells)):
        return cells
    return [read_number(column, text) for text in cells]


def read_texts(column: str, cells: Sequence[str]) -> Sequence[str]:
    """Return texts that must be there, without spaces around them."""
    tidy = list(map(str.strip, cells))
    return tidy if all(tidy) else [read_text(column, text) for text in cells]


def read_postcodes(column: str, cells: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return postcodes, and their districts."""
    if all(map(TIDY_POSTCODE.fullmatch, cells)):
        return cells, [text[:-4] for text in cells]
    both = [read_postcode(column, text) for text in cells]
    return [postcode for postcode, _ in both], [district for _, district in both]


def read_places(
    longitudes: Sequence[str], latitudes: Sequence[str]
) -> tuple[Sequence[str | None], Sequence[str | None]]:
    """Return longitudes and latitudes, of which both are None where both are empty."""
    if (
        all(map(DEGREES_EAST.fullmatch, longitudes))
        and all(map(DEGREES_NORTH.fullmatch, latitudes))
        and list(map(bool, longitudes)) == list(map(bool, latitudes))
    ):
        return [text or None for text in longitudes], [text or None for text in latitudes]
    both = list(map(read_coordinates, longitudes, latitudes))
    return [longitude for longitude, _ in both], [latitude for _, latitude in both]


def read_past_dates(
    column: str, cells: Sequence[str], order: DateOrder, today: date
) -> Sequence[str | None]:
    """Return dates that are not to come, as ISO 8601. None for an empty cell."""
    return [read_past_date(column, text, order, today) for text in cells]


def read_ratings(cells: Sequence[str]) -> Sequence[str]:
    """Return ratings as the regulator words them. Empty where there is none."""
    ratings = {text: read_rating(text) or "" for text in set(cells)}
    return [ratings[text] for text in cells]

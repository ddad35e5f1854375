"""What a body can be, and when it can end."""

from collections.abc import Mapping
from datetime import date

from regard.domains.register.types import AreaLevel

RESERVED_SLUGS = frozenset({"begin", "compare", "new"})
"""Addresses of pages beside the bodies'."""

LEVELS = (
    AreaLevel.REGION,
    AreaLevel.SYSTEM,
    AreaLevel.COUNCIL,
    AreaLevel.PLACE,
    AreaLevel.NEIGHBOURHOOD,
)
"""The levels at which a body of a system may work, from the widest."""

AT_A_PLACE = frozenset({AreaLevel.PLACE, AreaLevel.NEIGHBOURHOOD})


def reason_against_area(*, level: AreaLevel, has_place: bool, has_council: bool) -> str | None:
    """Return what is wrong with the area of a body; None: nothing."""
    if level not in LEVELS:
        return "Choose the level at which it works"
    if level is AreaLevel.COUNCIL and not has_council:
        return "Choose the council whose area it is for"
    if level in AT_A_PLACE and not has_place:
        return f"Choose the {level.label.lower()} that it is for"
    return None


def reason_not_to_end(*, valid_from: date | None, valid_to: date | None, on: date) -> str | None:
    """Return why something may not end on a day, in words for who asks; None: it may."""
    if valid_to is not None:
        return f"Its end is on record already: {valid_to:%-d %B %Y}"
    if valid_from is not None and on <= valid_from:
        return f"It begins on {valid_from:%-d %B %Y}. Choose a later day"
    return None


def is_above(*, parents: Mapping[int, int | None], upper: int, lower: int) -> bool:
    """
    Test whether one body is another, or the other answers to it over any number of steps.

    :param parents: whom each body answers to, by number.
    """
    seen: set[int] = set()
    here: int | None = lower
    while here is not None and here not in seen:
        if here == upper:
            return True
        seen.add(here)
        here = parents.get(here)
    return False

"""The finder's address, which anyone may write: nothing in it fails."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeVar

from django.http import QueryDict

from regard.domains.register.types import (
    BedsBand,
    Criteria,
    Sector,
    ServiceType,
    SizeBand,
    Sort,
)

LONGEST_WORDS = 200
MOST_CHOICES = 200
"""Of one filter; more than any list of choices is long."""

FIRST_DAY = date(2009, 4, 1)
"""The regulator was set up on this day (Health and Social Care Act 2008): nothing is older."""

ANSWERS = {"yes": True, "no": False}

Picked = TypeVar("Picked", bound=StrEnum)


def read_criteria(query: QueryDict) -> Criteria:
    """Return what an address asks for. What it asks for that there is not narrows nothing."""
    return Criteria(
        service_types=_choices(query, "type", ServiceType),
        place_ids=_numbers(query, "place"),
        size_bands=_choices(query, "size", SizeBand),
        sectors=_choices(query, "sector", Sector),
        words=query.get("words", "")[:LONGEST_WORDS].replace("\0", "").strip(),
        neighbourhood_ids=_numbers(query, "neighbourhood"),
        council_ids=_numbers(query, "council"),
        system_ids=_numbers(query, "system"),
        brand_ids=_texts(query, "group"),
        network_ids=_numbers(query, "network"),
        ratings=_texts(query, "rating"),
        beds_bands=_choices(query, "beds", BedsBand),
        people_served=_texts(query, "for"),
        is_regulated=ANSWERS.get(query.get("regulated", "")),
        is_dormant=ANSWERS.get(query.get("dormant", "")),
        is_reachable=ANSWERS.get(query.get("reachable", "")),
        as_at=_day(query.get("at", "")),
        is_literal=query.get("literal") == "yes",
    )


def read_sort(query: QueryDict) -> Sort | None:
    """Return the order that an address asks for; None for the usual one."""
    return {sort.value: sort for sort in Sort}.get(query.get("sort", ""))


def _choices(query: QueryDict, name: str, kind: type[Picked]) -> tuple[Picked, ...]:
    known: Mapping[str, Picked] = {choice.value: choice for choice in kind}
    return tuple(dict.fromkeys(known[text] for text in _given(query, name) if text in known))


def _numbers(query: QueryDict, name: str) -> tuple[int, ...]:
    texts = [text for text in _given(query, name) if text.isascii() and text.isdigit()]
    return tuple(dict.fromkeys(int(text) for text in texts if len(text) < 19))


def _texts(query: QueryDict, name: str) -> tuple[str, ...]:
    texts = [text.replace("\0", "").strip() for text in _given(query, name)]
    return tuple(dict.fromkeys(text for text in texts if text and len(text) < LONGEST_WORDS))


def _given(query: QueryDict, name: str) -> list[str]:
    return query.getlist(name)[:MOST_CHOICES]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= date(2100, 1, 1) else None

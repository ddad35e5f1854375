"""The filters of the finder as people see them: which are shown, in which order, how many."""

from collections.abc import Collection, Mapping, Sequence

from regard.domains.register.rules.finding import chosen
from regard.domains.register.types import (
    NOT_RATED,
    BedsBand,
    Choice,
    Criteria,
    Facet,
    Sector,
    ServiceType,
    SizeBand,
)

FACETS: Mapping[str, tuple[str, str]] = {
    "service_types": ("type", "Kind of care"),
    "system_ids": ("system", "System"),
    "place_ids": ("place", "Place"),
    "neighbourhood_ids": ("neighbourhood", "Neighbourhood"),
    "council_ids": ("council", "Council"),
    "ratings": ("rating", "Rating"),
    "size_bands": ("size", "Size of provider"),
    "sectors": ("sector", "Sector"),
    "brand_ids": ("group", "Group"),
    "people_served": ("for", "For whom"),
    "beds_bands": ("beds", "Beds"),
    "network_ids": ("network", "Network"),
    "is_regulated": ("regulated", "Regulated"),
    "is_dormant": ("dormant", "Dormant"),
    "is_reachable": ("reachable", "Can be reached"),
}
"""For each criterion, its name in an address and its label, in the order they are shown in."""

ONLY_IN_SYSTEM = {"place_ids", "neighbourhood_ids"}
ONLY_IN_ENGLAND = {"system_ids"}

IN_ORDER: Mapping[str, Sequence[object]] = {
    "service_types": tuple(ServiceType),
    "size_bands": tuple(SizeBand),
    "sectors": tuple(Sector),
    "beds_bands": tuple(BedsBand),
    "ratings": ("Outstanding", "Good", "Requires improvement", "Inadequate"),
    "is_regulated": (True, False),
    "is_dormant": (True, False),
    "is_reachable": (True, False),
}
"""Filters whose choices have an order of their own. The others come by how many they leave."""

NOTHING: Mapping[str, object] = {
    "place_ids": 0,
    "neighbourhood_ids": 0,
    "brand_ids": "",
    "is_dormant": None,
}
"""What stands for none, and is nothing to choose."""

YES, NO = "yes", "no"

FEW = 8
"""Choices of a filter that are shown at first."""


def list_shown(*, is_in_system: bool, sees_reach: bool) -> list[str]:
    """Return the criteria that somebody can narrow by."""
    hidden = ONLY_IN_ENGLAND if is_in_system else ONLY_IN_SYSTEM
    if not sees_reach:
        hidden = hidden | {"is_reachable"}
    return [name for name in FACETS if name not in hidden]


def pick(
    counts: Mapping[str, Mapping[object, int]], *, criteria: Criteria, in_full: Collection[str]
) -> dict[str, list[tuple[object, int]]]:
    """
    Return each filter's choices and counts to show: the first few, and those that were chosen.

    :param in_full: names, as addresses say them, of those of which all are shown.
    """
    return {
        name: _pick(name, counts[name], criteria, is_full=FACETS[name][0] in in_full)
        for name in counts
    }


def _pick(
    name: str, counts: Mapping[object, int], criteria: Criteria, *, is_full: bool
) -> list[tuple[object, int]]:
    asked = chosen(criteria, name)
    known = {value: count for value, count in counts.items() if value != NOTHING.get(name, "\0")}
    known |= {value: 0 for value in asked if value not in known}
    order = {value: place for place, value in enumerate(IN_ORDER.get(name, ()))}
    last = len(order)
    ranked = sorted(
        known.items(),
        key=lambda each: (order.get(each[0], last), each[0] == NOT_RATED, -each[1], str(each[0])),
    )
    if is_full or name in IN_ORDER:
        return ranked
    return [each for place, each in enumerate(ranked) if place < FEW or each[0] in asked]


def label(
    picked: Mapping[str, Sequence[tuple[object, int]]],
    *,
    criteria: Criteria,
    counts: Mapping[str, Mapping[object, int]],
    names: Mapping[tuple[str, str], str],
) -> tuple[Facet, ...]:
    """
    Return the filters that can narrow something: with two choices or more, or one chosen.

    :param counts: of all choices, to say how many were left out.
    :param names: of things of the register, by criterion and number.
    """
    made = []
    for name, choices in picked.items():
        asked = chosen(criteria, name)
        if len(choices) < 2 and not asked:
            continue
        known = len(counts[name]) - (NOTHING.get(name, "\0") in counts[name])
        made.append(
            Facet(
                name=FACETS[name][0],
                label=FACETS[name][1],
                choices=tuple(
                    Choice(
                        value=write_value(value),
                        label=names.get((name, str(value))) or _words(name, value),
                        count=count,
                        is_chosen=value in asked,
                    )
                    for value, count in choices
                ),
                left_out=max(known - len(choices), 0),
            )
        )
    return tuple(made)


def write_value(value: object) -> str:
    """Return a choice as an address says it."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def _words(name: str, value: object) -> str:
    if isinstance(value, ServiceType | SizeBand | Sector | BedsBand):
        return value.label
    if isinstance(value, bool):
        return YES.capitalize() if value else NO.capitalize()
    if name == "ratings" and value == NOT_RATED:
        return "Not rated"
    return str(value)

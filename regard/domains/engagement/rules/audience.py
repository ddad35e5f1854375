"""Whom an exercise is for, as it is kept and as people say it."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any

from regard.domains.register.types import (
    NOT_RATED,
    BedsBand,
    Criteria,
    Sector,
    ServiceType,
    SizeBand,
)

KeptCriteria = dict[str, Any]
"""Criteria as the database keeps them, by name. What is missing does not narrow."""

KINDS: Mapping[str, Callable[[str], StrEnum]] = {
    "service_types": ServiceType,
    "size_bands": SizeBand,
    "sectors": Sector,
    "beds_bands": BedsBand,
}
"""Criteria whose values are one of a list."""

NEVER_KEPT = {"as_at"}
"""An exercise is for the services of the day on which it opens."""


def criteria_from(kept: KeptCriteria) -> Criteria:
    """Return the register's criteria."""
    known = {field.name for field in fields(Criteria)} - NEVER_KEPT
    read: dict[str, Any] = {}
    for name, value in kept.items():
        if name not in known:
            continue
        kind = KINDS.get(name)
        is_list = isinstance(value, list)
        read[name] = tuple(kind(each) if kind else each for each in value) if is_list else value
    return Criteria(**read)


def kept_criteria(criteria: Criteria) -> KeptCriteria:
    """Return the criteria as the database keeps them."""
    kept: KeptCriteria = {}
    for field in fields(Criteria):
        value = getattr(criteria, field.name)
        if isinstance(value, tuple):
            kept[field.name] = [str(each) if isinstance(each, StrEnum) else each for each in value]
        elif field.name not in NEVER_KEPT and value != field.default:
            kept[field.name] = value
    return kept


def audience_in_words(criteria: Criteria, *, places: Mapping[int, str], system: str) -> str:
    """
    Return whom it is for, e.g. "Home care in Harrow Vale, of providers with one service".

    :param places: names of the system's places, by number.
    """
    kinds = [value.label for value in criteria.service_types]
    where = [places[n] for n in criteria.place_ids if n in places] or [system]
    words = f"{_listed(kinds) if kinds else 'Every care service'} in {_listed(where)}"
    if criteria.sectors:
        words += f", {_listed([value.label.lower() for value in criteria.sectors])} sector"
    if criteria.size_bands:
        sizes = [value.label[:1].lower() + value.label[1:] for value in criteria.size_bands]
        words += f", {_listed(sizes)}"
    return words + _and_more(criteria)


def _and_more(criteria: Criteria) -> str:
    """Return what else a saved search narrows by."""
    more = []
    if criteria.ratings:
        rated = ["not at all" if each == NOT_RATED else each for each in criteria.ratings]
        more.append(f"rated {_listed(rated)}")
    if criteria.people_served:
        more.append(f"for {_listed(list(criteria.people_served))}")
    if criteria.beds_bands:
        more.append(_listed([band.label.lower() for band in criteria.beds_bands]))
    more += [words[asked] for words, asked in _answers(criteria) if asked is not None]
    others = (
        criteria.neighbourhood_ids,
        criteria.council_ids,
        criteria.brand_ids,
        criteria.network_ids,
    )
    if any(others):
        more.append("in the areas, groups and networks of a saved search")
    if criteria.words:
        more.append(f"found by “{criteria.words}”")
    return "".join(f", {each}" for each in more)


def _answers(criteria: Criteria) -> list[tuple[tuple[str, str], bool | None]]:
    """Return the words for no and for yes of each filter that has only these."""
    return [
        (("not regulated", "regulated"), criteria.is_regulated),
        (("not dormant", "dormant"), criteria.is_dormant),
        (("whom nobody can reach", "who can be reached"), criteria.is_reachable),
    ]


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"

"""Whom an exercise is for, as it is kept and as people say it."""

from collections.abc import Mapping
from typing import TypedDict

from regard.domains.register.types import Criteria, Sector, ServiceType, SizeBand


class KeptCriteria(TypedDict, total=False):
    """Criteria as the database keeps them. A missing list does not narrow."""

    service_types: list[str]
    place_ids: list[int]
    size_bands: list[str]
    sectors: list[str]


def criteria_from(kept: KeptCriteria) -> Criteria:
    """Return the register's criteria."""
    return Criteria(
        service_types=tuple(ServiceType(value) for value in kept.get("service_types", ())),
        place_ids=tuple(kept.get("place_ids", ())),
        size_bands=tuple(SizeBand(value) for value in kept.get("size_bands", ())),
        sectors=tuple(Sector(value) for value in kept.get("sectors", ())),
    )


def kept_criteria(criteria: Criteria) -> KeptCriteria:
    """Return the criteria as the database keeps them."""
    return {
        "service_types": [value.value for value in criteria.service_types],
        "place_ids": list(criteria.place_ids),
        "size_bands": [value.value for value in criteria.size_bands],
        "sectors": [value.value for value in criteria.sectors],
    }


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
    return words


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"

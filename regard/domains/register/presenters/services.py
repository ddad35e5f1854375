"""The list of services in words, and as a table to take away."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from regard.domains.register.types import ContactRow, Criteria, Reach, ServiceRow
from regard.foundation.design.words import number_words, plural_words

COLUMNS = (
    "Location ID",
    "Service",
    "Kind",
    "Provider",
    "Group",
    "Sector",
    "Provider size",
    "Place",
    "Council",
    "Town",
    "Postcode",
    "Rating",
)


def cells(row: ServiceRow) -> tuple[str, ...]:
    """Return a service as a row under `COLUMNS`."""
    return (
        row.regulator_id or "",
        row.location_name,
        row.service_type.label,
        row.organisation_name,
        row.brand_name,
        row.sector.label,
        row.size_band.label,
        row.place_name,
        row.council_name,
        row.city,
        row.postcode,
        row.rating or "",
    )


def lede(reach: Reach) -> str:
    """Return the finding: how many services there are, and how many cannot be reached."""
    known = (
        f"{plural_words(reach.services, 'service')} of {plural_words(reach.providers, 'provider')}"
    )
    if not reach.without_email:
        return f"{known}; every one can be reached by email."
    return f"{known}; {number_words(reach.without_email)} cannot be reached by email."


def narrowed_lede(services: int, providers: int, reach: Reach) -> str:
    """Return the finding of a search."""
    return (
        f"{plural_words(services, 'service')} of {plural_words(providers, 'provider')} match, "
        f"of {number_words(reach.services)} in the register."
    )


def reach_figures(reach: Reach) -> list[tuple[str, str]]:
    """Return how services can be reached, each counted once, by the best way."""
    return [
        (number_words(reach.email), "can be reached by email"),
        (number_words(reach.telephone), "by telephone, not by email"),
        (number_words(reach.post), "only by post"),
        (number_words(reach.nobody), "by no way that we know"),
    ]


def missing_lines(
    rows: Iterable[ServiceRow], contacts: Mapping[int, ContactRow]
) -> list[tuple[str, ...]]:
    """
    Return each location without an email address as a line of services and contacts.

    Kind, sector and address are left empty, and an empty cell changes nothing.
    """
    lines = {}
    for row in rows:
        contact = contacts[row.location_id]
        if not contact.email:
            lines[row.location_id] = (
                row.regulator_id or "",
                row.location_name,
                row.organisation_name,
                "",
                "",
                "",
                row.city,
                row.postcode,
                row.council_name,
                contact.name,
                "",
                contact.telephone,
            )
    return list(lines.values())


def query_of(criteria: Criteria, **more: str | None) -> str:
    """Return criteria as the query of an address, with `more` after them, without a ?."""
    pairs = [("words", criteria.words)] if criteria.words else []
    pairs += [("type", kind.value) for kind in criteria.service_types]
    pairs += [("place", str(place)) for place in criteria.place_ids]
    pairs += [("size", band.value) for band in criteria.size_bands]
    pairs += [("sector", sector.value) for sector in criteria.sectors]
    pairs += [(name, value) for name, value in more.items() if value]
    return urlencode(pairs)

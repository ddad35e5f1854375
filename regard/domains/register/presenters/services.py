"""The list of services in words, and as a table to take away."""

from collections.abc import Iterable, Mapping

from regard.domains.register.types import ContactRow, Reach, ServiceRow
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
    "Neighbourhood",
    "Council",
    "Town",
    "Postcode",
    "Rating",
    "Beds",
    "Regulated",
    "ODS code",
    "Registered",
    "Ended",
)


def cells(row: ServiceRow) -> tuple[object, ...]:
    """Return a service as a row under `COLUMNS`: text, and numbers where they are numbers."""
    return (
        row.regulator_id or "",
        row.location_name,
        row.service_type.label,
        row.organisation_name,
        row.brand_name,
        row.sector.label,
        row.size_band.label,
        row.place_name,
        row.neighbourhood_name,
        row.council_name,
        row.city,
        row.postcode,
        row.rating or "",
        row.beds,
        "Yes" if row.is_regulated else "No",
        row.ods_code,
        row.registered_on.isoformat() if row.registered_on else "",
        row.ended_on.isoformat() if row.ended_on else "",
    )


def lede(reach: Reach) -> str:
    """Return the finding: how many services there are, and how many cannot be reached."""
    known = (
        f"{plural_words(reach.services, 'service')} of {plural_words(reach.providers, 'provider')}"
    )
    if not reach.without_email:
        return f"{known}; every one can be reached by email."
    return f"{known}; {number_words(reach.without_email)} cannot be reached by email."


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

    Kind, sector, address and who buys are left empty, and an empty cell changes nothing.
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
                "",
            )
    return list(lines.values())

"""Northmarch's providers as files: the regulator's ratings layout, and our own for contacts."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from regard.domains.register.types import Sector, ServiceType

from .population import MadeLocation

RATINGS_HEADER = (
    "Location ID",
    "Location ODS Code",
    "Location Name",
    "Care Home?",
    "Location Type",
    "Location Primary Inspection Category",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location Post Code",
    "Location Local Authority",
    "Location Region",
    "Location NHS Region",
    "Location ONSPD CCG Code",
    "Location ONSPD CCG",
    "Location Commissioning CCG Code",
    "Location Commissioning CCG Name",
    "Service / Population Group",
    "Domain",
    "Latest Rating",
    "Publication Date",
    "Report Type",
    "Inherited Rating (Y/N)",
    "URL",
    "Provider ID",
    "Provider Name",
    "Brand ID",
    "Brand Name",
)
"""As the regulator publishes "Latest ratings" in 2026."""

CONTACTS_HEADER = (
    "Location ID",
    "Service name",
    "Provider",
    "Service type",
    "Sector",
    "Address",
    "Town",
    "Postcode",
    "Council",
    "Contact name",
    "Email",
    "Telephone",
)

DOMAINS = ("Overall", "Safe", "Effective", "Caring", "Responsive", "Well-led")

GROUPS = {
    ServiceType.HOME_CARE: "Homecare",
    ServiceType.SUPPORTED_LIVING: "Supported Living",
    ServiceType.EXTRA_CARE: "Extra Care",
    ServiceType.SHARED_LIVES: "Shared Lives",
}
"""The regulator's service groups, for the kinds of community care that it tells apart."""

CARE_HOMES = {ServiceType.CARE_HOME, ServiceType.CARE_HOME_NURSING}


def write_ratings(path: Path, locations: Sequence[MadeLocation]) -> None:
    """Write what the regulator would publish of them: nothing of those it does not know."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(RATINGS_HEADER)
        for location in locations:
            if location.regulator_id:
                writer.writerows(_rating_rows(location))


def write_contacts(path: Path, locations: Sequence[MadeLocation]) -> None:
    """Write a line for each service: what the ratings cannot tell, and how it is reached."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(CONTACTS_HEADER)
        for location in locations:
            writer.writerows(_contact_rows(location))


def _rating_rows(location: MadeLocation) -> Iterator[list[str]]:
    care_home = bool(CARE_HOMES.intersection(location.kinds))
    rating = location.rating or "Not Rated"
    brand = location.provider.brand
    start = [
        location.regulator_id or "",
        "",
        location.name,
        "Y" if care_home else "N",
        "Social Care Org",
        "Residential social care" if care_home else "Community based adult social care services",
        location.address,
        "",
        location.town,
        location.postcode,
        location.place.council,
        *["Northmarch", "Northmarch", "", "", "", ""],
    ]
    end = [
        f"{location.rated_on:%m/%d/%Y}" if location.rating else "",
        *["Location", "N", ""],
        location.provider.regulator_id or "",
        location.provider.name,
        f"BD99{sum(map(ord, brand)) % 100:02}" if brand else "-",
        f"BRAND {brand}" if brand else "-",
    ]
    for domain in DOMAINS:
        yield [*start, "Overall", domain, rating, *end]
    for kind in location.kinds:
        if kind in GROUPS:
            yield [*start, GROUPS[kind], "Overall", rating, *end]


def _contact_rows(location: MadeLocation) -> Iterator[list[str]]:
    sector = location.provider.sector
    for kind in location.kinds:
        yield [
            location.regulator_id or "",
            location.name,
            location.provider.name,
            kind.label,
            "" if sector is Sector.NOT_KNOWN else sector.label,
            location.address,
            location.town,
            location.postcode,
            location.place.council,
            location.contact.name,
            location.contact.email,
            location.contact.telephone,
        ]

"""
How a line of the regulator's ratings becomes a location, its provider and its services.

Nursing cannot be told from these files: every care home is read as a care home. The kind of
community care is known only where the regulator rated it by kind.
"""

from datetime import date
from typing import NamedTuple

from regard.domains.register.types import Sector, ServiceType

from .councils import Gazetteer
from .layouts import DateOrder
from .values import (
    Unreadable,
    read_coordinates,
    read_dash,
    read_number,
    read_past_date,
    read_postcode,
    read_rating,
    read_text,
)

SOCIAL_CARE = "Social Care Org"
"""The location type of adult social care; the same files list surgeries and hospitals."""

OVERALL = "Overall"

GROUPS = {
    "care homes": ServiceType.CARE_HOME,
    "homecare": ServiceType.HOME_CARE,
    "supported living": ServiceType.SUPPORTED_LIVING,
    "extra care": ServiceType.EXTRA_CARE,
    "shared lives": ServiceType.SHARED_LIVES,
}
"""The regulator's service groups that say what kind of care it is, in small letters."""


CARE_HOMES = {"Y": ServiceType.CARE_HOME.value, "N": ServiceType.NOT_STATED.value}
"""What the regulator answers to "Care Home?", and what we then know."""


class RatingCells(NamedTuple):
    """The cells of a line that are read, in the order of the layouts' columns."""

    number: str
    name: str
    care_home: str
    kind: str
    street: str
    second_line: str
    city: str
    postcode: str
    council: str
    group: str
    domain: str
    rating: str
    published: str
    provider_number: str
    provider_name: str
    brand_number: str
    brand_name: str
    longitude: str = ""
    latitude: str = ""
    ods_code: str = ""


class LocationRow(NamedTuple):
    """
    A location as a file tells of it, in plain values that COPY writes fastest.

    Attributes:
        service_type: a ServiceType's value: what it is if no service group says more.
        rated_on: when its own rating was published, as ISO 8601; None if it has none.
    """

    line: int
    number: str
    ods_code: str
    name: str
    service_type: str
    provider_number: str
    council_id: int
    address: str
    city: str
    postcode: str
    district: str
    longitude: float | None
    latitude: float | None
    rating: str | None
    rated_on: str | None


class OrganisationRow(NamedTuple):
    number: str
    name: str
    brand_number: str
    brand_name: str
    sector: str


class ServiceGroupRow(NamedTuple):
    """What a file says of one kind of care at a location."""

    number: str
    service_type: str
    rating: str | None
    rated_on: str | None


class Against(NamedTuple):
    """What a file's cells are read against: the councils, how it writes dates, and today."""

    gazetteer: Gazetteer
    order: DateOrder
    today: date


def read_location(cells: RatingCells, line: int, against: Against) -> LocationRow:
    """
    Return the location that a line tells of.

    :raises Unreadable: if a cell is not what its column says, or no council is so called.
    """
    gazetteer, order, today = against
    postcode, district = read_postcode("Location Post Code", cells.postcode)
    longitude, latitude = read_coordinates(cells.longitude, cells.latitude)
    second = cells.second_line.strip()
    street = cells.street.strip()
    return LocationRow(
        line,
        read_number("Location ID", cells.number),
        read_dash(cells.ods_code),
        read_text("Location Name", cells.name),
        _service_type(cells.care_home),
        read_number("Provider ID", cells.provider_number),
        _council(cells, gazetteer),
        f"{street}\n{second}" if second else street,
        cells.city.strip(),
        postcode,
        district,
        longitude,
        latitude,
        read_rating(cells.rating),
        read_past_date("Publication Date", cells.published, order, today),
    )


def read_organisation(cells: RatingCells, gazetteer: Gazetteer) -> OrganisationRow:
    """Return the provider that a line tells of."""
    name = read_text("Provider Name", cells.provider_name)
    return OrganisationRow(
        cells.provider_number.strip().upper(),
        name,
        read_dash(cells.brand_number),
        read_dash(cells.brand_name).removeprefix("BRAND "),
        Sector.PUBLIC.value if gazetteer.is_public(name) else Sector.NOT_KNOWN.value,
    )


def read_service_group(cells: RatingCells, against: Against) -> ServiceGroupRow | None:
    """Return the kind of care that a line rates. None if it rates none that we tell apart."""
    kind = GROUPS.get(cells.group.strip().lower())
    if kind is None:
        return None
    return ServiceGroupRow(
        read_number("Location ID", cells.number),
        kind.value,
        read_rating(cells.rating),
        read_past_date("Publication Date", cells.published, against.order, against.today),
    )


def _service_type(care_home: str) -> str:
    found = CARE_HOMES.get(care_home) or CARE_HOMES.get(care_home.strip().upper())
    if found:
        return found
    raise Unreadable("Care Home?", care_home, "is neither Y nor N")


def _council(cells: RatingCells, gazetteer: Gazetteer) -> int:
    council = gazetteer.find(cells.council, cells.postcode)
    if council is not None:
        return council
    if gazetteer.is_known(cells.council):
        reason = f"was split, and we do not know which council took over at {cells.postcode}"
    else:
        reason = "is not a council with adult social services duties"
    raise Unreadable("Location Local Authority", cells.council, reason)

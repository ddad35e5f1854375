"""
How a line of the regulator's ratings becomes a location, its provider, its services and ratings.

Nursing cannot be told from these files: every care home is read as a care home. The kind of
community care is known only where the regulator rated it by kind.
"""

from datetime import date
from typing import NamedTuple

from regard.domains.register.types import Sector, ServiceType

from .councils import Gazetteer
from .layouts import DateOrder
from .told import ToldLocation, ToldOrganisation, ToldRating
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

WHOLE = ""
"""What a rating of the location as a whole has in place of a kind of care."""

GROUPS = {
    "care homes": ServiceType.CARE_HOME,
    "homecare": ServiceType.HOME_CARE,
    "supported living": ServiceType.SUPPORTED_LIVING,
    "extra care": ServiceType.EXTRA_CARE,
    "shared lives": ServiceType.SHARED_LIVES,
}
"""The regulator's service groups that say what kind of care it is, in small letters."""

QUESTIONS = frozenset({"overall", "safe", "effective", "caring", "responsive", "well-led"})
"""The regulator's domains, in small letters: overall, and its five key questions."""

CARE_HOMES = {"Y": ServiceType.CARE_HOME.value, "N": ServiceType.NOT_STATED.value}
"""What the regulator answers to "Care Home?", and what we then know."""


NOT_TOLD: tuple[None, None, None, None, None, None, None] = (None,) * 7
"""What stands between coordinates and rating, of which these files say nothing."""


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
    inherited: str = ""


class Against(NamedTuple):
    """
    What a file's cells are read against: the councils, how it writes dates, and today.

    Attributes:
        councils: those looked up so far, by name and postcode district.
    """

    gazetteer: Gazetteer
    order: DateOrder
    today: date
    councils: dict[tuple[str, str], int]


def read_location(cells: RatingCells, line: int, against: Against) -> ToldLocation:
    """
    Return the location that a line tells of.

    :raises Unreadable: if a cell is not what its column says, or no council is so called.
    """
    _, order, today, councils = against
    postcode, district = read_postcode("Location Post Code", cells.postcode)
    longitude, latitude = read_coordinates(cells.longitude, cells.latitude)
    second = cells.second_line.strip()
    street = cells.street.strip()
    return ToldLocation(  # by place, as it is done for every row of a file
        line,
        read_number("Location ID", cells.number),
        read_number("Provider ID", cells.provider_number),
        councils.get((cells.council, district)) or _council(cells, postcode, district, against),
        read_text("Location Name", cells.name),
        f"{street}\n{second}" if second else street,
        cells.city.strip(),
        postcode,
        district,
        CARE_HOMES.get(cells.care_home) or _service_type(cells.care_home),
        (read_dash(cells.ods_code) or None) if cells.ods_code else None,
        longitude,
        latitude,
        *NOT_TOLD,
        read_rating(cells.rating) or "",
        read_past_date("Publication Date", cells.published, order, today),
    )


def read_organisation(cells: RatingCells, gazetteer: Gazetteer) -> ToldOrganisation:
    """Return the provider that a line tells of."""
    name = read_text("Provider Name", cells.provider_name)
    return ToldOrganisation(
        number=cells.provider_number.strip().upper(),
        name=name,
        brand_number=read_dash(cells.brand_number),
        brand_name=read_brand(cells.brand_name),
        sector=Sector.PUBLIC.value if gazetteer.is_public(name) else None,
    )


def read_brand(text: str) -> str:
    return read_dash(text).removeprefix("BRAND ")


def read_published(cells: RatingCells, against: Against) -> ToldRating | None:
    """
    Return the rating that a line publishes. None if it is of no kind of care that we tell apart.

    Its rating and date are empty where the line says that there is none.
    """
    group, question = cells.group.strip().lower(), cells.domain.strip().lower()
    kind = GROUPS.get(group)
    if (kind is None and group != OVERALL.lower()) or question not in QUESTIONS:
        return None
    published = read_past_date("Publication Date", cells.published, against.order, against.today)
    return ToldRating(
        number=read_number("Location ID", cells.number),
        service_type=kind.value if kind else WHOLE,
        question=question,
        rating=read_rating(cells.rating) or "",
        published_on=published or "",
        is_inherited=cells.inherited.strip().upper() == "Y",
    )


def _service_type(care_home: str) -> str:
    found = CARE_HOMES.get(care_home.strip().upper())
    if found:
        return found
    raise Unreadable("Care Home?", care_home, "is neither Y nor N")


def _council(cells: RatingCells, postcode: str, district: str, against: Against) -> int:
    """Look a council up once for each of its postcode districts: one may have been split."""
    council = against.gazetteer.find(cells.council, postcode)
    if council is not None:
        against.councils[cells.council, district] = council
        return council
    if against.gazetteer.is_known(cells.council):
        reason = f"was split, and we do not know which council took over at {postcode}"
    else:
        reason = "is not a council with adult social services duties"
    raise Unreadable("Location Local Authority", cells.council, reason)

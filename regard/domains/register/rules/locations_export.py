"""How a row of the regulator's export of locations becomes a location and its provider."""

from typing import NamedTuple

from regard.domains.register.types import ServiceType

from .kinds import is_social_care, read_kinds, read_people_served
from .layouts import DateOrder
from .ownership import read_sector
from .published import (
    read_beds,
    read_company_number,
    read_council,
    read_flag,
    read_uprn,
    read_website,
)
from .ratings import Against
from .told import ToldLocation, ToldOrganisation, ToldRating, ToldService
from .values import read_dash, read_number, read_past_date, read_rating, read_text


class ExportCells(NamedTuple):
    name: str
    number: str
    uprn: str
    website: str
    council: str
    category: str
    kinds: str
    beds: str
    registered: str
    ended: str
    dormant: str
    rating: str
    published: str
    people: str
    safe: str
    effective: str
    caring: str
    responsive: str
    well_led: str
    provider_name: str
    provider_number: str
    provider_registered: str
    ownership_type: str
    company_number: str
    brand_name: str
    brand_number: str


SOCIAL_CARE_CATEGORIES = frozenset(
    {"residential social care", "community based adult social care services"}
)

KEY_QUESTIONS = ("safe", "effective", "caring", "responsive", "well-led")


def is_of_social_care(cells: ExportCells) -> bool:
    """Test by the inspection category, or where there is none by the service types."""
    category = cells.category.strip().lower()
    if category:
        return category in SOCIAL_CARE_CATEGORIES
    return is_social_care(cells.kinds.split(", "))


def read_location(cells: ExportCells, line: int, against: Against) -> ToldLocation:
    """
    Return the location that a row tells of. The file has no address and no postcode.

    :raises Unreadable: if a cell is not what its column says, or no council is so called.
    """
    order, today = against.order, against.today
    rating = read_rating(cells.rating)
    return ToldLocation(
        line=line,
        number=read_number("Location ID", cells.number),
        provider_number=read_number("Provider ID", cells.provider_number),
        council_id=read_council("Location Local Authority", cells.council, "", against.gazetteer),
        name=read_text("Location Name", cells.name),
        address=None,
        city=None,
        postcode="",
        district="",
        service_type=_kinds(cells)[0].value,
        uprn=read_uprn(cells.uprn),
        website=read_website(cells.website),
        beds=read_beds("Care homes beds", cells.beds),
        is_dormant=read_flag("Dormant", cells.dormant),
        registered_on=read_past_date("Location HSCA start date", cells.registered, order, today),
        ended_on=read_past_date("Location HSCA end date", cells.ended, order, today),
        rating=rating or "",
        rated_on=_published(cells, against) if rating else None,
        people_served=read_people_served(tuple(cells.people.split(", "))),
    )


def list_services(location: ToldLocation, cells: ExportCells) -> list[ToldService]:
    return [ToldService(location.number, kind.value) for kind in _kinds(cells)]


def list_ratings(location: ToldLocation, cells: ExportCells) -> list[ToldRating]:
    """Return the overall and key-question ratings for the history, if they are dated."""
    if location.rated_on is None:
        return []
    asked = (cells.safe, cells.effective, cells.caring, cells.responsive, cells.well_led)
    ratings = zip(("overall", *KEY_QUESTIONS), (cells.rating, *asked), strict=True)
    return [
        ToldRating(location.number, "", question, rating, location.rated_on)
        for question, rating in ((question, read_rating(text)) for question, text in ratings)
        if rating
    ]


def read_organisation(cells: ExportCells, against: Against) -> ToldOrganisation:
    """Return the provider that a row tells of. The file has no charity's number."""
    name = read_text("Provider Name", cells.provider_name)
    company_number = read_company_number(cells.company_number)
    sector = read_sector(
        ownership_type=cells.ownership_type,
        name=name,
        company_number=company_number or "",
        charity_number="",
        gazetteer=against.gazetteer,
    )
    return ToldOrganisation(
        number=read_number("Provider ID", cells.provider_number),
        name=name,
        brand_number=read_dash(cells.brand_number),
        brand_name=read_dash(cells.brand_name).removeprefix("BRAND "),
        sector=sector.value,
        ownership_type=cells.ownership_type.strip(),
        companies_house_number=company_number,
        registered_on=read_past_date(
            "Provider HSCA start date",
            cells.provider_registered,
            DateOrder.MONTH_FIRST,
            against.today,
        ),
    )


def _published(cells: ExportCells, against: Against) -> str | None:
    """
    Return when the rating was published. None where the file says the day of registration.

    In the export of August 2025 it does so on every row: nothing is rated on its first day.
    """
    published = read_past_date("Publication Date", cells.published, against.order, against.today)
    registered = read_past_date(
        "Location HSCA start date", cells.registered, against.order, against.today
    )
    return None if published == registered else published


def _kinds(cells: ExportCells) -> tuple[ServiceType, ...]:
    return read_kinds(tuple(cells.kinds.split(", "))) or (ServiceType.NOT_STATED,)

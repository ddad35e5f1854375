"""How a row of the regulator's active locations becomes a location, its services and provider."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from regard.domains.register.types import RelationKind, ServiceType

from .active_layout import BAND_COLUMNS, KIND_COLUMNS, KIND_NAMES, USER_BANDS
from .kinds import read_kinds, read_people_served
from .layouts import DateOrder
from .ownership import read_sector
from .published import (
    join_address,
    read_beds,
    read_charity_number,
    read_company_number,
    read_council,
    read_flag,
    read_place,
    read_telephone,
    read_uprn,
    read_website,
)
from .ratings import Against
from .told import ToldLocation, ToldOrganisation, ToldRating, ToldRelation, ToldService
from .values import Unreadable, read_dash, read_number, read_past_date, read_postcode, read_rating
from .values import read_text as read_filled

OVERALL = "overall"
YES = "Y"


class ActiveCells(NamedTuple):
    """
    The cells that are read of a location and its provider, as `READ_COLUMNS` names them.

    Attributes:
        flags: of each of `KIND_COLUMNS` and then of each of `BAND_COLUMNS`, Y or nothing.
    """

    number: str
    registered: str
    dormant: str
    care_home: str
    name: str
    ods_code: str
    telephone: str
    website: str
    beds: str
    kind: str
    rating: str
    published: str
    inherited: str
    council: str
    street: str
    second_line: str
    city: str
    postcode: str
    uprn: str
    latitude: str
    longitude: str
    brand_number: str
    brand_name: str
    company_number: str
    charity_number: str
    provider_number: str
    provider_name: str
    provider_registered: str
    ownership_type: str
    provider_telephone: str
    provider_website: str
    other_number: str
    flags: tuple[str, ...]


class DualCells(NamedTuple):
    """A line of the sheet of dual registrations."""

    number: str
    other_number: str
    other_name: str
    relationship: str
    since: str


def read_location(cells: ActiveCells, line: int, against: Against) -> ToldLocation:
    """
    Return the location that a row tells of.

    :raises Unreadable: if a cell is not what its column says, or no council is so called.
    """
    gazetteer, order, today = against.gazetteer, against.order, against.today
    postcode, district = read_postcode("Location Postal Code", cells.postcode)
    longitude, latitude = read_place(cells.longitude, cells.latitude)
    rating = read_rating(cells.rating)
    kinds, people = read_flags(cells.flags)
    return ToldLocation(
        line,
        read_number("Location ID", cells.number),
        read_number("Provider ID", cells.provider_number),
        read_council("Location Local Authority", cells.council, postcode, gazetteer),
        read_filled("Location Name", cells.name),
        join_address(cells.street, cells.second_line),
        cells.city.strip(),
        postcode,
        district,
        kinds[0],
        read_dash(cells.ods_code),
        longitude,
        latitude,
        read_uprn(cells.uprn),
        read_telephone(cells.telephone),
        read_website(cells.website),
        read_beds("Care homes beds", cells.beds),
        read_flag("Dormant (Y/N)", cells.dormant),
        read_past_date("Location HSCA start date", cells.registered, order, today),
        None,
        rating or "",
        read_past_date("Publication Date", cells.published, order, today) if rating else None,
        people,
    )


@lru_cache(maxsize=65536)
def read_flags(flags: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """
    Return the kinds of care, at least that none is stated, and the people served.

    :raises Unreadable: if a flag is anything but Y or nothing.
    """
    columns = KIND_COLUMNS + BAND_COLUMNS
    for column, flag in zip(columns, flags, strict=True):
        if flag.strip().upper() not in {YES, ""}:
            raise Unreadable(column, flag, "is neither Y nor empty")
    said = [bool(flag.strip()) for flag in flags]
    names = tuple(name for name, is_so in zip(KIND_NAMES, said, strict=False) if is_so)
    bands = zip(USER_BANDS, said[len(KIND_NAMES) :], strict=True)
    kinds = tuple(kind.value for kind in read_kinds(names)) or (ServiceType.NOT_STATED.value,)
    return kinds, read_people_served(tuple(name for name, is_so in bands if is_so))


def list_services(location: ToldLocation, cells: ActiveCells) -> list[ToldService]:
    """Return the kinds of care at a location; this layout rates it as a whole only."""
    return [ToldService(location.number, kind) for kind in read_flags(cells.flags)[0]]


def list_ratings(location: ToldLocation, cells: ActiveCells) -> list[ToldRating]:
    """Return the overall rating for the history, if it is rated and dated."""
    if not location.rating or location.rated_on is None:
        return []
    is_inherited = read_flag("Inherited Rating (Y/N)", cells.inherited) or False
    return [
        ToldRating(location.number, "", OVERALL, location.rating, location.rated_on, is_inherited)
    ]


def list_relations(location: ToldLocation, cells: ActiveCells) -> list[ToldRelation]:
    """Return that the location is registered by a second provider too, if it is."""
    other = cells.other_number.strip()
    if not other or other in {"-", location.number}:
        return []
    other_number = read_number("Primary ID (Dual registration locations)", other)
    return [ToldRelation("location", RelationKind.DUAL.value, location.number, other_number)]


def read_dual(cells: DualCells, order: DateOrder, today: date) -> ToldRelation:
    """
    Return the tie of a line of the sheet of dual registrations.

    :raises Unreadable: if a cell is not what its column says.
    """
    return ToldRelation(
        subject="location",
        kind=RelationKind.DUAL.value,
        number=read_number("Location ID", cells.number),
        other_number=read_number("Linked Organisation ID", cells.other_number),
        other_name=cells.other_name.strip(),
        reason=cells.relationship.strip(),
        since=read_past_date("Relationship Start Date", cells.since, order, today),
    )


def read_organisation(cells: ActiveCells, against: Against) -> ToldOrganisation:
    """Return the provider that a row tells of."""
    gazetteer, order, today = against.gazetteer, against.order, against.today
    name = read_filled("Provider Name", cells.provider_name)
    company_number = read_company_number(cells.company_number)
    charity_number = read_charity_number(cells.charity_number)
    sector = read_sector(
        ownership_type=cells.ownership_type,
        name=name,
        company_number=company_number or "",
        charity_number=charity_number or "",
        gazetteer=gazetteer,
    )
    return ToldOrganisation(
        number=read_number("Provider ID", cells.provider_number),
        name=name,
        brand_number=read_dash(cells.brand_number),
        brand_name=read_dash(cells.brand_name).removeprefix("BRAND "),
        sector=sector.value,
        ownership_type=cells.ownership_type.strip(),
        companies_house_number=company_number,
        charity_number=charity_number,
        registered_on=read_past_date(
            "Provider HSCA start date", cells.provider_registered, order, today
        ),
        telephone=read_telephone(cells.provider_telephone),
        website=read_website(cells.provider_website),
    )

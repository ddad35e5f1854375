"""How a row of the regulator's deactivated locations becomes the end of a location."""

from typing import NamedTuple

from regard.domains.register.types import Sector

from .published import join_address, read_beds, read_council, read_flag, read_place, read_uprn
from .ratings import CARE_HOMES, Against
from .told import ToldLocation, ToldOrganisation
from .values import Unreadable, read_dash, read_number, read_past_date, read_postcode, read_text


class DeactivatedCells(NamedTuple):
    number: str
    name: str
    registered: str
    ended: str
    care_home: str
    beds: str
    kind: str
    council: str
    latitude: str
    longitude: str
    street: str
    second_line: str
    city: str
    postcode: str
    uprn: str
    ods_code: str
    provider_number: str
    provider_name: str


def read_location(cells: DeactivatedCells, line: int, against: Against) -> ToldLocation:
    """
    Return the location that a row says has ended. It always has a date on which it did.

    Nursing is not told apart in this file.

    :raises Unreadable: if a cell is not what its column says, or it has no end.
    """
    gazetteer, order, today = against.gazetteer, against.order, against.today
    ended_on = read_past_date("Location HSCA End Date", cells.ended, order, today)
    if ended_on is None:
        raise Unreadable("Location HSCA End Date", cells.ended, "is empty, so it has not ended")
    postcode, district = read_postcode("Location Postal Code", cells.postcode)
    longitude, latitude = read_place(cells.longitude, cells.latitude)
    is_home = read_flag("Care home?", cells.care_home)
    return ToldLocation(
        line=line,
        number=read_number("Location ID", cells.number),
        provider_number=read_number("Provider ID", cells.provider_number),
        council_id=read_council("Location Local Authority", cells.council, postcode, gazetteer),
        name=read_text("Location Name", cells.name),
        address=join_address(cells.street, cells.second_line),
        city=cells.city.strip(),
        postcode=postcode,
        district=district,
        service_type=CARE_HOMES["Y" if is_home else "N"],
        ods_code=read_dash(cells.ods_code),
        longitude=longitude,
        latitude=latitude,
        uprn=read_uprn(cells.uprn),
        beds=read_beds("Care homes beds at point location de-activated", cells.beds),
        registered_on=read_past_date("Location HSCA start date", cells.registered, order, today),
        ended_on=ended_on,
    )


def read_organisation(cells: DeactivatedCells, against: Against) -> ToldOrganisation:
    """Return the provider that ran it in the end. It may run others that are live."""
    name = read_text("Provider Name", cells.provider_name)
    return ToldOrganisation(
        number=read_number("Provider ID", cells.provider_number),
        name=name,
        sector=Sector.PUBLIC.value if against.gazetteer.is_public(name) else None,
    )

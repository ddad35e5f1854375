"""How a row of the regulator's care directory becomes a location, its services and provider."""

import re
from functools import lru_cache
from typing import NamedTuple

from regard.domains.register.types import Sector, ServiceType

from .kinds import is_social_care, read_kinds, read_people_served
from .published import read_council, read_telephone, read_website
from .ratings import Against
from .told import ToldLocation, ToldOrganisation, ToldService
from .values import read_number, read_postcode, read_text


class DirectoryCells(NamedTuple):
    name: str
    address: str
    postcode: str
    telephone: str
    website: str
    kinds: str
    people: str
    provider_name: str
    council: str
    number: str
    provider_number: str


BETWEEN_LINES = re.compile(r",(?! )")
"""The lines of an address are joined by a comma; a comma within one is followed by a space."""


@lru_cache(maxsize=4096)
def split_list(text: str) -> tuple[str, ...]:
    """Return the parts of a list that the directory splits by a bar."""
    return tuple(part.strip() for part in text.split("|") if part.strip())


def is_of_social_care(cells: DirectoryCells) -> bool:
    """Test by the service types alone: the directory lists every sector and names none."""
    return is_social_care(split_list(cells.kinds))


def read_location(cells: DirectoryCells, line: int, against: Against) -> ToldLocation:
    """
    Return the location that a row tells of. The last line of its address is its town.

    :raises Unreadable: if a cell is not what its column says, or no council is so called.
    """
    postcode, district = read_postcode("Postcode", cells.postcode)
    lines = [part.strip() for part in BETWEEN_LINES.split(cells.address) if part.strip()]
    kinds = _kinds(cells)
    return ToldLocation(
        line=line,
        number=read_number("CQC Location ID (for office use only)", cells.number),
        provider_number=read_number(
            "CQC Provider ID (for office use only)", cells.provider_number
        ),
        council_id=read_council("Local authority", cells.council, postcode, against.gazetteer),
        name=read_text("Name", cells.name),
        address="\n".join(lines[:-1] if len(lines) > 1 else lines),
        city=lines[-1] if len(lines) > 1 else "",
        postcode=postcode,
        district=district,
        service_type=kinds[0].value,
        telephone=read_telephone(cells.telephone),
        website=read_website(cells.website),
        people_served=read_people_served(split_list(cells.people)),
    )


def list_services(location: ToldLocation, cells: DirectoryCells) -> list[ToldService]:
    return [ToldService(location.number, kind.value) for kind in _kinds(cells)]


def read_organisation(cells: DirectoryCells, against: Against) -> ToldOrganisation:
    """Return the provider that a row tells of. Only by its name can it be seen to be public."""
    name = read_text("Provider name", cells.provider_name)
    return ToldOrganisation(
        number=read_number("CQC Provider ID (for office use only)", cells.provider_number),
        name=name,
        sector=Sector.PUBLIC.value if against.gazetteer.is_public(name) else None,
    )


def _kinds(cells: DirectoryCells) -> tuple[ServiceType, ...]:
    return read_kinds(split_list(cells.kinds)) or (ServiceType.NOT_STATED,)

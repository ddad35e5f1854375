"""How a location's document of the regulator's API becomes rows."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from .api_details import read_flag, read_kinds, text
from .api_ratings import Document, newest_by_kind, overall_of, read_day, read_ratings
from .councils import Gazetteer
from .told import ToldLocation, ToldRating, ToldService
from .values import Unreadable, read_coordinates, read_number, read_postcode, read_text

MOST_BEDS = 2_000
"""No care home in England has a quarter of them."""


class ReadLocation(NamedTuple):
    location: ToldLocation
    services: list[ToldService]
    ratings: list[ToldRating]


def read_location(
    document: Document, *, line: int, gazetteer: Gazetteer, today: date
) -> ReadLocation:
    """
    Return a location, its kinds of care, and all of its ratings.

    :raises Unreadable: if a field cannot be what it says, or no council is so called.
    """
    number = read_number("locationId", str(document.get("locationId") or ""))
    kinds = read_kinds(document)
    ratings = read_ratings(document, kinds=kinds, today=today)
    current = read_ratings({**document, "historicRatings": ()}, kinds=kinds, today=today)
    by_kind = {row.service_type: row for row in newest_by_kind(current)}
    services = [by_kind.get(kind) or ToldService(number, kind) for kind in sorted(kinds)]
    location = _location(document, line, number, gazetteer, today)
    overall = overall_of(current)
    if overall:
        location = location._replace(rating=overall.rating, rated_on=overall.published_on)
    return ReadLocation(location, services, ratings)


def _location(
    document: Document, line: int, number: str, gazetteer: Gazetteer, today: date
) -> ToldLocation:
    written = str(document.get("postalCode") or "")
    postcode, district = read_postcode("postalCode", written)
    longitude, latitude = read_coordinates(
        str(document.get("onspdLongitude") or ""), str(document.get("onspdLatitude") or "")
    )
    return ToldLocation(
        line=line,
        number=number,
        provider_number=read_number("providerId", str(document.get("providerId") or "")),
        council_id=_council(document, written, gazetteer),
        name=read_text("name", str(document.get("name") or "")),
        address=_address(document),
        city=text(document, "postalAddressTownCity") or "",
        postcode=postcode,
        district=district,
        ods_code=text(document, "odsCode"),
        longitude=longitude,
        latitude=latitude,
        uprn=text(document, "uprn"),
        telephone=text(document, "mainPhoneNumber"),
        website=text(document, "website"),
        beds=_beds(document),
        is_dormant=read_flag(document, "dormancy"),
        registered_on=read_day("registrationDate", document.get("registrationDate"), today=today),
        ended_on=read_day("deregistrationDate", document.get("deregistrationDate"), today=today),
        rating="",
        people_served=array_of(
            str(row["name"]) for row in document.get("specialisms") or () if row.get("name")
        ),
    )


def _council(document: Document, postcode: str, gazetteer: Gazetteer) -> int:
    name = str(document.get("localAuthority") or "")
    council = gazetteer.find(name, postcode)
    if council is None:
        reason = "is not a council with adult social services duties, or we do not know which"
        raise Unreadable("localAuthority", name, reason)
    return council


def _address(document: Document) -> str:
    lines = (text(document, "postalAddressLine1"), text(document, "postalAddressLine2"))
    return "\n".join(line for line in lines if line)


def _beds(document: Document) -> int | None:
    """Return the number of beds. None where there are none to speak of: at homes of one's own."""
    beds = document.get("numberOfBeds")
    if not beds:
        return None
    if not isinstance(beds, int) or isinstance(beds, bool) or not 0 < beds <= MOST_BEDS:
        raise Unreadable("numberOfBeds", str(beds)[:50], "is not a number of beds")
    return beds


def array_of(texts: Iterable[str]) -> str:
    """Return texts as PostgreSQL writes an array of them."""
    escaped = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in escaped) + "}"

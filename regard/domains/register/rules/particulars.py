"""The particulars of a location and a provider: what is told, believed and replaced together."""

from typing import NamedTuple

from regard.domains.register.types import Fact


class Particular(NamedTuple):
    """
    Columns that one telling gives all at once.

    Attributes:
        key: how a provenance names it: its fact, and a part where a fact is told in parts.
        columns: of the register's table. A source tells it where the first is not null; where
            there is none, the layout says whether it does.
    """

    key: str
    fact: Fact
    columns: tuple[str, ...]


ADDRESS = "address"
BRAND = "brand"
COORDINATES = "coordinates"
KINDS = "kinds"
NAME = "name"
PROVIDER = "provider"
RATING = "rating"

LOCATION = (
    Particular(NAME, Fact.NAME, ("name",)),
    Particular(
        ADDRESS,
        Fact.ADDRESS,
        ("postcode", "postcode_district", "address", "city", "council_id"),
    ),
    Particular(COORDINATES, Fact.COORDINATES, ("longitude", "latitude")),
    Particular(PROVIDER, Fact.PROVIDER, ("organisation_id",)),
    Particular(KINDS, Fact.KINDS, ()),
    Particular(RATING, Fact.RATING, ("rating", "rated_on")),
    Particular("people_served", Fact.PEOPLE_SERVED, ("people_served",)),
    Particular("beds", Fact.BEDS, ("beds",)),
    Particular("dates", Fact.DATES, ("registered_on",)),
    Particular("dormancy", Fact.DORMANCY, ("is_dormant",)),
    Particular("identifiers:ods_code", Fact.IDENTIFIERS, ("ods_code",)),
    Particular("identifiers:uprn", Fact.IDENTIFIERS, ("uprn",)),
    Particular("lines:telephone", Fact.LINES, ("telephone",)),
    Particular("lines:website", Fact.LINES, ("website",)),
)

ORGANISATION = (
    Particular(NAME, Fact.NAME, ("name",)),
    Particular(BRAND, Fact.BRAND, ("brand_id", "brand_name")),
    Particular("ownership:sector", Fact.OWNERSHIP, ("sector",)),
    Particular("ownership:type", Fact.OWNERSHIP, ("ownership_type",)),
    Particular("identifiers:ods_code", Fact.IDENTIFIERS, ("ods_code",)),
    Particular("identifiers:company", Fact.IDENTIFIERS, ("companies_house_number",)),
    Particular("identifiers:charity", Fact.IDENTIFIERS, ("charity_number",)),
    Particular("dates:registered", Fact.DATES, ("registered_on",)),
    Particular("dates:ended", Fact.DATES, ("ended_on",)),
    Particular("staff", Fact.STAFF, ("people_employed",)),
    Particular("lines:telephone", Fact.LINES, ("telephone",)),
    Particular("lines:website", Fact.LINES, ("website",)),
)


def bit(particulars: tuple[Particular, ...], key: str) -> int:
    """Return the number by which a set of particulars holds this one: a power of two."""
    keys = [each.key for each in particulars]
    return 1 << keys.index(key)

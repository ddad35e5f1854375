"""
What a file of the regulator's, or its API, tells: the same rows whatever the layout.

Plain values that COPY writes fastest. None is "it does not say", which never overwrites what is
held; an empty string is "it says that there is none". Dates are ISO 8601.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import repeat
from typing import NamedTuple

import pyarrow as pa


class ToldOrganisation(NamedTuple):
    """A provider. Its sector is a `Sector`'s value."""

    number: str
    name: str
    brand_number: str | None = None
    brand_name: str | None = None
    sector: str | None = None
    ownership_type: str | None = None
    ods_code: str | None = None
    companies_house_number: str | None = None
    charity_number: str | None = None
    registered_on: str | None = None
    ended_on: str | None = None
    people_employed: int | None = None
    telephone: str | None = None
    website: str | None = None


class ToldLocation(NamedTuple):
    """
    A location.

    Attributes:
        line: line in the file, the header being 1.
        service_type: a `ServiceType`'s value: what it is if no `ToldService` says more; None
            where the layout tells nothing of what is provided.
        rating: overall, as the regulator words it; "" where it is not rated.
        longitude: in degrees (WGS84), as text, which COPY writes fastest; so is the latitude.
        people_served: a PostgreSQL array literal of the regulator's specialisms.
    """

    line: int
    number: str
    provider_number: str
    council_id: int
    name: str
    address: str | None
    city: str | None
    postcode: str
    district: str
    service_type: str | None = None
    ods_code: str | None = None
    longitude: str | None = None
    latitude: str | None = None
    uprn: str | None = None
    telephone: str | None = None
    website: str | None = None
    beds: int | None = None
    is_dormant: bool | None = None
    registered_on: str | None = None
    ended_on: str | None = None
    rating: str | None = None
    rated_on: str | None = None
    people_served: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToldLocations:
    """
    Some locations, as many as each column is long: the fields of `ToldLocation`, in its order.

    None for what no layout tells that is read so.
    """

    line: pa.Array
    number: pa.Array
    provider_number: pa.Array
    council_id: pa.Array
    name: pa.Array
    address: pa.Array
    city: pa.Array
    postcode: pa.Array
    district: pa.Array
    service_type: pa.Array
    ods_code: pa.Array
    longitude: pa.Array
    latitude: pa.Array
    uprn: None = None
    telephone: None = None
    website: None = None
    beds: None = None
    is_dormant: None = None
    registered_on: None = None
    ended_on: None = None
    rating: pa.Array
    rated_on: pa.Array
    people_served: None = None

    def columns(self) -> list[pa.Array | None]:
        return [getattr(self, each.name) for each in fields(self)]

    def __iter__(self) -> Iterator[ToldLocation]:
        listed = [repeat(None) if each is None else each.to_pylist() for each in self.columns()]
        return map(ToldLocation._make, zip(*listed, strict=False))


class ToldService(NamedTuple):
    """One kind of care at a location, and its own rating where the layout rates by kind."""

    number: str
    service_type: str
    rating: str | None = None
    rated_on: str | None = None


class ToldRating(NamedTuple):
    """
    A published rating, overall or of a key question, for the location's history.

    Attributes:
        service_type: a `ServiceType`'s value; "" for the location as a whole.
        question: overall, safe, effective, caring, responsive or well-led.
    """

    number: str
    service_type: str
    question: str
    rating: str
    published_on: str
    is_inherited: bool = False


class ToldRelation(NamedTuple):
    """
    A tie between two locations or two providers.

    Attributes:
        subject: "location" or "organisation".
        kind: a `RelationKind`'s value. A file's "successor" is told from the other side: the
            numbers are swapped.
    """

    subject: str
    kind: str
    number: str
    other_number: str
    other_name: str = ""
    reason: str = ""
    since: str | None = None

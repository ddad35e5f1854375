"""The shapes of what the API answers with: services, locations and who runs them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ninja import Field, Schema

from regard.domains.register.types import RelationKind, Sector, ServiceRow, ServiceType, SizeBand

if TYPE_CHECKING:
    from regard.domains.register.models import Location, Organisation


class ServiceShape(Schema):
    """One kind of care provided from a location."""

    service_id: int
    service_type: ServiceType
    location_id: int
    location_name: str
    regulator_id: str | None = Field(description="The regulator's number of the location")
    organisation_id: int
    organisation_name: str
    brand_name: str = Field(description="The group that the provider belongs to; empty: none")
    sector: Sector
    size_band: SizeBand
    place_id: int | None
    place_name: str
    neighbourhood_name: str
    council_name: str
    city: str
    postcode: str
    rating: str | None = Field(description="As the regulator words it; null where not rated")
    beds: int | None
    is_regulated: bool
    ods_code: str
    registered_on: date | None
    ended_on: date | None
    system_slug: str


class ServicesShape(Schema):
    """A stretch of services, and how many the whole search found."""

    items: list[ServiceShape]
    next: str | None
    previous: str | None
    services: int
    providers: int
    locations: int
    meant: str = Field(description="The words that were looked for instead; empty: those asked")


class KindShape(Schema):
    service_type: ServiceType
    is_regulated: bool
    rating: str | None
    started_on: date | None
    ended_on: date | None


class CouncilShape(Schema):
    council_id: int
    gss_code: str
    name: str


class LocationShape(Schema):
    """A place from which care is provided, live or ended, with its kinds of care."""

    location_id: int
    regulator_id: str | None
    ods_code: str
    uprn: str
    name: str
    address: str
    city: str
    postcode: str
    longitude: float | None
    latitude: float | None
    council: CouncilShape
    organisation_id: int
    organisation_name: str
    rating: str | None
    rated_on: date | None
    beds: int | None
    is_dormant: bool | None
    people_served: list[str]
    telephone: str = Field(description="As published")
    website: str
    registered_on: date | None
    run_since: date | None = Field(description="Since when this provider runs it")
    ended_on: date | None
    as_at: date = Field(description="Of the newest that described it")
    changed_at: datetime = Field(description="When our record of it was last changed")
    services: list[KindShape]


class OrganisationShape(Schema):
    """A provider."""

    organisation_id: int
    regulator_id: str | None
    name: str
    brand_id: str
    brand_name: str
    sector: Sector
    ownership_type: str
    ods_code: str
    companies_house_number: str
    charity_number: str
    people_employed: int | None
    telephone: str
    website: str
    registered_on: date | None
    ended_on: date | None
    changed_at: datetime


class GroupShape(Schema):
    brand_id: str
    brand_name: str
    providers: int
    locations: int


class FactShape(Schema):
    """Who told a group of facts, and as at when."""

    fact: str
    source: str
    as_at: date


class RatingShape(Schema):
    location_id: int
    service_type: str = Field(description="Empty: the location as a whole")
    question: str
    rating: str
    published_on: date
    is_inherited: bool = Field(description="Earned under a predecessor")


class RelationShape(Schema):
    """A tie of two locations: `location_id` is the newer, of which the other is what it was."""

    kind: RelationKind
    location_id: int | None
    other_location_id: int | None
    other_number: str
    other_name: str
    reason: str
    since: date | None


class HistoryShape(Schema):
    chain: list[int] = Field(description="All records that are this service, itself first")
    ratings: list[RatingShape]
    relations: list[RelationShape]


def shape_service(row: ServiceRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ServiceShape.model_fields}


LOCATION_FIELDS = tuple(
    set(LocationShape.model_fields)
    - {"location_id", "council", "organisation_name", "changed_at", "services"}
)
ORGANISATION_FIELDS = tuple(
    set(OrganisationShape.model_fields) - {"organisation_id", "changed_at"}
)


def shape_location(row: "Location") -> dict[str, Any]:
    """Return a location that was read with its provider, council and services."""
    return {name: getattr(row, name) for name in LOCATION_FIELDS} | {
        "location_id": row.pk,
        "council": {
            "council_id": row.council_id,
            "gss_code": row.council.gss_code,
            "name": row.council.name,
        },
        "organisation_name": row.organisation.name,
        "changed_at": row.updated_at,
        "services": [
            {name: getattr(kind, name) for name in KindShape.model_fields}
            for kind in row.services.all()
        ],
    }


def shape_organisation(row: "Organisation") -> dict[str, Any]:
    return {name: getattr(row, name) for name in ORGANISATION_FIELDS} | {
        "organisation_id": row.pk,
        "changed_at": row.updated_at,
    }

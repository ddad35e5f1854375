"""What is provided, by whom, and from where a fact comes."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ServiceType(StrEnum):
    CARE_HOME_NURSING = "care_home_nursing"
    CARE_HOME = "care_home"
    HOME_CARE = "home_care"
    SUPPORTED_LIVING = "supported_living"
    EXTRA_CARE = "extra_care"
    SHARED_LIVES = "shared_lives"
    COMMUNITY = "community"
    ADVICE = "advice"
    NOT_STATED = "not_stated"

    @property
    def label(self) -> str:
        return SERVICE_TYPE_LABELS[self]


SERVICE_TYPE_LABELS = {
    ServiceType.CARE_HOME_NURSING: "Care home with nursing",
    ServiceType.CARE_HOME: "Care home",
    ServiceType.HOME_CARE: "Home care",
    ServiceType.SUPPORTED_LIVING: "Supported living",
    ServiceType.EXTRA_CARE: "Extra care",
    ServiceType.SHARED_LIVES: "Shared Lives",
    ServiceType.COMMUNITY: "Day and community",
    ServiceType.ADVICE: "Information and advice",
    ServiceType.NOT_STATED: "Community care, kind not stated",
}


class Sector(StrEnum):
    INDEPENDENT = "independent"
    PUBLIC = "public"
    VOLUNTARY = "voluntary"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        return SECTOR_LABELS[self]


SECTOR_LABELS = {
    Sector.INDEPENDENT: "Independent",
    Sector.PUBLIC: "Public",
    Sector.VOLUNTARY: "Voluntary",
    Sector.NOT_KNOWN: "Not known",
}


class Source(StrEnum):
    """Where a fact about a service or provider comes from. `rules.precedence` ranks them."""

    CORRECTION = "correction"
    """Corrected by the service itself, and accepted by a person."""
    ENTERED = "entered"
    """Entered on a page or in Regard's own table."""
    API = "api"
    """The regulator's API."""
    ACTIVE_LOCATIONS = "active_locations"
    """The regulator's list of active locations, 122 columns."""
    DEACTIVATED_LOCATIONS = "deactivated_locations"
    LATEST_RATINGS = "latest_ratings"
    RATINGS_WITH_COORDINATES = "ratings_with_coordinates"
    LOCATIONS_EXPORT = "locations_export"
    """The regulator's export of 45 columns."""
    DIRECTORY = "directory"
    """The regulator's care directory."""

    @property
    def label(self) -> str:
        return SOURCE_LABELS[self]


SOURCE_LABELS = {
    Source.CORRECTION: "The service’s own correction",
    Source.ENTERED: "Entered here",
    Source.API: "The regulator’s API",
    Source.ACTIVE_LOCATIONS: "The regulator’s active locations",
    Source.DEACTIVATED_LOCATIONS: "The regulator’s deactivated locations",
    Source.LATEST_RATINGS: "The regulator’s latest ratings",
    Source.RATINGS_WITH_COORDINATES: "The regulator’s ratings with coordinates",
    Source.LOCATIONS_EXPORT: "The regulator’s export of locations",
    Source.DIRECTORY: "The regulator’s care directory",
}


class Fact(StrEnum):
    """A group of facts that come together and are kept or replaced together."""

    NAME = "name"
    ADDRESS = "address"
    """Street, town, postcode, council."""
    COORDINATES = "coordinates"
    PROVIDER = "provider"
    """Who runs a location."""
    BRAND = "brand"
    """The group that a provider belongs to."""
    OWNERSHIP = "ownership"
    """A provider's legal form and sector."""
    KINDS = "kinds"
    """Which kinds of care a location provides."""
    PEOPLE_SERVED = "people_served"
    """The regulator's specialisms and service user bands."""
    BEDS = "beds"
    RATING = "rating"
    DATES = "dates"
    """Registered and ended."""
    DORMANCY = "dormancy"
    IDENTIFIERS = "identifiers"
    """ODS code, UPRN, company and charity numbers."""
    LINES = "lines"
    """Telephone and website, as published."""
    STAFF = "staff"
    """People employed."""

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()


class SizeBand(StrEnum):
    """How many services a provider runs, in all that the register knows."""

    ONE = "one"
    TWO_TO_FIVE = "two_to_five"
    SIX_TO_NINETEEN = "six_to_nineteen"
    TWENTY_OR_MORE = "twenty_or_more"

    @property
    def label(self) -> str:
        return SIZE_BAND_LABELS[self]


SIZE_BAND_LABELS = {
    SizeBand.ONE: "Provider with one service",
    SizeBand.TWO_TO_FIVE: "Provider with 2 to 5",
    SizeBand.SIX_TO_NINETEEN: "Provider with 6 to 19",
    SizeBand.TWENTY_OR_MORE: "Provider with 20 or more",
}


class BedsBand(StrEnum):
    """How many beds a location has. Few of home care have any that anybody states."""

    NOT_KNOWN = "not_known"
    UP_TO_9 = "up_to_9"
    FROM_10 = "from_10"
    FROM_25 = "from_25"
    FROM_50 = "from_50"
    FROM_75 = "from_75"

    @property
    def label(self) -> str:
        return BEDS_BAND_LABELS[self]


BEDS_BAND_LABELS = {
    BedsBand.NOT_KNOWN: "Beds not stated",
    BedsBand.UP_TO_9: "Up to 9 beds",
    BedsBand.FROM_10: "10 to 24 beds",
    BedsBand.FROM_25: "25 to 49 beds",
    BedsBand.FROM_50: "50 to 74 beds",
    BedsBand.FROM_75: "75 beds or more",
}


class RelationKind(StrEnum):
    PREDECESSOR = "predecessor"
    """The other is what this was before: registered again, or taken over."""
    DUAL = "dual"
    """The other is registered at the same place, by a second provider."""
    DISTINCT = "distinct"
    """The other is alike and yet another: a person looked, so that nobody is asked again."""

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True)
class FactRow:
    """Who told a group of facts, in words, and as at when."""

    fact: str
    source: str
    as_at: date


@dataclass(frozen=True)
class ProviderHere:
    """
    A provider with live locations in a system.

    Attributes:
        size_band: by all that its group runs, wherever.
        council_ids: in whose areas its locations here lie.
        place_ids: the places and neighbourhoods they lie in.
    """

    organisation_id: int
    name: str
    size_band: SizeBand
    council_ids: frozenset[int]
    place_ids: frozenset[int]

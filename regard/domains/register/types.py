"""The nouns of the register that other domains may use."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar


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


class LoadState(StrEnum):
    WAITING = "waiting"
    FINISHED = "finished"
    REFUSED = "refused"
    ASKING = "asking"

    @property
    def label(self) -> str:
        return LOAD_STATE_LABELS[self]


LOAD_STATE_LABELS = {
    LoadState.WAITING: "Not read yet",
    LoadState.FINISHED: "Read",
    LoadState.REFUSED: "Not taken",
    LoadState.ASKING: "Waiting for your answer",
}


@dataclass(frozen=True)
class ServiceRow:
    """
    One service in a system, with all that it is counted by.

    Attributes:
        place_id: the system's place that it lies in; None if it lies in none of them.
        rating: as the regulator words it, e.g. "Good"; None if it is not rated or regulated.
    """

    service_id: int
    service_type: ServiceType
    location_id: int
    location_name: str
    regulator_id: str | None
    organisation_id: int
    organisation_name: str
    brand_name: str
    sector: Sector
    size_band: SizeBand
    place_id: int | None
    place_name: str
    council_name: str
    city: str
    postcode: str
    rating: str | None


@dataclass(frozen=True)
class Criteria:
    """
    Which of a system's services are meant. An empty tuple does not narrow.

    Attributes:
        words: part of the name of a service, provider or town, or of a postcode.
    """

    service_types: tuple[ServiceType, ...] = ()
    place_ids: tuple[int, ...] = ()
    size_bands: tuple[SizeBand, ...] = ()
    sectors: tuple[Sector, ...] = ()
    words: str = ""


Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """
    A stretch of a long list.

    Attributes:
        after: what to ask the next stretch with; None at the end of the list.
        before: what to ask the stretch before with; None at its beginning.
    """

    rows: tuple[Row, ...]
    after: str | None
    before: str | None = None


@dataclass(frozen=True)
class ContactRow:
    """How to reach a location. An empty string where it is not known."""

    contact_id: int | None
    location_id: int
    location_name: str
    name: str
    email: str
    telephone: str
    address_lines: tuple[str, ...]


@dataclass(frozen=True)
class Reach:
    """
    How a system's live services can be reached. Each service is counted in one way, the best.

    Attributes:
        post: by post only; their address is known.
    """

    services: int
    providers: int
    email: int
    telephone: int
    post: int
    nobody: int

    @property
    def without_email(self) -> int:
        return self.services - self.email

"""The nouns of the register that other domains may use."""

from dataclasses import dataclass
from datetime import date, datetime
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


class Sort(StrEnum):
    """In which order the finder shows what it found. Ties go by name, then by number."""

    BEST = "best"
    """What has the words in its own name first. Without words, by name."""
    NAME = "name"
    TOWN = "town"
    RATING = "rating"
    SIZE = "size"
    NEWEST = "newest"

    @property
    def label(self) -> str:
        return SORT_LABELS[self]


SORT_LABELS = {
    Sort.BEST: "Best match first",
    Sort.NAME: "Name",
    Sort.TOWN: "Town",
    Sort.RATING: "Best rating first",
    Sort.SIZE: "Largest provider first",
    Sort.NEWEST: "Newest first",
}


class AreaLevel(StrEnum):
    """The levels at which care is planned, from the widest."""

    COUNTRY = "country"
    REGION = "region"
    SYSTEM = "system"
    """The area of an integrated care board."""
    COUNCIL = "council"
    """One with adult social services duties; a health and wellbeing board's area too."""
    SUB_BOARD = "sub_board"
    """The part of a board's area that a former clinical commissioning group covered."""
    PLACE = "place"
    NEIGHBOURHOOD = "neighbourhood"

    @property
    def label(self) -> str:
        return AREA_LEVEL_LABELS[self]


AREA_LEVEL_LABELS = {
    AreaLevel.COUNTRY: "Country",
    AreaLevel.REGION: "NHS region",
    AreaLevel.SYSTEM: "System",
    AreaLevel.COUNCIL: "Council",
    AreaLevel.SUB_BOARD: "Sub-board area",
    AreaLevel.PLACE: "Place",
    AreaLevel.NEIGHBOURHOOD: "Neighbourhood",
}


class Basis(StrEnum):
    """By what a location was found to lie in a place."""

    OUTLINE = "outline"
    """Its coordinates lie in the drawn area."""
    POSTCODE = "postcode"
    DISTRICT = "district"
    COUNCIL = "council"
    NONE = "none"
    """It lies in no place of the system, though in the system."""

    @property
    def label(self) -> str:
        return BASIS_LABELS[self]


BASIS_LABELS = {
    Basis.OUTLINE: "by its coordinates",
    Basis.POSTCODE: "by its postcode",
    Basis.DISTRICT: "by its postcode district",
    Basis.COUNCIL: "by its council",
    Basis.NONE: "in no place",
}


class Belonging(StrEnum):
    """By what a location was found to belong to a system."""

    COUNCIL = "council"
    """The whole of its council lies in the system."""
    OUTLINE = "outline"
    """Its council lies in several boards; its coordinates lie within this one's boundary."""
    MOST = "most"
    """Its council lies in several boards; most of it in this one, and no more is known."""

    @property
    def label(self) -> str:
        return BELONGING_LABELS[self]


BELONGING_LABELS = {
    Belonging.COUNCIL: "its council lies here wholly",
    Belonging.OUTLINE: "its coordinates lie within the board’s boundary",
    Belonging.MOST: "most of its council lies here, and its coordinates do not tell",
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


class NetworkKind(StrEnum):
    ASSOCIATION = "association"
    FORUM = "forum"
    ALLIANCE = "alliance"
    COLLABORATIVE = "collaborative"
    LOCAL = "local"
    CARERS = "carers"
    PEOPLE = "people"

    @property
    def label(self) -> str:
        return NETWORK_KIND_LABELS[self]


NETWORK_KIND_LABELS = {
    NetworkKind.ASSOCIATION: "Care association",
    NetworkKind.FORUM: "Provider forum",
    NetworkKind.ALLIANCE: "Alliance",
    NetworkKind.COLLABORATIVE: "Provider collaborative",
    NetworkKind.LOCAL: "Local network",
    NetworkKind.CARERS: "Carers’ network",
    NetworkKind.PEOPLE: "Group of people who draw on care",
}


class RollState(StrEnum):
    WAITING = "waiting"
    ASKING = "asking"
    """Nobody has said yet which column holds what."""
    REFUSED = "refused"
    REVIEWING = "reviewing"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        return ROLL_STATE_LABELS[self]


ROLL_STATE_LABELS = {
    RollState.WAITING: "Not read yet",
    RollState.ASKING: "Say what the columns hold",
    RollState.REFUSED: "Not taken",
    RollState.REVIEWING: "Being decided",
    RollState.FINISHED: "Finished",
}


class EntryState(StrEnum):
    MATCHED = "matched"
    DOUBTFUL = "doubtful"
    UNMATCHED = "unmatched"
    NEW = "new"
    LEFT = "left"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        return ENTRY_STATE_LABELS[self]


ENTRY_STATE_LABELS = {
    EntryState.MATCHED: "Matched",
    EntryState.DOUBTFUL: "Waits for a person",
    EntryState.UNMATCHED: "Not found in the register",
    EntryState.NEW: "Added to the register",
    EntryState.LEFT: "Not a member any more",
    EntryState.SET_ASIDE: "Set aside",
}


class PersonKind(StrEnum):
    """What someone is to care."""

    MANAGER = "manager"
    OWNER = "owner"
    STAFF = "staff"
    UNPAID_CARER = "unpaid_carer"
    DRAWS_ON_CARE = "draws_on_care"

    @property
    def label(self) -> str:
        return PERSON_KIND_LABELS[self]


PERSON_KIND_LABELS = {
    PersonKind.MANAGER: "Manager",
    PersonKind.OWNER: "Owner",
    PersonKind.STAFF: "Works in care",
    PersonKind.UNPAID_CARER: "Unpaid carer",
    PersonKind.DRAWS_ON_CARE: "Draws on care",
}


class WhyForgotten(StrEnum):
    """Why somebody is on the register no more."""

    ASKED = "asked"
    OVER = "over"
    NOT_CONFIRMED = "not_confirmed"

    @property
    def label(self) -> str:
        return WHY_FORGOTTEN_LABELS[self]


WHY_FORGOTTEN_LABELS = {
    WhyForgotten.ASKED: "They asked for it",
    WhyForgotten.OVER: "The time they agreed to was over",
    WhyForgotten.NOT_CONFIRMED: "They never confirmed that it was them",
}


class ReachedBy(StrEnum):
    """How someone wants to be reached."""

    EMAIL = "email"
    TELEPHONE = "telephone"
    LETTER = "letter"
    TEXT = "text"
    FORUM = "forum"
    REPRESENTATIVE = "representative"

    @property
    def label(self) -> str:
        return REACHED_BY_LABELS[self]


REACHED_BY_LABELS = {
    ReachedBy.EMAIL: "Email",
    ReachedBy.TELEPHONE: "Telephone",
    ReachedBy.LETTER: "Letter",
    ReachedBy.TEXT: "Text message",
    ReachedBy.FORUM: "Through their forum",
    ReachedBy.REPRESENTATIVE: "Through who speaks for them",
}


class Proof(StrEnum):
    """How we know that a contact reaches somebody."""

    OPENED_LINK = "opened_link"
    ANSWERED = "answered"
    SPOKEN_TO = "spoken_to"
    LETTER_ANSWERED = "letter_answered"
    SAID_SO = "said_so"

    @property
    def label(self) -> str:
        return PROOF_LABELS[self]


PROOF_LABELS = {
    Proof.OPENED_LINK: "Opened a link that we sent",
    Proof.ANSWERED: "Answered us",
    Proof.SPOKEN_TO: "Spoken to by telephone",
    Proof.LETTER_ANSWERED: "Answered a letter",
    Proof.SAID_SO: "Confirmed it themselves",
}


class FetchKind(StrEnum):
    API = "api"
    FILE = "file"

    @property
    def label(self) -> str:
        return "From the regulator’s API" if self is FetchKind.API else "A published file"


class FetchState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    UNCHANGED = "unchanged"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return FETCH_STATE_LABELS[self]


FETCH_STATE_LABELS = {
    FetchState.RUNNING: "Being fetched, or broken off",
    FetchState.FINISHED: "Fetched",
    FetchState.UNCHANGED: "Nothing new",
    FetchState.FAILED: "Failed",
}


class LoadState(StrEnum):
    WAITING = "waiting"
    FINISHED = "finished"
    REFUSED = "refused"
    ASKING = "asking"
    REJECTED = "rejected"

    @property
    def label(self) -> str:
        return LOAD_STATE_LABELS[self]


LOAD_STATE_LABELS = {
    LoadState.WAITING: "Not read yet",
    LoadState.FINISHED: "Read",
    LoadState.REFUSED: "Not taken",
    LoadState.ASKING: "Waiting for your answer",
    LoadState.REJECTED: "Rejected by a person",
}


@dataclass(frozen=True)
class PlacementRow:
    """
    Where a location lies in a system.

    Attributes:
        place_id: None if it lies in none of the system's places.
        neighbourhood_id: None if it lies in none of their neighbourhoods.
        basis: by what it was found to lie in the place.
        belongs_by: by what it was found to belong to the system.
    """

    location_id: int
    place_id: int | None
    neighbourhood_id: int | None
    basis: Basis
    belongs_by: Belonging


@dataclass(frozen=True)
class ServiceRow:
    """
    One service in a system, with all that it is counted by.

    Attributes:
        place_id: the system's place that it lies in; None if it lies in none of them.
        rating: as the regulator words it, e.g. "Good"; None if it is not rated or regulated.
        beds: None where nobody states them.
        system_slug: a system that the location lies in; empty if it lies in none.
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
    neighbourhood_name: str = ""
    beds: int | None = None
    is_regulated: bool = True
    ods_code: str = ""
    registered_on: date | None = None
    ended_on: date | None = None
    system_slug: str = ""


NOT_RATED = "none"
"""Among the ratings of `Criteria`: those that have none."""


@dataclass(frozen=True)
class Criteria:
    """
    Which services are meant. An empty tuple or a None does not narrow.

    Attributes:
        words: of the name of a service, provider, group, street or town, a postcode or part
            of one, or a number.
        system_ids: only where all of England is searched.
        brand_ids: the regulator's numbers of groups.
        ratings: as the regulator words them, e.g. "Good"; `NOT_RATED` for none.
        is_reachable: by email or telephone. Only for those who may view reach.
        people_served: as the regulator words them, e.g. "Dementia"; any of them is enough.
        as_at: the day to ask about; None for the register as it is.
        is_literal: words are taken as they are, with no slip forgiven.
    """

    service_types: tuple[ServiceType, ...] = ()
    place_ids: tuple[int, ...] = ()
    size_bands: tuple[SizeBand, ...] = ()
    sectors: tuple[Sector, ...] = ()
    words: str = ""
    neighbourhood_ids: tuple[int, ...] = ()
    council_ids: tuple[int, ...] = ()
    system_ids: tuple[int, ...] = ()
    brand_ids: tuple[str, ...] = ()
    network_ids: tuple[int, ...] = ()
    ratings: tuple[str, ...] = ()
    beds_bands: tuple[BedsBand, ...] = ()
    people_served: tuple[str, ...] = ()
    is_regulated: bool | None = None
    is_dormant: bool | None = None
    is_reachable: bool | None = None
    as_at: date | None = None
    is_literal: bool = False


@dataclass(frozen=True)
class FactRow:
    """Who told a group of facts, in words, and as at when."""

    fact: str
    source: str
    as_at: date


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
class Stretch:
    """
    Which rows are wanted: the first, those after a cursor, or those before one.

    Attributes:
        before: goes first if both are given; "" for the last stretch of all.
    """

    limit: int
    after: str | None = None
    before: str | None = None


@dataclass(frozen=True)
class Choice:
    """
    One thing to narrow a search by.

    Attributes:
        value: as an address says it.
        count: services that there would be, with all the search's other filters as they are.
    """

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """
    A filter and its choices, most important first.

    Attributes:
        name: as an address says it.
        left_out: choices beyond those listed, which have fewer services.
    """

    name: str
    label: str
    choices: tuple[Choice, ...]
    left_out: int = 0

    @property
    def is_narrowing(self) -> bool:
        return any(choice.is_chosen for choice in self.choices)


@dataclass(frozen=True)
class SegmentRow:
    """A search that a system saved under a name."""

    slug: str
    name: str
    criteria: Criteria


@dataclass(frozen=True)
class ContactRow:
    """
    How to reach a location. An empty string where it is not known.

    Attributes:
        prefers: how it asked to be reached; None if it has not said.
        refused: "asking" if it asked not to be emailed questions, "all" if it asked us to
            write about nothing, empty if it refused nothing.
    """

    contact_id: int | None
    location_id: int
    location_name: str
    name: str
    email: str
    telephone: str
    address_lines: tuple[str, ...]
    prefers: ReachedBy | None = None
    refused: str = ""

    @property
    def wants_letters(self) -> bool:
        """Return whether it is asked by letter though there may be an email address."""
        would_rather = self.prefers is ReachedBy.LETTER or self.refused == "asking"
        return bool(self.address_lines) and would_rather


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


@dataclass(frozen=True)
class FetchRow:
    """
    One time that the regulator was asked.

    Attributes:
        subject: a file's address, or a council's name; empty for all of England.
        since: changes after this time; None for all that there was.
        load_id: what became of it in the register; None if nothing was loaded.
    """

    fetch_id: int
    kind: FetchKind
    subject: str
    since: datetime | None
    state: FetchState
    begun_at: datetime
    finished_at: datetime | None
    problem: str
    counts: dict[str, int]
    load_id: int | None

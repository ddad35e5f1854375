"""What is looked for in the register, and what is found."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from .care import BedsBand, Sector, ServiceType, SizeBand


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

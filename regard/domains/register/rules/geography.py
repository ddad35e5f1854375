"""What is counted of places and areas, as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from regard.domains.register.types import AreaLevel, Basis, Belonging


@dataclass(frozen=True)
class PlaceCount:
    """
    A place or neighbourhood and the live services in it.

    Attributes:
        parent_id: of a neighbourhood: the place that it is part of; None: of none.
        by: how many services by what they were found to lie in the place. Empty for a
            neighbourhood.
        valid_from: None: as far back as anything is known.
        valid_to: the first day on which it is no more; None: no such day is set.
    """

    place_id: int
    slug: str
    name: str
    level: AreaLevel
    parent_id: int | None
    services: int
    providers: int
    by: Mapping[Basis, int] = field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True)
class PlacesCount:
    """
    A system's places and its live services.

    Attributes:
        rows: places in the order of their names, each followed by its neighbourhoods.
        nowhere: services in no place.
        belongs: how many services by what they were found to belong to the system.
    """

    rows: tuple[PlaceCount, ...]
    services: int
    nowhere: int
    belongs: Mapping[Belonging, int]


@dataclass(frozen=True)
class CouncilShare:
    """
    A council whose area lies in a system, or in a board's area.

    Attributes:
        share: of the council's small areas that lie there, above 0 to 1; None: not known.
        is_whole: all of its services count there.
        services: live services of the council that count there.
    """

    council_id: int
    code: str
    name: str
    share: float | None
    is_whole: bool
    services: int | None = None


@dataclass(frozen=True)
class CoverRow:
    """
    One thing that a place covers, covered or will cover.

    Attributes:
        what: in words, e.g. "Postcode district LN1".
    """

    what: str
    basis: Basis
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class AreaRow:
    """
    An area within or beside another, and the live services in it.

    Attributes:
        level: region, system (a board's area) or council.
        code: its statistical code, with which its page is found.
        services: None: not known, as with a board of before our shares of councils.
        note: what else is to be said, e.g. "75% of its small areas".
        depth: 0 for what the list is of; 1 for what lies in the one above.
    """

    level: AreaLevel
    code: str
    name: str
    services: int | None = None
    providers: int | None = None
    note: str = ""
    depth: int = 0


@dataclass(frozen=True)
class Area:
    """
    A region, board's area or council, at a day.

    Attributes:
        before: the areas that it took over from, with how and when.
        after: those that took over from it.
        above: the areas that it lies in, widest first.
        within: the areas in it.
        systems: slug and name of the systems here that work in it.
    """

    level: AreaLevel
    code: str
    name: str
    source: str
    valid_from: date | None
    valid_to: date | None
    services: int | None
    providers: int | None
    other_code: str = ""
    before: tuple[AreaRow, ...] = ()
    after: tuple[AreaRow, ...] = ()
    above: tuple[AreaRow, ...] = ()
    within: tuple[AreaRow, ...] = ()
    systems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Country:
    """
    England at a day: its regions, each followed by the boards in it.

    Attributes:
        elsewhere: services of councils of which no board of the day has a known share.
    """

    services: int
    providers: int
    rows: tuple[AreaRow, ...]
    boards: int
    councils: int
    elsewhere: int

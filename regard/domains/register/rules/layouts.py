"""
The layouts of files that can be loaded, told apart by their headers.

A layout is recognised when the file has every column that the layout must have, in any order
and with any others beside them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from regard.domains.register.types import Fact, Source

from .active_layout import BAND_COLUMNS, KIND_COLUMNS, READ_COLUMNS
from .published_columns import DEACTIVATED_COLUMNS, DIRECTORY_COLUMNS, EXPORT_COLUMNS


class DateOrder(StrEnum):
    DAY_FIRST = "31/12/2026"
    MONTH_FIRST = "12/31/2026"


@dataclass(frozen=True)
class Layout:
    """
    A kind of file.

    Attributes:
        code: how a load names it.
        name: what it is, in words.
        columns: the columns that it must have, as the publisher spells them.
        source: whose facts it tells, by which `rules.precedence` ranks them.
        facts: the groups of facts that it tells of a location it lists.
        also: columns that it may have beside those, and may lack.
        is_whole_list: whether it lists all of a council's services of its kind, so that one
            missing from it has ended. The ratings list only what was ever inspected: they can
            end only what no better source has told of.
        is_of_endings: whether it lists only what is no more: it ends, and adds nothing live.
        is_openable: whether anybody can give it to us as a file; what is fetched only is not.
        date_order: how its dates are written; the layout decides, as "05/06/2026" cannot.
    """

    code: str
    name: str
    columns: tuple[str, ...]
    source: Source
    facts: frozenset[Fact]
    also: tuple[str, ...] = ()
    is_whole_list: bool = False
    is_of_endings: bool = False
    is_openable: bool = True
    date_order: DateOrder = DateOrder.DAY_FIRST

    @property
    def every_column(self) -> tuple[str, ...]:
        return self.columns + self.also


RATING_COLUMNS = (
    "Location ID",
    "Location Name",
    "Care Home?",
    "Location Type",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location Post Code",
    "Location Local Authority",
    "Service / Population Group",
    "Domain",
    "Latest Rating",
    "Publication Date",
    "Provider ID",
    "Provider Name",
    "Brand ID",
    "Brand Name",
)

RATING_FACTS = frozenset(
    {
        Fact.NAME,
        Fact.ADDRESS,
        Fact.PROVIDER,
        Fact.BRAND,
        Fact.KINDS,
        Fact.RATING,
    }
)

RATINGS_WITH_COORDINATES = Layout(
    code="ratings_with_coordinates",
    name="The regulator’s ratings, one line a location, with coordinates",
    columns=(*RATING_COLUMNS, "Longitude", "Latitude"),
    source=Source.RATINGS_WITH_COORDINATES,
    facts=RATING_FACTS | {Fact.COORDINATES},
    is_whole_list=True,
)
"""As CQC's ratings were published with coordinates added, to January 2021."""

LATEST_RATINGS = Layout(
    code="latest_ratings",
    name="The regulator’s latest ratings",
    columns=(*RATING_COLUMNS, "Location ODS Code"),
    source=Source.LATEST_RATINGS,
    facts=RATING_FACTS | {Fact.IDENTIFIERS},
    is_whole_list=True,
    date_order=DateOrder.MONTH_FIRST,
)
"""As CQC publishes "Latest ratings" today: one line a location, service group and domain."""

ACTIVE_LOCATIONS = Layout(
    code="active_locations",
    name="The regulator’s active locations",
    columns=(*READ_COLUMNS, *KIND_COLUMNS, *BAND_COLUMNS),
    source=Source.ACTIVE_LOCATIONS,
    facts=frozenset(Fact) - {Fact.STAFF},
    is_whole_list=True,
)
"""As CQC publishes "HSCA_Active_Locations", the care directory with filters: 122 columns."""

DIRECTORY = Layout(
    code="directory",
    name="The regulator’s care directory",
    columns=DIRECTORY_COLUMNS,
    source=Source.DIRECTORY,
    facts=frozenset(
        {Fact.NAME, Fact.ADDRESS, Fact.PROVIDER, Fact.KINDS, Fact.PEOPLE_SERVED, Fact.LINES}
    ),
    is_whole_list=True,
)
"""As CQC publishes "CQC_directory": 15 columns below four lines of notes."""

DEACTIVATED_LOCATIONS = Layout(
    code="deactivated_locations",
    name="The regulator’s deactivated locations",
    columns=DEACTIVATED_COLUMNS,
    source=Source.DEACTIVATED_LOCATIONS,
    facts=frozenset(
        {
            Fact.NAME,
            Fact.ADDRESS,
            Fact.COORDINATES,
            Fact.PROVIDER,
            Fact.BEDS,
            Fact.DATES,
            Fact.IDENTIFIERS,
        }
    ),
    is_of_endings=True,
)

LOCATIONS_EXPORT = Layout(
    code="locations_export",
    name="The regulator’s export of locations",
    columns=EXPORT_COLUMNS,
    source=Source.LOCATIONS_EXPORT,
    facts=frozenset(Fact) - {Fact.ADDRESS, Fact.COORDINATES, Fact.STAFF},
    date_order=DateOrder.MONTH_FIRST,
)
"""
As CQC's insight pages export what somebody filtered: never known to be all. It has no address.
"""

SERVICES_AND_CONTACTS = Layout(
    code="services_and_contacts",
    name="Services and contacts (Regard’s own)",
    columns=(
        "Location ID",
        "Service name",
        "Provider",
        "Service type",
        "Sector",
        "Address",
        "Town",
        "Postcode",
        "Council",
        "Contact name",
        "Email",
        "Telephone",
    ),
    source=Source.ENTERED,
    facts=frozenset({Fact.NAME, Fact.ADDRESS, Fact.PROVIDER, Fact.OWNERSHIP, Fact.KINDS}),
    also=("Bought by a council",),
)

LAYOUTS = (
    RATINGS_WITH_COORDINATES,
    LATEST_RATINGS,
    ACTIVE_LOCATIONS,
    DIRECTORY,
    DEACTIVATED_LOCATIONS,
    LOCATIONS_EXPORT,
    SERVICES_AND_CONTACTS,
)

TEMPLATE_LINE = (
    "",
    "Harbour Lunch Club",
    "Harbour Community Association",
    "Day and community",
    "Voluntary",
    "Old School, Quay Lane",
    "Boston",
    "PE21 0AA",
    "Lincolnshire",
    "Amara Okafor",
    "amara@example.org",
    "01205 000000",
    "No",
)
"""A made-up line to show how services and contacts are written."""


def normalise_column(name: str) -> str:
    return " ".join(name.lower().split())


def recognise(header: Sequence[str]) -> Layout | None:
    """Return the layout whose columns are all in the header. None if none is."""
    there = {normalise_column(name) for name in header}
    return next((layout for layout in LAYOUTS if not _missing(layout, there)), None)


NEAR = 0.5
"""Up to this share of a layout's columns missing, a header was meant to be one of that layout."""


def missing_share(header: Sequence[str]) -> float:
    """Return which share of the nearest layout's columns a header lacks, 0-1."""
    there = {normalise_column(name) for name in header}
    return min(len(_missing(layout, there)) / len(layout.columns) for layout in LAYOUTS)


def explain(header: Sequence[str], *, line: int = 1) -> str:
    """Return, for a header that no layout matches, what it lacks, in words."""
    there = {normalise_column(name) for name in header}
    nearest = min(LAYOUTS, key=lambda layout: len(_missing(layout, there)) / len(layout.columns))
    missing = _missing(nearest, there)
    if len(missing) > len(nearest.columns) * NEAR:
        return (
            f"Line {line} does not hold the column names of any file that we know. It must hold "
            "those of one of the regulator’s files, or of Regard’s own template"
        )
    names = ", ".join(f"“{name}”" for name in missing)
    return f"Line {line} looks like “{nearest.name}”, but has no column {names}"


def repeated_column(header: Sequence[str]) -> str | None:
    """Return a column name that stands in the header twice. None if each stands once."""
    seen = set()
    for name in header:
        normal = normalise_column(name)
        if normal in seen:
            return name
        if normal:
            seen.add(normal)
    return None


def positions(header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands, by its name as `normalise_column` has it."""
    return {normalise_column(name): index for index, name in enumerate(header)}


def _missing(layout: Layout, there: set[str]) -> list[str]:
    return [name for name in layout.columns if normalise_column(name) not in there]

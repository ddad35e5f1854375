"""
How a line of the regulator's ratings becomes a location, its provider, its services and ratings.

Nursing cannot be told from these files: every care home is read as a care home. The kind of
community care is known only where the regulator rated it by kind.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from regard.domains.register.types import Sector, ServiceType

from .cells import (
    read_numbers,
    read_past_dates,
    read_places,
    read_postcodes,
    read_ratings,
    read_texts,
)
from .councils import Gazetteer
from .layouts import DateOrder
from .told import ToldLocation, ToldOrganisation, ToldRating
from .values import (
    Unreadable,
    read_dash,
    read_number,
    read_past_date,
    read_rating,
    read_text,
)

SOCIAL_CARE = "Social Care Org"
"""The location type of adult social care; the same files list surgeries and hospitals."""

OVERALL = "Overall"

WHOLE = ""
"""What a rating of the location as a whole has in place of a kind of care."""

GROUPS = {
    "care homes": ServiceType.CARE_HOME,
    "homecare": ServiceType.HOME_CARE,
    "supported living": ServiceType.SUPPORTED_LIVING,
    "extra care": ServiceType.EXTRA_CARE,
    "shared lives": ServiceType.SHARED_LIVES,
}
"""The regulator's service groups that say what kind of care it is, in small letters."""

QUESTIONS = frozenset({"overall", "safe", "effective", "caring", "responsive", "well-led"})
"""The regulator's domains, in small letters: overall, and its five key questions."""

CARE_HOMES = {"Y": ServiceType.CARE_HOME.value, "N": ServiceType.NOT_STATED.value}
"""What the regulator answers to "Care Home?", and what we then know."""


Cell = TypeVar("Cell")


class RatingCells(NamedTuple, Generic[Cell]):
    """
    The cells of a line that are read, in the order of the layouts' columns.

    Or of many lines: then each is a column of cells, in the order of the lines.
    """

    number: Cell
    name: Cell
    care_home: Cell
    kind: Cell
    street: Cell
    second_line: Cell
    city: Cell
    postcode: Cell
    council: Cell
    group: Cell
    domain: Cell
    rating: Cell
    published: Cell
    provider_number: Cell
    provider_name: Cell
    brand_number: Cell
    brand_name: Cell
    longitude: Cell
    latitude: Cell
    ods_code: Cell
    inherited: Cell


class Against(NamedTuple):
    """
    What a file's cells are read against: the councils, how it writes dates, and today.

    Attributes:
        councils: those looked up so far, by name and postcode district.
        texts: the same, by both as one text, where many lines are read at once.
    """

    gazetteer: Gazetteer
    order: DateOrder
    today: date
    councils: dict[tuple[str, str], int]
    texts: dict[str, int]


def read_locations(
    lines: Sequence[int], cells: RatingCells[Sequence[str]], against: Against
) -> list[ToldLocation]:
    """
    Return the locations that lines tell of, in their order.

    :param lines: each one's place in the file, the header being 1.
    :raises Unreadable: if a cell of any line is not what its column says, or no council is so
        called. Lines that are read one by one tell which it was.
    """
    nothing = (None,) * len(lines)
    postcodes, districts = read_postcodes("Location Post Code", cells.postcode)
    longitudes, latitudes = read_places(cells.longitude, cells.latitude)
    columns: tuple[Iterable[object], ...] = (  # in the order of what is told
        lines,
        read_numbers("Location ID", cells.number),
        read_numbers("Provider ID", cells.provider_number),
        find_councils(cells.council, postcodes, districts, against),
        read_texts("Location Name", cells.name),
        _addresses(cells.street, cells.second_line),
        map(str.strip, cells.city),
        postcodes,
        districts,
        [CARE_HOMES.get(text) or _service_type(text) for text in cells.care_home],
        [(read_dash(text) or None) if text else None for text in cells.ods_code],
        longitudes,
        latitudes,
        *(nothing,) * 7,
        read_ratings(cells.rating),
        read_past_dates("Publication Date", cells.published, against.order, against.today),
        nothing,
    )
    return list(map(ToldLocation._make, zip(*columns, strict=True)))


def _addresses(streets: Sequence[str], second_lines: Sequence[str]) -> list[str]:
    both = zip(map(str.strip, streets), map(str.strip, second_lines), strict=True)
    return [f"{street}\n{second}" if second else street for street, second in both]


def read_organisation(
    place: int, cells: RatingCells[Sequence[str]], gazetteer: Gazetteer
) -> ToldOrganisation:
    """
    Return the provider that a line tells of.

    :param place: of the line in the columns, from 0.
    """
    name = read_text("Provider Name", cells.provider_name[place])
    return ToldOrganisation(
        cells.provider_number[place].strip().upper(),
        name,
        read_dash(cells.brand_number[place]),
        read_brand(cells.brand_name[place]),
        Sector.PUBLIC.value if gazetteer.is_public(name) else None,
    )


def read_brand(text: str) -> str:
    return read_dash(text).removeprefix("BRAND ")


def read_published(cells: RatingCells[str], against: Against) -> ToldRating | None:
    """
    Return the rating that a line publishes. None if it is of no kind of care that we tell apart.

    Its rating and date are empty where the line says that there is none.
    """
    group, question = cells.group.strip().lower(), cells.domain.strip().lower()
    kind = GROUPS.get(group)
    if (kind is None and group != OVERALL.lower()) or question not in QUESTIONS:
        return None
    published = read_past_date("Publication Date", cells.published, against.order, against.today)
    return ToldRating(
        number=read_number("Location ID", cells.number),
        service_type=kind.value if kind else WHOLE,
        question=question,
        rating=read_rating(cells.rating) or "",
        published_on=published or "",
        is_inherited=cells.inherited.strip().upper() == "Y",
    )


def _service_type(care_home: str) -> str:
    found = CARE_HOMES.get(care_home.strip().upper())
    if found:
        return found
    raise Unreadable("Care Home?", care_home, "is neither Y nor N")


def find_councils(
    names: Sequence[str], postcodes: Sequence[str], districts: Sequence[str], against: Against
) -> list[int]:
    """
    Return the council of each line, looked up once for each of a name's postcode districts.

    One may have been split.

    :raises Unreadable: if none is so called.
    """
    known = against.councils
    return [
        known.get(each) or _council(*each, postcode, against)
        for each, postcode in zip(zip(names, districts, strict=True), postcodes, strict=True)
    ]


def _council(name: str, district: str, postcode: str, against: Against) -> int:
    council = against.gazetteer.find(name, postcode)
    if council is not None:
        against.councils[name, district] = council
        return council
    if against.gazetteer.is_known(name):
        reason = f"was split, and we do not know which council took over at {postcode}"
    else:
        reason = "is not a council with adult social services duties"
    raise Unreadable("Location Local Authority", name, reason)

"""Read the regulator's files of one row a location, whatever their columns."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from regard.domains.register.rules.as_at import read_as_at
from regard.domains.register.rules.ratings import Against
from regard.domains.register.rules.told import (
    ToldLocation,
    ToldOrganisation,
    ToldRating,
    ToldRelation,
    ToldService,
)
from regard.domains.register.rules.values import Unreadable

from .cannot_read import CannotRead
from .found import Found
from .setting import Setting
from .tables import Table


class Numbered(Protocol):
    @property
    def number(self) -> str: ...


Cells = TypeVar("Cells", bound=Numbered)


@dataclass(frozen=True)
class Reading(Generic[Cells]):
    """
    How the rows of a layout are read.

    Attributes:
        picker: returns, for a header, what takes the cells that are read out of a row.
        is_social_care: tells the rows of adult social care from the others.
        is_guessed: whether that is only guessed, so that one not taken must not be ended.
        is_repeated: whether a location may stand on several lines, of which the first counts.
    """

    picker: Callable[[list[str]], Callable[[list[str]], Cells]]
    is_social_care: Callable[[Cells], bool]
    read_location: Callable[[Cells, int, Against], ToldLocation]
    read_organisation: Callable[[Cells, Against], ToldOrganisation]
    list_services: Callable[[ToldLocation, Cells], list[ToldService]] | None = None
    list_ratings: Callable[[ToldLocation, Cells], list[ToldRating]] | None = None
    list_relations: Callable[[ToldLocation, Cells], list[ToldRelation]] | None = None
    is_guessed: bool = False
    is_repeated: bool = False


def read_locations(
    table: Table, setting: Setting, found: Found, reading: Reading[Cells]
) -> Iterator[ToldLocation]:
    """
    Hand out each location that the file tells of, once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, too much cannot be read, or the
        file is of no date.
    """
    _date(table, setting, found)
    pick = reading.picker(table.header)
    against = Against(setting.gazetteer, setting.layout.date_order, setting.today, {}, {})
    for line, row in table.rows:
        found.rows += 1
        cells = pick(row)
        number = cells.number.strip().upper()
        if not reading.is_social_care(cells):
            found.not_social_care += 1
            if reading.is_guessed:
                found.unread.add(number)
            continue
        try:
            if _is_first(line, number, found, reading):
                location = _read(cells, line, against, found, reading)
                if location is not None:
                    yield location
        except Unreadable as problem:
            found.refusals.add(line, problem)
            found.unread.add(number)
    _finish(setting, found)


def _read(
    cells: Cells, line: int, against: Against, found: Found, reading: Reading[Cells]
) -> ToldLocation | None:
    """Return the location; None if it lies where this load may not change anything."""
    location = reading.read_location(cells, line, against)
    if found.councils is not None and location.council_id not in found.councils:
        found.elsewhere += 1
        return None
    if location.provider_number not in found.organisations:
        organisation = reading.read_organisation(cells, against)
        found.organisations[location.provider_number] = organisation
    if reading.list_services:
        found.services += reading.list_services(location, cells)
    if reading.list_ratings:
        found.ratings += reading.list_ratings(location, cells)
    if reading.list_relations:
        found.relations += reading.list_relations(location, cells)
    newest = max(location.rated_on or "", location.registered_on or "", location.ended_on or "")
    found.newest = max(found.newest, newest)
    return location


def _is_first(line: int, number: str, found: Found, reading: Reading[Cells]) -> bool:
    first = found.lines.setdefault(number, line)
    if first == line:
        found.looked_at += 1
        return True
    if reading.is_repeated:
        return False
    raise CannotRead(
        f"{found.name}, line {line}, Location ID: {number} stands here a second time; the first "
        f"is on line {first}. We cannot know which is right. Remove one of them"
    )


def _date(table: Table, setting: Setting, found: Found) -> None:
    found.as_at = read_as_at(table.notes)
    if found.as_at and found.as_at > setting.today:
        raise CannotRead(
            f"{setting.name} says that it is as at {found.as_at:%-d %B %Y}, which is to come"
        )


def _finish(setting: Setting, found: Found) -> None:
    """Refuse what only the end of the file shows to be missing or too much."""
    if not found.rows:
        raise CannotRead(f"{setting.name} has its column names and no rows under them")
    if not found.looked_at:
        raise CannotRead(f"{setting.name} lists no adult social care on any of its rows")
    found.refusals.check(name=setting.name, rows=found.looked_at)
    if found.dated is None:
        raise CannotRead(
            f"{setting.name} has no date on any row, so we cannot tell how old it is and what it "
            "may replace"
        )

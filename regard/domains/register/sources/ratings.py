"""Read the regulator's ratings files, row by row."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from regard.domains.register.rules import layouts
from regard.domains.register.rules.ratings import (
    OVERALL,
    SOCIAL_CARE,
    Against,
    LocationRow,
    OrganisationRow,
    RatingCells,
    ServiceGroupRow,
    read_location,
    read_organisation,
    read_service_group,
)
from regard.domains.register.rules.values import Unreadable

from .opening import CannotRead, Table
from .refusals import Refusals
from .setting import Setting


@dataclass
class Found:
    """
    What reading a file found beside its locations. Complete when they have all been read.

    Attributes:
        name: what the file's owner calls it, for messages.
        councils: whose locations are taken; None takes every council's.
        elsewhere: locations of councils that this load may not touch.
        not_social_care: rows of surgeries, hospitals and others.
        unread: numbers of locations whose row was refused: they are there, only not legible.
        newest: the newest date of publication, as ISO 8601; empty while there is none.
    """

    name: str
    councils: Collection[int] | None = None
    rows: int = 0
    elsewhere: int = 0
    not_social_care: int = 0
    newest: str = ""
    unread: set[str] = field(default_factory=set)
    refusals: Refusals = field(default_factory=Refusals)
    organisations: dict[str, OrganisationRow] = field(default_factory=dict)
    groups: list[ServiceGroupRow] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    group_lines: dict[str, int] = field(default_factory=dict)

    @property
    def looked_at(self) -> int:
        return len(self.lines)


def read_ratings(table: Table, setting: Setting, found: Found) -> Iterator[LocationRow]:
    """
    Hand out each location that the file tells of, once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    pick = _picker(table.header)
    against = Against(setting.gazetteer, setting.layout.date_order, setting.today)
    rows = others = 0
    for line, row in table.rows:
        rows += 1
        cells = pick(row)
        if cells.kind != SOCIAL_CARE:
            others += 1
            continue
        if cells.domain != OVERALL:
            continue
        try:
            location = _read(line, cells, against, found)
        except Unreadable as problem:
            found.refusals.add(line, problem)
            found.unread.add(cells.number.strip())
            continue
        if location is not None:
            yield location
    found.rows, found.not_social_care = rows, others
    _finish(setting, found)


def _finish(setting: Setting, found: Found) -> None:
    """Refuse what only the end of the file shows to be missing or too much."""
    if not found.rows:
        raise CannotRead(f"{setting.name} has its column names and no rows under them")
    if not found.looked_at:
        raise CannotRead(f"{setting.name} lists no adult social care: no row is “{SOCIAL_CARE}”")
    for group in found.groups:
        if group.number not in found.lines:
            problem = Unreadable("Location ID", group.number, "has no row for it as a whole")
            found.refusals.add(found.group_lines[group.number], problem)
    found.refusals.check(name=setting.name, rows=found.looked_at)
    if not found.newest:
        raise CannotRead(
            f"{setting.name} has no date of publication on any row, so we cannot tell how old "
            "it is and what it may replace"
        )


def _read(line: int, cells: RatingCells, against: Against, found: Found) -> LocationRow | None:
    """Return the location that this row is of; None if of one kind of care, or not ours."""
    if cells.group != OVERALL:
        _check_once(line, f"{cells.number}|{cells.group}", found)
        _read_group(line, cells, against, found)
        return None
    _check_once(line, cells.number, found)
    location = read_location(cells, line, against)
    if found.councils is not None and location.council_id not in found.councils:
        found.elsewhere += 1
        return None
    number = location.provider_number
    if number not in found.organisations:
        found.organisations[number] = read_organisation(cells, against.gazetteer)
    if location.rated_on and location.rated_on > found.newest:
        found.newest = location.rated_on
    return location


def _read_group(line: int, cells: RatingCells, against: Against, found: Found) -> None:
    group = read_service_group(cells, against)
    if group is None:
        return
    found.groups.append(group)
    found.group_lines.setdefault(group.number, line)
    if group.rated_on and group.rated_on > found.newest:
        found.newest = group.rated_on


def _check_once(line: int, key: str, found: Found) -> None:
    first = found.lines.setdefault(key, line)
    if first != line:
        raise CannotRead(
            f"{found.name}, line {line}, Location ID: {key.partition('|')[0]} stands here a "
            f"second time; the first is on line {first}. We cannot know which is right. Remove "
            "one of them"
        )


def _picker(header: list[str]) -> Callable[[list[str]], RatingCells]:
    """Return what takes the cells that are read out of a row, in their own order."""
    place = layouts.positions(header)
    nothing = len(header)
    pick = itemgetter(*(place.get(layouts.normalise_column(name), nothing) for name in CELLS))

    def picker(row: list[str]) -> RatingCells:
        row.append("")  # what a column that this layout has not is read as
        return RatingCells._make(pick(row))

    return picker


CELLS = (*layouts.RATING_COLUMNS, "Longitude", "Latitude", "Location ODS Code")
"""The columns of `RatingCells`, in its order."""

"""Read the regulator's ratings files, row by row."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import itemgetter

from regard.domains.register.rules import layouts
from regard.domains.register.rules.ratings import (
    OVERALL,
    SOCIAL_CARE,
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
        elsewhere: locations of councils that this load may not touch.
        not_social_care: rows of surgeries, hospitals and others.
        unread: numbers of locations whose row was refused: they are there, only not legible.
        newest: the newest date of publication, as ISO 8601; empty while there is none.
    """

    rows: int = 0
    looked_at: int = 0
    elsewhere: int = 0
    not_social_care: int = 0
    newest: str = ""
    unread: set[str] = field(default_factory=set)
    refusals: Refusals = field(default_factory=Refusals)
    organisations: dict[str, OrganisationRow] = field(default_factory=dict)
    groups: list[ServiceGroupRow] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    group_lines: dict[str, int] = field(default_factory=dict)

    def see(self, published: str | None) -> None:
        if published and published > self.newest:
            self.newest = published


def read_ratings(table: Table, setting: Setting, found: Found) -> Iterator[LocationRow]:
    """
    Hand out each location that the file tells of, once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    pick = _picker(table.header)
    for line, row in table.rows:
        found.rows += 1
        cells = pick(row)
        if cells.kind != SOCIAL_CARE:
            found.not_social_care += 1
            continue
        if cells.domain != OVERALL:
            continue
        _check_once(line, cells, setting.name, found)
        try:
            location = _read(line, cells, setting, found)
        except Unreadable as problem:
            found.refusals.add(line, problem)
            found.unread.add(cells.number.strip())
            continue
        if location is not None:
            yield location
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


def _read(line: int, cells: RatingCells, setting: Setting, found: Found) -> LocationRow | None:
    """Return the location, where this is its own row and it is ours to take."""
    order, today = setting.layout.date_order, setting.today
    if cells.group != OVERALL:
        group = read_service_group(cells, order=order, today=today)
        if group is not None:
            found.groups.append(group)
            found.group_lines.setdefault(group.number, line)
            found.see(group.rated_on)
        return None
    location = read_location(
        cells, line=line, gazetteer=setting.gazetteer, order=order, today=today
    )
    if not setting.may_touch(location.council_id):
        found.elsewhere += 1
        return None
    if location.provider_number not in found.organisations:
        found.organisations[location.provider_number] = read_organisation(cells, setting.gazetteer)
    found.see(location.rated_on)
    return location


def _check_once(line: int, cells: RatingCells, name: str, found: Found) -> None:
    key = cells.number if cells.group == OVERALL else f"{cells.number}|{cells.group}"
    first = found.lines.setdefault(key, line)
    found.looked_at += 1
    if first != line:
        raise CannotRead(
            f"{name}, line {line}, Location ID: {cells.number} stands here a second time; the "
            f"first is on line {first}. We cannot know which is right. Remove one of them"
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

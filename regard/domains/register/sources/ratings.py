"""Read the regulator's ratings files, row by row."""

from collections.abc import Callable, Iterator
from operator import itemgetter

from regard.domains.register.rules import layouts
from regard.domains.register.rules.ratings import (
    OVERALL,
    SOCIAL_CARE,
    WHOLE,
    Against,
    RatingCells,
    read_location,
    read_organisation,
    read_published,
)
from regard.domains.register.rules.told import ToldLocation, ToldRating, ToldService
from regard.domains.register.rules.values import Unreadable

from .cannot_read import CannotRead
from .found import Found
from .setting import Setting
from .tables import Table


def read_ratings(table: Table, setting: Setting, found: Found) -> Iterator[ToldLocation]:
    """
    Hand out each location that the file tells of, once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    pick = _picker(table.header)
    against = Against(setting.gazetteer, setting.layout.date_order, setting.today, {})
    rows = others = 0
    group_lines: dict[str, int] = {}
    for line, row in table.rows:
        rows += 1
        row.append("")  # what a column that this layout has not is read as
        cells = pick(row)
        if cells[KIND] != SOCIAL_CARE:
            others += 1
            continue
        try:
            if cells[DOMAIN] == OVERALL == cells[GROUP]:
                location = _read_location(line, RatingCells._make(cells), against, found)
                if location is not None:
                    yield location
            else:
                _read_part(line, RatingCells._make(cells), against, found, group_lines)
        except Unreadable as problem:
            found.refusals.add(line, problem)
            found.unread.add(cells[NUMBER].strip())
    found.rows, found.not_social_care, found.looked_at = rows, others, len(found.lines)
    finish_ratings(setting, found, group_lines)


def finish_ratings(setting: Setting, found: Found, group_lines: dict[str, int]) -> None:
    """
    Refuse what only the end of the file shows to be missing or too much.

    :param group_lines: on which line the first kind of care of each location was rated.
    """
    if not found.rows:
        raise CannotRead(f"{setting.name} has its column names and no rows under them")
    if not found.looked_at:
        raise CannotRead(f"{setting.name} lists no adult social care: no row is “{SOCIAL_CARE}”")
    for number, line in group_lines.items():
        if number not in found.lines:
            problem = Unreadable("Location ID", number, "has no row for it as a whole")
            found.refusals.add(line, problem)
    found.refusals.check(name=setting.name, rows=found.looked_at)
    if not found.newest:
        raise CannotRead(
            f"{setting.name} has no date of publication on any row, so we cannot tell how old "
            "it is and what it may replace"
        )


def _read_location(
    line: int, cells: RatingCells, against: Against, found: Found
) -> ToldLocation | None:
    """Return the location that a row is of as a whole; None if it is not ours."""
    _check_once(line, cells.number, found)
    location = read_location(cells, line, against)
    if found.councils is not None and location.council_id not in found.councils:
        found.elsewhere += 1
        return None
    number = location.provider_number
    if number not in found.organisations:
        found.organisations[number] = read_organisation(cells, against.gazetteer)
    if location.rated_on is not None and location.rated_on > found.newest:
        found.newest = location.rated_on
    if cells.inherited == "Y" and location.rating and location.rated_on:
        found.ratings.append(
            ToldRating(location.number, WHOLE, "overall", location.rating, location.rated_on, True)
        )
    return location


def _read_part(
    line: int,
    cells: RatingCells,
    against: Against,
    found: Found,
    group_lines: dict[str, int],
) -> None:
    """Keep what a row says of one kind of care, or of one key question."""
    if cells.domain == OVERALL:
        _check_once(line, f"{cells.number}|{cells.group}", found)
    published = read_published(cells, against)
    if published is None:
        return
    _keep(published, found)
    if published.service_type != WHOLE:
        group_lines.setdefault(published.number, line)


def _keep(published: ToldRating, found: Found) -> None:
    """Keep a rating for the history, and that the location provides the kind it is of."""
    number, service_type, question, rating, published_on, _ = published
    if published_on > found.newest and question == "overall":
        found.newest = published_on
    if question == "overall" and service_type != WHOLE:
        found.services.append(
            ToldService(number, service_type, rating or None, published_on or None)
        )
    if rating and published_on:
        found.ratings.append(published)


def _check_once(line: int, key: str, found: Found) -> None:
    first = found.lines.setdefault(key, line)
    if first != line:
        raise CannotRead(
            f"{found.name}, line {line}, Location ID: {key.partition('|')[0]} stands here a "
            f"second time; the first is on line {first}. We cannot know which is right. Remove "
            "one of them"
        )


def _picker(header: list[str]) -> Callable[[list[str]], tuple[str, ...]]:
    """Return what takes the cells that are read out of a row, in their own order."""
    place = layouts.positions(header)
    nothing = len(header)
    return itemgetter(*(place.get(layouts.normalise_column(name), nothing) for name in CELLS))


CELLS = (
    *layouts.RATING_COLUMNS,
    "Longitude",
    "Latitude",
    "Location ODS Code",
    "Inherited Rating (Y/N)",
)
"""The columns of `RatingCells`, in its order."""

NUMBER = RatingCells._fields.index("number")
KIND = RatingCells._fields.index("kind")
GROUP = RatingCells._fields.index("group")
DOMAIN = RatingCells._fields.index("domain")

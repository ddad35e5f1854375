"""Read the regulator's ratings files, row by row."""

from collections.abc import Iterator, Sequence
from operator import attrgetter

from regard.domains.register.rules.ratings import (
    OVERALL,
    SOCIAL_CARE,
    WHOLE,
    Against,
    RatingCells,
    read_locations,
    read_organisation,
    read_published,
)
from regard.domains.register.rules.told import (
    ToldLocation,
    ToldLocations,
    ToldRating,
    ToldService,
)
from regard.domains.register.rules.values import Unreadable

from .cannot_read import CannotRead
from .found import Found
from .rating_blocks import Block, choose, list_rows, read_blocks
from .ratings_at_once import read_at_once
from .setting import Setting
from .tables import Table


def read_ratings(
    table: Table, setting: Setting, found: Found
) -> Iterator[ToldLocation | ToldLocations]:
    """
    Hand out each location that the file tells of, once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    against = Against(setting.gazetteer, setting.layout.date_order, setting.today, {}, {})
    group_lines: dict[str, int] = {}
    for block in read_blocks(table):
        if isinstance(block, Block):
            yield from _read_block(block, against, found, group_lines)
        elif told := read_at_once(block, against, found):
            yield told
        else:
            for each in block.list_blocks():
                yield from _read_block(each, against, found, group_lines)
    found.refusals.cells.sort(key=attrgetter("line"))
    found.looked_at = len(found.lines)
    finish_ratings(setting, found, group_lines)


def _read_block(
    block: Block, against: Against, found: Found, group_lines: dict[str, int]
) -> Iterator[ToldLocation]:
    is_ours = [kind == SOCIAL_CARE for kind in block.cells.kind]
    found.rows += len(is_ours)
    found.not_social_care += is_ours.count(False)
    ours = choose(block, is_ours)
    both = zip(ours.cells.domain, ours.cells.group, strict=True)
    is_whole = [domain == OVERALL == group for domain, group in both]
    yield from _read_wholes(choose(ours, is_whole), against, found)
    if not all(is_whole):
        parts = choose(ours, [not each for each in is_whole])
        _read_parts(parts, against, found, group_lines)


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


def _read_wholes(block: Block, against: Against, found: Found) -> Iterator[ToldLocation]:
    """Hand out each location that lines are of as a whole, but for those that are not ours."""
    for line, number in zip(block.lines, block.cells.number, strict=True):
        _check_once(line, number, found)
    for place, location in enumerate(_read_each(block, against, found)):
        if location is None or not _keep_provider(place, location, block, against, found):
            continue
        if location.rated_on is not None and location.rated_on > found.newest:
            found.newest = location.rated_on
        if block.cells.inherited[place] == "Y" and location.rating and location.rated_on:
            found.ratings.append(
                ToldRating(
                    location.number, WHOLE, "overall", location.rating, location.rated_on, True
                )
            )
        yield location


def _read_each(block: Block, against: Against, found: Found) -> Sequence[ToldLocation | None]:
    """Read all lines at once or, where one cannot be read, one by one to refuse that: None."""
    try:
        return read_locations(block.lines, block.cells, against)
    except Unreadable as problem:
        if len(block.lines) == 1:
            _refuse(block.lines[0], block.cells.number[0], problem, found)
            return [None]
    alone = [
        Block((line,), RatingCells._make([[cell] for cell in row]))
        for line, row in list_rows(block)
    ]
    return [_read_each(each, against, found)[0] for each in alone]


def _keep_provider(
    place: int, location: ToldLocation, block: Block, against: Against, found: Found
) -> bool:
    """Keep who provides a location. False if that is not ours, or its provider has no name."""
    if found.councils is not None and location.council_id not in found.councils:
        found.elsewhere += 1
        return False
    number = location.provider_number
    if number not in found.organisations:
        try:
            organisation = read_organisation(place, block.cells, against.gazetteer)
        except Unreadable as problem:
            _refuse(block.lines[place], block.cells.number[place], problem, found)
            return False
        found.organisations[number] = organisation
    return True


def _refuse(line: int, number: str, problem: Unreadable, found: Found) -> None:
    found.refusals.add(line, problem)
    found.unread.add(number.strip())


def _read_parts(block: Block, against: Against, found: Found, group_lines: dict[str, int]) -> None:
    for line, cells in list_rows(block):
        try:
            _read_part(line, cells, against, found, group_lines)
        except Unreadable as problem:
            _refuse(line, cells.number, problem, found)


def _read_part(
    line: int,
    cells: RatingCells[str],
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

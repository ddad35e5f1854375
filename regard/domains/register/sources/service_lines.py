"""Read Regard's own layout, services and contacts."""

from dataclasses import dataclass, field
from operator import itemgetter

from regard.domains.register.rules import layouts
from regard.domains.register.rules.service_lines import ServiceCells, ServiceLine, read_line
from regard.domains.register.rules.values import Unreadable

from .opening import CannotRead, Table
from .refusals import Refusals
from .setting import Setting


@dataclass
class ServiceLines:
    rows: int = 0
    lines: list[ServiceLine] = field(default_factory=list)
    refusals: Refusals = field(default_factory=Refusals)


def read_service_lines(table: Table, setting: Setting) -> ServiceLines:
    """
    Return the lines of a file and what was refused of it.

    :raises CannotRead: if the same service stands on two lines.
    """
    place = layouts.positions(table.header)
    names = map(layouts.normalise_column, setting.layout.every_column)
    pick = itemgetter(*(place[name] for name in names if name in place))
    found = ServiceLines()
    first: dict[tuple[str, str], int] = {}
    for line, row in table.rows:
        found.rows += 1
        try:
            read = read_line(ServiceCells(*pick(row)), line=line, gazetteer=setting.gazetteer)
            _check_area(read, setting)
        except Unreadable as problem:
            found.refusals.add(line, problem)
            continue
        _check_once(read, first, setting.name)
        found.lines.append(read)
    if not found.rows:
        raise CannotRead(f"{setting.name} has its column names and no rows under them")
    return found


def _check_area(read: ServiceLine, setting: Setting) -> None:
    if read.council_id is not None and not setting.may_touch(read.council_id):
        raise Unreadable("Council", read.name, "lies in another system, which keeps it itself")


def _check_once(read: ServiceLine, first: dict[tuple[str, str], int], name: str) -> None:
    line = first.setdefault((read.identity, read.service_type), read.line)
    if line != read.line:
        what = read.number or f"{read.name}, {read.postcode}"
        raise CannotRead(
            f"{name}, line {read.line}, Location ID: {what} stands here a second time; the first "
            f"is on line {line}. We cannot know which is right. Remove one of them"
        )

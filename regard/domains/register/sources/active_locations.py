"""Read the regulator's list of active locations, with those that are registered twice."""

from collections.abc import Callable, Iterator
from operator import itemgetter

from regard.domains.register.rules import active_locations as rules
from regard.domains.register.rules.active_layout import (
    BAND_COLUMNS,
    DUAL_READ,
    KIND_COLUMNS,
    READ_COLUMNS,
)
from regard.domains.register.rules.active_locations import ActiveCells
from regard.domains.register.rules.layouts import normalise_column, positions
from regard.domains.register.rules.ratings import SOCIAL_CARE
from regard.domains.register.rules.told import ToldLocation, ToldRelation
from regard.domains.register.rules.values import Unreadable

from .found import Found
from .locations import Reading, read_locations
from .picking import pick_columns
from .setting import Setting
from .tables import Table

DUAL_SHEET = "dual_registration_locations"


def read_active_locations(table: Table, setting: Setting, found: Found) -> Iterator[ToldLocation]:
    """
    Hand out each location of adult social care once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    yield from read_locations(table, setting, found, READING)
    told = {(tie.number, tie.other_number): tie for tie in found.relations}
    for tie in _read_dual(table, setting, found):
        told[tie.number, tie.other_number] = tie
    found.relations = list(told.values())


def _read_dual(table: Table, setting: Setting, found: Found) -> Iterator[ToldRelation]:
    """
    Hand out the ties of the sheet of dual registrations, for locations that were taken.

    A line of it that cannot be read is refused like any other.
    """
    sheet = next((rows for name, rows in table.other_sheets.items() if _is_dual(name)), None)
    if not sheet:
        return
    header, *rows = sheet
    if not {normalise_column(name) for name in DUAL_READ} <= positions(header).keys():
        return
    pick = pick_columns(header, DUAL_READ)
    for line, row in enumerate(rows, start=2):
        cells = rules.DualCells._make(pick([*row, *[""] * (len(header) - len(row))]))
        if cells.number.strip() not in found.lines:
            continue
        try:
            yield rules.read_dual(cells, setting.layout.date_order, setting.today)
        except Unreadable as problem:
            found.refusals.add(line, problem)


def _is_dual(sheet: str) -> bool:
    return normalise_column(sheet) == DUAL_SHEET


def _picker(header: list[str]) -> Callable[[list[str]], ActiveCells]:
    pick = pick_columns(header, READ_COLUMNS)
    place = positions(header)
    flags = itemgetter(*(place[normalise_column(name)] for name in (*KIND_COLUMNS, *BAND_COLUMNS)))
    return lambda row: ActiveCells._make((*pick(row), flags(row)))


def _is_social_care(cells: ActiveCells) -> bool:
    return cells.kind.strip() == SOCIAL_CARE


READING = Reading(
    picker=_picker,
    is_social_care=_is_social_care,
    read_location=rules.read_location,
    read_organisation=rules.read_organisation,
    list_services=rules.list_services,
    list_ratings=rules.list_ratings,
    list_relations=rules.list_relations,
)

"""Read the regulator's list of deactivated locations."""

from collections.abc import Iterator

from regard.domains.register.rules import deactivated as rules
from regard.domains.register.rules.deactivated import DeactivatedCells
from regard.domains.register.rules.published_columns import DEACTIVATED_COLUMNS
from regard.domains.register.rules.ratings import SOCIAL_CARE
from regard.domains.register.rules.told import ToldLocation

from .found import Found
from .locations import Reading, read_locations
from .picking import picker
from .setting import Setting
from .tables import Table


def _is_social_care(cells: DeactivatedCells) -> bool:
    return cells.kind.strip() == SOCIAL_CARE


READING = Reading(
    picker=picker(DEACTIVATED_COLUMNS, DeactivatedCells._make),
    is_social_care=_is_social_care,
    read_location=rules.read_location,
    read_organisation=rules.read_organisation,
    is_repeated=True,
)


def read_deactivated(table: Table, setting: Setting, found: Found) -> Iterator[ToldLocation]:
    """
    Hand out each location that has ended once, with the day on which it did, and fill `found`.

    :raises CannotRead: if too much cannot be read.
    """
    return read_locations(table, setting, found, READING)

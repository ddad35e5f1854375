"""Read the regulator's export of locations."""

from collections.abc import Iterator

from regard.domains.register.rules import locations_export as rules
from regard.domains.register.rules.locations_export import ExportCells
from regard.domains.register.rules.published_columns import EXPORT_COLUMNS
from regard.domains.register.rules.told import ToldLocation

from .found import Found
from .locations import Reading, read_locations
from .picking import picker
from .setting import Setting
from .tables import Table

READING = Reading(
    picker=picker(EXPORT_COLUMNS, ExportCells._make),
    is_social_care=rules.is_of_social_care,
    read_location=rules.read_location,
    read_organisation=rules.read_organisation,
    list_services=rules.list_services,
    list_ratings=rules.list_ratings,
)


def read_export(table: Table, setting: Setting, found: Found) -> Iterator[ToldLocation]:
    """
    Hand out each location of adult social care once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    return read_locations(table, setting, found, READING)

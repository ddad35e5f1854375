"""Read the regulator's care directory."""

from collections.abc import Iterator

from regard.domains.register.rules import directory as rules
from regard.domains.register.rules.directory import DirectoryCells
from regard.domains.register.rules.published_columns import DIRECTORY_COLUMNS
from regard.domains.register.rules.told import ToldLocation

from .found import Found
from .locations import Reading, read_locations
from .picking import picker
from .setting import Setting
from .tables import Table

READING = Reading(
    picker=picker(DIRECTORY_COLUMNS, DirectoryCells._make),
    is_social_care=rules.is_of_social_care,
    read_location=rules.read_location,
    read_organisation=rules.read_organisation,
    list_services=rules.list_services,
    is_guessed=True,
)


def read_directory(table: Table, setting: Setting, found: Found) -> Iterator[ToldLocation]:
    """
    Hand out each location of adult social care once, and fill `found`.

    :raises CannotRead: if the same thing is said on two lines, or too much cannot be read.
    """
    return read_locations(table, setting, found, READING)

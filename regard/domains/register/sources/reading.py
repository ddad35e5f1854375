"""Open any file that can be loaded, tell which layout it is, and hand out what it tells."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from regard.domains.register.rules import layouts
from regard.domains.register.rules.api_details import API_DETAILS
from regard.domains.register.rules.layouts import Layout
from regard.domains.register.rules.told import ToldLocation, ToldLocations

from .active_locations import read_active_locations
from .api_details import is_api_file, open_documents, read_documents
from .deactivated import read_deactivated
from .directory import read_directory
from .found import Found
from .locations_export import read_export
from .opening import CannotRead, Table, open_table
from .ratings import read_ratings
from .setting import Setting

Reader = Callable[[Table, Setting, Found], Iterator[ToldLocation | ToldLocations]]
"""Hands out each location of a table once, alone or with others, and fills `Found`."""

READERS: Mapping[str, Reader] = {
    layouts.RATINGS_WITH_COORDINATES.code: read_ratings,
    layouts.LATEST_RATINGS.code: read_ratings,
    API_DETAILS.code: read_documents,
    layouts.ACTIVE_LOCATIONS.code: read_active_locations,
    layouts.DIRECTORY.code: read_directory,
    layouts.DEACTIVATED_LOCATIONS.code: read_deactivated,
    layouts.LOCATIONS_EXPORT.code: read_export,
}
"""What reads each layout, by its code. Regard's own layout is read from its table."""


@dataclass(frozen=True)
class Opened:
    """
    A file whose layout is known.

    Attributes:
        table: its rows below the header; read once, by `read` or by the caller.
    """

    layout: Layout
    table: Table

    def read(self, setting: Setting, found: Found) -> Iterator[ToldLocation | ToldLocations]:
        """
        Hand out each location that the file tells of, once, and fill `found`.

        :raises CannotRead: if the file is not to be trusted, at any row or at its end.
        """
        return READERS[self.layout.code](self.table, setting, found)


def open_file(stack: ExitStack, path: Path, name: str) -> Opened:
    """
    Open a file of any layout that we know.

    :param stack: closes the file.
    :param name: what its owner calls it, for messages.
    :raises CannotRead: if it is no table, or of no layout that we know.
    """
    if is_api_file(path):
        return Opened(API_DETAILS, open_documents(stack, path, name))
    table = open_table(stack, path, name)
    return Opened(_recognise(table, name), table)


def _recognise(table: Table, name: str) -> Layout:
    twice = layouts.repeated_column(table.header)
    if twice is not None:
        raise CannotRead(
            f"{name}, line {table.header_line}: there are two columns called “{twice}”. Remove one"
        )
    layout = layouts.recognise(table.header)
    if layout is None:
        raise CannotRead(f"{name}: {layouts.explain(table.header, line=table.header_line)}")
    return layout

"""Open a file that somebody gave us, whatever wrote it, and hand out its rows."""

from contextlib import ExitStack
from pathlib import Path

from .archives import open_archive
from .cannot_read import CannotRead as CannotRead
from .delimited import open_delimited
from .ods import open_ods
from .tables import Rows as Rows
from .tables import Table as Table
from .workbooks import OLE, open_old_workbook, open_workbook

ZIP = b"PK"


def open_table(stack: ExitStack, path: Path, name: str) -> Table:
    """
    Open a CSV, XLSX or ODS file.

    :param stack: closes the file.
    :param name: what its owner calls it, for messages.
    :raises CannotRead: if it is empty or none of these, now or at any later row.
    """
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise CannotRead(f"{name} is empty. Choose the file again, or save it again first")
    table = _open(stack, path, name, start)
    if table is None:
        raise CannotRead(f"{name} has no rows at all")
    return table


def _open(stack: ExitStack, path: Path, name: str, start: bytes) -> Table | None:
    if start.startswith(OLE):
        return open_old_workbook(path, name)
    if not start.startswith(ZIP):
        return open_delimited(stack, path, name)
    with open_archive(path, name) as archive:
        is_ods = "content.xml" in archive.namelist()
    return open_ods(stack, path, name) if is_ods else open_workbook(path, name)

"""Spreadsheets that somebody sends to be read at once, and that are not kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from .tables import Table, read_table

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


def read_sent_table(file: UploadedFile) -> Table:
    """
    Return the table in a file that was sent. Nothing of the file stays on the disk.

    :raises CannotRead: as `read_table`.
    """
    with tempfile.NamedTemporaryFile() as scratch:
        for chunk in file.chunks():
            scratch.write(chunk)
        scratch.flush()
        return read_table(Path(scratch.name), str(file.name))

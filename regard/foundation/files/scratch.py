"""A folder in which something large is put together, beside the files that are kept."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .actions import ABANDONED_SECONDS

SCRATCH = "making-"
"""How the name of such a folder begins."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """
    Give an empty folder, and remove it with all in it.

    It is on the disk of the files that are kept, as a system's folder for such things may be in
    memory. What a process that was killed left is removed by the next one a day later.
    """
    home: Path = settings.FILES_FOLDER
    home.mkdir(parents=True, exist_ok=True)
    for left in home.glob(f"{SCRATCH}*"):
        if time.time() - left.stat().st_mtime > ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=home, prefix=SCRATCH) as folder:
        yield Path(folder)

"""Keep files."""

import hashlib
import os
import tempfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from django.conf import settings

from .models import File

CHUNK = 1024 * 1024


def keep(
    *, chunks: Iterable[bytes], name: str, origin: str, scope_key: str, by: str, at: datetime
) -> File:
    """
    Keep a file under the hash of its bytes, and return the record of it.

    The bytes are written once however often they come; each coming has its own record.

    :param chunks: the file's bytes, e.g. an upload's `chunks()` or `read_chunks(path)`.
    :param origin: where it came from, in words, e.g. "uploaded on the register page".
    """
    folder: Path = settings.FILES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as incoming:
        for chunk in chunks:
            digest.update(chunk)
            incoming.write(chunk)
            size += len(chunk)
    kept = File(
        sha256=digest.hexdigest(),
        name=Path(name).name,
        size=size,
        origin=origin,
        scope_key=scope_key,
        by=by,
        kept_at=at,
    )
    kept.path.parent.mkdir(exist_ok=True)
    os.replace(incoming.name, kept.path)  # noqa: PTH105 (one step, whoever else is writing)
    kept.save()
    return kept


def read_chunks(path: Path) -> Iterable[bytes]:
    """Return a file's bytes, a mebibyte at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk

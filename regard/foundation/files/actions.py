"""Keep files."""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from .models import File

CHUNK = 1024 * 1024

INCOMING = "incoming-"
"""How the name of a file begins that is still being written."""

ABANDONED_SECONDS = 24 * 60 * 60
"""No upload takes a day."""


def keep(
    *, chunks: Iterable[bytes], name: str, origin: str, scope_key: str, by: str, at: datetime
) -> File:
    """
    Keep a file under the hash of its bytes, and return the record of it.

    The bytes are written once however often they come; each coming has its own record.

    :param chunks: the file's bytes, e.g. an upload's `chunks()` or `read_chunks(path)`.
    :param origin: where it came from, in words, e.g. "uploaded on the register page".
    """
    sha256, size, path = _write(chunks)
    kept = File(
        sha256=sha256,
        name=Path(name).name,
        size=size,
        origin=origin,
        scope_key=scope_key,
        by=by,
        kept_at=at,
    )
    kept.path.parent.mkdir(exist_ok=True)
    path.replace(kept.path)  # one step, whoever else is writing
    kept.save()
    return kept


def remove(*, file: File) -> None:
    """
    Forget a file, for what may not be kept: its record and, if no other holds them, its bytes.

    The bytes go once the transaction is done. Whatever pointed to the file must point elsewhere.

    :raises ProtectedError: if something still does.
    """
    path, sha256 = file.path, file.sha256
    file.delete()

    def forget() -> None:
        if not File.objects.filter(sha256=sha256).exists():
            path.unlink(missing_ok=True)

    transaction.on_commit(forget)


def _write(chunks: Iterable[bytes]) -> tuple[str, int, Path]:
    """
    Write bytes to a file beside those that are kept, and return their hash, number and path.

    A file that does not come to its end is removed, at the latest when the next one is kept
    a day later.
    """
    folder: Path = settings.FILES_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    _remove_abandoned(folder)
    digest = hashlib.sha256()
    size = 0
    with tempfile.NamedTemporaryFile(dir=folder, prefix=INCOMING, delete=False) as incoming:
        path = Path(incoming.name)
        try:
            for chunk in chunks:
                digest.update(chunk)
                incoming.write(chunk)
                size += len(chunk)
            incoming.flush()
            os.fsync(incoming.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return digest.hexdigest(), size, path


def _remove_abandoned(folder: Path) -> None:
    """Remove what a process that was killed left half written."""
    for path in folder.glob(f"{INCOMING}*"):
        with suppress(FileNotFoundError):  # another process may be as quick
            if time.time() - path.stat().st_mtime > ABANDONED_SECONDS:
                path.unlink()


def read_chunks(path: Path) -> Iterable[bytes]:
    """Return a file's bytes, a mebibyte at a time."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk

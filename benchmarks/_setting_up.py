# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""A Regard to measure: on an embedded database of its own, in a folder that is deleted after."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_regard(*, kept: str | None = None) -> Iterator[Path]:
    """
    Lend a Regard that holds nothing, and the folder that it lives in, as this process's own.

    It logs errors only, so that what is printed is what was measured.

    :param kept: a folder to live in, with all that it holds, which is not deleted after.
    """
    home = Path(kept or tempfile.mkdtemp(prefix="regard-benchmark-"))
    home.mkdir(exist_ok=True)
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"REGARD_HOME": str(home), "REGARD_SECRET_KEY": "only-for-benchmarks"}
    os.environ.setdefault("REGARD_LOG_LEVEL", "ERROR")
    try:
        start()
        yield home
    finally:
        if not kept:
            shutil.rmtree(home, ignore_errors=True)


def start() -> None:
    """Start the Regard that the environment says, also in a process begun by one that has it."""
    from regard.foundation.base.embedded import ensure_database

    ensure_database(as_owner=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "regard.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)

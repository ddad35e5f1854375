"""
Loading a made England of 57,000 locations from the regulator's spreadsheet of 122 columns.

`python -m benchmarks.register_ods`. Two peers run beside it:

- a bare `lxml.etree.iterparse` over the same content.xml, which only takes every element and
  lets go of it: no cell is read, nothing is checked or stored;
- django-import-export, the usual way to load a table into Django's models, given the first
  2,000 rows already parsed; its time is scaled to all rows.

Everything happens in an embedded database of its own, in a folder that is deleted after.
"""

import os
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from lxml import etree

from benchmarks._active_file import list_locations, write_england
from benchmarks._setting_up import own_regard, start

LOCATIONS = int(os.environ.get("REGARD_BENCHMARK_LOCATIONS", "57000"))
ROUNDS = 3
BAR = 2.0
"""Times the bare iterparse that a load may take."""

MEMORY_BAR = 500
"""Mebibytes that the loading process may hold at its peak."""

PEER_ROWS = 2_000
PEER_BAR = 20.0
"""Times as fast as django-import-export that a load has to be."""

ONCE = "--once"

EMPTY = """
truncate register_contact, register_service, register_location, register_organisation,
    register_provenance, register_listing cascade;
update register_council set listed_as_at = null;
"""


def main() -> None:
    with own_regard() as home:
        path = write_england(home / "active_locations.ods", locations=LOCATIONS)
        loaded = _measure(path)
        _measure_peer(loaded)
        subprocess.run([sys.executable, "-m", "benchmarks.register_ods", ONCE, path], check=True)


def _measure(path: Path) -> float:
    """Print how long a load takes beside the bare parse, and return its seconds."""
    bare, reads, loads, repeats = [], [], [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(lambda: _parse(path)))
        reads.append(_seconds(lambda: _read(path)))
        _run(EMPTY)
        loads.append(_seconds(lambda: _load(path)))
        bare.append(_seconds(lambda: _parse(path)))
        repeats.append(_seconds(lambda: _load(path)))
    parsed, loaded = statistics.median(bare), statistics.median(loads)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("content.xml").file_size
    print(f"{LOCATIONS:,} locations, {size / 1e6:.0f} MB of XML; median of {ROUNDS} rounds")
    for words, seconds in (
        ("bare lxml.etree.iterparse, nothing read", parsed),
        ("reading every row, nothing stored", statistics.median(reads)),
        ("load into an empty register", loaded),
        ("the same file again", statistics.median(repeats)),
    ):
        print(f"{words:42}{seconds:7.1f} s{seconds / parsed:8.2f} x iterparse")
    ratio = loaded / parsed
    print(f"Bar, {BAR:.0f} x iterparse: {'met' if ratio <= BAR else 'NOT met'} ({ratio:.2f} x)")
    return loaded


def _measure_peer(loaded: float) -> None:
    _run(EMPTY)
    seconds = _seconds(_import) / PEER_ROWS * LOCATIONS
    ratio = seconds / loaded
    print(f"{'django-import-export, first 2,000 scaled':42}{seconds:7.1f} s")
    verdict = "met" if ratio >= PEER_BAR else "NOT met"
    print(f"Bar, {PEER_BAR:.0f} times as fast as it: {verdict} ({ratio:.0f} times as fast)")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _parse(path: Path) -> None:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        for _, element in etree.iterparse(content):
            element.clear()


def _read(path: Path) -> None:
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.register.sources.found import Found  # noqa: PLC0415
    from regard.domains.register.sources.gazetteer import read_gazetteer  # noqa: PLC0415
    from regard.domains.register.sources.reading import open_file  # noqa: PLC0415
    from regard.domains.register.sources.setting import Setting  # noqa: PLC0415

    with ExitStack() as stack:
        opened = open_file(stack, path, path.name)
        setting = Setting(
            name=path.name,
            layout=opened.layout,
            gazetteer=read_gazetteer(),
            councils=None,
            today=timezone.now().date(),
        )
        for _ in opened.read(setting, Found(path.name)):
            pass


def _load(path: Path) -> object:
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    return actions.load_file(
        path=path,
        name=path.name,
        origin="benchmark",
        accepts_drift=True,
        by="benchmark",
        at=timezone.now(),
    )


def _import() -> None:
    """Do with django-import-export what a load does first: providers, then locations."""
    from benchmarks._import_export import import_rows  # noqa: PLC0415 (after Django is set up)

    import_rows(list(islice(list_locations(LOCATIONS), PEER_ROWS)))


def _run(statements: str) -> None:
    from django.db import connection  # noqa: PLC0415 (after Django is set up)

    with connection.cursor() as cursor:
        cursor.execute(statements)


def _once(path: Path) -> None:
    """Load into an empty register and print how much memory this process took at its peak."""
    start()
    _run(EMPTY)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _load(path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    verdict = "met" if peak <= MEMORY_BAR else "NOT met"
    print(f"Memory at its peak: {peak:.0f} MB, of which {before:.0f} MB before the load began")
    print(f"Bar, {MEMORY_BAR} MB: {verdict}")


if __name__ == "__main__":
    if sys.argv[1:2] == [ONCE]:
        _once(Path(sys.argv[2]))
    else:
        main()

"""
Loading England's ratings beside a bare COPY of the same bytes.

`python -m benchmarks.register_load`. The peer is PostgreSQL itself, copying the file into an
ordinary table of text columns, which survives a crash as ours do: no check, no key, no index.
Beside it stands a COPY into an unlogged table, which does not. Each round times both before and
after a load into an emptied register, and then the same load again. Everything happens in an
embedded database of its own, in a folder that is deleted after.
"""

import csv
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks._setting_up import own_regard, start

SHARED = Path(__file__).parents[2] / "shared" / "data"
ROUNDS = 7
BAR = 10.0
"""Times the bare COPY that a load may take."""

MEMORY_BAR = 300
"""Mebibytes that the loading process may hold at its peak."""

ONCE = "--once"

EMPTY = """
truncate register_contact, register_service, register_location, register_organisation,
    register_provenance, register_listing cascade;
update register_council set listed_as_at = null;
"""


def main() -> None:
    path = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "register"
    path /= "cqc_ratings_england_2021-02.csv"
    if not path.is_file():
        print("Not measured: the folder of real public data (../shared/data) is not here.")
        return
    with own_regard():
        _measure(path)
        subprocess.run([sys.executable, "-m", "benchmarks.register_load", ONCE, path], check=True)


def _measure(path: Path) -> None:
    copies, unlogged, loads, repeats = [], [], [], []
    for _ in range(ROUNDS):
        copies.append(_copy(path))
        unlogged.append(_copy(path, "unlogged"))
        _run(EMPTY)
        loads.append(_seconds(lambda: _load(path)))
        copies.append(_copy(path))
        unlogged.append(_copy(path, "unlogged"))
        repeats.append(_seconds(lambda: _load(path)))
    copied = statistics.median(copies)
    print(f"{path.name}, {path.stat().st_size / 1e6:.1f} MB; median of {ROUNDS} rounds")
    for words, seconds in (
        ("PostgreSQL's COPY, ordinary table", copied),
        ("PostgreSQL's COPY, unlogged table", statistics.median(unlogged)),
        ("load into an empty register", statistics.median(loads)),
        ("the same file again", statistics.median(repeats)),
    ):
        print(f"{words:42}{seconds:7.3f} s{seconds / copied:8.1f} x COPY")
    ratio = statistics.median(loads) / copied
    print(f"Bar, {BAR:.0f} x COPY: {'met' if ratio <= BAR else 'NOT met'} ({ratio:.1f} x)")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _copy(path: Path, kind: str = "") -> float:
    """Return the seconds of one COPY, without making its table."""
    from django.db import connection, transaction  # noqa: PLC0415 (after Django is set up)

    with path.open(encoding="utf-8", newline="") as file:
        columns = len(next(csv.reader(file)))
    names = ", ".join(f"c{number} text" for number in range(columns))
    _run(f"drop table if exists bare; create {kind} table bare ({names})")

    def copy() -> None:
        with (
            transaction.atomic(),
            connection.cursor() as cursor,
            cursor.copy("copy bare from stdin (format csv, header)") as copying,
        ):
            copying.write(path.read_bytes())

    return _seconds(copy)


def _load(path: Path) -> object:
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from regard.domains.register import actions  # noqa: PLC0415

    return actions.load_file(
        path=path, name=path.name, origin="benchmark", by="benchmark", at=timezone.now()
    )


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

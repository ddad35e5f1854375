# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
A ledger of 1,000,000 entries, sealed, proved and checked: `python -m benchmarks.ledger`.

`--entries 100000` makes fewer. Times the write of one entry in a transaction of its own, the
sealing of all, the proof of one entry (looked up and worked out; the bar is 95 of 100 within
20 ms), the page of a proof, the check of a proof by `verify.py` with nothing remembered, and the
check of the whole ledger. In an embedded database of its own.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from benchmarks._pages import work_of_database
from benchmarks._setting_up import own_regard

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BAR = 0.020
TRIES = 300
MAKE = """
insert into audit_entry (event, subject, by, at, detail)
select 'contribution.kept', 'engagement.Contribution:' || n, 'link:' || n, %s,
    jsonb_build_object('receipt', 'NM-' || n, 'channel', 'link', 'digest', md5(n::text))
from generate_series(1, %s) n
"""


def main() -> None:
    args = sys.argv[1:]
    entries = int(args[args.index("--entries") + 1]) if "--entries" in args else 1_000_000
    with own_regard():
        is_met = _measure(entries)
    if not is_met:
        sys.exit("The bar is not met")


def _measure(entries: int) -> bool:
    from regard.foundation.audit.checking import check_ledger

    _write_and_seal(entries)
    is_quick = _prove(entries)
    wrong: list[str] = []
    busy = _work()
    seconds = _time(lambda: wrong.extend(check_ledger(at=AT)))
    print(
        f"  {'check the whole ledger':34} {seconds:8.1f} s, {len(wrong)} wrong, "
        f"{_work() - busy:.1f} s of the processor"
    )
    return is_quick and not wrong


def _write_and_seal(entries: int) -> None:
    from django.db import connection, transaction

    from regard.domains.register.models import System
    from regard.foundation.audit import ledger, sealing

    def write() -> None:
        with transaction.atomic():
            ledger.record(event="thing.done", subject=System(pk=1), by="person:1", at=AT)

    _print("write one entry", _times(write))
    with connection.cursor() as cursor:
        cursor.execute(MAKE, [AT, entries])
        cursor.execute("analyze audit_entry")
    busy = _work()
    seconds = _time(lambda: sealing.seal(at=AT))
    print(
        f"  {'seal them':34} {seconds:8.1f} s  ({entries / seconds:,.0f} a second), "
        f"{_work() - busy:.1f} s of the processor",
        flush=True,
    )
    with connection.cursor() as cursor:
        cursor.execute("analyze audit_leaf, audit_node")
    write()
    _print("seal one more", [_time(lambda: sealing.seal(at=AT))])


def _prove(entries: int) -> bool:
    from django.test import Client

    from regard.foundation.audit import proofs, verify
    from regard.foundation.audit.models import Entry, Seal

    numbers = random.Random(1).sample(range(1, entries), TRIES)  # noqa: S311 (no secret)
    found = list(Entry.objects.filter(pk__in=numbers))
    busy = _work()
    times = [_time(partial(proofs.check, entry)) for entry in found]
    _print("prove one entry", times, work=_work() - busy)
    checked = [proofs.check(entry) for entry in found]
    client = Client(headers={"host": "localhost"})
    addresses = [f"/ledger/proof/{each.leaf_hash}" for each in checked]
    busy = _work()
    pages = [_time(partial(client.get, address)) for address in addresses]
    _print("its page", pages, work=_work() - busy)
    smaller, larger = Seal.objects.order_by("size")[0], Seal.objects.order_by("-size")[0]
    _print(
        "prove that it only grew",
        _times(lambda: proofs.prove_growth(first=smaller, second=larger)),
    )
    told = json.loads(json.dumps(checked[0].as_file()))
    verify.is_signed.cache_clear()
    _print("verify.py on one proof", [_time(lambda: list(verify.check_proof(told)))])
    return _p95(times) <= BAR


def _times(what: Callable[[], object]) -> list[float]:
    return [_time(what) for _ in range(TRIES)]


def _time(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def _work() -> float:
    """Return the seconds that we and our connection's process have had a processor."""
    return time.process_time() + work_of_database()


def _p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def _print(what: str, times: list[float], *, work: float | None = None) -> None:
    """:param work: seconds of the processor for all of them; None: it was not measured."""
    middle, slow = statistics.median(times) * 1000, _p95(times) * 1000
    busy = "" if work is None else f", {work / len(times) * 1000:.2f} ms of the processor each"
    print(
        f"  {what:34} {middle:8.2f} ms in the middle, {slow:8.2f} ms for the slowest of 20{busy}",
        flush=True,
    )


if __name__ == "__main__":
    main()

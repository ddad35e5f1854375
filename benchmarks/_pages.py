# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
How long the server takes for a page: its whole answer to a request, in this process.

Through Django's own test client: middleware, queries, rules, template.
"""

import importlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.test import Client

ROUNDS = 100
SLOW_MS = 2
"""With `--queries`, those that take at least so long are printed."""


def load_as_served() -> None:
    """Load what the server loads before its first request, and settle it as the server does."""
    importlib.import_module("regard.config.wsgi")


def plain_client() -> "Client":
    """Return a browser, in this process, of nobody in particular."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    return Client()


def lead_client(*, system_ids: list[int]) -> "Client":
    """Return a browser, in this process, of a made-up partnership lead of some systems."""
    from django.conf import settings

    from regard.foundation.accounts.models import Grant, Person

    person, _ = Person.objects.get_or_create(email="lead@example.org", name="Made lead")
    for system_id in system_ids:
        scope = f"system:{system_id}"
        Grant.objects.get_or_create(person=person, role="Partnership lead", scope_key=scope)
    client = plain_client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def get_page(client: "Client", address: str) -> float:
    """Return the seconds in which an address was answered with a page."""
    started = time.perf_counter()
    response = client.get(address)
    taken = time.perf_counter() - started
    assert response.status_code == 200, (address, response.status_code)
    return taken


def time_page(
    client: "Client",
    address: str,
    *,
    label: str = "",
    rounds: int = ROUNDS,
    before: Callable[[], object] = lambda: None,
) -> float:
    """
    Print and return the seconds within which 95 of 100 answers came.

    Beside them stand the medians of the processor's time for it, of this process and of the
    database's that serves it: on a busy machine they come nearest to what an idle one takes.

    :param before: done before each request, and not timed.
    """
    get_page(client, address)
    taken, worked, database = [], [], []
    for _ in range(rounds):
        before()
        busy, theirs = time.process_time(), work_of_database()
        taken.append(get_page(client, address))
        worked.append(time.process_time() - busy)
        database.append(work_of_database() - theirs)
    p95, median = statistics.quantiles(taken, n=20)[-1], statistics.median(taken)
    ours, theirs = statistics.median(worked) * 1000, statistics.median(database) * 1000
    print(
        f"  {label or address:42} best {min(taken) * 1000:6.1f}   median {median * 1000:6.1f}   "
        f"p95 {p95 * 1000:6.1f} ms   processor {ours:5.1f} + {theirs:5.1f}",
        flush=True,
    )
    if "--queries" in sys.argv:
        before()
        print_queries(client, address)
    return p95


def work_of_database() -> float:
    """Return the seconds that our connection's process has had a processor; 0 off Linux."""
    from django.db import connection

    connection.ensure_connection()
    kept = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(kept.read_text().split()[0]) / 1e9 if kept.exists() else 0.0


def count_queries(client: "Client", address: str) -> int:
    """Return how many queries a page needs, asked for the second time."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def print_queries(client: "Client", address: str) -> None:
    """Print the queries of a page that take longest."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    print(f"    {len(captured)} queries")
    for query in sorted(captured, key=lambda q: -float(q["time"])):
        if float(query["time"]) * 1000 >= SLOW_MS:
            words = " ".join(query["sql"].split())[:160]
            print(f"    {float(query['time']) * 1000:6.0f} ms {words}")

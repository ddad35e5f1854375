"""
Who speaks for whom, and what falls due: 36 systems, 60 bodies each, 20 seats each, 5 years.

`python -m benchmarks.governance`. Times the server's whole answer to a request, through Django's
own test client: middleware, queries, rules, template. The bar is the issue's: 95 of 100 answers
within 150 ms, for the representation page and for the duty calendar, as at any day. The register
beneath is a made England. Everything happens in an embedded database of its own, in a folder
that is deleted after.
"""

import random
import statistics
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from benchmarks._pages import get_page, lead_client, load_as_served
from benchmarks._setting_up import own_regard

if TYPE_CHECKING:
    from django.test import Client

BAR = 0.150
ROUNDS = 100
DICE = random.Random(11)  # noqa: S311 (the same days in every run)


def main() -> None:
    with own_regard():
        is_met = _measure()
    if not is_met:
        sys.exit("A bar is not met")


def _measure() -> bool:
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    systems = _fill()
    client, today = _client(), timezone.localdate()
    get_page(
        client, f"/{systems[0]}/representation/"
    )  # a process reads the register's columns once
    load_as_served()
    met = [_tell(label, client, addresses) for label, addresses in _pages(systems, today)]
    print(f"Bars: {'met' if all(met) else 'NOT met'}")
    return all(met)


def _fill() -> list[str]:
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from benchmarks import _bodies, _england  # noqa: PLC0415
    from regard.domains.governance import actions, models  # noqa: PLC0415
    from regard.domains.register.models import System  # noqa: PLC0415

    _england.fill()
    _bodies.fill()
    systems = list(System.objects.filter(is_made_up=True).order_by("pk"))
    for system in systems:
        actions.begin_obligations(system=system, by="person:1", at=timezone.now())
    _bodies.fall_due()
    counts = {
        "bodies": models.Body.objects.count(),
        "seats": models.Seat.objects.count(),
        "appointments": models.Appointment.objects.count(),
        "decisions": models.Decision.objects.count(),
        "duties followed": models.Obligation.objects.count(),
        "times that one fell due": models.Round.objects.count(),
        "pieces of evidence": models.Evidence.objects.count(),
    }
    for words, count in counts.items():
        print(f"{count:10,} {words}")
    return [system.slug for system in systems]


def _pages(systems: Sequence[str], today: date) -> list[tuple[str, list[str]]]:
    """Return what is measured: for each label the addresses, of systems and days by chance."""

    def of(page: str, *, is_dated: bool = False) -> list[str]:
        days = (today - timedelta(days=DICE.randrange(1500)) for _ in range(ROUNDS))
        return [
            f"/{DICE.choice(systems)}/{page}" + (f"?on={day}" if is_dated else "") for day in days
        ]

    return [
        ("Representation, today", of("representation/")),
        ("Representation, as at a day", of("representation/", is_dated=True)),
        ("Seats to fill", of("representation/seats/")),
        ("Representation of a body", of("representation/bodies/body-2/")),
        ("Seats", of("seats/")),
        ("Those who sit", of("holders/")),
        ("Duty calendar", of("duties/calendar/")),
        ("Duties", of("duties/")),
    ]


def _client() -> "Client":
    """Return a browser of somebody who may see the duties of every system."""
    from regard.domains.register.models import System  # noqa: PLC0415 (after Django is set up)

    systems = System.objects.filter(is_made_up=True).values_list("pk", flat=True)
    return lead_client(system_ids=list(systems))


def _tell(label: str, client: "Client", addresses: Sequence[str]) -> bool:
    get_page(client, addresses[0])
    times = sorted(get_page(client, address) for address in addresses)
    middle, late = statistics.median(times), times[int(len(times) * 0.95) - 1]
    print(
        f"{label:30}{len(times):5} answers  p50 {middle * 1000:6.1f} ms  "
        f"p95 {late * 1000:6.1f} ms  {late / BAR:5.2f} x the bar of {BAR * 1000:.0f} ms"
    )
    return late <= BAR


if __name__ == "__main__":
    main()

"""
Finding in all of England: 57,000 locations and some 70,000 services, made by a seed.

`python -m benchmarks.register_find`. Times the server's whole answer to a request, through
Django's own test client: middleware, queries, template, and the bytes of a file's beginning.
The bars are the issue's: for any filter, order and page, 95 of 100 answers within 100 ms; a map
within 300 ms once it was drawn. Everything happens in an embedded database of its own, in a
folder that is deleted after.
"""

import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks._pages import get_page, plain_client
from benchmarks._setting_up import own_regard

PAGE_BAR = 0.100
MAP_BAR = 0.300
ROUNDS = 40
DICE = random.Random(7)  # noqa: S311 (the same searches in every run)

WORDS = ("care", "willow lodge", "wilow lodeg", "ln4", "LN4 5", "nightingael", "homecare",
         "mill road boston", "1-10000000042", "ca", "zzzqqq", "elm grange leeds")  # fmt: skip

FILTERS = (
    "type=home_care", "type=care_home&type=care_home_nursing", "rating=Good", "rating=none",
    "size=one", "size=twenty_or_more&sector=voluntary", "beds=from_25", "for=Dementia",
    "regulated=no", "dormant=yes", "at=2020-01-01", "type=home_care&rating=Good&for=Dementia",
)  # fmt: skip

SORTS = ("name", "town", "rating", "size", "newest")


def main() -> None:
    with own_regard():
        _measure()


def _measure() -> None:
    from django.utils import timezone  # noqa: PLC0415 (after Django is set up)

    from benchmarks._england import fill  # noqa: PLC0415
    from regard.domains.register import actions  # noqa: PLC0415
    from regard.domains.register.models import Location, Service, System  # noqa: PLC0415

    fill()
    print(f"{Location.objects.count():,} locations, {Service.objects.count():,} services")
    index = _seconds(lambda: actions.index_locations(at=timezone.now()))
    print(f"{'Every location indexed, from nothing':44}{index:8.1f} s")
    get = partial(get_page, plain_client())
    print(f"{'The first page of a process (all is read)':44}{get('/register/') * 1000:8.0f} ms")
    system = System.objects.filter(is_made_up=True).order_by("pk")[0].slug
    is_met = True
    for label, addresses, bar in _kinds(system):
        _warm(get, addresses)
        times = [
            get(address) for _ in range(max(ROUNDS // len(addresses), 2)) for address in addresses
        ]
        is_met &= _tell(label, times, bar)
    changed = [_change_and_get(get) for _ in range(ROUNDS)]
    is_met &= _tell("England, each after a change", changed, PAGE_BAR)
    _tell_memory(system)
    print(f"Bars: {'met' if is_met else 'NOT met'}")


def _kinds(system: str) -> Iterator[tuple[str, list[str], float]]:
    yield "England, no filter", ["/register/"], PAGE_BAR
    yield "England, each order", [f"/register/?sort={sort}" for sort in SORTS], PAGE_BAR
    yield "England, each filter", [f"/register/?{each}" for each in FILTERS], PAGE_BAR
    yield "England, words and slips", [f"/register/?words={each}" for each in WORDS], PAGE_BAR
    yield "England, pages first to last", list(_pages("/register/")), PAGE_BAR
    yield (
        "England, last page in each order",
        [f"/register/?page=last&sort={sort}" for sort in SORTS],
        PAGE_BAR,
    )
    yield "England as a table", ["/register/table/"], PAGE_BAR
    yield "England, made-up searches", list(_made_up("/register/")), PAGE_BAR
    yield "A system, no filter", [f"/{system}/register/"], PAGE_BAR
    yield "A system, made-up searches", list(_made_up(f"/{system}/register/")), PAGE_BAR
    maps = [f"/register/map/?{each}" for each in ("", *FILTERS)]
    yield "England as a map, warm", maps, MAP_BAR


def _pages(address: str) -> Iterator[str]:
    """Yield pages spread from the first to the last, by what a page's own links say."""
    import json  # noqa: PLC0415
    from urllib.parse import quote  # noqa: PLC0415

    from regard.domains.register.queries.columns import read_columns  # noqa: PLC0415

    by_name = read_columns().by_name
    for place in range(0, len(by_name), len(by_name) // ROUNDS):
        name, service = by_name[place]
        yield f"{address}?after={quote(json.dumps([0, name, service]))}"


def _made_up(address: str) -> Iterator[str]:
    for _ in range(ROUNDS):
        parts = DICE.sample(FILTERS, k=DICE.randint(0, 3))
        if DICE.random() < 0.5:
            parts.append(f"words={DICE.choice(WORDS)}")
        parts.append(f"sort={DICE.choice(SORTS)}")
        if DICE.random() < 0.3:
            parts.append("page=last")
        yield f"{address}?{'&'.join(parts)}"


def _warm(get: Callable[[str], float], addresses: list[str]) -> None:
    for address in addresses if "/map/" in addresses[0] else addresses[:1]:
        get(address)


def _change_and_get(get: Callable[[str], float]) -> float:
    """Rename a location, as a correction does, and time the next search."""
    from regard.domains.register.models import Location  # noqa: PLC0415

    location = Location.objects.order_by("pk")[DICE.randrange(1000)]
    location.name = f"{location.name} II"
    location.save()
    return get("/register/?sort=town")


def _tell(label: str, times: list[float], bar: float) -> bool:
    times = sorted(times)
    middle, late = statistics.median(times), times[int(len(times) * 0.95)]
    verdict = "met" if late <= bar else "NOT met"
    print(
        f"{label:44}{len(times):5} answers  p50 {middle * 1000:6.1f} ms  "
        f"p95 {late * 1000:6.1f} ms  (bar {bar * 1000:.0f} ms: {verdict})"
    )
    return late <= bar


def _tell_memory(system: str) -> None:
    """Send all of England as each kind of file, and print what it took."""
    assert system
    client = plain_client()
    for kind in ("csv", "xlsx", "ods"):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        started = time.perf_counter()
        size = sum(len(piece) for piece in client.get(f"/register/services.{kind}"))
        taken = time.perf_counter() - started
        more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before
        print(f"{'All of England as ' + kind:44}{taken:8.1f} s, {size / 1e6:.1f} MB, "
              f"{more:.0f} MB more memory at the peak")  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()

"""
Placing England's locations in its 36 systems beside asking polygon by polygon, point by point.

`python -m benchmarks.register_places`. A made England of 57,000 locations, the systems of today's
36 boards with a place for each council, and the boards' published boundaries where the folder of
real data is here. The peer is what is written first: for each location ask every board's polygon
(by shapely, on the first 300, scaled). Everything happens in an embedded database of its own, in a
folder that is deleted after.
"""

import os
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks._pages import plain_client
from benchmarks._setting_up import own_regard

SHARED = Path(__file__).parents[2] / "shared" / "data"
LOCATIONS = 57_000
PEER_POINTS = 300
ROUNDS = 5
MAP_BAR_MS = 300

FILL = """
select setseed(0.42);
insert into register_organisation (created_at, updated_at, regulator_id, name, brand_id,
    brand_name, sector, ods_code, ownership_type, companies_house_number, charity_number,
    telephone, website)
select now(), now(), '1-' || n, 'Provider ' || n, '', '', 'not_known', '', '', '', '', '', ''
from generate_series(1, 20000) n;
insert into register_location (created_at, updated_at, regulator_id, ods_code, organisation_id,
    council_id, name, address, city, postcode, postcode_district, longitude, latitude, uprn,
    telephone, website, people_served, as_at)
select now(), now(), '2-' || n, '', (select min(id) from register_organisation) + n %% 20000,
    councils[1 + n %% array_length(councils, 1)], 'Location ' || n, '', '',
    'LN' || 1 + n %% 90 || ' ' || n %% 9 || 'AB', 'LN' || 1 + n %% 90,
    -4.5 + random() * 5.8, 50.4 + random() * 4.8, '', '', '', '{}', '2026-11-21'
from generate_series(1, %(locations)s) n,
    (select array_agg(id) as councils from register_council
        where valid_to is null and not is_made_up) c;
insert into register_service
    (created_at, updated_at, location_id, service_type, is_regulated)
select now(), now(), id, 'care_home', true from register_location;
analyze;
"""


def main() -> None:
    with own_regard():
        _fill()
        _measure()


def _fill() -> None:
    """Make up a system for each of today's boards, and England's locations."""
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from regard.domains.register import actions  # noqa: PLC0415
    from regard.domains.register.models import Board, BoardCouncil  # noqa: PLC0415

    for number, board in enumerate(Board.objects.filter(valid_to=None).order_by("pk")):
        shares = BoardCouncil.objects.filter(board=board, share__gt=0.5)
        actions.add_system(
            slug=f"system-{number}",
            name=board.name,
            partnership_name=board.name,
            receipt_prefix="SY",
            board_ods_code=board.ods_code,
            places={row.council.name: [row.council.name] for row in shares},
            by="benchmark",
            at=timezone.now(),
        )
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"locations": LOCATIONS})


def _measure() -> None:
    from django.db import connection  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from regard.domains.register import actions, queries  # noqa: PLC0415
    from regard.domains.register.models import Location, Placement, System  # noqa: PLC0415

    def place_anew() -> None:
        with connection.cursor() as cursor:
            cursor.execute("truncate register_placement")
        actions.place_locations(at=timezone.now())

    def place_again() -> None:
        actions.place_locations(at=timezone.now())

    print(f"{LOCATIONS:,} locations in {System.objects.count()} systems, seconds:")
    _say("placed from nothing, no boundaries", place_anew)
    _say("again, nothing to change", place_again)
    path = Path(os.environ.get("REGARD_SHARED_DATA", SHARED)) / "geography"
    if not path.is_dir():
        print("With boundaries: not measured, the folder of real public data is not here.")
        return
    for name in ("DERIVED_icb_2026_bsc.geojson", "utla_2023_bsc.geojson"):
        started = time.perf_counter()
        actions.load_boundaries(
            path=path / name, name=name, source="ONS, OGL v3", by="benchmark", at=timezone.now()
        )
        print(f"  {name} loaded: {time.perf_counter() - started:.2f}")
    _say("placed from nothing, with the boards' boundaries", place_anew)
    one = list(Location.objects.values_list("pk", flat=True)[:1])
    _say(
        "one location placed", lambda: actions.place_locations(location_ids=one, at=timezone.now())
    )
    _peer()
    print(f"  {Placement.objects.count():,} placements")
    system = System.objects.earliest("pk")
    today = timezone.localdate()
    _say("a system as at a day", lambda: queries.list_placements_as_at(system=system, on=today))
    _pages()


def _peer() -> None:
    import numpy as np  # noqa: PLC0415
    from shapely.geometry import Point, shape  # noqa: PLC0415

    from regard.domains.register.models import Boundary, Location  # noqa: PLC0415
    from regard.domains.register.rules.shapes import find_inside  # noqa: PLC0415

    areas = [
        shape(each)
        for each in Boundary.objects.filter(level="system").values_list("geometry", flat=True)
    ]
    points = np.array(Location.objects.values_list("longitude", "latitude"), dtype=float)

    def ours() -> None:
        find_inside(areas, points)

    def slowly() -> None:
        for x, y in points[:PEER_POINTS]:
            next((area for area in areas if area.contains(Point(x, y))), None)

    fast = _say(f"{LOCATIONS:,} points in {len(areas)} boards' polygons", ours)
    slow = _say(f"peer: the first {PEER_POINTS} one by one", slowly) * LOCATIONS / PEER_POINTS
    print(f"  ours is {slow / fast:,.0f} times faster than the peer ({slow:,.0f} s, scaled)")


def _pages() -> None:
    client = plain_client()
    for address in ("/system-0/register/places/", "/areas/", "/areas/system/E54000050/"):
        client.get(address)
        warm = _say(f"{address} warm", partial(client.get, address)) * 1000
        verdict = "met" if warm <= MAP_BAR_MS else "NOT MET"
        print(f"    {warm:.0f} ms; the bar is {MAP_BAR_MS} ms: {verdict}")


def _say(what: str, act: Callable[[], object]) -> float:
    """Do it some times, print the median of seconds, and return it."""
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        act()
        took.append(time.perf_counter() - started)
    median = statistics.median(took)
    print(f"  {what}: {median:.3f} (of {ROUNDS}; {min(took):.3f} to {max(took):.3f})")
    return median


if __name__ == "__main__":
    main()

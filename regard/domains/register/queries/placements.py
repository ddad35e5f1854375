"""
Where each location lies in each system, worked out from councils, covers and boundaries.

`Placement` holds what this says of today; a report as at a date asks this anew.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Count, QuerySet
from shapely.geometry import shape

from regard.domains.register.models import (
    BoardCouncil,
    Boundary,
    Location,
    PlaceCover,
    Placement,
    System,
    SystemCouncil,
)
from regard.domains.register.rules.shapes import find_inside
from regard.domains.register.types import AreaLevel, Basis, Belonging, PlacementRow

from .dated import at

MEMBERS = """
with asked as (
    select
        l.id, l.council_id, l.postcode, l.postcode_district,
        l.longitude is not null as has_point
    from register_location l
    where (%(locations)s::bigint[] is null or l.id = any(%(locations)s))
        and (l.ended_on is null or %(then)s and l.ended_on > %(on)s)
        and (not %(then)s or l.registered_on is null or l.registered_on <= %(on)s)
),
within_board as (
    select t.location_id, min(t.board_id) as board_id
    from unnest(%(board_locations)s::bigint[], %(boards)s::bigint[]) t (location_id, board_id)
    join asked a on a.id = t.location_id
    join register_boardcouncil bc on bc.board_id = t.board_id and bc.council_id = a.council_id
    group by t.location_id
),
of_part_council as (
    select
        a.id,
        w.board_id is not null as is_within,
        coalesce(w.board_id, likeliest.board_id) as board_id
    from asked a
    left join within_board w on w.location_id = a.id
    left join lateral (
        select bc.board_id
        from register_boardcouncil bc
        join register_board b on b.id = bc.board_id
        where bc.council_id = a.council_id
            and b.valid_from <= %(on)s and (b.valid_to is null or b.valid_to > %(on)s)
        order by a.has_point and bc.board_id = any(%(drawn_boards)s), bc.share desc, bc.board_id
        limit 1
    ) likeliest on true
    where a.council_id in (select council_id from register_systemcouncil where not is_whole)
),
member as materialized (
    select
        sc.system_id, a.id as location_id, a.council_id, a.postcode, a.postcode_district,
        case
            when sc.is_whole or sy.board_id is null then 'council'
            when part.is_within then 'outline'
            else 'most'
        end as belongs_by
    from register_systemcouncil sc
    join register_system sy on sy.id = sc.system_id
    join asked a on a.council_id = sc.council_id
    left join of_part_council part on part.id = a.id
    where (%(system)s::bigint is null or sc.system_id = %(system)s)
        and (
            sc.is_whole or sy.board_id is null or part.board_id is null
            or part.board_id = sy.board_id
        )
),
"""
"""
The locations of each system.

One in a council of several boards belongs to that of them whose boundary it lies within. Where no
known boundary of theirs has it, it belongs to the board with most of the council, among those
that we do not know it to lie outside of.
"""

PLACED = """
cover as (
    select c.*
    from register_placecover c
    where (c.valid_from is null or c.valid_from <= %(on)s)
        and (c.valid_to is null or c.valid_to > %(on)s)
),
drawn as (
    select * from unnest(%(drawn_locations)s::bigint[], %(covers)s::bigint[]) t (
        location_id, cover_id
    )
),
covered as (
    select m.system_id, m.location_id, c.id as cover_id, c.place_id, c.level, 1 as rank
    from drawn d
    join cover c on c.id = d.cover_id
    join member m on m.location_id = d.location_id and m.system_id = c.system_id
    union all
    select m.system_id, m.location_id, c.id, c.place_id, c.level, 2
    from member m
    join cover c on c.system_id = m.system_id and c.postcode = m.postcode and c.postcode <> ''
    union all
    select m.system_id, m.location_id, c.id, c.place_id, c.level, 3
    from member m
    join cover c
        on c.system_id = m.system_id
        and c.postcode_district = m.postcode_district
        and c.postcode_district <> ''
    union all
    select m.system_id, m.location_id, c.id, c.place_id, c.level, 4
    from member m
    join cover c on c.system_id = m.system_id and c.council_id = m.council_id
),
of_place as (
    select distinct on (system_id, location_id) system_id, location_id, place_id, rank
    from covered
    where level = 'place'
    order by system_id, location_id, rank, cover_id
),
of_neighbourhood as (
    select distinct on (n.system_id, n.location_id)
        n.system_id, n.location_id, n.place_id, n.rank, p.parent_id
    from covered n
    join register_place p on p.id = n.place_id
    left join of_place o on o.system_id = n.system_id and o.location_id = n.location_id
    where n.level = 'neighbourhood'
        and (p.parent_id is null or o.place_id is null or p.parent_id = o.place_id)
    order by n.system_id, n.location_id, n.rank, n.cover_id
),
wanted as (
    select
        m.system_id, m.location_id,
        coalesce(o.place_id, n.parent_id) as place_id,
        n.place_id as neighbourhood_id,
        case coalesce(o.rank, case when n.parent_id is not null then n.rank end)
            when 1 then 'outline'
            when 2 then 'postcode'
            when 3 then 'district'
            when 4 then 'council'
            else 'none'
        end as basis,
        m.belongs_by
    from member m
    left join of_place o on o.system_id = m.system_id and o.location_id = m.location_id
    left join of_neighbourhood n on n.system_id = m.system_id and n.location_id = m.location_id
)
"""
"""
Their places: by what says most. A neighbourhood is one of the place's own, and where nothing but
a neighbourhood is known, the place is the one that it is part of.
"""

WANTED = MEMBERS + PLACED

LIST = f"""{WANTED}
select location_id, place_id, neighbourhood_id, basis, belongs_by
from wanted
order by location_id
"""  # noqa: S608 (our own constants only)


@dataclass
class Drawn:
    """
    Which locations lie in which drawn areas, in pairs of lists of the same length.

    Attributes:
        drawn_boards: boards whose boundary is known.
    """

    board_locations: list[int] = field(default_factory=list)
    boards: list[int] = field(default_factory=list)
    drawn_boards: list[int] = field(default_factory=list)
    drawn_locations: list[int] = field(default_factory=list)
    covers: list[int] = field(default_factory=list)


def list_placements_as_at(*, system: System, on: date) -> list[PlacementRow]:
    """
    Return where the system's locations of a day lay, by the places and boundaries of that day.

    A location is taken where it is said to be today: what moved is not moved back.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            LIST, work_out_parameters(location_ids=None, system_id=system.pk, on=on, then=True)
        )
        return [
            PlacementRow(location_id, place_id, neighbourhood_id, Basis(basis), Belonging(by))
            for location_id, place_id, neighbourhood_id, basis, by in cursor.fetchall()
        ]


def count_drawn_twice(*, system: System, on: date, level: AreaLevel) -> list[tuple[int, int, int]]:
    """
    Return pairs of places whose drawn areas overlap, with how many live locations lie in both.

    The first of each pair is the one that they count to. Most first; overlaps without a
    location in them are left out.
    """
    drawn = _find_drawn(None, system.pk, on)
    places = dict(
        PlaceCover.objects.filter(system=system, level=level, boundary__isnull=False)
        .order_by("pk")
        .values_list("pk", "place")
    )
    live = set(Placement.objects.filter(system=system).values_list("location", flat=True))
    covers_of: dict[int, list[int]] = defaultdict(list)
    for location, cover in zip(drawn.drawn_locations, drawn.covers, strict=True):
        if cover in places and location in live:
            covers_of[location].append(cover)
    pairs: Counter[tuple[int, int]] = Counter()
    for covers in covers_of.values():
        first, *others = list(dict.fromkeys(places[cover] for cover in sorted(covers)))
        pairs.update((first, other) for other in others)
    return [(first, second, count) for (first, second), count in pairs.most_common()]


def work_out_parameters(
    *, location_ids: Collection[int] | None, system_id: int | None, on: date, then: bool
) -> dict[str, Any]:
    """
    Return what `WANTED` is asked with.

    :param location_ids: None: all. `system_id` likewise.
    :param then: leave out what was registered after the day.
    """
    drawn = _find_drawn(location_ids, system_id, on)
    return {
        "locations": None if location_ids is None else list(location_ids),
        "system": system_id,
        "on": on,
        "then": then,
        "board_locations": drawn.board_locations,
        "boards": drawn.boards,
        "drawn_boards": drawn.drawn_boards,
        "drawn_locations": drawn.drawn_locations,
        "covers": drawn.covers,
    }


def find_boards(*, council_ids: Collection[int] | None, on: date) -> dict[str, list[int]]:
    """
    Return which locations of councils of several boards lie within which board's boundary.

    :param council_ids: only of these councils; None: of all.
    :returns: `board_locations` and `boards`, in pairs, and `drawn_boards`, whose boundary is
        known.
    """
    several = (
        at(BoardCouncil.objects.all(), on, "board__")
        .values("council")
        .annotate(boards=Count("pk"))
        .filter(boards__gt=1)
    )
    councils = set(several.values_list("council", flat=True))
    if council_ids is not None:
        councils &= set(council_ids)
    boards = _board_outlines(councils, on) if councils else []
    near = Location.objects.filter(longitude__isnull=False, council__in=councils)
    locations, found = _pair(near, boards)
    return {
        "board_locations": locations,
        "boards": found,
        "drawn_boards": [board for board, _ in boards],
    }


def _find_drawn(location_ids: Collection[int] | None, system_id: int | None, on: date) -> Drawn:
    drawn = Drawn()
    covers = at(PlaceCover.objects.filter(boundary__isnull=False), on)
    parts = SystemCouncil.objects.filter(is_whole=False)
    if system_id is not None:
        covers, parts = covers.filter(system=system_id), parts.filter(system=system_id)
    outlines = list(covers.values_list("pk", "system", "boundary__geometry"))
    part_councils = set(parts.values_list("council", flat=True))
    locations = Location.objects.filter(longitude__isnull=False)
    if location_ids is not None:
        locations = locations.filter(pk__in=location_ids)
    if outlines:
        systems = {system for _, system, _ in outlines}
        councils = SystemCouncil.objects.filter(system__in=systems).values("council")
        near = locations.filter(council__in=councils)
        pairs = _pair(near, [(pk, geometry) for pk, _, geometry in outlines])
        drawn.drawn_locations, drawn.covers = pairs
    if part_councils:
        boards = _board_outlines(part_councils, on)
        near = locations.filter(council__in=part_councils)
        drawn.board_locations, drawn.boards = _pair(near, boards)
        drawn.drawn_boards = [board for board, _ in boards]
    return drawn


def _board_outlines(councils: set[int], on: date) -> list[tuple[int, dict[str, Any]]]:
    """Return the known boundaries of the boards that have parts of these councils."""
    boards = dict(
        BoardCouncil.objects.filter(council__in=councils).values_list("board__gss_code", "board")
    )
    outlines = at(Boundary.objects.filter(level=AreaLevel.SYSTEM, code__in=boards), on)
    return [(boards[code], drawing) for code, drawing in outlines.values_list("code", "geometry")]


def _pair(
    locations: QuerySet[Location], areas: list[tuple[int, dict[str, Any]]]
) -> tuple[list[int], list[int]]:
    """Return a location and an area for each point that lies in one."""
    if not areas:
        return [], []
    rows = list(locations.values_list("pk", "longitude", "latitude"))
    if not rows:
        return [], []
    table = np.array(rows, dtype=np.float64)
    numbers = table[:, 0].astype(np.int64)
    inside = find_inside([shape(geometry) for _, geometry in areas], table[:, 1:])
    of_area: dict[str, list[int]] = defaultdict(list)
    for (key, _), found in zip(areas, inside, strict=True):
        of_area["locations"] += numbers[found].tolist()
        of_area["areas"] += [key] * len(found)
    return of_area["locations"], of_area["areas"]

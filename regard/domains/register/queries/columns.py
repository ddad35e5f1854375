"""
The finder's columns, kept in the memory of each process and true at every reading.

Triggers write down what every transaction touches (`models.Touch`). A reading asks, in one
statement, what was touched since the last, and for the columns of just that; a big load touches
everything, and all is read again. What was read in a transaction that is then undone is asked
for again too, as what it touched is no longer there.
"""

from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
from django.db import connection

from regard.domains.register.rules.columns import (
    CODED,
    NEVER,
    NUMBERS,
    PLACED,
    POINTS,
    Columns,
    Told,
    build,
)
from regard.domains.register.rules.finding import KINDS, SECTORS

SERVICES = f"""
select
    s.id as service,
    l.id as location,
    l.organisation_id as organisation,
    l.council_id as council,
    coalesce(array_position(%(kinds)s::text[], s.service_type), 0) - 1 as kind,
    coalesce(array_position(%(sectors)s::text[], o.sector), 0) - 1 as sector,
    coalesce(l.beds, -1) as beds,
    coalesce(l.is_dormant::int, -1) as dormant,
    s.is_regulated::int as regulated,
    (coalesce(ct.email, '') <> '' or coalesce(ct.telephone, '') <> '')::int as reachable,
    (e.knows is not distinct from greatest(l.updated_at, o.updated_at))::int as indexed,
    coalesce(coalesce(s.started_on, l.registered_on) - date '1970-01-01', -{NEVER}) as began,
    coalesce(least(s.ended_on, l.ended_on) - date '1970-01-01', {NEVER}) as ended,
    coalesce(l.registered_on - date '1970-01-01', 0) as registered,
    coalesce(l.longitude, 'NaN') as longitude,
    coalesce(l.latitude, 'NaN') as latitude,
    translate(l.name, E'\\n', ' ') as name,
    translate(l.city, E'\\n', ' ') as town,
    translate(o.brand_id, E'\\n', ' ') as brand,
    translate(coalesce(s.rating, l.rating, ''), E'\\n', ' ') as rating,
    translate(array_to_string(l.people_served, '|'), E'\\n', ' ') as people
from register_location l
join register_organisation o on o.id = l.organisation_id
join register_service s on s.location_id = l.id
left join register_contact ct on ct.location_id = l.id
left join register_searchentry e on e.location_id = l.id
where l.merged_into_id is null
"""  # noqa: S608 (numbers of our own)

_AGGREGATES = ",\n".join(
    [f"string_agg(int8send({name}::bigint), '') as {name}" for name in NUMBERS]
    + [f"string_agg(float8send({name}), '') as {name}" for name in POINTS]
    + [f"string_agg({name}, E'\\n') as {name}" for name in ("name", *CODED)]
)

PLACEMENTS = """
select
    system_id as system,
    location_id as location,
    coalesce(place_id, 0) as place,
    coalesce(neighbourhood_id, 0) as neighbourhood
from register_placement
"""

_PLACED = ",\n".join(f"string_agg(int8send({name}), '') as placed_{name}" for name in PLACED)

TOUCHED = """
with touched as (
    select id, kind, key, transaction >= pg_snapshot_xmin(pg_current_snapshot())::text::bigint
        as is_open
    from register_touch
    where transaction >= coalesce(
        %(horizon)s::bigint, pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    )
),
differing as (
    select t.kind, t.key from touched t where t.id <> all(%(seen)s)
    union
    select s.kind, s.key
    from unnest(%(seen)s::bigint[], %(seen_kinds)s::text[], %(seen_keys)s::bigint[])
        s (id, kind, key)
    where s.id not in (select id from touched)
),
gone as (
    select key as id from differing where kind = 'location'
    union
    select l.id from differing d
    join register_location l on l.organisation_id = d.key
    where d.kind = 'organisation'
),
"""

# Only our own constants are put together in these; what differs is always a parameter.
_READ = """
services as ({services}),
columns as (select {aggregates} from services),
placements as ({placements}),
placed as (select {placed} from placements)
select
    pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon,
    (select array_agg(id order by id) from touched where is_open) as seen,
    (select array_agg(kind order by id) from touched where is_open) as seen_kinds,
    (select array_agg(key order by id) from touched where is_open) as seen_keys,
    (select array_agg(id) from gone) as gone,
    (select bool_or(kind = 'everything' or (kind = 'forgotten' and key >= %(horizon)s::bigint))
        from differing) as everything,
    columns.*,
    placed.*
from columns, placed
"""


def _read_statement(of: str, placed_of: str) -> str:
    return TOUCHED + _READ.format(
        services=SERVICES + of,
        aggregates=_AGGREGATES,
        placements=PLACEMENTS + placed_of,
        placed=_PLACED,
    )


CHANGED = _read_statement(
    "and l.id in (select id from gone)", "where location_id in (select id from gone)"
)
EVERYTHING = _read_statement("", "")


@dataclass(frozen=True)
class Held:
    """
    Columns, and what was known of touches when they were read.

    Attributes:
        horizon: every transaction below it was over.
        seen: number, kind and key of each touch at or above it.
    """

    columns: Columns
    horizon: int
    seen: tuple[tuple[int, str, int], ...]


_HELD: dict[str, Held] = {}
_READING = Lock()


def read_columns() -> Columns:
    """Return the columns as they are in the caller's transaction."""
    name = str(connection.settings_dict["NAME"])
    with _READING:
        held = _HELD.get(name)
        read = _read(held)
        if held is not None and read["everything"]:
            held, read = None, _read(None)
        _HELD[name] = _hold(held, read)
        return _HELD[name].columns


def _read(held: Held | None) -> dict[str, Any]:
    seen = held.seen if held else ()
    parameters = {
        "horizon": held.horizon if held else None,
        "seen": [number for number, _, _ in seen],
        "seen_kinds": [kind for _, kind, _ in seen],
        "seen_keys": [key for _, _, key in seen],
        "kinds": [str(kind) for kind in KINDS],
        "sectors": [str(sector) for sector in SECTORS],
    }
    with connection.cursor() as cursor:
        cursor.execute(CHANGED if held else EVERYTHING, parameters)
        names = [column.name for column in cursor.description]
        return dict(zip(names, cursor.fetchone(), strict=True))


def _hold(held: Held | None, read: dict[str, Any]) -> Held:
    seen = zip(read["seen"] or (), read["seen_kinds"] or (), read["seen_keys"] or (), strict=True)
    if held is not None and not read["gone"]:
        return Held(held.columns, read["horizon"], tuple(seen))
    columns = build(_told(read), held.columns if held else None, read["gone"] or ())
    return Held(columns, read["horizon"], tuple(seen))


def _told(read: dict[str, Any]) -> Told:
    numbers: dict[str, Any] = {name: _whole(read[name]) for name in NUMBERS}
    for name in POINTS:
        numbers[name] = np.frombuffer(read[name] or b"", ">f8").astype(np.float64)
    rows = len(numbers["service"])
    texts = {name: read[name].split("\n") if rows else [] for name in ("name", *CODED)}
    placed = {name: _whole(read[f"placed_{name}"]) for name in PLACED}
    return Told(numbers=numbers, texts=texts, placed=placed)


def _whole(data: bytes | None) -> Any:  # noqa: ANN401 (an array of whole numbers)
    return np.frombuffer(data or b"", ">i8").astype(np.int64)

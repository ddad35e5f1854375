"""Single services by their numbers, as rows to show or take away."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from django.db import connection

from regard.domains.register.models import System
from regard.domains.register.rules.columns import Ints
from regard.domains.register.rules.finding import SIZES, Scene
from regard.domains.register.types import Sector, ServiceRow, ServiceType

A_CHUNK = 2_000
"""Rows read at once, however many are sent: what a spreadsheet of any size takes of memory."""

ROWS = """
select
    s.id, s.service_type, l.id, l.name, l.regulator_id, o.id, o.name, o.brand_name, o.sector,
    p.id, coalesce(p.name, ''), c.name, l.city, l.postcode, coalesce(s.rating, l.rating),
    coalesce(n.name, ''), l.beds, s.is_regulated, l.ods_code, l.registered_on,
    least(s.ended_on, l.ended_on),
    coalesce(%(slug)s, (
        select y.slug from register_placement py
        join register_system y on y.id = py.system_id
        where py.location_id = l.id
        order by y.id limit 1
    ), '')
from unnest(%(services)s::bigint[], %(organisations)s::bigint[])
    with ordinality wanted (service_id, organisation_id, place)
join register_service s on s.id = wanted.service_id
join register_location l on l.id = s.location_id
join register_organisation o on o.id = wanted.organisation_id
join register_council c on c.id = l.council_id
left join register_placement pl on pl.location_id = l.id and pl.system_id = %(system_id)s
left join register_place p on p.id = pl.place_id
left join register_place n on n.id = pl.neighbourhood_id
order by wanted.place
"""


def read_rows(scene: Scene, rows: Ints, system: System | None) -> list[ServiceRow]:
    """Return the services in these rows of the scene, in their order, in one statement."""
    services = scene.columns["service"][rows]
    size = dict(zip(services.tolist(), scene.size[rows].tolist(), strict=True))
    parameters = {
        "services": services.tolist(),
        "organisations": scene.organisation[rows].tolist(),
        "system_id": system.pk if system else None,
        "slug": system.slug if system else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS, parameters)
        return [_row(row, size[row[0]]) for row in cursor.fetchall()]


def stream_rows(scene: Scene, rows: Ints, system: System | None) -> Iterator[ServiceRow]:
    """Yield the services in these rows, a chunk at a time."""
    for chunk in np.split(rows, range(A_CHUNK, len(rows), A_CHUNK)):
        yield from read_rows(scene, chunk, system)


def _row(row: tuple[Any, ...], size: int) -> ServiceRow:
    return ServiceRow(
        service_id=row[0],
        service_type=ServiceType(row[1]),
        location_id=row[2],
        location_name=row[3],
        regulator_id=row[4],
        organisation_id=row[5],
        organisation_name=row[6],
        brand_name=row[7],
        sector=Sector(row[8]),
        size_band=SIZES[size],
        place_id=row[9],
        place_name=row[10],
        council_name=row[11],
        city=row[12],
        postcode=row[13],
        rating=row[14],
        neighbourhood_name=row[15],
        beds=row[16],
        is_regulated=row[17],
        ods_code=row[18],
        registered_on=row[19],
        ended_on=row[20],
        system_slug=row[21],
    )

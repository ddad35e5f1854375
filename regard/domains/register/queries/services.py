"""The services in a system, each in one statement whatever the volume."""

from typing import Any

from django.db import connection

from regard.domains.register.models import System
from regard.domains.register.rules import matching, sizes
from regard.domains.register.types import Criteria, Page, Sector, ServiceRow, ServiceType

MINE = """
select
    s.id, s.service_type, l.id as location_id, l.name, l.regulator_id, o.id as organisation_id,
    o.name as organisation_name, o.brand_id, o.brand_name, o.sector, p.id as place_id,
    coalesce(p.name, '') as place_name, c.name as council_name, l.city, l.postcode,
    coalesce(s.rating, l.rating) as rating
from register_systemcouncil sc
join register_council c on c.id = sc.council_id
join register_location l on l.council_id = c.id
join register_service s on s.location_id = l.id
join register_organisation o on o.id = l.organisation_id
left join register_placecover by_district
    on by_district.system_id = sc.system_id
    and by_district.postcode_district = l.postcode_district
    and l.postcode_district <> ''
left join register_placecover by_council
    on by_council.system_id = sc.system_id and by_council.council_id = c.id
left join register_place p on p.id = coalesce(by_district.place_id, by_council.place_id)
where sc.system_id = %(system_id)s
    and s.ended_on is null
    and l.ended_on is null
    and (%(types)s::text[] = '{}' or s.service_type = any(%(types)s))
    and (%(places)s::bigint[] = '{}' or p.id = any(%(places)s))
    and (%(sectors)s::text[] = '{}' or o.sector = any(%(sectors)s))
    and concat_ws(' ', l.name, o.name, o.brand_name, l.city, l.postcode)
        ilike all(%(words)s::text[])
"""
"""The live services of a system that meet the criteria, whatever the size of their provider."""

SIZED = """,
by_brand as (
    select o.brand_id, count(*) as services
    from register_organisation o
    join register_location l on l.organisation_id = o.id and l.ended_on is null
    join register_service s on s.location_id = l.id and s.ended_on is null
    where o.brand_id <> '' and o.brand_id in (select brand_id from mine)
    group by o.brand_id
),
by_organisation as (
    select l.organisation_id, count(*) as services
    from register_location l
    join register_service s on s.location_id = l.id and s.ended_on is null
    where l.ended_on is null
        and l.organisation_id in (select organisation_id from mine where brand_id = '')
    group by l.organisation_id
),
sized as (
    select
        mine.*,
        width_bucket(
            coalesce(by_brand.services, by_organisation.services), %(starts)s::bigint[]
        ) as band
    from mine
    left join by_brand on by_brand.brand_id = mine.brand_id
    left join by_organisation
        on by_organisation.organisation_id = mine.organisation_id and mine.brand_id = ''
)
"""
"""
How big the provider of each is: its group's live services in all the register, or its own.

Only the groups that are there are counted, as counting all of England takes far longer.
"""

OF_BAND = "(%(bands)s::int[] = '{}' or band = any(%(bands)s))"

AFTER = "(lower(name), id) > (lower(%(name)s), %(id)s)"
BEFORE = "(lower(name), id) < (lower(%(name)s), %(id)s)"
FORWARDS = "order by lower(name), id"
BACKWARDS = "order by lower(name) desc, id desc"

# Only our own constants above are put together here; what people say is always a parameter.
ALL = f"with mine as materialized ({MINE}) {SIZED}"
LIST = f"{ALL} select * from sized where {OF_BAND} {FORWARDS}"  # noqa: S608
COUNT = f"{ALL} select count(*), count(distinct organisation_id) from sized where {OF_BAND}"  # noqa: S608
LIST_AFTER = f"{ALL} select * from sized where {OF_BAND} and {AFTER} {FORWARDS} limit %(limit)s"  # noqa: S608
LIST_BEFORE = f"{ALL} select * from sized where {OF_BAND} and {BEFORE} {BACKWARDS} limit %(limit)s"  # noqa: S608
"""Where the size narrows the list, all of it has to be sized before a page can be cut."""


def _cut_first(edge: str, order: str) -> str:
    """Return the statement for a page that no size narrows: cut first, and size only that."""
    cut = f"select * from ({MINE}) every where {edge} {order} limit %(limit)s"  # noqa: S608
    return f"with mine as materialized ({cut}) {SIZED} select * from sized {order}"  # noqa: S608


ANY_SIZE_AFTER = _cut_first(AFTER, FORWARDS)
ANY_SIZE_BEFORE = _cut_first(BEFORE, BACKWARDS)


def list_audience(*, system: System, criteria: Criteria) -> list[ServiceRow]:
    """Return every live service in the system's councils that meets the criteria, by name."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, criteria_parameters(system, criteria))
        return [_row(row) for row in cursor.fetchall()]


def count_audience(*, system: System, criteria: Criteria) -> int:
    """Return how many live services in the system's councils meet the criteria."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, criteria_parameters(system, criteria))
        services, _ = cursor.fetchone()
    return int(services)


def list_services(
    *, system: System, criteria: Criteria, after: str | None, limit: int, before: str | None = None
) -> Page[ServiceRow]:
    """
    Return a stretch of the live services that meet the criteria, by name.

    :param after: the `after` of the stretch before; None to begin. What it cannot read
        begins too.
    :param before: the `before` of the stretch after; it goes first if both are given.
    """
    name, number = _read_cursor(before or after)
    keys = {"name": name, "id": number, "limit": limit + 1}
    if criteria.size_bands:
        statement = LIST_BEFORE if before else LIST_AFTER
    else:
        statement = ANY_SIZE_BEFORE if before else ANY_SIZE_AFTER
    with connection.cursor() as cursor:
        cursor.execute(statement, criteria_parameters(system, criteria) | keys)
        found = [_row(row) for row in cursor.fetchall()]
    is_more, rows = len(found) > limit, found[:limit]
    if before:
        rows.reverse()
        return _page(rows, is_more_before=is_more, is_more_after=bool(rows))
    return _page(rows, is_more_before=bool(number), is_more_after=is_more)


def _page(
    rows: list[ServiceRow], *, is_more_before: bool, is_more_after: bool
) -> Page[ServiceRow]:
    return Page(
        rows=tuple(rows),
        after=_write_cursor(rows[-1]) if rows and is_more_after else None,
        before=_write_cursor(rows[0]) if rows and is_more_before else None,
    )


def _write_cursor(row: ServiceRow) -> str:
    return f"{row.service_id}~{row.location_name}"


def _read_cursor(text: str | None) -> tuple[str, int]:
    number, _, name = (text or "").partition("~")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return "", 0
    return name.replace("\0", ""), int(number)


def criteria_parameters(system: System, criteria: Criteria) -> dict[str, Any]:
    return {
        "system_id": system.pk,
        "types": [str(kind) for kind in criteria.service_types],
        "places": list(criteria.place_ids),
        "sectors": [str(sector) for sector in criteria.sectors],
        "bands": [sizes.BANDS.index(band) for band in criteria.size_bands],
        "starts": list(sizes.STARTS),
        "words": matching.patterns(criteria.words),
    }


def _row(row: tuple[Any, ...]) -> ServiceRow:
    return ServiceRow(
        service_id=row[0],
        service_type=ServiceType(row[1]),
        location_id=row[2],
        location_name=row[3],
        regulator_id=row[4],
        organisation_id=row[5],
        organisation_name=row[6],
        brand_name=row[8],
        sector=Sector(row[9]),
        place_id=row[10],
        place_name=row[11],
        council_name=row[12],
        city=row[13],
        postcode=row[14],
        rating=row[15],
        size_band=sizes.BANDS[row[16]],
    )

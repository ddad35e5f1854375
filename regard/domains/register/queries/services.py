"""The services in a system, each in one statement whatever the volume."""

from typing import Any

from django.db import connection

from regard.domains.register.models import System
from regard.domains.register.rules import matching, sizes
from regard.domains.register.types import Criteria, Page, Sector, ServiceRow, ServiceType

GROUP_SIZES = """
    select coalesce(nullif(o.brand_id, ''), o.id::text) as of_group, count(*) as services
    from register_service s
    join register_location l on l.id = s.location_id
    join register_organisation o on o.id = l.organisation_id
    where s.ended_on is null and l.ended_on is null
    group by 1
"""
"""How many live services each group runs, in all the register: a brand, or one provider."""

FROM_AND_WHERE = """
from register_systemcouncil sc
join register_council c on c.id = sc.council_id
join register_location l on l.council_id = c.id
join register_service s on s.location_id = l.id
join register_organisation o on o.id = l.organisation_id
join group_sizes g on g.of_group = coalesce(nullif(o.brand_id, ''), o.id::text)
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
    and (
        %(bands)s::int[] = '{}'
        or width_bucket(g.services, %(starts)s::bigint[]) = any(%(bands)s)
    )
    and concat_ws(' ', l.name, o.name, o.brand_name, l.city, l.postcode)
        ilike all(%(words)s::text[])
"""

COLUMNS = """
select
    s.id, s.service_type, l.id, l.name, l.regulator_id, o.id, o.name, o.brand_name, o.sector,
    width_bucket(g.services, %(starts)s::bigint[]), p.id, coalesce(p.name, ''), c.name,
    l.city, l.postcode, coalesce(s.rating, l.rating)
"""

WITH_SIZES = f"with group_sizes as ({GROUP_SIZES})"
LIST = f"{WITH_SIZES}{COLUMNS}{FROM_AND_WHERE} order by lower(l.name), s.id"
COUNT = f"{WITH_SIZES} select count(*) {FROM_AND_WHERE}"
LIST_AFTER = f"""
{WITH_SIZES}{COLUMNS}{FROM_AND_WHERE}
    and (lower(l.name), s.id) > (lower(%(name)s), %(id)s)
order by lower(l.name), s.id
limit %(limit)s
"""
LIST_BEFORE = f"""
{WITH_SIZES}{COLUMNS}{FROM_AND_WHERE}
    and (lower(l.name), s.id) < (lower(%(name)s), %(id)s)
order by lower(l.name) desc, s.id desc
limit %(limit)s
"""


def list_audience(*, system: System, criteria: Criteria) -> list[ServiceRow]:
    """Return every live service in the system's councils that meets the criteria, by name."""
    with connection.cursor() as cursor:
        cursor.execute(LIST, criteria_parameters(system, criteria))
        return [_row(row) for row in cursor.fetchall()]


def count_audience(*, system: System, criteria: Criteria) -> int:
    """Return how many live services in the system's councils meet the criteria."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT, criteria_parameters(system, criteria))
        (count,) = cursor.fetchone()
    return int(count)


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
    statement = LIST_BEFORE if before else LIST_AFTER
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
        brand_name=row[7],
        sector=Sector(row[8]),
        size_band=sizes.BANDS[row[9]],
        place_id=row[10],
        place_name=row[11],
        council_name=row[12],
        city=row[13],
        postcode=row[14],
        rating=row[15],
    )

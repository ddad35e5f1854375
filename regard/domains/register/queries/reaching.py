"""
Reach over the whole register: for every service, whether anybody can be reached, and since when.

Each question is one statement, however many services there are. The team's figures are not
suppressed: what they count is the team's own knowledge of the public register.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.db import connection

from regard.domains.register.models import System
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import matching, reach, sizes
from regard.domains.register.rules.reach import (
    Cut,
    GroupTally,
    ReachFilter,
    ReachRow,
    ReachState,
    Tally,
    Way,
)
from regard.domains.register.types import (
    Page,
    Proof,
    ReachedBy,
    Sector,
    ServiceType,
    SizeBand,
)
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller

FOUND = """
select
    s.id, s.service_type, s.is_commissioned, l.id as location_id, l.name, l.regulator_id, l.city,
    l.council_id, pl.place_id, o.id as organisation_id, o.name as organisation_name, o.brand_id,
    o.sector, ct.proven_on, ct.proven_how, ct.failed_on, ct.failed_why,
    coalesce(oo.scope, '') as refused,
    case
        when ct.failed_on is not null then 'failed'
        when ct.proven_on >= %(since)s then 'proven'
        when ct.proven_on is not null then 'older'
        when coalesce(ct.email, '') = '' and coalesce(ct.telephone, '') = ''
            and l.postcode = '' then 'nobody'
        else 'never'
    end as state,
    case
        when ct.email <> '' then 'email'
        when ct.telephone <> '' then 'telephone'
        when l.postcode <> '' then 'post'
        else 'none'
    end as way
from register_placement pl
join register_location l on l.id = pl.location_id and l.ended_on is null
join register_service s on s.location_id = l.id and s.ended_on is null
join register_organisation o on o.id = l.organisation_id
left join register_contact ct on ct.location_id = l.id
left join mail_optout oo on oo.address = lower(btrim(ct.email)) and ct.email <> ''
where pl.system_id = %(system_id)s
"""

SIZES = """
select o.id as organisation_id,
    width_bucket(coalesce(b.services, h.services), %(starts)s::numeric[]) as band
from (
    select l.organisation_id, count(*) as services
    from register_location l
    join register_service s on s.location_id = l.id and s.ended_on is null
    where l.ended_on is null
    group by l.organisation_id
) h
join register_organisation o on o.id = h.organisation_id
left join (
    select o.brand_id, count(*) as services
    from register_organisation o
    join register_location l on l.organisation_id = o.id and l.ended_on is null
    join register_service s on s.location_id = l.id and s.ended_on is null
    where o.brand_id <> ''
    group by o.brand_id
) b on b.brand_id = o.brand_id
"""
"""How big each provider is: its group's live services in all the register, or its own."""

COUNTS = ", ".join(
    f"coalesce(sum(f.services) filter (where {which}), 0)::integer"
    for which in (
        *(f"f.state = '{state}'" for state in ReachState),
        "f.is_refusing",
        "f.is_by_post",
    )
)

# Only our own constants are put together here; what people say is always a parameter.
TALLIES = f"""
with sizes as ({SIZES}),
alike as materialized (
    select
        f.service_type, f.place_id, f.council_id, z.band, f.sector, f.state,
        f.refused <> '' as is_refusing, f.way = 'post' as is_by_post, count(*) as services
    from ({FOUND}) f
    join sizes z on z.organisation_id = f.organisation_id
    group by 1, 2, 3, 4, 5, 6, 7, 8
)
select
    grouping(f.service_type), grouping(f.place_id), grouping(f.council_id), grouping(f.band),
    grouping(f.sector), f.service_type, f.place_id, max(p.name), f.council_id, max(c.name),
    f.band, f.sector, {COUNTS}
from alike f
join register_council c on c.id = f.council_id
left join register_place p on p.id = f.place_id
group by grouping sets ((), (f.service_type), (f.place_id), (f.council_id), (f.band), (f.sector))
"""  # noqa: S608
"""
Every cut in one reading of the services: those that are alike are counted first, as they are far
fewer. A grouping of 0 says which cut a row is of.
"""

NARROW: Mapping[str, str] = {
    "states": "f.state = any(%(states)s)",
    "way": "f.way = %(way)s",
    "is_refusing": "f.refused <> ''",
    "types": "f.service_type = %(types)s",
    "place": "coalesce(f.place_id::text, 'none') = %(place)s",
    "council": "f.council_id::text = %(council)s",
    "sector": "f.sector = %(sector)s",
    "words": "concat_ws(' ', f.name, f.organisation_name, f.city) ilike all(%(words)s::text[])",
}
"""What narrows the list, by the parameter that does. One that is empty is not looked at."""

OF_SIZE = f"""f.organisation_id in (
    select organisation_id from ({SIZES}) sized where band = %(band)s
)"""  # noqa: S608

AFTER = "(lower(f.name), f.id) > (lower(%(name)s), %(id)s)"

ROWS = """
select
    f.id, f.service_type, f.location_id, f.name, f.regulator_id, f.organisation_name,
    coalesce(p.name, ''), c.name, f.city, f.is_commissioned, f.state, f.way, f.refused,
    f.proven_on, f.proven_how, f.failed_on, f.failed_why, pr.reached_by, t.id,
    coalesce(t.assigned_to, ''), t.due_on
from shown f
join register_council c on c.id = f.council_id
left join register_place p on p.id = f.place_id
left join register_preference pr on pr.location_id = f.location_id
left join register_reachtask t
    on t.location_id = f.location_id and t.system_id = %(system_id)s and t.done_on is null
order by lower(f.name), f.id
"""


def get_tallies(*, system: System, caller: Caller, today: date) -> tuple[Tally, list[GroupTally]]:
    """
    Return how many services are in each state, in all and in every group. One statement.

    Groups come in the order of the cuts, those with the greatest share unreached first.

    :raises NotAllowed: if the caller may not see reach; SignInNeeded if nobody is signed in.
    """
    require(caller, Permission.VIEW_REACH, system)
    with connection.cursor() as cursor:
        cursor.execute(TALLIES, _parameters(system, today) | {"starts": list(sizes.STARTS)})
        rows = cursor.fetchall()
    whole, groups = Tally(), []
    for row in rows:
        tally = Tally(*row[12:])
        group = _group(row, tally)
        if group is None:
            whole = tally
        else:
            groups.append(group)
    order = list(Cut)
    return whole, sorted(
        groups, key=lambda g: (order.index(g.cut), -(g.tally.unreached_share or 0), g.label)
    )


def list_reach(
    *,
    system: System,
    caller: Caller,
    wanted: ReachFilter,
    today: date,
    after: str = "",
    limit: int = 50,
) -> Page[ReachRow]:
    """
    Return services and what is known of reaching each, by name. One statement.

    :param after: where the page before ended, as it said itself.
    :raises NotAllowed: if the caller may not see reach.
    """
    require(caller, Permission.VIEW_REACH, system)
    number, _, name = after.partition("~")
    is_next = number.isascii() and number.isdigit() and len(number) < 19
    parameters = _narrowing(system, wanted, today) | {
        "limit": limit + 1,
        "id": int(number) if is_next else 0,
        "name": name.replace("\0", "") if is_next else "",
    }
    with connection.cursor() as cursor:
        cursor.execute(_page(_narrow(parameters, AFTER if is_next else "")), parameters)
        rows = [_row(row) for row in cursor.fetchall()]
    is_more, rows = len(rows) > limit, rows[:limit]
    last = f"{rows[-1].service_id}~{rows[-1].location_name}" if rows and is_more else None
    return Page(rows=tuple(rows), after=last)


def stream_reach(
    *, system: System, caller: Caller, wanted: ReachFilter, today: date
) -> Iterator[ReachRow]:
    """
    Yield every service of the list, a thousand at a time from the database.

    :raises NotAllowed: if the caller may not see reach, at once.
    """
    require(caller, Permission.VIEW_REACH, system)
    parameters = _narrowing(system, wanted, today)
    return _stream(f"with shown as ({_found(parameters)}) {ROWS}", parameters)


def count_reach(*, system: System, caller: Caller, wanted: ReachFilter, today: date) -> int:
    """Return how many services the list has, for who may see reach."""
    require(caller, Permission.VIEW_REACH, system)
    parameters = _narrowing(system, wanted, today)
    statement = f"select count(*) from ({FOUND}) f {_narrow(parameters)}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        (count,) = cursor.fetchone()
    return int(count)


def find_locations(
    *, system: System, wanted: ReachFilter, today: date
) -> tuple[str, dict[str, Any]]:
    """Return the statement of the locations of a list, and its parameters, for an action."""
    parameters = _narrowing(system, wanted, today)
    narrow = _narrow(parameters)
    return f"select distinct f.location_id, f.state from ({FOUND}) f {narrow}", parameters  # noqa: S608


def _stream(statement: str, parameters: dict[str, Any]) -> Iterator[ReachRow]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while rows := cursor.fetchmany(1000):
            yield from map(_row, rows)


def _page(narrow: str) -> str:
    """Return the statement of one page: which services they are is found first, as it is most."""
    picked = f"select f.id from ({FOUND}) f {narrow} order by lower(f.name), f.id limit %(limit)s"  # noqa: S608
    return f"""
        with picked as materialized ({picked}),
        shown as ({FOUND} and s.id = any(array(select id from picked)))
        {ROWS}
    """  # noqa: S608


def _found(parameters: Mapping[str, Any]) -> str:
    return f"select * from ({FOUND}) f {_narrow(parameters)}"  # noqa: S608


def _narrow(parameters: Mapping[str, Any], after: str = "") -> str:
    """Return which of the services found are meant, looking only at what narrows them."""
    tests = [test for name, test in NARROW.items() if parameters[name]]
    if parameters["band"] is not None:
        tests.append(OF_SIZE)
    if after:
        tests.append(after)
    return f"where {' and '.join(tests)}" if tests else ""


def _parameters(system: System, today: date) -> dict[str, Any]:
    return {"system_id": system.pk, "since": reach.proven_since(today)}


def _narrowing(system: System, wanted: ReachFilter, today: date) -> dict[str, Any]:
    cut, value = wanted.group or (None, "")
    band = _band(wanted)
    return _parameters(system, today) | {
        "states": [str(state) for state in wanted.states],
        "way": str(wanted.way or ""),
        "is_refusing": wanted.is_refusing,
        "words": matching.patterns(wanted.words),
        "types": value if cut is Cut.TYPE else "",
        "place": (value or "none") if cut is Cut.PLACE else "",
        "council": value if cut is Cut.COUNCIL else "",
        "sector": value if cut is Cut.SECTOR else "",
        "band": band,
        "starts": list(sizes.STARTS),
    }


def _band(wanted: ReachFilter) -> int | None:
    cut, value = wanted.group or (None, "")
    return sizes.BANDS.index(SizeBand(value)) if cut is Cut.SIZE else None


def _group(row: tuple[Any, ...], tally: Tally) -> GroupTally | None:
    """Return the group that a row of the tallies is of; None for the whole."""
    by_type, by_place, by_council, by_size, by_sector = (mark == 0 for mark in row[:5])
    if by_type:
        return GroupTally(Cut.TYPE, row[5], ServiceType(row[5]).label, tally)
    if by_place:
        return GroupTally(Cut.PLACE, str(row[6] or ""), row[7] or "In no place", tally)
    if by_council:
        return GroupTally(Cut.COUNCIL, str(row[8]), row[9], tally)
    if by_size:
        band = sizes.BANDS[row[10]]
        return GroupTally(Cut.SIZE, band, band.label, tally)
    if by_sector:
        return GroupTally(Cut.SECTOR, row[11], Sector(row[11]).label, tally)
    return None


def _row(row: tuple[Any, ...]) -> ReachRow:
    return ReachRow(
        service_id=row[0],
        service_type=ServiceType(row[1]),
        location_id=row[2],
        location_name=row[3],
        regulator_id=row[4],
        organisation_name=row[5],
        place_name=row[6],
        council_name=row[7],
        city=row[8],
        is_commissioned=row[9],
        state=ReachState(row[10]),
        way=Way(row[11]),
        refused=row[12],
        proven_on=row[13],
        proven_how=Proof(row[14]) if row[14] else None,
        failed_on=row[15],
        failed_why=row[16] or "",
        prefers=ReachedBy(row[17]) if row[17] else None,
        task_id=row[18],
        assigned_to=row[19],
        due_on=row[20],
    )

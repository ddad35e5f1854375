"""Write which kinds of care a file tells of, and how each was rated."""

from datetime import date, datetime

from django.db import connection

from regard.domains.register.rules.particulars import KINDS, LOCATION, RATING, bit

BY_KIND = """
select w.location_id, w.case_key, s.service_type, s.rating, s.rated_on
from (
    select number, service_type, max(rating) as rating, max(rated_on) as rated_on
    from staged_service
    group by number, service_type
) s
join weighed_location w on w.number = s.number
where {which}
"""

AS_A_WHOLE = """
select w.location_id, w.case_key, w.service_type, null as rating, null::date as rated_on
from weighed_location w
where {which} and w.service_type is not null
"""

NOT_BY_KIND = """
and not exists (
    select from staged_service s
    where s.number = w.number
        and (w.service_type = 'not_stated' or s.service_type = w.service_type)
)
"""

TOLD = f"""
select
    g.location_id, v.takes & {bit(LOCATION, KINDS)} <> 0 as takes_kind,
    v.takes & {bit(LOCATION, RATING)} <> 0 as takes_rating,
    g.service_type, g.rating, g.rated_on
from ({{told}}) g
join location_verdict v on v.case_key = g.case_key
where v.takes & {bit(LOCATION, KINDS) | bit(LOCATION, RATING)} <> 0
"""  # noqa: S608 (our own constants only)

NEW = """
insert into register_service
    (created_at, updated_at, location_id, service_type, is_regulated, rating, rated_on)
select %(at)s, %(at)s, location_id, service_type, true, rating, rated_on
from ({told}) told
where takes_kind
"""

TOLD_KINDS = """
drop table if exists told_kind;
create temporary table told_kind on commit drop as
{told}
"""

KNOWN_BETTER = """
update told_kind t
set service_type = 'care_home_nursing'
from register_service held
where t.service_type = 'care_home'
    and held.location_id = t.location_id
    and held.service_type = 'care_home_nursing'
    and held.ended_on is null;

delete from told_kind t
using register_service known
where t.service_type = 'not_stated'
    and known.location_id = t.location_id
    and known.service_type not in ('not_stated', 'care_home', 'care_home_nursing')
    and known.ended_on is null;
"""
"""
What the register knows better than the ratings stays: nursing, which they cannot say, and the
kind of community care where they say only that it is some.
"""

NAMED = """
update register_service held
set service_type = told.service_type, updated_at = %(at)s
from (
    select t.location_id, min(t.service_type) as service_type
    from told_kind t
    where t.takes_kind
        and t.service_type <> 'not_stated'
        and not exists (
            select from register_service s
            where s.location_id = t.location_id and s.service_type = t.service_type
        )
    group by t.location_id
    having count(*) = 1
) told
where held.location_id = told.location_id
    and held.ended_on is null
    and (
        held.service_type = 'not_stated'
        or (held.service_type = 'care_home' and told.service_type = 'care_home_nursing')
    )
    and not exists (
        select from told_kind t
        where t.location_id = held.location_id and t.service_type = held.service_type
    );
"""
"""A service of which the kind becomes known keeps its number, if it is one thing."""

ENDED = """
update register_service held
set ended_on = %(as_at)s, updated_at = %(at)s
from (select distinct location_id from told_kind where takes_kind) told
where held.location_id = told.location_id
    and held.is_regulated
    and held.ended_on is null
    and ({which})
    and not exists (
        select from told_kind t
        where t.location_id = held.location_id and t.service_type = held.service_type
    );
"""
"""A kind that is not told any more ends. What the regulator does not list, it cannot end."""

EVERY_KIND = "true"
PLAIN_KINDS = "held.service_type in ('not_stated', 'care_home', 'care_home_nursing')"
"""
The ratings end a care home that is none, and what was not stated: other kinds do not end by not
being told of, as few locations are rated by kind.
"""

TAKEN = """
update register_service held
set ended_on = case when t.takes_kind then null else held.ended_on end,
    rating = case when {rates} then t.rating else held.rating end,
    rated_on = case when {rates} then t.rated_on else held.rated_on end,
    updated_at = %(at)s
from told_kind t
where held.location_id = t.location_id
    and held.service_type = t.service_type
    and (
        (t.takes_kind and held.ended_on is not null)
        or ({rates} and (held.rating, held.rated_on) is distinct from (t.rating, t.rated_on))
    );

insert into register_service
    (created_at, updated_at, location_id, service_type, is_regulated, rating, rated_on,
    started_on)
select %(at)s, %(at)s, t.location_id, t.service_type, true, t.rating, t.rated_on, %(as_at)s
from told_kind t
where t.takes_kind
    and not exists (
        select from register_service held
        where held.location_id = t.location_id and held.service_type = t.service_type
    );
"""


def add_kinds(*, at: datetime) -> None:
    """Write the kinds of care that the staging tables tell of locations that are new."""
    with connection.cursor() as cursor:
        cursor.execute(NEW.format(told=_told("w.is_new")), {"at": at})


def change_kinds(*, only_refines: bool, as_at: date, at: datetime) -> None:
    """
    Write the kinds of care that the staging tables tell of known ones, where they are believed.

    :param only_refines: whether the source says of few locations which kinds they provide: then
        it takes away nothing but what it says is none.
    """
    rates = "t.takes_rating" if only_refines else "(t.takes_rating and t.rating is not null)"
    which = PLAIN_KINDS if only_refines else EVERY_KIND
    parameters = {"as_at": as_at, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(TOLD_KINDS.format(told=_told("not w.is_new")))
        cursor.execute("select exists (select from told_kind)")
        (has_more,) = cursor.fetchone()
        if not has_more:
            return
        if only_refines:
            cursor.execute(KNOWN_BETTER)
        cursor.execute(NAMED, parameters)
        cursor.execute(ENDED.format(which=which), parameters)
        cursor.execute(TAKEN.format(rates=rates), parameters)


def _told(which: str) -> str:
    """Return the statement of which kinds are told; many a file tells none apart."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from staged_service)")
        (has_kinds,) = cursor.fetchone()
    told = AS_A_WHOLE.format(which=which)
    if has_kinds:
        told = f"{told} {NOT_BY_KIND} union all {BY_KIND.format(which=which)}"
    return TOLD.format(told=told)

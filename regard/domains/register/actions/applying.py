"""
Write what a ratings file says into the register, set by set.

What a newer file said is never overwritten: a location and a provider carry the date of the
newest file that described them, a council the date of the newest that listed its services.
The end state is the same in whatever order files are loaded.
"""

from datetime import date, datetime

from django.db import connection

from .comparing import Comparison

PLANNING = "set local enable_nestloop = off; set local jit = off"
"""
Tables just filled have no statistics, and the planner then loops through one for each row of
another: 5 s instead of 20 ms for the England file. Hashing is right for a set, always, and
needs no statistics: gathering them first took longer than it saved.
"""

ORGANISATIONS = """
update register_organisation o
set name = s.name,
    brand_id = s.brand_number,
    brand_name = s.brand_name,
    sector = case when s.sector = 'not_known' then o.sector else s.sector end,
    as_at = %(as_at)s,
    updated_at = %(at)s
from staged_organisation s
where o.regulator_id = s.number
    and (o.as_at is null or o.as_at <= %(as_at)s)
    and (o.name, o.brand_id, o.brand_name, o.as_at)
        is distinct from (s.name, s.brand_number, s.brand_name, %(as_at)s);

insert into register_organisation
    (created_at, updated_at, regulator_id, name, brand_id, brand_name, sector, as_at)
select %(at)s, %(at)s, s.number, s.name, s.brand_number, s.brand_name, s.sector, %(as_at)s
from staged_organisation s
where not exists (select from register_organisation o where o.regulator_id = s.number);
"""

LOCATIONS = """
update register_location l
set ods_code = coalesce(nullif(s.ods_code, ''), l.ods_code),
    organisation_id = o.id,
    council_id = s.council_id,
    name = s.name,
    address = s.address,
    city = s.city,
    postcode = s.postcode,
    postcode_district = s.district,
    longitude = case when s.postcode = l.postcode
        then coalesce(s.longitude, l.longitude) else s.longitude end,
    latitude = case when s.postcode = l.postcode
        then coalesce(s.latitude, l.latitude) else s.latitude end,
    rating = s.rating,
    rated_on = s.rated_on,
    as_at = %(as_at)s,
    ended_on = null,
    updated_at = %(at)s
from staged_location s
join register_organisation o on o.regulator_id = s.provider_number
where l.regulator_id = s.number
    and coalesce(l.ended_on, l.as_at) <= %(as_at)s
    and (
        l.ended_on is not null
        or (s.ods_code <> '' and s.ods_code <> l.ods_code)
        or (s.longitude is not null
            and (s.longitude, s.latitude) is distinct from (l.longitude, l.latitude))
        or (l.organisation_id, l.council_id, l.name, l.address, l.city, l.postcode, l.rating,
            l.rated_on, l.as_at)
            is distinct from
            (o.id, s.council_id, s.name, s.address, s.city, s.postcode, s.rating,
            s.rated_on, %(as_at)s)
    );

update register_location l
set longitude = s.longitude, latitude = s.latitude, updated_at = %(at)s
from staged_location s
where l.regulator_id = s.number
    and coalesce(l.ended_on, l.as_at) > %(as_at)s
    and l.postcode = s.postcode
    and l.longitude is null
    and s.longitude is not null;

insert into register_location
    (created_at, updated_at, regulator_id, ods_code, organisation_id, council_id, name,
    address, city, postcode, postcode_district, longitude, latitude, rating, rated_on,
    as_at, ended_on)
select
    %(at)s, %(at)s, s.number, s.ods_code, o.id, s.council_id, s.name,
    s.address, s.city, s.postcode, s.district, s.longitude, s.latitude, s.rating, s.rated_on,
    %(as_at)s, case when c.listed_as_at > %(as_at)s then c.listed_as_at end
from staged_location s
join register_organisation o on o.regulator_id = s.provider_number
join register_council c on c.id = s.council_id
where not exists (select from register_location l where l.regulator_id = s.number);
"""
"""
A place keeps its coordinates when a newer file has none for the same postcode, and an older
file may fill them in. One that only an older file lists had ended by the newer file's date.
"""

TOLD = """
drop table if exists told_service;
create temporary table told_service on commit drop as
select
    l.id as location_id,
    case
        when g.service_type = 'care_home' and nursing.location_id is not null
        then 'care_home_nursing' else g.service_type
    end as service_type,
    g.rating,
    g.rated_on
from (
    select number, service_type, rating, rated_on from staged_group
    union all
    select s.number, s.service_type, null, null
    from staged_location s
    where not exists (
        select from staged_group g
        where g.number = s.number
            and (s.service_type = 'not_stated' or g.service_type = s.service_type)
    )
) g
join staged_location s on s.number = g.number
join register_location l on l.regulator_id = g.number and l.as_at = %(as_at)s
    and (l.ended_on is null or l.created_at = %(at)s)
left join register_service nursing on nursing.location_id = l.id
    and nursing.service_type = 'care_home_nursing' and nursing.ended_on is null
where g.service_type <> 'not_stated'
    or not exists (
        select from register_service known
        where known.location_id = l.id
            and known.service_type not in ('not_stated', 'care_home', 'care_home_nursing')
            and known.ended_on is null
    );
"""
"""
The services of each location that this file was the newest to describe.

What the register knows better stays: nursing, which the file cannot say, and the kind of
community care where the file says only that it is some.
"""

SERVICES = """
update register_service held
set service_type = told.service_type, updated_at = %(at)s
from (
    select t.location_id, min(t.service_type) as service_type
    from told_service t
    where t.service_type <> 'not_stated'
        and not exists (
            select from register_service s
            where s.location_id = t.location_id and s.service_type = t.service_type
        )
    group by t.location_id
    having count(*) = 1
) told
where held.location_id = told.location_id
    and held.service_type = 'not_stated'
    and held.ended_on is null;

update register_service held
set ended_on = %(as_at)s, updated_at = %(at)s
from (select distinct location_id from told_service) told
where held.location_id = told.location_id
    and held.service_type in ('not_stated', 'care_home', 'care_home_nursing')
    and held.ended_on is null
    and not exists (
        select from told_service t
        where t.location_id = held.location_id and t.service_type = held.service_type
    );

update register_service held
set rating = t.rating, rated_on = t.rated_on, ended_on = null, updated_at = %(at)s
from told_service t
where held.location_id = t.location_id
    and held.service_type = t.service_type
    and (held.rating, held.rated_on, held.ended_on)
        is distinct from (t.rating, t.rated_on, null::date);

insert into register_service
    (created_at, updated_at, location_id, service_type, is_regulated, rating, rated_on)
select %(at)s, %(at)s, t.location_id, t.service_type, true, t.rating, t.rated_on
from told_service t
where not exists (
    select from register_service held
    where held.location_id = t.location_id and held.service_type = t.service_type
);
"""
"""
A service of which no kind was stated becomes what is now stated, if that is one thing, and
keeps its number. Otherwise it ends, as does a care home that the file says is none. Other
kinds do not end by not being told of: the regulator rates few locations by kind.
"""

ENDINGS = """
update register_location l
set ended_on = %(as_at)s, updated_at = %(at)s
where l.council_id in (select id from covered_council)
    and l.ended_on is null
    and l.as_at <= %(as_at)s
    and l.regulator_id is not null
    and not exists (select from staged_location s where s.number = l.regulator_id)
    and not exists (select from staged_unread u where u.number = l.regulator_id);
"""

LISTED = """
update register_council c
set listed_as_at = %(as_at)s, updated_at = %(at)s
where c.id in (select id from covered_council)
    and c.listed_as_at is distinct from %(as_at)s;
"""


def plan_for_sets() -> None:
    """Set the planner up for the statements of a load, until its transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(PLANNING)


def apply(*, comparison: Comparison, as_at: date, at: datetime) -> None:
    """
    Write the staging tables into the register, in the caller's transaction.

    :param comparison: what was found to be different; nothing is looked for twice.
    :param as_at: the date of the file.
    :param at: when this happens, aware.
    """
    parameters = {"as_at": as_at, "at": at}
    endings = ENDINGS if comparison.ended else ""
    with connection.cursor() as cursor:
        for statements in (ORGANISATIONS, LOCATIONS, TOLD, SERVICES, endings, LISTED):
            if statements:
                cursor.execute(statements, parameters)

"""The statements that apply services and contacts, set by set. Each returns location ids."""

FIND_LOCATIONS = """
update staged_line s
set location_id = coalesce(l.merged_into_id, l.id)
from register_location l
where l.regulator_id = s.number;

update staged_line s
set location_id = found.id
from (
    select distinct on (key) key, id
    from (
        select
            lower(regexp_replace(name, '\\s+', ' ', 'g')) || '|' ||
                lower(replace(postcode, ' ', '')) as key,
            coalesce(merged_into_id, id) as id,
            ended_on
        from register_location
        where postcode in (select postcode from staged_line)
    ) keyed
    order by key, ended_on desc nulls first, id
) found
where found.key = s.key;
"""
"""
A service without a number that bears a listed one's name and postcode is that one. What was merged
is the one that was kept.
"""

RESOLVED = """
select s.line, s.number, s.location_id, coalesce(l.council_id, s.council_id)
from staged_line s
left join register_location l on l.id = s.location_id
order by s.line
"""

FORGET = "delete from staged_line where line = any(%(lines)s::int[])"

TOLD = "select distinct location_id from staged_line"

ADD_LOCATIONS = """
insert into register_organisation
    (created_at, updated_at, name, brand_id, brand_name, sector)
select distinct on (lower(s.provider)) %(at)s, %(at)s, s.provider, '', '', 'not_known'
from staged_line s
where s.location_id is null
    and not exists (
        select from register_organisation o where lower(o.name) = lower(s.provider)
    )
order by lower(s.provider), s.line;

insert into register_location
    (created_at, updated_at, ods_code, organisation_id, council_id, name, address, city,
    postcode, postcode_district, as_at)
select distinct on (s.key)
    %(at)s, %(at)s, '', o.id, s.council_id, s.name, s.address, s.town, s.postcode, s.district,
    %(on)s
from staged_line s
join lateral (
    select min(id) as id from register_organisation where lower(name) = lower(s.provider)
) o on true
where s.location_id is null
order by s.key, s.line;

update staged_line s
set location_id = l.id
from register_location l
where s.location_id is null
    and l.regulator_id is null
    and l.postcode = s.postcode
    and lower(regexp_replace(l.name, '\\s+', ' ', 'g')) || '|' ||
        lower(replace(l.postcode, ' ', '')) = s.key
returning l.id;
"""

DETAILS = """
update register_location l
set address = coalesce(nullif(s.address, ''), l.address),
    city = coalesce(nullif(s.town, ''), l.city),
    as_at = greatest(l.as_at, %(on)s),
    ended_on = null,
    updated_at = %(at)s
from staged_line s
where s.location_id = l.id
    and l.regulator_id is null
    and (
        (s.address <> '' and s.address <> l.address)
        or (s.town <> '' and s.town <> l.city)
        or l.ended_on is not null
    )
returning l.id
"""
"""Where the regulator lists a location, its own particulars are the regulator's to tell."""

SECTORS = """
with told as (
    select distinct on (l.organisation_id) l.organisation_id, s.sector
    from staged_line s
    join register_location l on l.id = s.location_id
    where s.sector <> ''
    order by l.organisation_id, s.line desc
),
changed as (
    update register_organisation o
    set sector = told.sector, updated_at = %(at)s
    from told
    where told.organisation_id = o.id and o.sector <> told.sector
    returning o.id
)
select s.location_id
from staged_line s
join register_location l on l.id = s.location_id
where l.organisation_id in (select id from changed)
"""

BETTER_KNOWN = """
update register_service held
set service_type = told.service_type, updated_at = %(at)s
from (
    select s.location_id, min(s.service_type) as service_type
    from staged_line s
    where s.service_type not in ('', 'not_stated')
        and not exists (
            select from register_service h
            where h.location_id = s.location_id and h.service_type = s.service_type
        )
    group by s.location_id
    having count(*) = 1
) told
where held.location_id = told.location_id
    and held.ended_on is null
    and (
        (held.service_type = 'not_stated' and told.service_type not like 'care_home%%')
        or (held.service_type = 'care_home' and told.service_type = 'care_home_nursing')
    )
returning held.location_id
"""
"""A service whose kind becomes known, or a care home known to nurse, keeps its number."""

RETURNED = """
update register_service held
set ended_on = null, updated_at = %(at)s
from staged_line s
where held.location_id = s.location_id
    and held.service_type = s.service_type
    and held.ended_on is not null
returning held.location_id
"""

ADD_SERVICES = """
insert into register_service
    (created_at, updated_at, location_id, service_type, is_regulated)
select distinct
    %(at)s::timestamptz, %(at)s::timestamptz, s.location_id,
    coalesce(nullif(s.service_type, ''), 'not_stated'),
    l.regulator_id is not null and s.service_type not in ('community', 'advice')
from staged_line s
join register_location l on l.id = s.location_id
where not exists (
    select from register_service held
    where held.location_id = s.location_id
        and (
            s.service_type in ('', 'not_stated')
            or held.service_type = s.service_type
            or (s.service_type = 'care_home' and held.service_type = 'care_home_nursing')
        )
)
returning location_id
"""

CONTACTS = """
with told as (
    select
        location_id,
        coalesce(max(nullif(contact_name, '')), '') as name,
        coalesce(max(nullif(email, '')), '') as email,
        coalesce(max(nullif(telephone, '')), '') as telephone
    from staged_line
    group by location_id
)
insert into register_contact as held
    (created_at, updated_at, location_id, name, email, telephone, proven_how, failed_why)
select %(at)s, %(at)s, location_id, name, email, telephone, '', ''
from told
where name <> '' or email <> '' or telephone <> ''
on conflict (location_id) do update
set name = coalesce(nullif(excluded.name, ''), held.name),
    email = coalesce(nullif(excluded.email, ''), held.email),
    telephone = coalesce(nullif(excluded.telephone, ''), held.telephone),
    proven_on = case when {is_new} then null else held.proven_on end,
    proven_how = case when {is_new} then '' else held.proven_how end,
    failed_on = case when {is_new} then null else held.failed_on end,
    failed_why = case when {is_new} then '' else held.failed_why end,
    updated_at = %(at)s
where (excluded.name <> '' and excluded.name <> held.name)
    or (excluded.email <> '' and excluded.email <> held.email)
    or (excluded.telephone <> '' and excluded.telephone <> held.telephone)
returning held.location_id
""".replace(
    "{is_new}",
    "(excluded.email <> '' and excluded.email <> held.email)"
    " or (excluded.telephone <> '' and excluded.telephone <> held.telephone)",
)
"""A new address or number has reached nobody yet, whatever was known of the old one."""

COMMISSIONED = """
update register_service held
set is_commissioned = told.is_commissioned, updated_at = %(at)s
from (
    select distinct on (h.id) h.id, s.is_commissioned
    from staged_line s
    join register_service h on h.location_id = s.location_id and h.ended_on is null
    where s.is_commissioned is not null
        and (
            s.service_type in ('', 'not_stated', h.service_type)
            or (s.service_type = 'care_home' and h.service_type = 'care_home_nursing')
        )
    order by h.id, s.service_type = h.service_type desc, s.line
) told
where held.id = told.id and held.is_commissioned is distinct from told.is_commissioned
returning held.location_id
"""
"""A line that names no kind of care speaks of all that is provided from there."""

CHANGES = (DETAILS, SECTORS, BETTER_KNOWN, RETURNED, ADD_SERVICES, COMMISSIONED, CONTACTS)
"""
In this order: a kind is made better known before what is not there is added, and is there before
it is said to be bought.
"""

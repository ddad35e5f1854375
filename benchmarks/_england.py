"""A made England: as many locations as the regulator lists, by a seed, straight into tables."""

from django.db import connection

LOCATIONS = 57_000
PROVIDERS = 24_000
SYSTEMS = 36
NETWORKS = 90

FILL = """
set jit = off;
select setseed(0.42);

create temporary table words as select
    regexp_split_to_array('Ash Beech Cedar Damson Elm Fern Grange Hazel Ivy Juniper Kestrel Larch
        Maple Meadow Nightingale Oak Primrose Quince Rowan Sycamore Thornton Upland Vale Willow Yew
        Abbey Bramble Cherry Daisy Eden Forest Garden Heather Highfield Holly Kingfisher Lavender
        Manor Mill Moorland Northfield Orchard Park Priory Riverside Rose Spring Summer', '\\s+')
        as firsts,
    regexp_split_to_array('House Lodge Court View Grange Manor Home Hall Cottage Place
        Mews Gardens',
        '\\s+') as seconds,
    string_to_array('High Church Station Mill Park London Victoria Queen King School Chapel',
        ' ') as roads,
    array['Dementia', 'Caring for adults over 65 yrs', 'Caring for adults under 65 yrs',
        'Learning disabilities', 'Physical disabilities', 'Sensory impairments',
        'Mental health conditions', 'Eating disorders', 'Substance misuse problems'] as people;

insert into register_organisation (created_at, updated_at, regulator_id, name, brand_id,
    brand_name, branded_since, sector, ods_code, ownership_type, companies_house_number,
    charity_number, telephone, website)
select now(), now(), '1-' || 100000000 + n,
    firsts[1 + (random() * 46)::int] || ' ' || (array['Care', 'Homes', 'Support', 'Healthcare',
        'Living'])[1 + (random() * 4)::int] || ' ' || n
        || (array[' Limited', ' Ltd', ' LLP', ' Trust'])[1 + (random() * 3)::int],
    case when n %% 12 = 0 then 'BD' || n %% 600 else '' end,
    case when n %% 12 = 0 then 'BRAND ' || firsts[1 + n %% 600 %% 47] || ' ' || n %% 600
        else '' end,
    null,
    (array['independent', 'independent', 'independent', 'independent', 'voluntary', 'public',
        'not_known'])[1 + (random() * 6)::int],
    '', '', '', '', '', ''
from generate_series(1, %(providers)s) n, words;

create temporary table councils as
select id, row_number() over (order by id) - 1 as place
from register_council where valid_to is null and not is_made_up;

insert into register_system (created_at, updated_at, slug, name, partnership_name,
    receipt_prefix, is_made_up)
select now(), now(), 'made-' || n, 'Made system ' || n, 'Made partnership ' || n, 'MS', true
from generate_series(1, %(systems)s) n;
insert into register_systemcouncil (created_at, updated_at, system_id, council_id, is_whole)
select now(), now(), s.id, c.id, true
from councils c
join (select id, row_number() over (order by id) - 1 as place from register_system
    where is_made_up) s on s.place = c.place %% %(systems)s;
insert into register_place (created_at, updated_at, system_id, slug, name, level)
select now(), now(), sc.system_id, 'place-' || sc.council_id, 'Place of ' || c.name, 'place'
from register_systemcouncil sc join register_council c on c.id = sc.council_id;

insert into register_location (created_at, updated_at, regulator_id, ods_code, organisation_id,
    council_id, name, address, city, postcode, postcode_district, longitude, latitude, rating,
    rated_on, registered_on, is_dormant, beds, uprn, telephone, website, people_served, as_at)
select now(), now(), '1-' || 10000000000 + n, 'V' || n,
    first_provider + ((n * 7919) %% %(providers)s * power(random(), 2))::int,
    (select id from councils where place = (n * 31 + length(firsts[1]) ) %% (
        select count(*) from councils)),
    firsts[1 + (random() * 46)::int] || ' ' || seconds[1 + (random() * 11)::int]
        || case when random() < 0.4 then ' Care Home' when random() < 0.5 then ' Homecare'
            else '' end || case when random() < 0.3 then ' ' || n %% 97 else '' end,
    1 + n %% 240 || ' ' || roads[1 + (random() * 10)::int] || ' Road',
    (array['Lincoln', 'Boston', 'Leeds', 'Bradford', 'Bristol', 'Exeter', 'Norwich', 'Derby'])
        [1 + n %% 8] || case when n %% 5 = 0 then ' ' || firsts[1 + n %% 47] else '' end,
    'LN' || 1 + n %% 90 || ' ' || n %% 9 || chr(65 + n %% 23) || chr(65 + n / 7 %% 23),
    'LN' || 1 + n %% 90,
    case when n %% 250 <> 0 then -4.5 + random() * 5.8 end,
    case when n %% 250 <> 0 then 50.4 + random() * 4.8 end,
    (array['Good', 'Good', 'Good', 'Outstanding', 'Requires improvement', 'Inadequate',
        null])[1 + (random() * 6)::int],
    date '2024-01-01' + n %% 700, date '2010-10-01' + n %% 5700, n %% 13 = 0,
    case when random() < 0.5 then (random() * 90)::int end, '', '', '',
    people[1 + n %% 9 : 1 + n %% 9 + n %% 4], date '2026-11-01'
from generate_series(1, %(locations)s) n, words,
    (select min(id) as first_provider from register_organisation) o;

insert into register_service (created_at, updated_at, location_id, service_type, is_regulated,
    rating)
select now(), now(), l.id, kind, kind not in ('community', 'advice'), null
from register_location l, lateral (
    select distinct unnest(array[
        (array['care_home', 'care_home_nursing', 'home_care', 'care_home', 'home_care',
            'supported_living', 'extra_care', 'shared_lives', 'community'])[1 + l.id %% 9],
        case when l.id %% 4 = 0 then 'home_care' when l.id %% 23 = 0 then 'advice' end
    ]) as kind
) kinds
where kind is not null;

insert into register_placement (created_at, updated_at, system_id, location_id, place_id,
    {placement_columns} basis)
select now(), now(), sc.system_id, l.id, p.id, {placement_values} 'council'
from register_location l
join register_systemcouncil sc on sc.council_id = l.council_id
join register_place p on p.system_id = sc.system_id and p.slug = 'place-' || l.council_id;

insert into register_contact (created_at, updated_at, location_id, name, email, telephone,
    proven_how, failed_why)
select now(), now(), id, '', 'service' || id || '@example.org', '', '', ''
from register_location where id %% 5 <> 0;

"""

JOIN = """
insert into register_membership (created_at, updated_at, network_id, organisation_id)
select now(), now(), n.id, o.id
from (select id, row_number() over (order by id) as place from register_network) n
join (select id, row_number() over (order by id) as place from register_organisation) o
    on o.place %% %(networks)s = n.place - 1;
analyze;
"""


def fill(*, locations: int = LOCATIONS) -> None:
    """Make England, in a register that has no location."""
    columns = _placement_columns()
    statements = FILL.replace("{placement_columns}", "belongs_by," if columns else "")
    statements = statements.replace("{placement_values}", "'council'," if columns else "")
    parameters = {
        "locations": locations,
        "providers": max(PROVIDERS * locations // LOCATIONS, 1),
        "systems": SYSTEMS,
        "networks": NETWORKS,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements, parameters)
        _add_networks()
        cursor.execute(JOIN, parameters)


def _add_networks() -> None:
    from regard.domains.register.models import (  # noqa: PLC0415 (after Django is set up)
        Network,
        NetworkSystem,
        System,
    )

    systems = list(System.objects.filter(is_made_up=True))
    networks = Network.objects.bulk_create(
        Network(slug=f"network-{n}", name=f"Network {n}", kind="association")
        for n in range(1, NETWORKS + 1)
    )
    NetworkSystem.objects.bulk_create(
        NetworkSystem(network=network, system=systems[place])
        for n, network in enumerate(networks)
        for place in {n % SYSTEMS, n * 7 % SYSTEMS}
    )


def _placement_columns() -> bool:
    from regard.domains.register.models import Placement  # noqa: PLC0415 (after Django is set up)

    return any(field.column == "belongs_by" for field in Placement._meta.fields)

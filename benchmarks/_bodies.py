"""A made governance of England: 36 systems, 60 bodies in each, 20 seats on each, 5 years."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

BODIES = 60
SEATS = 20
YEARS = 5

KINDS = (
    ("partnership", 1),
    ("board", 1),
    ("health_and_wellbeing_board", 8),
    ("place_partnership", 10),
    ("sub_committee", 6),
    ("primary_care_network", 10),
    ("provider_forum", 10),
    ("workforce_group", 4),
    ("safeguarding_board", 2),
    ("voluntary_alliance", 1),
    ("provider_collaborative", 2),
    ("other", 5),
)
"""Kinds of bodies in a system, and how many of each: sixty in all."""

WHOM = (
    *("providers",) * 5,
    *("carers", "people", "voluntary"),
    *("council",) * 4,
    *("nhs",) * 4,
    *("staff", "public", "independent", "other"),
)
"""For whom the seats of a body speak, in turn: twenty in all."""

SIDES = {"providers": "association", "public": "healthwatch"}
"""Who nominates, and whom the holder works for, where it is not of the same name."""

FILL = """
set jit = off;
select setseed(0.24);

create temporary table made_systems as
select id, row_number() over (order by id) as place from register_system where is_made_up;

insert into governance_body (created_at, updated_at, system_id, slug, name, kind, level, place_id,
    about, run_by, contact, website, meetings_a_year, minutes_each, minutes_before, papers_each,
    days_before, is_open, valid_from, valid_to, why_ended)
select now(), now(), s.id, 'body-' || n, 'Made body ' || n, (%(kinds)s::text[])[n],
    case when n between 3 and 20 then 'place' else 'system' end,
    case when n between 3 and 20 then (
        select p.id from register_place p where p.system_id = s.id order by p.id
        offset n %% (select count(*) from register_place q where q.system_id = s.id) limit 1
    ) end,
    '', '', '', '', 4, 120, 60, 6, 5, false, %(began)s,
    case when n %% 30 = 0 then current_date - 200 end, ''
from made_systems s, generate_series(1, %(bodies)s) n;

insert into governance_bodyrole (created_at, updated_at, body_id, kind, valid_from)
select now(), now(), id, 'workforce_group', %(began)s
from governance_body where kind = 'other' and id %% 3 = 0;

insert into governance_seat (created_at, updated_at, body_id, name, nominated_by, nominator,
    speaks_for, service_types, sectors, size_bands, standing, term_months, is_chair, valid_from,
    valid_to)
select now(), now(), b.id, 'Made seat ' || n,
    case when whom = 'providers' and random() < 0.2 then 'council'
        else coalesce(%(sides)s::jsonb ->> whom, whom) end,
    '', whom,
    case when whom <> 'providers' then '{}' else (array['{}', '{home_care}',
        '{care_home,care_home_nursing}', '{}', '{}'])[n]::text[] end,
    case when n = 5 and whom = 'providers' then array['voluntary'] else '{}' end,
    case when n = 4 and whom = 'providers' then array['one'] else '{}' end,
    (array['voting', 'voting', 'voting', 'advisory', 'in_attendance'])[1 + floor(random() * 5)],
    24, n = 20, b.valid_from,
    case when b.valid_to is not null then b.valid_to
        when random() < 0.1 then current_date - (random() * 900)::int end
from governance_body b, generate_series(1, %(seats)s) n, lateral (
    select case when n <= 8 and b.id * n %% 3 = 0 then 'other' else (%(whom)s::text[])[n] end
        as whom
) w;

insert into governance_holder (created_at, updated_at, system_id, name, job, email, side, works_at)
select now(), now(), s.id, 'Made holder ' || n, 'Manager', '', side, ''
from made_systems s, generate_series(1, 40) n,
    unnest(array['provider', 'association', 'council', 'nhs', 'carers', 'people', 'voluntary',
        'staff', 'healthwatch', 'independent', 'other']) side;

create temporary table made_holders as
select id, system_id, side, row_number() over (partition by system_id, side order by id) as place
from governance_holder;
create index on made_holders (system_id, side, place);

create temporary table made_terms as
select seat.id as seat_id, b.system_id, seat.valid_to, term, random() as fate,
    seat.valid_from + (term * 730 + seat.id * 37 %% 200)::int as began,
    1 + (seat.id * 7 + term) %% 40 as place,
    case when seat.speaks_for = 'providers'
        then (array['provider', 'provider', 'provider', 'council'])[1 + seat.id %% 4]
        else seat.nominated_by end as side
from governance_seat seat
join governance_body b on b.id = seat.body_id
cross join generate_series(0, 2) term;

insert into governance_appointment (created_at, updated_at, seat_id, holder_id, kind, valid_from,
    term_ends_on, valid_to, why_ended)
select now(), now(), t.seat_id, h.id, 'holder', t.began,
    t.began + case when t.fate < 0.2 then 150 else 730 end, left_on, ''
from made_terms t
join made_holders h on h.system_id = t.system_id and h.side = t.side and h.place = t.place,
lateral (
    select least(
        case when t.term < 2 then t.began + case when t.fate < 0.2 then 670 else 730 end end,
        t.valid_to
    ) as left_on
) l
where t.began < current_date and (left_on is null or left_on > t.began)
    and (t.term < 2 or t.fate > 0.1);

insert into governance_decision (created_at, updated_at, system_id, body_id, ref, title, text,
    why, evidence, decided_on, state, is_private, is_commissioning, nobody_asked, risks)
select now(), now(), b.system_id, b.id, 'D-' || b.id || '-' || n, 'Made decision', 'As made', '',
    '', current_date - n * 90, 'draft', false, false, 'Made up', ''
from governance_body b, generate_series(0, %(years)s * 4 - 1) n;

insert into governance_involvement (created_at, updated_at, decision_id, of, who, how, "on",
    what_came)
select now(), now(), id, case when id %% 3 = 0 then 'carers' else 'providers' end, 'Some', 'Asked',
    decided_on + (id %% 40)::int - 30, ''
from governance_decision where id %% 5 <> 0;
update governance_decision set state = 'recorded';
"""

DUE = """
insert into governance_round (created_at, updated_at, obligation_id, fell_on, due_on, why,
    why_closed, by)
select now(), now(), id, current_date - n * 365 - (id %% 300)::int,
    current_date - n * 365 - (id %% 300)::int + case when n = 0 then 290 else 90 end,
    'Made up', '', 'person:1'
from governance_obligation, generate_series(0, %(years)s - 1) n;

insert into governance_evidence (created_at, updated_at, round_id, kind, words, address,
    offered_on, offered_by, why_withdrawn)
select now(), now(), id, 'address', 'Made up', 'https://example.org/', fell_on + 30, 'person:1', ''
from governance_round, generate_series(1, 2) where id %% 6 <> 0;

insert into governance_acceptance (created_at, updated_at, round_id, is_accepted, name, reason,
    "on", until, version, seen, by)
select now(), now(), r.id, true, 'Made chair', '', r.fell_on + 60, r.fell_on + 425, 1,
    array_agg(e.id), 'person:1'
from governance_round r join governance_evidence e on e.round_id = r.id
where r.id %% 4 <> 0
group by r.id;
analyze;
"""


def fill() -> None:
    """Make the bodies, seats, appointments and decisions of every made system."""
    parameters: dict[str, Any] = {
        "began": timezone.localdate() - timedelta(days=365 * YEARS),
        "bodies": BODIES,
        "seats": SEATS,
        "years": YEARS,
        "kinds": [kind for kind, count in KINDS for _ in range(count)],
        "whom": list(WHOM),
        "sides": json.dumps(SIDES),
    }
    with connection.cursor() as cursor:
        cursor.execute(FILL, parameters)


def fall_due() -> None:
    """Let every duty that is followed fall due in each of the years, most with evidence."""
    with connection.cursor() as cursor:
        cursor.execute(DUE, {"years": YEARS})

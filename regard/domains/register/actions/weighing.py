"""
Weigh what a file tells against what the register holds, before anything of it is written.

A load's rows fall into a few cases, by who told what is held of them and what they tell. Each is
weighed once (`rules.weighing`); the rest is joins.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from regard.domains.register.rules.layouts import Layout
from regard.domains.register.rules.particulars import KINDS, LOCATION, ORGANISATION, Particular
from regard.domains.register.rules.particulars import bit as _bit
from regard.domains.register.rules.weighing import Case, Verdict, weigh
from regard.domains.register.types import Fact, Source

from . import provenance

LOCATION_VALUES = {
    "name": "s.name",
    "postcode": "s.postcode",
    "postcode_district": "s.postcode_district",
    "address": "coalesce(s.address, '')",
    "city": "coalesce(s.city, '')",
    "council_id": "s.council_id",
    "longitude": "s.longitude",
    "latitude": "s.latitude",
    "organisation_id": "o.organisation_id",
    "rating": "coalesce(nullif(s.rating, ''), r.rating)",
    "rated_on": "coalesce(r.rated_on, s.rated_on)",
    "people_served": "coalesce(s.people_served, '{}')",
    "beds": "s.beds",
    "registered_on": "s.registered_on",
    "is_dormant": "s.is_dormant",
    "ods_code": "coalesce(s.ods_code, '')",
    "uprn": "coalesce(s.uprn, '')",
    "telephone": "coalesce(s.telephone, '')",
    "website": "coalesce(s.website, '')",
}
"""What each column of a location would become, from its staged row and its provider's."""

ORGANISATION_VALUES = {
    "name": "s.name",
    "brand_id": "coalesce(s.brand_id, '')",
    "brand_name": "coalesce(s.brand_name, '')",
    "sector": "coalesce(s.sector, 'not_known')",
    "ownership_type": "coalesce(s.ownership_type, '')",
    "ods_code": "coalesce(s.ods_code, '')",
    "companies_house_number": "coalesce(s.companies_house_number, '')",
    "charity_number": "coalesce(s.charity_number, '')",
    "registered_on": "s.registered_on",
    "ended_on": "s.ended_on",
    "people_employed": "s.people_employed",
    "telephone": "coalesce(s.telephone, '')",
    "website": "coalesce(s.website, '')",
}

MARKS = {"organisation_id": "s.provider_number", "sector": "nullif(s.sector, 'not_known')"}
"""What is not null where a particular is told, if that is not the staged column of its name."""


def _told(particulars: tuple[Particular, ...]) -> str:
    """Return the SQL for which particulars a staged row tells, as the sum of their bits."""
    parts = ["%(always)s"]
    for each in particulars:
        if each.columns:
            mark = MARKS.get(each.columns[0], f"s.{each.columns[0]}")
            own = _bit(particulars, each.key)
            parts.append(f"case when {mark} is null then 0 else {own} end")
    return " + ".join(parts)


def _differs(particulars: tuple[Particular, ...], values: Mapping[str, str], held: str) -> str:
    """Return the SQL for which particulars are not as held, as the sum of their bits."""
    parts = []
    for each in particulars:
        tests = [f"{held}.{column} is distinct from {values[column]}" for column in each.columns]
        if tests:
            own = _bit(particulars, each.key)
            parts.append(f"case when {' or '.join(tests)} then {own} else 0 end")
    return " + ".join(parts)


def _columns(values: Mapping[str, str]) -> str:
    return ", ".join(f"{value} as {column}" for column, value in values.items())


WEIGH_LOCATIONS = f"""
drop table if exists weighed_location;
create temporary table weighed_location on commit drop as
select
    t.*, (coalesce(t.held_id, 0) << 16) + (t.told << 2) + (t.stays::int << 1) + t.is_listed::int
        as case_key
from (
    select
        s.number,
        s.line,
        coalesce(l.id, nextval('register_location_id_seq')) as location_id,
        l.id is null as is_new,
        l.provenance_id as held_id,
        l.organisation_id as was_organisation_id,
        l.council_id as was_council_id,
        l.ended_on as was_ended_on,
        case when l.id is null then 0 else {_differs(LOCATION, LOCATION_VALUES, "l")} end
            as differs,
        (l.council_id, l.postcode) is distinct from (s.council_id, s.postcode) as is_elsewhere,
        ({_told(LOCATION)}) & %(tellable)s as told,
        not %(tells_address)s or coalesce(l.postcode = s.postcode, true) as stays,
        s.ended_on is null and not %(is_of_endings)s as is_listed,
        s.ended_on,
        s.service_type,
        r.number is not null as is_rated_by_services,
        {_columns(LOCATION_VALUES)}
    from staged_location s
    join weighed_organisation o on o.number = s.provider_number
    left join register_location l on l.regulator_id = s.number
    left join rated_by_services r on r.number = s.number and s.rating = ''
    {{unless}}
) t
"""  # noqa: S608 (our own constants only)

IS_MERGED = "select exists (select from register_location where merged_into_id is not null)"

UNLESS_MERGED = """
where not exists (
    select from register_location m
    where m.merged_into_id is not null and m.regulator_id = s.number
)
"""
"""Most registers have no record that was merged into another, and then none is looked for."""

WEIGH_ORGANISATIONS = f"""
drop table if exists weighed_organisation;
create temporary table weighed_organisation on commit drop as
select t.*, (coalesce(t.held_id, 0) << 16) + (t.told << 2) as case_key
from (
    select
        s.number,
        coalesce(o.merged_into_id, o.id, nextval('register_organisation_id_seq'))
            as organisation_id,
        o.id is null as is_new,
        o.merged_into_id is not null as is_merged,
        o.provenance_id as held_id,
        o.name as was_name,
        o.brand_id as was_brand_id,
        o.brand_name as was_brand_name,
        case when o.id is null then 0 else {_differs(ORGANISATION, ORGANISATION_VALUES, "o")} end
            as differs,
        {_told(ORGANISATION)} as told,
        {_columns(ORGANISATION_VALUES)}
    from staged_organisation s
    left join register_organisation o on o.regulator_id = s.number
) t
"""  # noqa: S608 (our own constants only)

LOCATION_CASES = """
select distinct case_key, held_id, told, stays, is_listed from weighed_location
"""
ORGANISATION_CASES = """
select distinct case_key, held_id, told, true, null::boolean from weighed_organisation
"""

VERDICTS = """
drop table if exists {0};
create temporary table {0} (
    case_key bigint, takes integer, newer integer, provenance_id bigint, standing text
) on commit drop;
insert into {0}
select * from unnest(
    %(keys)s::bigint[], %(takes)s::integer[], %(newer)s::integer[], %(provenances)s::bigint[],
    %(standings)s::text[]
)
"""


def weigh_organisations(*, source: Source, as_at: date) -> None:
    """Make `weighed_organisation` and `organisation_verdict` from what is staged."""
    with connection.cursor() as cursor:
        cursor.execute(WEIGH_ORGANISATIONS, {"always": 0})
        cursor.execute(ORGANISATION_CASES)
        cases = cursor.fetchall()
        _decide("organisation_verdict", cases, ORGANISATION, source, as_at)


def weigh_locations(*, layout: Layout, as_at: date) -> None:
    """Make `weighed_location` and `location_verdict`. The providers are weighed by now."""
    parameters = {
        "always": _bit(LOCATION, KINDS),
        "tellable": sum(
            _bit(LOCATION, each.key) for each in LOCATION if each.fact in layout.facts
        ),
        "tells_address": Fact.ADDRESS in layout.facts,
        "is_of_endings": layout.is_of_endings,
    }
    with connection.cursor() as cursor:
        cursor.execute(IS_MERGED)
        (is_merged,) = cursor.fetchone()
        unless = UNLESS_MERGED if is_merged else ""
        cursor.execute(WEIGH_LOCATIONS.replace("{unless}", unless), parameters)
        cursor.execute(LOCATION_CASES)
        cases = cursor.fetchall()
        _decide("location_verdict", cases, LOCATION, layout.source, as_at)


def _decide(
    table: str,
    cases: list[tuple[Any, ...]],
    particulars: tuple[Particular, ...],
    source: Source,
    as_at: date,
) -> None:
    """Weigh each case, and put what comes of it into a table for the rows to be joined with."""
    held = provenance.read_facts({held_id for _, held_id, *_ in cases if held_id})
    verdicts: list[Verdict] = [
        weigh(
            case=Case(held.get(held_id), told, stays, is_listed),
            particulars=particulars,
            source=source,
            as_at=as_at,
        )
        for _, held_id, told, stays, is_listed in cases
    ]
    numbers = provenance.intern([verdict.facts for verdict in verdicts])
    with connection.cursor() as cursor:
        cursor.execute(
            VERDICTS.format(table),
            {
                "keys": [key for key, *_ in cases],
                "takes": [verdict.takes for verdict in verdicts],
                "newer": [verdict.newer for verdict in verdicts],
                "provenances": numbers,
                "standings": [verdict.standing.value for verdict in verdicts],
            },
        )

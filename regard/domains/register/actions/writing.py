"""
Write what is believed of a file into the register, set by set.

Everything was weighed before: a statement here joins rows with the verdict of their case.
"""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection

from regard.domains.register.rules.particulars import (
    ADDRESS,
    BRAND,
    COORDINATES,
    LOCATION,
    NAME,
    ORGANISATION,
    PROVIDER,
    Particular,
    bit,
)

from .weighing import LOCATION_VALUES, ORGANISATION_VALUES


def _assignments(particulars: tuple[Particular, ...], held: str) -> str:
    """Return the SQL that sets every column to what is believed of it."""
    return ",\n    ".join(
        f"{column} = case when v.takes & {bit(particulars, each.key)} <> 0 "
        f"then w.{column} else {held}.{column} end"
        for each in particulars
        for column in each.columns
    )


def _names(values: Mapping[str, str]) -> str:
    return ", ".join(values)


def _new(values: Mapping[str, str]) -> str:
    return ", ".join(f"w.{column}" for column in values)


CHANGED_ORGANISATIONS = f"""
drop table if exists changed_organisation;
create temporary table changed_organisation on commit drop as
select w.organisation_id, w.was_name, w.was_brand_id, w.was_brand_name, w.name, w.brand_name,
    v.takes & w.differs & {bit(ORGANISATION, NAME)} <> 0 as is_renamed,
    v.takes & w.differs & {bit(ORGANISATION, BRAND)} <> 0 as is_rebranded,
    v.newer & {bit(ORGANISATION, BRAND)} <> 0 as is_newly_branded
from weighed_organisation w
join organisation_verdict v on v.case_key = w.case_key
where v.takes & w.differs & {bit(ORGANISATION, NAME) | bit(ORGANISATION, BRAND)} <> 0
    and not w.is_new
    and not w.is_merged
"""  # noqa: S608 (our own constants only)

ORGANISATIONS = f"""
insert into register_branding
    (created_at, updated_at, organisation_id, brand_id, brand_name, valid_from, valid_to)
select %(at)s, %(at)s, o.id, o.brand_id, o.brand_name, o.branded_since, %(as_at)s
from changed_organisation c
join register_organisation o on o.id = c.organisation_id
where c.is_rebranded and c.is_newly_branded
on conflict (organisation_id, valid_to) do nothing;

update register_organisation o
set {_assignments(ORGANISATION, "o")},
    branded_since = case
        when v.takes & v.newer & w.differs & {bit(ORGANISATION, BRAND)} <> 0
        then %(as_at)s else o.branded_since
    end,
    as_at = greatest(o.as_at, %(as_at)s),
    provenance_id = v.provenance_id,
    updated_at = %(at)s
from weighed_organisation w
join organisation_verdict v on v.case_key = w.case_key
where o.id = w.organisation_id
    and not w.is_new
    and not w.is_merged
    and (
        v.takes & w.differs <> 0
        or o.provenance_id is distinct from v.provenance_id
        or o.as_at is null
        or o.as_at < %(as_at)s
    );
"""  # noqa: S608 (our own constants only)

NEW_ORGANISATIONS = f"""
insert into register_organisation
    (id, created_at, updated_at, regulator_id, as_at, provenance_id,
    {_names(ORGANISATION_VALUES)})
select w.organisation_id, %(at)s, %(at)s, w.number, %(as_at)s, v.provenance_id,
    {_new(ORGANISATION_VALUES)}
from weighed_organisation w
join organisation_verdict v on v.case_key = w.case_key
where w.is_new
"""  # noqa: S608 (our own constants only)

ENDED_ON = """case v.standing
        when 'ended' then coalesce(w.ended_on, %(as_at)s)
        when 'listed' then n.ended_on
        else {held}
    end"""

LISTS = f"""
left join newer_list n
    on n.council_id = case
        when w.is_new or v.takes & {bit(LOCATION, ADDRESS)} <> 0
        then w.council_id else w.was_council_id
    end
"""

LOCATIONS = f"""
update register_location l
set {_assignments(LOCATION, "l")},
    run_since = case
        when v.takes & v.newer & w.differs & {bit(LOCATION, PROVIDER)} <> 0
        then %(as_at)s else l.run_since
    end,
    ended_on = {ENDED_ON.format(held="l.ended_on")},
    as_at = greatest(l.as_at, %(as_at)s),
    provenance_id = v.provenance_id,
    updated_at = %(at)s
from weighed_location w
join location_verdict v on v.case_key = w.case_key
{LISTS}
where l.id = w.location_id
    and not w.is_new
    and (
        v.takes & w.differs <> 0
        or l.provenance_id is distinct from v.provenance_id
        or l.as_at < %(as_at)s
        or l.ended_on is distinct from {ENDED_ON.format(held="l.ended_on")}
    );
"""  # noqa: S608 (our own constants only)

NEW_LOCATIONS = f"""
insert into register_location
    (id, created_at, updated_at, regulator_id, as_at, ended_on, provenance_id,
    {_names(LOCATION_VALUES)})
select w.location_id, %(at)s, %(at)s, w.number, %(as_at)s,
    {ENDED_ON.format(held="null")}, v.provenance_id,
    {_new(LOCATION_VALUES)}
from weighed_location w
join location_verdict v on v.case_key = w.case_key
{LISTS}
where w.is_new
"""  # noqa: S608 (our own constants only)

ENDINGS = """
update register_location l
set ended_on = %(as_at)s, updated_at = %(at)s
from missing_location m
where l.id = m.id and m.is_gone;
"""

LISTED = """
insert into register_listing (created_at, updated_at, council_id, source, as_at)
select %(at)s, %(at)s, c.id, %(source)s, %(as_at)s
from covered_council c
on conflict (council_id, source, as_at) do nothing;

update register_council c
set listed_as_at = %(as_at)s, updated_at = %(at)s
where c.id in (select id from covered_council)
    and (c.listed_as_at is null or c.listed_as_at < %(as_at)s);
"""


def find_changed_organisations() -> None:
    """Make `changed_organisation`: providers whose name or group will change."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED_ORGANISATIONS)


def write_organisations(*, as_at: date, at: datetime) -> None:
    """Change and add providers, and keep the groups that they belonged to before."""
    _run(as_at, at, ORGANISATIONS, NEW_ORGANISATIONS)


def add_locations(*, as_at: date, at: datetime) -> None:
    """Add those that the register did not know."""
    _run(as_at, at, NEW_LOCATIONS)


def change_locations(*, as_at: date, at: datetime) -> None:
    """Change those that it knew."""
    _run(as_at, at, LOCATIONS)


def write_endings(*, source: str, as_at: date, at: datetime) -> None:
    """End what a whole list leaves out, and keep that the source listed these councils."""
    with connection.cursor() as cursor:
        cursor.execute(ENDINGS, {"as_at": as_at, "at": at})
        cursor.execute(LISTED, {"as_at": as_at, "at": at, "source": source})


def _run(as_at: date, at: datetime, *statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement, {"as_at": as_at, "at": at})


PLACING = bit(LOCATION, ADDRESS) | bit(LOCATION, COORDINATES)

TOUCHED = f"""
select w.location_id
from weighed_location w
join location_verdict v on v.case_key = w.case_key
where w.is_new or v.takes & w.differs & {PLACING} <> 0 or v.standing <> 'kept'
union all
select id from missing_location where is_gone
"""  # noqa: S608 (our own constants only)


def list_touched() -> list[int]:
    """Return the locations that may lie elsewhere now, or are no more, or are again."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED)
        return [number for (number,) in cursor.fetchall()]

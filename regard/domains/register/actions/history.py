"""Keep what was: who ran a location, how it was rated, what it followed, what a load did."""

from datetime import date, datetime

from django.db import connection

from regard.domains.register.models import Load
from regard.domains.register.rules.particulars import LOCATION, PROVIDER, bit

from .comparing import IS_CHANGED
from .weighing import LOCATION_VALUES
from .writing import LISTS

SAMPLE = 50
"""Added locations that a load's page names: each location says itself when it came."""

SHOWN = tuple(
    (column, bit(LOCATION, each.key))
    for each in LOCATION
    for column in each.columns
    if column in LOCATION_VALUES and column not in {"council_id", "organisation_id"}
)
"""The columns of which a change is shown as they are, and their particulars."""

RUNNINGS = f"""
insert into register_running
    (created_at, updated_at, location_id, organisation_id, valid_from, valid_to)
select %(at)s, %(at)s, l.id, l.organisation_id, l.run_since, %(as_at)s
from weighed_location w
join location_verdict v on v.case_key = w.case_key
join register_location l on l.id = w.location_id
where v.takes & v.newer & w.differs & {bit(LOCATION, PROVIDER)} <> 0
    and not w.is_new
on conflict (location_id, valid_to) do nothing
"""  # noqa: S608 (our own constants only)

CHANGED = f"""
insert into register_change
    (created_at, updated_at, load_id, location_id, kind, was, became)
with changed as materialized (
    select w.*
    from weighed_location w
    join location_verdict v on v.case_key = w.case_key
    where not w.is_new and {IS_CHANGED}
)
select %(at)s, %(at)s, %(load_id)s, l.id, 'changed', f.was, f.became
from changed w
join location_verdict v on v.case_key = w.case_key
join register_location l on l.id = w.location_id
left join register_organisation o on o.id = l.organisation_id
left join register_organisation p on p.id = w.organisation_id
left join weighed_organisation n on n.organisation_id = w.organisation_id and n.is_new
left join changed_organisation c on c.organisation_id = l.organisation_id
left join register_council held_council on held_council.id = l.council_id
left join register_council told_council on told_council.id = w.council_id
cross join lateral (
    select jsonb_object_agg(name, was) as was, jsonb_object_agg(name, became) as became
    from (
        values
        {
    ", ".join(
        f"('{column}', to_jsonb(l.{column}), to_jsonb(w.{column}), v.takes & {own} <> 0)"
        for column, own in SHOWN
    )
},
        ('council', to_jsonb(held_council.name), to_jsonb(told_council.name),
            v.takes & {bit(LOCATION, "address")} <> 0),
        ('provider', to_jsonb(o.name), to_jsonb(case
            when v.takes & {bit(LOCATION, PROVIDER)} <> 0 then coalesce(n.name, p.name)
            when c.is_renamed then c.name
            else o.name
        end), true),
        ('brand', to_jsonb(c.was_brand_name), to_jsonb(c.brand_name),
            coalesce(c.is_rebranded, false))
    ) as fields (name, was, became, is_taken)
    where is_taken and was is distinct from became
) f
where f.was is not null
"""  # noqa: S608 (our own constants only)

STANDINGS = f"""
insert into register_change
    (created_at, updated_at, load_id, location_id, kind, was, became)
select
    %(at)s, %(at)s, %(load_id)s, w.location_id,
    case when d.ended_on is null then 'returned' else 'ended' end,
    jsonb_build_object('ended_on', w.was_ended_on), jsonb_build_object('ended_on', d.ended_on)
from weighed_location w
join location_verdict v on v.case_key = w.case_key
{LISTS}
cross join lateral (
    select case v.standing
        when 'ended' then coalesce(w.ended_on, %(as_at)s) else n.ended_on
    end as ended_on
) d
where not w.is_new
    and v.standing <> 'kept'
    and (w.was_ended_on is null) <> (d.ended_on is null)
"""  # noqa: S608 (our own constants only)

GONE_AND_ADDED = f"""
insert into register_change
    (created_at, updated_at, load_id, location_id, kind, was, became)
select %(at)s, %(at)s, %(load_id)s, m.id, 'ended',
    '{{"ended_on": null}}', jsonb_build_object('ended_on', %(as_at)s::date)
from missing_location m
where m.is_gone;

insert into register_change
    (created_at, updated_at, load_id, location_id, kind, was, became)
select %(at)s, %(at)s, %(load_id)s, w.location_id, 'added', '{{}}', '{{}}'
from weighed_location w
where w.is_new
order by w.line
limit {SAMPLE};
"""  # noqa: S608 (our own constants only)

OVERALL = """
select %(at)s::timestamptz, %(at)s::timestamptz, w.location_id, '', 'overall', w.rating,
    w.rated_on, false
from weighed_location w
where {which}
    and w.rating is not null
    and w.rated_on is not null
    and not w.is_rated_by_services
    and not exists (
        select from staged_rating r
        where r.number = w.number and r.service_type = '' and r.question = 'overall'
    )
"""

INTO_RATINGS = """
insert into register_rating
    (created_at, updated_at, location_id, service_type, question, rating, published_on,
    is_inherited)
"""

FIRST_RATINGS = f"""
{INTO_RATINGS}
{OVERALL.format(which="w.is_new")}
"""
"""A new location has no rating yet, so its first ones are not looked for among those held."""

MORE_RATINGS = f"""
{INTO_RATINGS}
{OVERALL.format(which="not w.is_new")}
    and not exists (
        select from register_rating held
        where held.location_id = w.location_id
            and held.service_type = ''
            and held.question = 'overall'
            and held.published_on = w.rated_on
    )
on conflict (location_id, service_type, question, published_on) do nothing
"""
"""Most overall ratings are held: to look at those first costs half of what conflicts do."""

RATINGS = f"""
{INTO_RATINGS}
select
    %(at)s, %(at)s, w.location_id, r.service_type, r.question, r.rating, r.published_on,
    coalesce(r.is_inherited, false)
from staged_rating r
join weighed_location w on w.number = r.number
on conflict (location_id, service_type, question, published_on) do nothing
"""  # noqa: S608 (our own constants only)


def keep_what_was(*, load: Load, as_at: date, at: datetime) -> None:
    """Keep the providers that locations have now left, and what changes. Before it does."""
    with connection.cursor() as cursor:
        cursor.execute(RUNNINGS, {"as_at": as_at, "at": at})
        cursor.execute(CHANGED, {"as_at": as_at, "at": at, "load_id": load.pk})


def keep_standings(*, load: Load, as_at: date, at: datetime) -> None:
    """Keep which of those told of have ended or returned. After they did."""
    with connection.cursor() as cursor:
        cursor.execute(STANDINGS, {"as_at": as_at, "at": at, "load_id": load.pk})


def keep_what_became(*, load: Load, as_at: date, at: datetime) -> None:
    """Keep what is gone and what was added, and new locations' ratings. After it was."""
    with connection.cursor() as cursor:
        cursor.execute(GONE_AND_ADDED, {"as_at": as_at, "at": at, "load_id": load.pk})
        cursor.execute(FIRST_RATINGS, {"at": at})


def keep_more_ratings(*, at: datetime) -> None:
    """Keep every other overall rating that is not kept yet."""
    with connection.cursor() as cursor:
        cursor.execute(MORE_RATINGS, {"at": at})


def keep_ratings(*, at: datetime) -> None:
    """Keep the ratings by kind of care and by question that are not kept yet."""
    with connection.cursor() as cursor:
        cursor.execute(RATINGS, {"at": at})

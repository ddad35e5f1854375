"""What the members of a network changed: the report that it owes them."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Max
from django.utils import timezone

from regard.domains.register import queries as register
from regard.domains.strategy.models import RegardRecord
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import MembersReport, OutcomeKind, ThemeOfMembers
from regard.foundation.accounts.callers import require
from regard.foundation.base.held import hold

from .states import KEPT_FOR, read_state

if TYPE_CHECKING:
    from regard.domains.register.models import Network
    from regard.domains.strategy.models import Strategy
    from regard.foundation.authority import Caller

Counts = tuple[tuple[ThemeOfMembers, ...], int, int, int]
"""What members said, how many spoke, how many points they made, how many of these changed it."""

ANSWERED = """
with exercises as (
    select exercise_id as id from strategy_strategyexercise where strategy_id = %(strategy)s
), voices as materialized (
    select said.id, said.location_id
    from engagement_contribution said
    where said.exercise_id in (select id from exercises) and said.kept_at is not null
        and said.location_id = any(%(locations)s)
    union
    select speech.id, null
    from engagement_contribution speech
    where speech.exercise_id in (select id from exercises) and speech.kept_at is not null
        and speech.network_id = %(network)s
), points as materialized (
    select point.id, point.contribution_id, voices.location_id
    from engagement_point point join voices on voices.id = point.contribution_id
), answered as materialized (
    select points.id, points.location_id, outcome.id as outcome_id
    from points
    join strategy_outcome outcome
        on outcome.point_id = points.id and outcome.strategy_id = %(strategy)s
    union
    select points.id, points.location_id, outcome.id
    from points
    join engagement_coding coding on coding.point_id = points.id
    join strategy_outcome outcome
        on outcome.theme_id = coding.theme_id and outcome.strategy_id = %(strategy)s
    where not exists (
        select from strategy_outcome own where own.point_id = points.id and own.is_own
    )
)
"""
"""What a network's members said, themselves or through it, with the outcome of each point."""

THEMES = f"""
{ANSWERED}, named as materialized (
    select id as outcome_id, passage_id from strategy_outcome
    where strategy_id = %(strategy)s and passage_id is not null
    union
    select outcome_id, passage_id from strategy_outcomepassage where strategy_id = %(strategy)s
), decided as materialized (
    select distinct its.key, record.decision_id
    from strategy_regardrecord record
    join strategy_strategy version on version.id = record.strategy_id
    join strategy_regardpassage regarded on regarded.record_id = record.id
    join strategy_passage its on its.id = regarded.passage_id
    where record.signed_at is not null and version.slug = %(slug)s
        and version.system_id = %(system)s
), said as materialized (
    select outcome_id, count(distinct location_id) as members, count(distinct id) as points
    from answered group by outcome_id
), passages as materialized (
    select named.outcome_id,
        array_agg(passage.ref || ' ' || passage.heading order by passage.position) as words,
        array_agg(passage.ref order by passage.position) as refs
    from named join strategy_passage passage on passage.id = named.passage_id
    where named.outcome_id in (select outcome_id from said)
    group by named.outcome_id
), decisions as materialized (
    select named.outcome_id, count(distinct decided.decision_id) as number
    from named
    join strategy_passage passage on passage.id = named.passage_id
    join decided on decided.key = passage.key
    group by named.outcome_id
)
select outcome.id, outcome.theme_id, coalesce(theme.title, ''), exercise.slug,
    said.members, said.points, outcome.kind, outcome.reason,
    coalesce(passages.words, '{{}}'), coalesce(passages.refs, '{{}}'),
    coalesce(decisions.number, 0)
from said
join strategy_outcome outcome on outcome.id = said.outcome_id
left join engagement_theme theme on theme.id = outcome.theme_id
left join engagement_point point on point.id = outcome.point_id
join engagement_exercise exercise
    on exercise.id = coalesce(theme.exercise_id, point.exercise_id)
left join passages on passages.outcome_id = outcome.id
left join decisions on decisions.outcome_id = outcome.id
order by said.members desc, said.points desc, outcome.id
"""  # noqa: S608 (our own words only)

POINTS = f"""
{ANSWERED}
select count(distinct answered.id),
    count(distinct answered.id) filter (where outcome.kind in ('adopted', 'in_part'))
from answered join strategy_outcome outcome on outcome.id = answered.outcome_id
"""  # noqa: S608 (our own words only)

COUNTS = """
with exercises as (
    select exercise_id as id from strategy_strategyexercise where strategy_id = %(strategy)s
), through as (
    select distinct membership.location_id, membership.organisation_id
    from engagement_memberpart part
    join engagement_contribution speech on speech.id = part.contribution_id
    join register_membership membership on membership.id = part.membership_id
    where speech.exercise_id in (select id from exercises) and speech.kept_at is not null
        and part.taken_back_at is null and membership.network_id = %(network)s
)
select count(*) from register_location location
where location.id = any(%(locations)s) and (
    exists (
        select from engagement_contribution said
        where said.location_id = location.id and said.kept_at is not null
            and said.exercise_id in (select id from exercises)
    )
    or location.id in (select location_id from through where location_id is not null)
    or location.organisation_id in (
        select organisation_id from through where organisation_id is not null
    )
)
"""


def get_members_report(*, network: Network, strategy: Strategy, caller: Caller) -> MembersReport:
    """
    Return what a network's members changed in a published version. Six queries where it is kept.

    Members are those of today. Who of them said what is not in it, and words are not either.

    :raises NotAllowed: if the caller may not report to the network's members.
    """
    require(caller, Permission.REPORT_TO_MEMBERS, network)
    members = register.list_members(network=network, on=timezone.localdate())
    parameters: dict[str, Any] = {
        "strategy": strategy.pk,
        "slug": strategy.slug,
        "system": strategy.system_id,
        "network": network.pk,
        "locations": [member.location_id for member in members],
    }
    themes, spoke, points, changed = _kept(network, strategy, parameters)
    return MembersReport(
        network_name=network.name,
        strategy_title=strategy.title,
        members=len(members),
        spoke=spoke,
        points=points,
        changed=changed,
        themes=themes,
    )


def _kept(network: Network, strategy: Strategy, parameters: dict[str, Any]) -> Counts:
    """Return the counts, made anew where anything said, decided, regarded or joined differs."""
    state = read_state(strategy=strategy, shows_who=False)
    signed = RegardRecord.objects.filter(
        system=strategy.system_id, strategy__slug=strategy.slug, signed_at__isnull=False
    ).aggregate(newest=Max("signed_at"), number=Count("pk"))
    locations = hashlib.sha256(str(sorted(parameters["locations"])).encode()).hexdigest()
    return hold(
        f"strategy.members:{network.pk}:{strategy.pk}",
        lambda: _count(parameters),
        mark=f"{state.print}:{locations}:{signed}",
        seconds=KEPT_FOR,
    )


def _count(parameters: dict[str, Any]) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute(THEMES, parameters)
        themes = tuple(_theme(row) for row in cursor.fetchall())
        cursor.execute(COUNTS, parameters)
        [spoke] = cursor.fetchone()
        cursor.execute(POINTS, parameters)
        points, changed = cursor.fetchone()
    return themes, spoke, points, changed


def _theme(row: tuple[object, ...]) -> ThemeOfMembers:
    _, theme_id, title, exercise, members, points, kind, reason, named, refs, decisions = row
    outcome = OutcomeKind(str(kind))
    return ThemeOfMembers(
        theme_id=theme_id,  # type: ignore[arg-type]  # the statement says so
        title=str(title),
        exercise_slug=str(exercise),
        members=int(str(members)),
        points=int(str(points)),
        outcome=outcome.label,
        tag=outcome.tag,
        reason=str(reason),
        passages=tuple(zip(refs, named, strict=True)),  # type: ignore[call-overload]  # likewise
        decisions=int(str(decisions)),
    )

"""How much of a document decisions had regard to, and how long it took from a voice to one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max

from regard.domains.strategy.models import Passage, RegardPassage, RegardRecord, Strategy
from regard.domains.strategy.types import (
    PassageKind,
    PassageShare,
    RegardEffect,
    RegardFigures,
    StrategyStage,
    VoiceDays,
)
from regard.foundation.analysis.disclosure import is_small
from regard.foundation.base.held import hold

if TYPE_CHECKING:
    from collections.abc import Iterable

COUNTING = "strategy.count_regard"
"""The kind of the job that works the figures out before anybody asks."""

KEPT_FOR = 86_400
"""Seconds. Its mark changes with every signed record and version, so nothing stale is shown."""


DAYS = """
with published as (
    select id from strategy_strategy
    where system_id = %(system)s and slug = %(slug)s and stage = 'published'
), named as (
    select o.id, p.key
    from strategy_outcome o
    join published v on v.id = o.strategy_id
    join strategy_passage p on p.id = o.passage_id
    union
    select o.id, p.key
    from strategy_outcome o
    join published v on v.id = o.strategy_id
    join strategy_outcomepassage m on m.outcome_id = o.id
    join strategy_passage p on p.id = m.passage_id
), regarded as (
    select distinct p.key, d.decided_on
    from strategy_regardrecord r
    join published v on v.id = r.strategy_id
    join strategy_regardpassage g on g.record_id = r.id
    join strategy_passage p on p.id = g.passage_id
    join governance_decision d on d.id = r.decision_id
    where r.signed_at is not null
), outcome as (
    select o.id, o.theme_id, o.point_id,
        count(n.key) > 0 as is_led,
        array_agg(distinct g.decided_on) filter (where g.decided_on is not null) as decided
    from strategy_outcome o
    join published v on v.id = o.strategy_id
    left join named n on n.id = o.id
    left join regarded g on g.key = n.key
    group by o.id
), own as materialized (
    select point_id from strategy_outcome o join published v on v.id = o.strategy_id
    where o.point_id is not null and o.is_own
), spoken as (
    select p.contribution_id, o.is_led, o.decided
    from outcome o
    join engagement_coding c on c.theme_id = o.theme_id
    join engagement_point p on p.id = c.point_id
    where p.id not in (select point_id from own)
    union
    select p.contribution_id, o.is_led, o.decided
    from outcome o join engagement_point p on p.id = o.point_id
    union
    select p.contribution_id, l.passage_id is not null, (
        select array_agg(g.decided_on) from regarded g where g.key = k.key
    )
    from strategy_lateoutcome l
    join published v on v.id = l.strategy_id
    join engagement_point p on p.id = l.point_id
    left join strategy_passage k on k.id = l.passage_id
    where l.wave is not null
), voice as (
    select bool_or(s.is_led) as is_led,
        (min(first.decided_on - c.said_on))::double precision as days
    from spoken s
    join engagement_contribution c on c.id = s.contribution_id
    left join lateral (
        select min(each) as decided_on from unnest(s.decided) each where each >= c.said_on
    ) first on true
    group by s.contribution_id
)
select count(*), count(*) filter (where is_led), count(days),
    percentile_cont(array[0.25, 0.5, 0.75]) within group (order by days)
from voice
"""
"""From what was said to the first decision, on that day or later, that regarded its passage."""


def get_regard_figures(*, strategy: Strategy) -> RegardFigures:
    """
    Return the figures of a document, by its newest published version. Open to the public.

    Passages are known by their key, so a record of an earlier version counts. Private decisions
    are counted too. Kept until another record is signed or another version published.
    """
    signed = RegardRecord.objects.filter(
        strategy__system=strategy.system_id, strategy__slug=strategy.slug, signed_at__isnull=False
    )
    newest = signed.aggregate(newest=Max("signed_at"))["newest"]
    return hold(
        f"strategy.regard:{strategy.pk}",
        lambda: _work_out(strategy),
        mark=f"{strategy.created_at}:{newest}",
        seconds=KEPT_FOR,
    )


def find_newest_published(*, strategy_id: int) -> Strategy:
    """Return the newest published version of a document, by the number of any. For jobs."""
    given = Strategy.objects.get(pk=strategy_id)
    versions = Strategy.objects.filter(
        system=given.system_id, slug=given.slug, stage=StrategyStage.PUBLISHED
    )
    return versions.order_by("-number")[:1].get()


def _work_out(strategy: Strategy) -> RegardFigures:
    kinds = dict(Passage.objects.filter(strategy=strategy).values_list("key", "kind"))
    named = list(
        RegardPassage.objects.filter(
            record__system=strategy.system_id,
            record__strategy__slug=strategy.slug,
            record__signed_at__isnull=False,
        ).values_list("passage__key", "effect", "record", "record__decision__body__name")
    )
    regarded = {key for key, *_ in named if key in kinds}
    departed = {key for key, effect, *_ in named if effect == RegardEffect.DEPARTED}
    by_kind = [
        _share(kind.label, {key for key in kinds if kinds[key] == kind}, regarded, departed)
        for kind in PassageKind
    ]
    return RegardFigures(
        strategy_slug=strategy.slug,
        strategy_title=strategy.title,
        number=strategy.number,
        whole=_share("All passages", set(kinds), regarded, departed),
        by_kind=tuple(each for each in by_kind if each.passages),
        by_body=tuple(_by_body(set(kinds), named)),
        days=_days(strategy),
    )


def _share(of: str, here: set[str], regarded: set[str], departed: set[str]) -> PassageShare:
    return PassageShare(
        of=of,
        passages=len(here),
        regarded=len(here & regarded),
        departed=len(here & departed),
    )


def _by_body(here: set[str], named: Iterable[tuple[str, str, int, str]]) -> Iterable[PassageShare]:
    """Return the shares by body, the widest regard first."""
    theirs: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for key, effect, record, body in named:
        theirs[body].append((key, effect, record))
    shares = [
        PassageShare(
            of=body,
            passages=len(here),
            regarded=len({key for key, *_ in rows} & here),
            departed=len({key for key, effect, _ in rows if effect == RegardEffect.DEPARTED}),
            records=len({record for *_, record in rows}),
        )
        for body, rows in theirs.items()
    ]
    return sorted(shares, key=lambda each: (-each.regarded, each.of))


def _days(strategy: Strategy) -> VoiceDays:
    with connection.cursor() as cursor:
        cursor.execute(DAYS, {"system": strategy.system_id, "slug": strategy.slug})
        voices, led, reached, quartiles = cursor.fetchone()
    low, middle, high = quartiles if quartiles and not is_small(reached) else (None, None, None)
    return VoiceDays(
        voices=voices,
        led=led,
        reached=reached,
        quarter=low,
        median=middle,
        three_quarters=high,
    )

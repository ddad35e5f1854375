"""What became of what was said lately, for the first page of a system."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.models import Aggregate, DurationField, Exists, F, OuterRef
from django.db.models.functions import Cast, TruncDate

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ThemeRow
from regard.domains.strategy.models import Outcome, Reply, Strategy
from regard.domains.strategy.types import LatestOutcome, OutcomeKind, ReplyState, StrategyStage

from .outcomes import as_rows

if TYPE_CHECKING:
    from regard.domains.register.models import System


ORDER = (
    OutcomeKind.ADOPTED,
    OutcomeKind.IN_PART,
    OutcomeKind.NOT_ADOPTED,
    OutcomeKind.PASSED_ON,
    OutcomeKind.ALREADY,
)
"""Outcomes as the first page shows them: what was refused stands next to what was adopted."""


class Median(Aggregate):
    """PostgreSQL's percentile_cont at the middle."""

    name = "Median"
    function = "percentile_cont"
    template = "%(function)s(0.5) within group (order by %(expressions)s)"


def list_latest_outcomes(*, system: System, limit: int) -> list[LatestOutcome]:
    """
    Return what became of the themes that the newest published version answered that had any.

    First the most said of every outcome, so that what was refused is seen beside what was
    adopted; then the next of each. Open to the public. A fixed number of queries.
    """
    published = Strategy.objects.filter(system=system, stage=StrategyStage.PUBLISHED)
    with_themes = Outcome.objects.filter(strategy=OuterRef("pk"), theme__isnull=False)
    answering = published.filter(Exists(with_themes))
    strategy = answering.order_by("-published_at", "-pk").first()
    if strategy is None or strategy.published_at is None:
        return []
    found = Outcome.objects.filter(strategy=strategy, theme__isnull=False)
    outcomes = {row.theme_id: row for row in as_rows(found)}
    exercises = dict(strategy.exercises.values_list("pk", "slug"))
    themes = [
        theme
        for theme in engagement.list_themes_of(exercise_ids=exercises)
        if theme.theme_id in outcomes
    ]
    return [
        LatestOutcome(
            strategy_slug=strategy.slug,
            strategy_title=strategy.title,
            exercise_slug=exercises[theme.exercise_id],
            theme_id=theme.theme_id,
            title=theme.title,
            kind=outcomes[theme.theme_id].kind,
            reason=outcomes[theme.theme_id].reason,
            organisations=theme.organisations,
            submissions=theme.submissions,
            passage_ref=outcomes[theme.theme_id].passage_ref,
            published_on=strategy.published_at.date(),
        )
        for theme in _one_of_each([(outcomes[t.theme_id].kind, t) for t in themes])[:limit]
    ]


def _one_of_each(themes: list[tuple[OutcomeKind, ThemeRow]]) -> list[ThemeRow]:
    """Return the themes, the first of every kind before the second of any."""
    seen: Counter[OutcomeKind] = Counter()
    ranked = []
    for kind, theme in themes:
        ranked.append((seen[kind], ORDER.index(kind), theme))
        seen[kind] += 1
    return [theme for _, _, theme in sorted(ranked, key=itemgetter(0, 1))]


def get_reply_days(*, system: System) -> float | None:
    """
    Return the median of days from the day on which somebody spoke to their reply.

    Open to the public. None while no reply has been sent.
    """
    sent = Reply.objects.filter(system=system, state=ReplyState.SENT)
    days = Cast(TruncDate("sent_at") - F("contribution__said_on"), DurationField())
    found = sent.aggregate(days=Median(days, output_field=DurationField()))["days"]
    return None if found is None else found.total_seconds() / 86_400

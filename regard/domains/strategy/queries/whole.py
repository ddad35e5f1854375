"""The whole way of a version from voices to decisions, in counts."""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import FellAway, OutcomeKind, Step, Whole

from .readings import VERSION, Reading, get_reading
from .regard_figures import get_regard_figures

KEPT_FOR = 86_400
"""Seconds. Only of what is published, whose voices never change."""

VOICES = """
select count(distinct point.contribution_id)
from engagement_point point
where point.exercise_id in (
    select exercise_id from strategy_strategyexercise where strategy_id = %(strategy)s
)
"""

PASSAGES = """
select count(distinct passage_id) from (
    select passage_id from strategy_outcome
    where strategy_id = %(strategy)s and passage_id is not null
    union all
    select passage_id from strategy_outcomepassage where strategy_id = %(strategy)s
) as named
"""


def get_whole(*, strategy: Strategy) -> Whole:
    """Return the way from voices to decisions of a version whose reader was checked."""
    reading = get_reading(strategy=strategy)
    spoke, named = _counted(strategy)
    figures = get_regard_figures(strategy=strategy).whole
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    passages = strategy.passages.count()
    voices = sum(row.contributions for row in reading.exercises)
    points = sum(row.points for row in reading.exercises)
    items = reading.sheet.items
    answered = reading.sheet.count_points(item for item in items if item.outcome)
    changed = reading.sheet.count_points(
        item for item in items if item.outcome and item.outcome.kind.is_change
    )
    answers = reverse("strategy:answers", kwargs=where)
    says = reverse("strategy:strategy", kwargs=where) + "#says"
    return Whole(
        steps=(
            Step("voices heard", voices, voices),
            Step("of them, spoke in their own words", spoke, voices, answers),
            Step("points they made that have an outcome", answered, points, answers),
            Step("points that changed what it says", changed, points, answers),
            Step("passages that voices stand behind", named, passages, says),
            Step("passages that a decision had regard to", figures.regarded, passages, says),
        ),
        fell=tuple(_fell(strategy, reading, voices=voices, spoke=spoke, named=named)),
    )


def _fell(
    strategy: Strategy, reading: Reading, *, voices: int, spoke: int, named: int
) -> list[FellAway]:
    points = sum(row.points for row in reading.exercises)
    shown = reading.sheet.count_points(reading.sheet.items)
    by_kind = {
        kind: reading.sheet.count_points(
            item for item in reading.sheet.items if item.outcome and item.outcome.kind is kind
        )
        for kind in OutcomeKind
    }
    passages = strategy.passages.count()
    regarded = get_regard_figures(strategy=strategy).whole.regarded
    rows = [
        FellAway("voices", voices - spoke, "They chose answers and added no words of their own."),
        FellAway("points", points - shown, "Counted and not shown, as those who spoke wished."),
        FellAway(
            "points",
            by_kind[OutcomeKind.NOT_ADOPTED],
            "Not adopted. Each has a reason, which those who said it were sent.",
        ),
        FellAway(
            "points",
            by_kind[OutcomeKind.ALREADY],
            "It was so already, so nothing had to change.",
        ),
        FellAway("points", by_kind[OutcomeKind.PASSED_ON], "Passed on to whoever decides it."),
        FellAway(
            "points",
            reading.sheet.count_points(reading.sheet.missing),
            "No outcome yet: nothing is published before they have one.",
        ),
        FellAway(
            "passages",
            passages - named,
            "No voice asked for them: they are the partnership’s own.",
        ),
        FellAway("passages", passages - regarded, "No decision has had regard to them yet."),
    ]
    return [row for row in rows if row.count > 0]


def _counted(strategy: Strategy) -> tuple[int, int]:
    """Return how many voices have words of their own, and how many passages voices led to."""
    when = strategy.published_at
    key = f"strategy.whole:{VERSION}:{strategy.pk}:{when.timestamp()}" if when else ""
    kept: tuple[int, int] | None = cache.get(key) if key else None
    if kept is None:
        with connection.cursor() as cursor:
            cursor.execute(VOICES, {"strategy": strategy.pk})
            [spoke] = cursor.fetchone()
            cursor.execute(PASSAGES, {"strategy": strategy.pk})
            [named] = cursor.fetchone()
        kept = (spoke, named)
        if key:
            cache.set(key, kept, KEPT_FOR)
    return kept

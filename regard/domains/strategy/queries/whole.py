"""The whole way of a version from voices to decisions, in counts."""

from __future__ import annotations

from django.db import connection
from django.urls import reverse

from regard.domains.strategy.models import Strategy
from regard.domains.strategy.types import FellAway, OutcomeKind, Overview, Step, Whole
from regard.foundation.base.held import hold

from .overviews import get_overview
from .regard_figures import get_regard_figures
from .states import KEPT_FOR, State, read_state

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
    state = read_state(strategy=strategy, shows_who=False)
    overview = get_overview(strategy=strategy, shows_who=False, state=state)
    spoke, named = _counted(state)
    regard = get_regard_figures(strategy=strategy)
    figures = regard.whole
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    passages = strategy.passages.count()
    voices = sum(row.contributions for row in overview.exercises)
    points = sum(row.points for row in overview.exercises)
    answers = reverse("strategy:answers", kwargs=where)
    says = reverse("strategy:strategy", kwargs=where) + "#says"
    alone = overview.lone_points
    return Whole(
        themes=len(overview.themes),
        alone=alone,
        decisions=sum(each.records for each in regard.by_body),
        steps=(
            Step("voices heard", voices, voices),
            Step("of them, spoke in their own words", spoke, voices, answers),
            Step("points they made that are in a theme", overview.shown - alone, points, answers),
            Step("points that have an outcome", overview.answered, points, answers),
            Step("points that changed what it says", overview.changed, points, answers),
            Step("passages that voices stand behind", named, passages, says),
            Step("passages that a decision had regard to", figures.regarded, passages, says),
        ),
        fell=tuple(_fell(overview, voices - spoke, passages - named, passages - figures.regarded)),
    )


def _fell(overview: Overview, without_words: int, unasked: int, unregarded: int) -> list[FellAway]:
    """
    Return what went no further, and why, where there is any.

    :param without_words: voices that added none; unasked, unregarded: passages that no voice
        asked for, and that no decision had regard to.
    """
    points = sum(row.points for row in overview.exercises)
    rows = [
        FellAway("voices", without_words, "They chose answers and added no words of their own."),
        FellAway(
            "points",
            points - overview.shown,
            "Counted and not shown, as those who spoke wished.",
        ),
        FellAway(
            "points",
            overview.lone_points,
            "In no theme, as nobody else said them. Each gets an outcome to itself.",
        ),
        FellAway(
            "points",
            overview.points.get(OutcomeKind.NOT_ADOPTED, 0),
            "Not adopted. Each has a reason, which those who said it were sent.",
        ),
        FellAway(
            "points",
            overview.points.get(OutcomeKind.ALREADY, 0),
            "It was so already, so nothing had to change.",
        ),
        FellAway(
            "points",
            overview.points.get(OutcomeKind.PASSED_ON, 0),
            "Passed on to whoever decides it.",
        ),
        FellAway(
            "points",
            overview.points.get(None, 0),
            "No outcome yet: nothing is published before they have one.",
        ),
        FellAway(
            "passages",
            unasked,
            "No voice asked for them: they are the partnership’s own.",
        ),
        FellAway("passages", unregarded, "No decision has had regard to them yet."),
    ]
    return [row for row in rows if row.count > 0]


def _counted(state: State) -> tuple[int, int]:
    """Return how many voices have words of their own, and how many passages voices led to."""
    return hold(
        f"strategy.whole:{state.strategy.pk}",
        lambda: _count_anew(state.strategy),
        mark=state.rows,
        seconds=KEPT_FOR,
    )


def _count_anew(strategy: Strategy) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(VOICES, {"strategy": strategy.pk})
        [spoke] = cursor.fetchone()
        cursor.execute(PASSAGES, {"strategy": strategy.pk})
        [named] = cursor.fetchone()
    return spoke, named

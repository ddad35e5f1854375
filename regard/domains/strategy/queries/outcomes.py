"""What was said, and what became of it."""

from collections.abc import Iterable

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ThemeState
from regard.domains.strategy.models import Outcome, Strategy
from regard.domains.strategy.types import Item, OutcomeKind, OutcomeRow, Sheet

from .strategies import answered_exercises


def get_sheet(*, strategy: Strategy, shows_who: bool) -> Sheet:
    """
    Return everything said that this strategy answers, with its outcomes so far.

    An outcome of a theme that was since merged into another, or of a point that was since put
    into a theme, counts no more: the theme that it is in now answers for it. A number of
    queries that depends on how many exercises it answers, and on nothing else.

    :param shows_who: whether the reader may know who spoke. Otherwise lone points that were
        said to the partnership's team only are left out.
    """
    outcomes = list_outcomes(strategy=strategy)
    by_theme = {row.theme_id: row for row in outcomes if row.theme_id is not None}
    by_point = {row.point_id: row for row in outcomes if row.point_id is not None}
    exercises = list(answered_exercises(strategy))
    ids = [exercise.pk for exercise in exercises]
    themes = engagement.list_themes_of(exercise_ids=ids)
    lone = [
        point
        for exercise in exercises
        for point in engagement.list_points(exercise=exercise, lone=True, shows_who=shows_who)
    ]
    return Sheet(
        themes=tuple(
            Item(theme.exercise_id, theme, None, by_theme.get(theme.theme_id))
            for theme in themes
            if theme.own_points
        ),
        lone=tuple(
            Item(point.exercise_id, None, point, by_point.get(point.point_id)) for point in lone
        ),
        by_themes=engagement.count_points_by_themes(exercise_ids=ids),
    )


def list_missing_outcomes(*, strategy: Strategy) -> tuple[Item, ...]:
    """Return what has no outcome yet, whose reader was checked and may know who spoke."""
    return get_sheet(strategy=strategy, shows_who=True).missing


def list_outcomes(*, strategy: Strategy) -> list[OutcomeRow]:
    """Return every outcome that was recorded, also one that counts no more. One query."""
    found = Outcome.objects.filter(strategy=strategy).select_related("passage").order_by("pk")
    return [as_row(outcome) for outcome in found]


def list_former_outcomes(*, strategy: Strategy, theme_id: int) -> list[OutcomeRow]:
    """Return the outcomes of the themes that were merged into this one, newest first."""
    merged = Outcome.objects.filter(
        strategy=strategy, theme__merged_into=theme_id, theme__state=ThemeState.MERGED
    )
    return [as_row(row) for row in merged.select_related("passage").order_by("-decided_at")]


def as_row(outcome: Outcome) -> OutcomeRow:
    passage = outcome.passage
    return OutcomeRow(
        outcome_id=outcome.pk,
        theme_id=outcome.theme_id,
        point_id=outcome.point_id,
        kind=OutcomeKind(outcome.kind),
        reason=outcome.reason,
        passed_to=outcome.passed_to,
        passage_ref=passage.ref if passage else "",
        passage_heading=passage.heading if passage else "",
        passage_text=passage.text if passage else "",
        decided_at=outcome.decided_at,
    )


def stale_outcomes(*, strategy: Strategy, items: Iterable[Item]) -> list[int]:
    """Return the outcomes, by number, that count no more."""
    live = {item.outcome.outcome_id for item in items if item.outcome}
    recorded = Outcome.objects.filter(strategy=strategy).values_list("pk", flat=True)
    return [pk for pk in recorded if pk not in live]

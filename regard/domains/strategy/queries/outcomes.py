"""What was said, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import PointRow, ThemeState
from regard.domains.strategy.models import LateOutcome, Outcome, OutcomePassage, Strategy
from regard.domains.strategy.types import Item, OutcomeKind, OutcomeRow, Sheet, StrategyStage
from regard.foundation.base.errors import NotFound

from .strategies import answered_exercises
from .waiting import list_carried, list_waiting

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from regard.domains.engagement.models import Exercise, Theme

SHOWN = (
    *("theme_id", "point_id", "reason", "passed_to", "decided_at", "decided_by", "is_own"),
    *("second_reader", "second_read_at", "second_words"),
)
"""What is read of outcomes as it stands, as there may be thousands."""


def get_sheet(*, strategy: Strategy, shows_who: bool) -> Sheet:
    """
    Return everything said that this strategy answers, with its outcomes so far.

    An outcome of a theme that was since merged into another, or of a point that was since put
    into a theme, counts no more: the theme that it is in now answers for it. A draft also
    answers what came too late for the versions before it; of what is published, what came after
    is no part (`list_waiting` has it). A number of queries that depends on how many exercises it
    answers, and on nothing else.

    :param shows_who: whether the reader may know who spoke. Otherwise lone points that were
        said to the partnership's team only are left out, and so are those that are withheld,
        which others see without their words.
    """
    outcomes = list_outcomes(strategy=strategy)
    by_theme = {row.theme_id: row for row in outcomes if row.theme_id is not None}
    by_point = {row.point_id: row for row in outcomes if row.point_id is not None}
    exercises = list(answered_exercises(strategy))
    ids = [exercise.pk for exercise in exercises]
    themes = engagement.list_themes_of(exercise_ids=ids)
    own = {number for number, row in by_point.items() if row.is_own}
    return Sheet(
        themes=tuple(
            Item(theme.exercise_id, theme, None, by_theme.get(theme.theme_id))
            for theme in themes
            if theme.own_points
        ),
        lone=tuple(
            Item(point.exercise_id, None, point, by_point.get(point.point_id))
            for point in _list_lone(strategy, exercises, by_point, shows_who=shows_who)
        ),
        by_themes=engagement.count_points_by_themes(exercise_ids=ids),
        own=tuple(
            Item(point.exercise_id, None, point, by_point[point.point_id])
            for exercise in (exercises if own else [])
            for point in _list_own(exercise, own, shows_who=shows_who)
            if point.theme_ids
        ),
    )


def _list_own(exercise: Exercise, ids: set[int], *, shows_who: bool) -> list[PointRow]:
    found = engagement.list_points(exercise=exercise, ids=ids, shows_who=shows_who)
    return found + (engagement.list_withheld(exercise=exercise, ids=ids) if shows_who else [])


def _list_lone(
    strategy: Strategy,
    exercises: list[Exercise],
    by_point: dict[int, OutcomeRow],
    *,
    shows_who: bool,
) -> list[PointRow]:
    """Return the points in no theme that the strategy answers, in the order they were said."""
    found = [
        point
        for exercise in exercises
        for point in engagement.list_points(exercise=exercise, lone=True, shows_who=shows_who)
    ]
    if shows_who:
        for exercise in exercises:
            found += engagement.list_withheld(exercise=exercise)
    if strategy.stage == StrategyStage.PUBLISHED:
        found = [point for point in found if point.point_id in by_point]
    if strategy.number > 1:
        found += _list_carried(strategy, by_point, shows_who=shows_who)
    return found


def _list_carried(
    strategy: Strategy, by_point: dict[int, OutcomeRow], *, shows_who: bool
) -> list[PointRow]:
    """Return what came too late for earlier versions and this one answers, or still has to."""
    if strategy.stage == StrategyStage.DRAFT:
        return list_waiting(strategy=strategy, shows_who=shows_who)
    return list_carried(strategy=strategy, ids=by_point, shows_who=shows_who)


def list_missing_outcomes(*, strategy: Strategy) -> tuple[Item, ...]:
    """Return what has no outcome yet, whose reader was checked and may know who spoke."""
    return get_sheet(strategy=strategy, shows_who=True).missing


def list_outcomes(*, strategy: Strategy) -> list[OutcomeRow]:
    """Return every outcome that was recorded, also one that counts no more. Two queries."""
    return as_rows(Outcome.objects.filter(strategy=strategy).order_by("pk"))


def list_former_outcomes(*, strategy: Strategy, theme_id: int) -> list[OutcomeRow]:
    """Return the outcomes of the themes that were merged into this one, newest first."""
    merged = Outcome.objects.filter(
        strategy=strategy, theme__merged_into=theme_id, theme__state=ThemeState.MERGED
    )
    return as_rows(merged.order_by("-decided_at"))


def as_rows(found: QuerySet[Outcome]) -> list[OutcomeRow]:
    """Return outcomes with all the passages that they name, in their order. Two queries."""
    of_passage = {
        f"passage_{name}": Coalesce(f"passage__{name}", Value(""), output_field=TextField())
        for name in ("ref", "heading", "text", "key")
    }
    rows = list(found.values("kind", *SHOWN, outcome_id=F("pk"), **of_passage))
    further: dict[int, list[tuple[str, str]]] = defaultdict(list)
    named = OutcomePassage.objects.filter(outcome__in=[row["outcome_id"] for row in rows])
    for outcome_id, *passage in named.order_by("pk").values_list(
        "outcome", "passage__ref", "passage__heading"
    ):
        further[outcome_id].append((passage[0], passage[1]))
    return [
        OutcomeRow(
            **row
            | {
                "kind": OutcomeKind(row["kind"]),
                "more_passages": tuple(further[row["outcome_id"]]),
            }
        )
        for row in rows
    ]


def as_late_row(late: LateOutcome) -> OutcomeRow:
    """Return a late outcome as one that stands. It comes with its passage and `same_as`."""
    passage = late.passage
    return OutcomeRow(
        outcome_id=late.pk,
        theme_id=late.same_as.theme_id if late.same_as else None,
        point_id=late.point_id,
        kind=OutcomeKind(late.kind),
        reason=late.reason,
        passed_to=late.passed_to,
        passage_ref=passage.ref if passage else "",
        passage_heading=passage.heading if passage else "",
        passage_text=passage.text if passage else "",
        passage_key=passage.key if passage else "",
        decided_at=late.decided_at,
        decided_by=late.decided_by,
    )


def list_own_outcomes(*, strategy: Strategy, point_ids: Collection[int]) -> list[OutcomeRow]:
    """Return the outcomes that some points in themes have of their own. Two queries."""
    own = Outcome.objects.filter(strategy=strategy, is_own=True, point__in=list(point_ids))
    return as_rows(own.order_by("pk"))


def get_point_in_a_theme(*, strategy: Strategy, point_id: int, shows_who: bool) -> PointRow:
    """
    Return a point in a theme, which may have an outcome of its own; the reader was checked.

    :raises NotFound: if the strategy answers no such point, or it is in no theme.
    """
    for exercise in answered_exercises(strategy):
        for point in _list_own(exercise, {point_id}, shows_who=shows_who):
            if point.theme_ids:
                return point
    raise NotFound("This strategy answers no such point. It may have been joined with another.")


def list_points_of_theme(
    *, strategy: Strategy, theme_id: int, shows_who: bool, after: int | None, limit: int
) -> tuple[Theme, list[PointRow]]:
    """
    Return a theme and its points after one, for a reader who was checked.

    :raises NotFound: if the strategy answers no such theme.
    """
    for exercise in answered_exercises(strategy):
        theme = exercise.themes.filter(pk=theme_id).first()
        if theme is not None:
            points = engagement.list_points(
                exercise=exercise,
                theme_id=theme_id,
                shows_who=shows_who,
                after=after,
                limit=limit,
            )
            return theme, points
    raise NotFound("This strategy answers no such theme. It may have been merged.")

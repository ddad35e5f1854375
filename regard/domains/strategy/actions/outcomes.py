"""Say what became of what was said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ThemeState
from regard.domains.strategy import rules
from regard.domains.strategy.models import Outcome, Passage, Strategy
from regard.domains.strategy.queries.strategies import answered_exercises
from regard.domains.strategy.types import Decision, OutcomeKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

from .drafts import lock_draft


class CannotDecide(Refusal):
    """The outcome is not fit to record."""


@transaction.atomic
def decide_outcome(  # noqa: PLR0913 (an outcome is about a theme or a point, with its decision)
    *,
    strategy: Strategy,
    theme_id: int | None = None,
    point_id: int | None = None,
    kind: OutcomeKind,
    reason: str,
    passage_ref: str | None = None,
    passed_to: str = "",
    by: str,
    at: datetime,
) -> Outcome:
    """
    Record what became of a theme or of a point in no theme, in place of any earlier outcome.

    :param theme_id: of a live theme; None for a point.
    :param point_id: of a point in no theme; None for a theme.
    :raises CannotDecide: if reason, passage or recipient are missing or not fit.
    :raises CannotWrite: if the strategy is published.
    :raises NotFound: if what it is about is not in the strategy's exercises.
    """
    strategy = lock_draft(strategy)
    decision = Decision(kind, reason, passage_ref, passed_to)
    passage = _check(strategy, decision)
    if theme_id is not None:
        _find_theme(strategy, theme_id)
    else:
        _find_points(strategy, {point_id} if point_id is not None else set())
    outcome, _ = Outcome.objects.update_or_create(
        strategy=strategy,
        theme_id=theme_id,
        point_id=None if theme_id is not None else point_id,
        defaults=_values(strategy, decision, passage, by, at),
    )
    detail: dict[str, object] = {"theme": theme_id, "point": point_id, "kind": kind}
    ledger.record(event="outcome.decided", subject=outcome, by=by, at=at, detail=detail)
    return outcome


@transaction.atomic
def decide_points(
    *, strategy: Strategy, point_ids: Collection[int], decision: Decision, by: str, at: datetime
) -> int:
    """
    Record one outcome for several points in no theme, and return for how many.

    :raises CannotDecide: if none is chosen, or the decision is not fit.
    :raises CannotWrite: if the strategy is published.
    :raises NotFound: if a point is not in the strategy's exercises, or is in a theme.
    """
    strategy = lock_draft(strategy)
    if not point_ids:
        raise CannotDecide("Choose at least one of the points")
    passage = _check(strategy, decision)
    _find_points(strategy, point_ids)
    values = _values(strategy, decision, passage, by, at)
    Outcome.objects.bulk_create(
        [Outcome(strategy=strategy, point_id=pk, **values) for pk in sorted(set(point_ids))],
        update_conflicts=True,
        unique_fields=["point"],
        update_fields=["kind", "reason", "passage", "passed_to", "decided_by", "decided_at"],
    )
    detail: dict[str, object] = {"points": sorted(set(point_ids)), "kind": decision.kind}
    ledger.record(event="outcomes.decided", subject=strategy, by=by, at=at, detail=detail)
    return len(set(point_ids))


def _check(strategy: Strategy, decision: Decision) -> Passage | None:
    """Return the passage that the decision names; None where it names none."""
    problems = rules.problems_with(decision)
    if problems:
        raise CannotDecide(". ".join(problems.values()))
    if not decision.passage_ref:
        return None
    passage = strategy.passages.filter(ref=decision.passage_ref).first()
    if passage is None:
        raise CannotDecide(f"This strategy has no passage {decision.passage_ref}")
    return passage


def _values(
    strategy: Strategy, decision: Decision, passage: Passage | None, by: str, at: datetime
) -> dict[str, object]:
    kind = decision.kind
    can_name_passage = kind.is_change or kind is OutcomeKind.ALREADY
    return {
        "system_id": strategy.system_id,
        "kind": kind,
        "reason": decision.reason.strip(),
        "passage": passage if can_name_passage else None,
        "passed_to": decision.passed_to.strip() if kind is OutcomeKind.PASSED_ON else "",
        "decided_by": by,
        "decided_at": at,
    }


def _find_theme(strategy: Strategy, theme_id: int) -> None:
    for exercise in answered_exercises(strategy):
        try:
            theme = engagement.get_theme(exercise=exercise, theme_id=theme_id)
        except NotFound:
            continue
        if theme.state == ThemeState.MERGED:
            raise CannotDecide("This theme was merged into another. Decide on that one.")
        return
    raise NotFound("The strategy answers no such theme")


def _find_points(strategy: Strategy, point_ids: Collection[int]) -> None:
    found = {
        point.point_id
        for exercise in answered_exercises(strategy)
        for point in engagement.list_points(
            exercise=exercise, ids=point_ids, lone=True, shows_who=True
        )
    }
    if not point_ids or found != set(point_ids):
        raise NotFound("A point is not among what this strategy answers, or is in a theme now")

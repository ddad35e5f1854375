"""Say what became of what was said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ThemeState
from regard.domains.strategy import rules
from regard.domains.strategy.models import Outcome, OutcomePassage, Passage, Strategy
from regard.domains.strategy.queries.strategies import answered_exercises
from regard.domains.strategy.queries.waiting import list_waiting_ids
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
    more_refs: Collection[str] = (),
    is_own: bool = False,
    by: str,
    at: datetime,
) -> Outcome:
    """
    Record what became of a theme or of a point, in place of any earlier outcome.

    A second reader has to agree anew to what is not adopted.

    :param theme_id: of a live theme; None for a point.
    :param point_id: of a point in no theme, or with `is_own` of one in a theme; None for a theme.
    :param more_refs: further passages that it changed or rests on.
    :param is_own: whether the outcome holds for a point instead of what its themes have.
    :raises CannotDecide: if reason, passage or recipient are missing or not fit.
    :raises CannotWrite: if the strategy is published.
    :raises NotFound: if what it is about is not in the strategy's exercises.
    """
    strategy = lock_draft(strategy)
    decision = Decision(kind, reason, passage_ref, passed_to, tuple(more_refs))
    passages = _check(strategy, decision)
    if theme_id is not None:
        _find_theme(strategy, theme_id)
    else:
        _find_points(strategy, {point_id} if point_id is not None else set(), is_own=is_own)
    outcome, _ = Outcome.objects.update_or_create(
        strategy=strategy,
        theme_id=theme_id,
        point_id=None if theme_id is not None else point_id,
        defaults={
            **_values(strategy, decision, passages, by, at),
            "is_own": is_own and theme_id is None,
        },
    )
    _name_more(strategy, [outcome.pk], decision, passages)
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
    passages = _check(strategy, decision)
    _find_points(strategy, point_ids, is_own=False)
    values = {**_values(strategy, decision, passages, by, at), "is_own": False}
    written = Outcome.objects.bulk_create(
        [Outcome(strategy=strategy, point_id=pk, **values) for pk in sorted(set(point_ids))],
        update_conflicts=True,
        unique_fields=["point"],
        update_fields=[name for name in values if name != "system_id"],
    )
    _name_more(strategy, [outcome.pk for outcome in written], decision, passages)
    detail: dict[str, object] = {"points": sorted(set(point_ids)), "kind": decision.kind}
    ledger.record(event="outcomes.decided", subject=strategy, by=by, at=at, detail=detail)
    return len(set(point_ids))


@transaction.atomic
def take_back_outcome(
    *,
    strategy: Strategy,
    theme_id: int | None = None,
    point_id: int | None = None,
    by: str,
    at: datetime,
) -> None:
    """
    Take an outcome away again: of a point in a theme, what its themes have holds for it then.

    Only a point or theme without an outcome can be put elsewhere.

    :raises CannotWrite: if the strategy is published.
    :raises NotFound: if there is no such outcome.
    """
    strategy = lock_draft(strategy)
    found = Outcome.objects.filter(strategy=strategy, theme=theme_id, point=point_id).first()
    if found is None:
        raise NotFound("There is no such outcome. Somebody may have taken it away before you.")
    detail: dict[str, object] = {
        "theme": theme_id,
        "point": point_id,
        "kind": found.kind,
        "reason": found.reason,
    }
    ledger.record(event="outcome.taken_back", subject=found, by=by, at=at, detail=detail)
    found.delete()


def _check(strategy: Strategy, decision: Decision) -> list[Passage]:
    """Return the passages that the decision names, the one that replies quote first."""
    problems = rules.problems_with(decision)
    if problems:
        raise CannotDecide(". ".join(problems.values()))
    wanted = list(dict.fromkeys(ref for ref in (decision.passage_ref, *decision.more_refs) if ref))
    found = {passage.ref: passage for passage in strategy.passages.filter(ref__in=wanted)}
    for ref in wanted:
        if ref not in found:
            raise CannotDecide(f"This strategy has no passage {ref}")
    return [found[ref] for ref in wanted]


def _values(
    strategy: Strategy, decision: Decision, passages: list[Passage], by: str, at: datetime
) -> dict[str, object]:
    kind = decision.kind
    return {
        "system_id": strategy.system_id,
        "kind": kind,
        "reason": decision.reason.strip(),
        "passage": passages[0] if passages and _can_name_passages(kind) else None,
        "passed_to": decision.passed_to.strip() if kind is OutcomeKind.PASSED_ON else "",
        "decided_by": by,
        "decided_at": at,
        "second_reader": "",
        "second_read_at": None,
        "second_words": "",
    }


def _can_name_passages(kind: OutcomeKind) -> bool:
    return kind.is_change or kind is OutcomeKind.ALREADY


def _name_more(
    strategy: Strategy, outcome_ids: list[int], decision: Decision, passages: list[Passage]
) -> None:
    """Let outcomes name further passages, in place of those that they named."""
    OutcomePassage.objects.filter(outcome__in=outcome_ids).delete()
    more = passages[1:] if _can_name_passages(decision.kind) else []
    OutcomePassage.objects.bulk_create(
        OutcomePassage(strategy=strategy, outcome_id=number, passage=passage)
        for number in outcome_ids
        for passage in more
    )


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


def _find_points(strategy: Strategy, point_ids: Collection[int], *, is_own: bool) -> None:
    """
    Check that the strategy answers these points.

    :param is_own: whether they are in themes; otherwise they stand alone, in its exercises or
        as what came too late for an earlier version.
    """
    ids = list(answered_exercises(strategy).values_list("pk", flat=True))
    found = engagement.find_points(exercise_ids=ids, ids=point_ids)
    fit = {point_id for point_id, is_lone in found.items() if is_lone is not is_own}
    if not is_own and strategy.number > 1:
        fit |= set(list_waiting_ids(strategy=strategy)) & set(point_ids)
    if not point_ids or fit != set(point_ids):
        where = "in no theme" if is_own else "in a theme now"
        raise NotFound(f"A point is not among what this strategy answers, or is {where}")

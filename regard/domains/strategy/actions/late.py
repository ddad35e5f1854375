"""Say what became of what came after publishing, or answer a point anew (ADR 28)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from regard.domains.engagement import queries as engagement
from regard.domains.strategy import rules
from regard.domains.strategy.models import LateOutcome, Outcome, Passage, Strategy
from regard.domains.strategy.queries.waiting import (
    answered_ids,
    list_same_as,
    list_waiting_ids,
    published_versions,
)
from regard.domains.strategy.types import Decision, OutcomeKind, StrategyStage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound

from .outcomes import CannotDecide


@transaction.atomic
def decide_late(  # noqa: PLR0913 (as something published is, or by a decision of its own)
    *,
    strategy: Strategy,
    point_ids: Collection[int],
    same_as_id: int | None = None,
    decision: Decision | None = None,
    is_again: bool = False,
    by: str,
    at: datetime,
) -> int:
    """
    Record what became of points beside what is published, and return of how many.

    Nothing published changes. Until its reply is written, such an outcome can be changed.

    :param strategy: the newest published version of its document.
    :param same_as_id: the published outcome of a theme that answers them too.
    :param decision: of their own, if not as something published.
    :param is_again: whether they were answered before, and are answered anew; otherwise they
        came too late.
    :raises CannotDecide: if none is chosen, neither or both answers are given, the decision is
        not fit, or a point has its outcome in the draft of the next version.
    :raises NotFound: if a point does not wait, or with `is_again` was never answered.
    """
    strategy = _lock(strategy)
    chosen = sorted(set(point_ids))
    if not chosen or (same_as_id is None) == (decision is None):
        raise CannotDecide("Choose at least one point, and one answer for it")
    _check_points(strategy, chosen, is_again=is_again)
    values = _as_published(strategy, same_as_id) if same_as_id else _as_decided(strategy, decision)
    values |= {
        "system_id": strategy.system_id,
        "strategy": strategy,
        "decided_by": by,
        "decided_at": at,
    }
    for point_id in chosen:
        LateOutcome.objects.update_or_create(point_id=point_id, wave=None, defaults=values)
    detail: dict[str, object] = {"points": chosen, "kind": values["kind"], "again": is_again}
    ledger.record(event="outcomes.decided_late", subject=strategy, by=by, at=at, detail=detail)
    return len(chosen)


@transaction.atomic
def take_back_late(*, strategy: Strategy, point_id: int, by: str, at: datetime) -> None:
    """
    Take a late outcome away again, before anybody was told.

    :raises NotFound: if there is none, or its reply is written.
    """
    strategy = _lock(strategy)
    found = LateOutcome.objects.filter(
        strategy__in=published_versions(strategy), point=point_id, wave=None
    ).first()
    if found is None:
        raise NotFound("There is no such outcome, or its reply is written and it is final")
    ledger.record(event="outcome.late_taken_back", subject=found, by=by, at=at)
    found.delete()


def _lock(strategy: Strategy) -> Strategy:
    found = Strategy.objects.select_for_update(of=("self",)).select_related("system")
    strategy = found.get(pk=strategy.pk)
    if strategy.stage != StrategyStage.PUBLISHED:
        raise CannotDecide("This is a draft: give outcomes in it as to everything else")
    return strategy


def _check_points(strategy: Strategy, point_ids: list[int], *, is_again: bool) -> None:
    if is_again:
        found = set(engagement.find_points(exercise_ids=answered_ids(strategy), ids=point_ids))
        fit = found - set(list_waiting_ids(strategy=strategy))
    else:
        untold = LateOutcome.objects.filter(point__in=point_ids, wave=None)
        changing = set(untold.values_list("point", flat=True))
        fit = (set(list_waiting_ids(strategy=strategy)) | changing) & set(point_ids)
    if fit != set(point_ids):
        raise NotFound("A point does not wait for an answer here. Somebody may have given it one.")
    drafted = Outcome.objects.filter(point__in=point_ids, strategy__stage=StrategyStage.DRAFT)
    if drafted.exists():
        raise CannotDecide(
            "One of these has its outcome in the draft of the next version. Take it away there, "
            "or let it be answered when that is published"
        )


def _as_published(strategy: Strategy, outcome_id: int) -> dict[str, object]:
    same = next((each for each in list_same_as(strategy=strategy) if each.pk == outcome_id), None)
    if same is None:
        raise CannotDecide("Choose one of the published outcomes")
    return {
        "same_as": same,
        "kind": same.kind,
        "reason": same.reason,
        "passage": same.passage,
        "passed_to": same.passed_to,
    }


def _as_decided(strategy: Strategy, decision: Decision | None) -> dict[str, object]:
    problems = rules.problems_with_late(decision) if decision else {}
    if decision is None or problems:
        raise CannotDecide(". ".join(problems.values()))
    is_passed_on = decision.kind is OutcomeKind.PASSED_ON
    return {
        "same_as": None,
        "kind": decision.kind,
        "reason": decision.reason.strip(),
        "passage": _find_passage(strategy, decision),
        "passed_to": decision.passed_to.strip() if is_passed_on else "",
    }


def _find_passage(strategy: Strategy, decision: Decision) -> Passage | None:
    if not decision.passage_ref or decision.kind is not OutcomeKind.ALREADY:
        return None
    passage = strategy.passages.filter(ref=decision.passage_ref).first()
    if passage is None:
        raise CannotDecide(f"What is published has no passage {decision.passage_ref}")
    return passage

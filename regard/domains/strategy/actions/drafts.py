"""Begin a strategy, and say what it answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ExerciseRow, Stage
from regard.domains.strategy.models import Strategy, StrategyExercise
from regard.domains.strategy.types import StrategyStage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.domains.register.models import System

RESERVED_SLUGS = {"new"}
"""Addresses that a page of ours already has."""


class CannotWrite(Refusal):
    """The strategy cannot be begun or changed so."""


@transaction.atomic
def create_strategy(
    *,
    system: System,
    slug: str,
    title: str,
    exercise_ids: Collection[int],
    by: str,
    at: datetime,
) -> Strategy:
    """
    Begin a strategy that answers one or more exercises.

    :raises CannotWrite: if its address or title is missing or taken, or an exercise is a draft,
        is not the system's, or is answered by another strategy.
    """
    if not slug or slug in RESERVED_SLUGS:
        raise CannotWrite("Choose another address for the strategy")
    if Strategy.objects.filter(system=system, slug=slug).exists():
        raise CannotWrite(f"There is a strategy at “{slug}” already. Choose another address.")
    strategy = Strategy.objects.create(system=system, slug=slug, title=_title(title))
    _answer(strategy, exercise_ids)
    detail: dict[str, object] = {"exercises": sorted(exercise_ids)}
    ledger.record(event="strategy.created", subject=strategy, by=by, at=at, detail=detail)
    return strategy


@transaction.atomic
def edit_strategy(
    *,
    strategy: Strategy,
    title: str,
    introduction: str,
    exercise_ids: Collection[int],
    by: str,
    at: datetime,
) -> Strategy:
    """
    Change what a draft is called, how it begins, and which exercises it answers.

    :raises CannotWrite: if it is published, or as `create_strategy`, or an exercise would be
        left out that has outcomes already.
    """
    strategy = lock_draft(strategy)
    strategy.title, strategy.introduction = _title(title), introduction.strip()
    strategy.save(update_fields=["title", "introduction", "updated_at"])
    _leave_out(strategy, exercise_ids)
    _answer(strategy, exercise_ids)
    ledger.record(event="strategy.edited", subject=strategy, by=by, at=at)
    return strategy


def lock_draft(strategy: Strategy) -> Strategy:
    """
    Return the strategy as it is now, locked until the end of the transaction.

    :raises CannotWrite: if it is published: then it never changes.
    """
    found = Strategy.objects.select_for_update(of=("self",)).select_related("system")
    strategy = found.get(pk=strategy.pk)
    if strategy.stage != StrategyStage.DRAFT:
        raise CannotWrite("This strategy is published, and what is published never changes")
    return strategy


def _title(title: str) -> str:
    if not title.strip():
        raise CannotWrite("Give the strategy a title")
    return " ".join(title.split())


def _answer(strategy: Strategy, exercise_ids: Collection[int]) -> None:
    if not exercise_ids:
        raise CannotWrite("Choose at least one exercise that the strategy answers")
    found = engagement.list_exercises_by_id(system=strategy.system, ids=exercise_ids)
    if len(found) != len(set(exercise_ids)):
        raise CannotWrite("Choose from the exercises of this system")
    ours = set(strategy.exercises.values_list("pk", flat=True))
    for exercise in found:
        if exercise.exercise_id not in ours:
            _refuse_unfit(exercise)
            StrategyExercise.objects.create(strategy=strategy, exercise_id=exercise.exercise_id)


def _refuse_unfit(exercise: ExerciseRow) -> None:
    if exercise.stage is Stage.DRAFT:
        raise CannotWrite(f"“{exercise.title}” has not been asked yet")
    if StrategyExercise.objects.filter(exercise=exercise.exercise_id).exists():
        raise CannotWrite(f"Another strategy answers “{exercise.title}” already")


def _leave_out(strategy: Strategy, exercise_ids: Collection[int]) -> None:
    gone = StrategyExercise.objects.filter(strategy=strategy).exclude(exercise__in=exercise_ids)
    dropped = list(gone.values_list("exercise", flat=True))
    of_theirs = strategy.outcomes.filter(theme__exercise__in=dropped) | strategy.outcomes.filter(
        point__exercise__in=dropped
    )
    if of_theirs.exists():
        raise CannotWrite("An exercise stays once something said in it has an outcome")
    gone.delete()

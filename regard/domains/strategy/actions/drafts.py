"""Begin a strategy, and say what it answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import ExerciseRow, Stage
from regard.domains.governance import queries as governance
from regard.domains.strategy.models import Strategy, StrategyExercise
from regard.domains.strategy.types import About, StrategyStage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.domains.register.models import System

RESERVED_SLUGS = {"new"}
"""Addresses that a page of ours already has."""


class CannotWrite(Refusal):
    """The strategy cannot be begun or changed so."""


@transaction.atomic
def create_strategy(  # noqa: PLR0913 (what it is is seldom said in a program)
    *,
    system: System,
    slug: str,
    title: str,
    exercise_ids: Collection[int],
    by: str,
    at: datetime,
    about: About | None = None,
) -> Strategy:
    """
    Begin a strategy that answers one or more exercises.

    :param about: None: it is an integrated care strategy of the partnership as a whole.
    :raises CannotWrite: if its address or title is missing or taken, it ends before it begins,
        or an exercise is a draft, is not the system's, or is answered by another strategy.
    """
    if not slug or slug in RESERVED_SLUGS:
        raise CannotWrite("Choose another address for the strategy")
    if Strategy.objects.filter(system=system, slug=slug).exists():
        raise CannotWrite(f"There is a strategy at “{slug}” already. Choose another address.")
    if not exercise_ids:
        raise CannotWrite("Choose at least one exercise that the strategy answers")
    strategy = Strategy(system=system, slug=slug, title=_title(title))
    _describe(strategy, about or About(), at=at)
    strategy.save()
    _answer(strategy, exercise_ids)
    detail: dict[str, object] = {"exercises": sorted(exercise_ids)}
    ledger.record(event="strategy.created", subject=strategy, by=by, at=at, detail=detail)
    return strategy


@transaction.atomic
def edit_strategy(  # noqa: PLR0913 (one form)
    *,
    strategy: Strategy,
    title: str,
    introduction: str,
    exercise_ids: Collection[int],
    by: str,
    at: datetime,
    about: About | None = None,
) -> Strategy:
    """
    Change what a draft is called, how it begins, and which exercises it answers.

    A later version may answer none: it can mend what the last one got wrong.

    :param about: None: as it is.
    :raises CannotWrite: if it is published, or as `create_strategy`, or an exercise would be
        left out that has outcomes already.
    """
    strategy = lock_draft(strategy)
    if not exercise_ids and strategy.number == 1:
        raise CannotWrite("Choose at least one exercise that the strategy answers")
    strategy.title, strategy.introduction = _title(title), introduction.strip()
    if about is not None:
        _describe(strategy, about, at=at)
    strategy.save()
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


def _describe(strategy: Strategy, about: About, *, at: datetime) -> None:
    if about.begins_on and about.ends_on and about.ends_on < about.begins_on:
        raise CannotWrite("It ends before it begins. Change one of the days.")
    if about.body_id is not None:
        bodies = governance.list_bodies(system=strategy.system, on=timezone.localdate(at))
        if about.body_id not in {strategy.body_id, *(row.body_id for row in bodies)}:
            raise CannotWrite("Choose one of the bodies of this system")
    strategy.kind, strategy.body_id = about.kind, about.body_id
    strategy.begins_on, strategy.ends_on = about.begins_on, about.ends_on


def _answer(strategy: Strategy, exercise_ids: Collection[int]) -> None:
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
    if strategy.review_rounds.filter(exercise__in=dropped).exists():
        raise CannotWrite(
            "People were asked to comment on this draft, so it answers what they say. While "
            "nobody was asked, a review can be called off on its own page."
        )
    gone.delete()

"""Put a draft before people for their comments."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.types import OpenTo, PhaseKind, Plan, QuestionKind, Stage
from regard.domains.engagement.types.phases import PhasePlan
from regard.domains.strategy.models import ReviewedPassage, ReviewRound, StrategyExercise
from regard.domains.strategy.queries.trees import read_tree
from regard.domains.strategy.rules import reviews as rules
from regard.domains.strategy.rules import trees
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .drafts import lock_draft

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.types.reviews import ReviewPlan

BATCH = 1000

HINT = "On each passage, or only where you have something to say."

TO_DO = "Read the draft, and say on each passage what you would change."

CALLED_OFF = "The review of the draft was called off before anybody was asked."


class CannotReview(Refusal):
    """The draft cannot be put before people now, or the review cannot be changed so."""


@transaction.atomic
def begin_review(*, strategy: Strategy, plan: ReviewPlan, by: str, at: datetime) -> ReviewRound:
    """
    Take a draft's passages as they stand, and make the exercise by which people are asked.

    The exercise is a draft: whom it asks, what they are told and whether it is fair is said on
    its own pages, as of any other. It belongs to what the strategy answers from now on, so that
    no comment is without an outcome when the strategy is published.

    :raises CannotWrite: if the strategy is published.
    :raises CannotReview: if it has no passages, or a review of it is under way.
    :raises CannotPlan: if the plan lacks something, or its days do not fit together.
    """
    strategy = lock_draft(strategy)
    stages = strategy.review_rounds.values_list("exercise__stage", flat=True)
    reason = rules.reason_not_to_begin(
        stages=map(Stage, stages), passages=strategy.passages.count()
    )
    if reason:
        raise CannotReview(reason)
    exercise = engagement.create_exercise(
        system=strategy.system, plan=_plan(strategy, plan), by=by, at=at
    )
    engagement.write_phase(
        exercise=exercise,
        phase=PhasePlan(PhaseKind.ASK, plan.opens_on, plan.closes_on, OpenTo.INVITED, TO_DO),
        by=by,
        at=at,
    )
    wording = engagement.Wording(kind=QuestionKind.WORDS, text=plan.asks, hint=HINT)
    question = engagement.add_question(exercise=exercise, wording=wording, by=by, at=at)
    review = ReviewRound.objects.create(
        strategy=strategy, exercise=exercise, question=question, taken_at=at
    )
    _take(review)
    StrategyExercise.objects.create(strategy=strategy, exercise=exercise)
    detail: dict[str, object] = {"strategy": strategy.pk, "exercise": exercise.pk}
    ledger.record(event="review.begun", subject=review, by=by, at=at, detail=detail)
    return review


@transaction.atomic
def retake_passages(*, review: ReviewRound, by: str, at: datetime) -> ReviewRound:
    """
    Take the passages anew, as they stand now, while nobody was asked.

    :raises CannotWrite: if the strategy is published.
    :raises CannotReview: if the exercise was opened.
    """
    review, stage = _lock(review)
    reason = rules.reason_not_to_change(stage)
    if reason:
        raise CannotReview(reason)
    review.passages.all().delete()
    _take(review)
    review.taken_at = at
    review.save(update_fields=["taken_at", "updated_at"])
    ledger.record(event="review.retaken", subject=review, by=by, at=at)
    return review


@transaction.atomic
def call_off_review(*, review: ReviewRound, reason: str = "", by: str, at: datetime) -> Stage:
    """
    Ask nobody, or nobody more, for comments; return how far the review had come.

    One that was never opened is gone, with the passages that were taken for it; its exercise is
    withdrawn, and the strategy answers it no more. One that is open is closed, as any exercise:
    the comments stay, and each needs an outcome and gets a reply.

    :param reason: why people have less time than they were told; only of one that is open.
    :raises CannotWrite: if the strategy is published.
    :raises CannotReview: if it is over.
    :raises CannotClose: if it is open, and no reason is given before its last day is over.
    """
    review, stage = _lock(review)
    refusal = rules.reason_not_to_call_off(stage)
    if refusal:
        raise CannotReview(refusal)
    detail: dict[str, object] = {"exercise": review.exercise_id, "was": stage.value}
    ledger.record(event="review.called_off", subject=review, by=by, at=at, detail=detail)
    if stage is Stage.OPEN:
        engagement.close_exercise(exercise=review.exercise, reason=reason, by=by, at=at)
        return stage
    engagement.withdraw_exercise(exercise=review.exercise, reason=CALLED_OFF, by=by, at=at)
    StrategyExercise.objects.filter(
        strategy=review.strategy_id, exercise=review.exercise_id
    ).delete()
    review.delete()
    return stage


def _lock(review: ReviewRound) -> tuple[ReviewRound, Stage]:
    """Return a review as it is now with how far it has come, and its strategy locked."""
    lock_draft(review.strategy)
    found = ReviewRound.objects.select_for_update(of=("self", "exercise"))
    review = found.select_related("exercise", "strategy").get(pk=review.pk)
    return review, Stage(review.exercise.stage)


def _take(review: ReviewRound) -> None:
    tree = read_tree(review.strategy)
    deep = trees.depths(tree)
    found = {passage.key: passage for passage in review.strategy.passages.all()}
    passages = [found[node.key] for node in tree]
    ReviewedPassage.objects.bulk_create(
        (
            ReviewedPassage(
                review=review,
                passage=passage,
                key=passage.key,
                position=position,
                depth=deep[passage.key],
                ref=passage.ref,
                heading=passage.heading,
                text=passage.text,
            )
            for position, passage in enumerate(passages, start=1)
        ),
        batch_size=BATCH,
    )


def _plan(strategy: Strategy, plan: ReviewPlan) -> Plan:
    return Plan(
        title=plan.title,
        purpose=f"We have written a draft of “{strategy.title}”. Before it is published, we want "
        "to know what you would change in it. Whatever you say gets an answer, and you are told "
        "what became of it.",
        open_to_change=plan.open_to_change,
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        reply_by=plan.reply_by,
        decided=plan.decided,
        scope=f"The draft of “{strategy.title}”, passage by passage.",
    )

"""Write the questions of a draft."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F, ProtectedError

from regard.domains.engagement import rules
from regard.domains.engagement.models import Exercise, Question
from regard.domains.engagement.queries.questions import asked_in, list_questions
from regard.domains.engagement.rules.branching import reasons_against_conditions
from regard.domains.engagement.rules.questions import Wording as Wording
from regard.foundation.audit import ledger
from regard.foundation.base.errors import NotFound, Refusal

from .exercises import draft_of

ASIDE = 1000
"""Where positions are put while they change, so that no two are ever the same."""


class CannotWord(Refusal):
    """
    A question cannot be asked as it was worded.

    Attributes:
        reasons: what is wrong, by the field of the wording; key "" for all of it.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = dict(reasons)


@transaction.atomic
def add_question(*, exercise: Exercise, wording: Wording, by: str, at: datetime) -> Question:
    """
    Ask one thing more, at the end.

    :raises CannotWord: if the wording will not do, or there are too many questions.
    :raises CannotChange: if the exercise has been opened.
    """
    draft = draft_of(exercise)
    _check(wording)
    asked = _positions(draft)
    if len(asked) >= rules.MOST_QUESTIONS:
        raise CannotWord(
            {"text": f"There are {rules.MOST_QUESTIONS} questions. Remove one first."}
        )
    question = Question(exercise=draft, position=len(asked) + 1)
    _write(question, wording)
    _check_conditions(draft, question)
    ledger.record(event="question.added", subject=question, by=by, at=at)
    return question


@transaction.atomic
def edit_question(*, question: Question, wording: Wording, by: str, at: datetime) -> Question:
    """
    Word a question otherwise.

    :raises CannotWord: if the wording will not do, or takes away an answer on which it depends
        whether a later question is asked.
    :raises CannotChange: if the exercise has been opened.
    """
    draft = draft_of(question.exercise)
    _check(wording)
    _write(question, wording)
    _check_conditions(draft, question)
    ledger.record(event="question.edited", subject=question, by=by, at=at)
    return question


@transaction.atomic
def remove_question(*, question: Question, by: str, at: datetime) -> None:
    """
    Ask it no more, and close the gap.

    :raises CannotWord: if it depends on its answers whether another question is asked, or an
        upper domain asks it.
    :raises CannotChange: if the exercise has been opened.
    """
    draft = draft_of(question.exercise)
    dependent = Question.objects.filter(shown_if=question).order_by("position").first()
    if dependent is not None:
        raise CannotWord(
            {
                "": f"Question {dependent.position} is asked only after certain answers to "
                f"question {question.position}. Change or remove that one first."
            }
        )
    ledger.record(event="question.removed", subject=question, by=by, at=at)
    try:
        Question.objects.filter(pk=question.pk).delete()
    except ProtectedError as error:
        raise CannotWord(
            {"": "This question asks about the draft of a strategy. Call that review off first."}
        ) from error
    _put_in_order(draft, _positions(draft))


@transaction.atomic
def move_question_up(*, question: Question, by: str, at: datetime) -> None:
    """
    Ask a question before the one that stands before it. The first stays first.

    :raises CannotWord: if it is asked only after certain answers to the one before it.
    :raises CannotChange: if the exercise has been opened.
    :raises NotFound: if it was removed meanwhile.
    """
    draft = draft_of(question.exercise)
    order = _positions(draft)
    if question.pk not in order:
        raise NotFound("This question has been removed")
    place = order.index(question.pk)
    if place == 0:
        return
    if question.shown_if_id == order[place - 1]:
        raise CannotWord(
            {
                "": f"Question {place + 1} is asked only after certain answers to question "
                f"{place}, so it stays after that."
            }
        )
    order[place - 1 : place + 1] = [order[place], order[place - 1]]
    _put_in_order(draft, order)
    ledger.record(event="question.moved", subject=question, by=by, at=at)


def _positions(exercise: Exercise) -> list[int]:
    ordered = Question.objects.filter(exercise=exercise).order_by("position")
    return list(ordered.values_list("pk", flat=True))


def _put_in_order(exercise: Exercise, order: list[int]) -> None:
    Question.objects.filter(exercise=exercise).update(position=F("position") + ASIDE)
    for position, question_id in enumerate(order, start=1):
        Question.objects.filter(pk=question_id).update(position=position)


def _check(wording: Wording) -> None:
    reasons = rules.reasons_against_wording(wording)
    if reasons:
        raise CannotWord(reasons)


def _check_conditions(exercise: Exercise, question: Question) -> None:
    """
    Save a question, and check who is asked what with it.

    :raises CannotWord: if it depends on what is not asked before it, or another question
        depends on an answer that it no longer has.
    """
    if question.shown_if_id and not exercise.questions.filter(pk=question.shown_if_id).exists():
        raise CannotWord({"shown_for": "This question is not asked here"})
    question.save()
    reasons = reasons_against_conditions(asked_in(list_questions(exercise=exercise)))
    own = reasons.pop(question.pk, None)
    if own:
        raise CannotWord({"shown_for": own})
    if reasons:
        raise CannotWord({"": next(iter(reasons.values()))})


def _write(question: Question, wording: Wording) -> None:
    question.kind = wording.kind
    question.text = wording.text.strip()
    question.hint = wording.hint.strip()
    question.options = list(wording.options)
    question.is_required = wording.is_required
    question.settings = dict(wording.settings)
    question.shown_if_id = wording.shown_if
    question.shown_for = list(wording.shown_for) if wording.shown_if else []

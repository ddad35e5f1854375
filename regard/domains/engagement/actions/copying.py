"""Begin an exercise from another one, or from a template."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Alternative, Exercise, Question, QuestionFormat
from regard.domains.engagement.queries.exercises import plan_of
from regard.domains.engagement.rules.questions import Wording
from regard.domains.engagement.types import Plan
from regard.domains.engagement.types.templates import Template
from regard.domains.register.types import Criteria
from regard.foundation.audit import ledger

from .exercises import choose_audience, create_exercise
from .phases import copy_phases
from .questions import add_question

if TYPE_CHECKING:
    from regard.domains.register.models import System


@transaction.atomic
def copy_exercise(*, exercise: Exercise, title: str, by: str, at: datetime) -> Exercise:
    """
    Begin a draft that asks the same, as long as the other did, from today.

    It takes over the questions with their other formats, the phases, the options and whom it is
    for. It takes over no answer, no invitation, and nothing that showed the other to be fair.

    :raises CannotPlan: if the title is empty.
    """
    today = timezone.localdate(at)
    plan = plan_of(exercise)
    closes_on = today + (plan.closes_on - plan.opens_on)
    copy = create_exercise(
        system=exercise.system,
        plan=Plan(
            **vars(plan)
            | {
                "title": title,
                "opens_on": today,
                "closes_on": closes_on,
                "reply_by": closes_on + max(timedelta(days=1), plan.reply_by - plan.closes_on),
            }
        ),
        by=by,
        at=at,
    )
    copy.criteria, copy.copied_from = exercise.criteria, exercise
    copy.keeps_emails = exercise.keeps_emails
    copy.save(update_fields=["criteria", "copied_from", "keeps_emails", "updated_at"])
    _copy_questions(exercise, copy)
    _copy_alternatives(exercise, copy)
    copy_phases(source=exercise, to=copy)
    detail: dict[str, object] = {"from": exercise.pk}
    ledger.record(event="exercise.copied", subject=copy, by=by, at=at, detail=detail)
    return copy


@transaction.atomic
def create_from_template(*, system: System, template: Template, by: str, at: datetime) -> Exercise:
    """Begin a draft with the words and questions of a template, from today."""
    today = timezone.localdate(at)
    made = create_exercise(system=system, plan=_plan(template, today), by=by, at=at)
    for question in template.questions:
        wording = Wording(
            kind=question.kind,
            text=question.text,
            hint=question.hint,
            options=question.options,
            settings=dict(question.settings),
        )
        add_question(exercise=made, wording=wording, by=by, at=at)
    if template.services:
        criteria = Criteria(service_types=template.services)
        made = choose_audience(exercise=made, criteria=criteria, by=by, at=at)
    return made


def _plan(template: Template, today: date) -> Plan:
    closes_on = today + timedelta(days=template.days)
    return Plan(
        title=template.title,
        purpose=template.purpose,
        open_to_change=template.open_to_change,
        opens_on=today,
        closes_on=closes_on,
        reply_by=closes_on + timedelta(days=template.reply_days),
        scope=template.scope,
    )


def _copy_questions(source: Exercise, copy: Exercise) -> None:
    """Copy questions in their order, so that one on which another depends is there before it."""
    copies: dict[int, Question] = {}
    for question in Question.objects.filter(exercise=source).order_by("position"):
        on = copies.get(question.shown_if_id) if question.shown_if_id else None
        copies[question.pk] = Question.objects.create(
            exercise=copy,
            position=question.position,
            kind=question.kind,
            text=question.text,
            hint=question.hint,
            options=question.options,
            settings=question.settings,
            shown_if=on,
            shown_for=question.shown_for if on else [],
            is_required=question.is_required,
        )
    formats = QuestionFormat.objects.filter(exercise=source).order_by("pk")
    QuestionFormat.objects.bulk_create(
        QuestionFormat(
            exercise=copy,
            question=copies.get(each.question_id) if each.question_id else None,
            kind=each.kind,
            language=each.language,
            words=each.words,
            file_id=each.file_id,
        )
        for each in formats
    )


def _copy_alternatives(source: Exercise, copy: Exercise) -> None:
    options = Alternative.objects.filter(exercise=source).order_by("position")
    Alternative.objects.bulk_create(
        Alternative(
            exercise=copy,
            position=each.position,
            title=each.title,
            what=each.what,
            is_open=each.is_open,
            why_not=each.why_not,
        )
        for each in options
    )

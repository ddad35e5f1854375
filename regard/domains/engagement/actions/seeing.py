"""Keep what people tell unasked, and tell them what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import About, Contribution, Exercise, Question, Upshot
from regard.domains.engagement.queries.seeing import list_told_of
from regard.domains.engagement.rules.exercises import slug_of
from regard.domains.engagement.rules.seeing import (
    OPEN_TO_CHANGE,
    PURPOSE,
    QUESTIONS,
    TITLE,
    WITHOUT_END,
    upshot_email,
)
from regard.domains.engagement.types import ExerciseKind, Speaker, Stage, Visibility
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose

from .contributions import keep_contribution
from .entering import enter_contribution

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile

    from regard.domains.engagement.models import Theme
    from regard.domains.engagement.types import Said
    from regard.domains.engagement.types.seeing import Where
    from regard.domains.register.models import System

STAFF = "staff"
"""In the ledger, whoever works in care and told something."""

SEND = "engagement.send_upshot"

LONGEST_UPSHOT = 2000


class CannotBegin(Refusal):
    """People can tell what they are seeing here already."""


class CannotTell(Refusal):
    """What came of it cannot be told so."""


@transaction.atomic
def begin_seeing(*, system: System, by: str, at: datetime) -> Exercise:
    """
    Let anybody tell what they are seeing in a system, from now on and without an end.

    :raises CannotBegin: if they can already.
    """
    today = timezone.localdate(at)
    taken = set(Exercise.objects.filter(system=system).values_list("slug", flat=True))
    try:
        with transaction.atomic():
            exercise = Exercise.objects.create(
                system=system,
                slug=slug_of(TITLE, taken=taken),
                kind=ExerciseKind.SEEING,
                title=TITLE,
                purpose=PURPOSE,
                open_to_change=OPEN_TO_CHANGE,
                stage=Stage.OPEN,
                opens_on=today,
                closes_on=WITHOUT_END,
                reply_by=WITHOUT_END,
                register_as_at=today,
                opened_at=at,
            )
    except IntegrityError as failure:
        raise CannotBegin("People can tell what they are seeing here already") from failure
    Question.objects.bulk_create(
        Question(
            exercise=exercise,
            position=position,
            kind=question.kind,
            text=question.text,
            hint=question.hint,
            options=list(question.options),
            is_required=position == 1,
        )
        for position, question in enumerate(QUESTIONS, start=1)
    )
    ledger.record(event="seeing.begun", subject=exercise, by=by, at=at)
    return exercise


@transaction.atomic
def tell(*, exercise: Exercise, said: Said, where: Where, by: str, at: datetime) -> Contribution:
    """
    Keep something that somebody tells unasked, with where it is.

    Of who works in care nothing is kept that could lead to them: no name, no address, not who
    was signed in. Behind a shield there is no place either.

    :raises CannotKeep: if it holds no words.
    """
    if said.speaker is Speaker.STAFF:
        by, said = STAFF, nameless(said)
    kept = keep_contribution(exercise=exercise, said=said, by=by, at=at)
    write_where(kept, where)
    return kept


@transaction.atomic
def enter_told(
    *,
    exercise: Exercise,
    said: Said,
    where: Where,
    original: UploadedFile | None,
    by: str,
    at: datetime,
) -> Contribution:
    """
    Keep what somebody told by telephone or on paper, with its original.

    Of who works in care no original is kept: it is in their hand, or has their address.

    :raises CannotKeep: if it holds no words.
    """
    if said.speaker is Speaker.STAFF:
        said, original = nameless(said), None
    kept = enter_contribution(exercise=exercise, said=said, original=original, by=by, at=at)
    write_where(kept, where)
    return kept


def write_where(kept: Contribution, where: Where) -> None:
    """Write down what something told is about. Call inside the action that keeps it."""
    if where and not kept.is_shielded:
        About.objects.create(
            contribution=kept, place_id=where.place_id, service_type=where.service_type
        )


def nameless(said: Said) -> Said:
    """Return what somebody said without anything that leads to them."""
    counted = Visibility.COUNTED
    return replace(
        said,
        visibility=counted if said.visibility is counted else Visibility.TEAM,
        name="",
        email="",
        telephone="",
        address="",
        location_id=None,
        is_shielded=False,
    )


@transaction.atomic
def tell_upshot(*, theme: Theme, words: str, by: str, at: datetime) -> Upshot:
    """
    Say what came of a theme in what people are seeing, on its page and to those who spoke of it.

    Who left an email address is written to; everyone else finds it behind their receipt.

    :raises CannotTell: if nothing is said, or too much.
    """
    words = words.strip()
    if not words:
        raise CannotTell("Say what was done, or why nothing can be")
    if len(words) > LONGEST_UPSHOT:
        raise CannotTell(f"Use no more than {LONGEST_UPSHOT:,} characters")
    upshot = Upshot.objects.create(theme=theme, words=words, by=by, at=at)
    system = theme.exercise.system
    url = f"{settings.PUBLIC_ADDRESS}{reverse('engagement:seeing', args=[system.slug])}"
    email = upshot_email(
        partnership=system.partnership_name, theme=theme.title, words=words, url=url
    )
    about = f"engagement.Upshot:{upshot.pk}"
    drafts = [
        mail.Draft(to, email.subject, email.body, about, purpose=Purpose.ANSWERING)
        for to in list_told_of(theme=theme)
    ]
    mail.post(drafts, scope_key=f"system:{system.pk}")
    if drafts:
        start_job(
            kind=SEND,
            title=f"Telling what came of “{theme.title}”",
            scope_key=f"system:{system.pk}",
            by=by,
            args={"upshot_id": upshot.pk},
        )
    detail: dict[str, object] = {"theme": theme.pk, "written_to": len(drafts)}
    ledger.record(event="seeing.upshot_told", subject=theme, by=by, at=at, detail=detail)
    return upshot

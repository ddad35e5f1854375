"""Forget how to reach those who spoke, and what is held only to reply, once its time is over."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from regard.domains.engagement.models import (
    Arrival,
    ChaseNote,
    ChaseTask,
    Contribution,
    Digest,
    Exercise,
    HandOver,
    Invitation,
    MemberPart,
    Opportunity,
)
from regard.domains.engagement.types import ExerciseKind, Stage
from regard.foundation.audit import ledger

from .monitoring import forget_monitoring
from .shielding import forget_behind_shields

AFTER_REPLY = timedelta(days=2 * 365)
"""How long what is held to reply is kept after the reply (UK GDPR, article 5(1)(e))."""

AFTER_DIGEST = timedelta(days=365)

NOBODY = {"name": "", "email": "", "telephone": "", "address": ""}
"""Of whoever spoke, when it is forgotten who they were."""


@transaction.atomic
def forget_people(*, by: str, at: datetime) -> int:
    """
    Forget who spoke in exercises that were answered two years ago, and return in how many.

    What was said stays, with the service that said it; who people are is deleted. An exercise
    that was never answered keeps them: their reply is still owed. A wave of a pulse counts from
    its end, and what was told unasked from the day on which it was said.
    """
    due = Exercise.objects.select_for_update().filter(forgotten_at=None).filter(_is_due(at))
    exercises = list(due.order_by("pk"))
    for exercise in exercises:
        _forget(exercise)
        ledger.record(event="exercise.people_forgotten", subject=exercise, by=by, at=at)
    Exercise.objects.filter(pk__in=[each.pk for each in exercises]).update(
        forgotten_at=at, updated_at=at
    )
    _forget_unasked(at)
    _forget_addresses(at)
    return len(exercises)


def _is_due(at: datetime) -> Q:
    over = at - AFTER_REPLY
    return Q(answered_at__lt=over) | Q(
        kind=ExerciseKind.PULSE, stage=Stage.CLOSED, closed_at__lt=over
    )


def _forget(exercise: Exercise) -> None:
    said = Contribution.objects.filter(exercise=exercise)
    _forget_speakers(said)
    forget_monitoring(exercise=exercise)
    MemberPart.objects.filter(contribution__in=said).update(words="")
    HandOver.objects.filter(invitation__exercise=exercise).update(name="", email="", words="")
    Arrival.objects.filter(exercise=exercise).update(
        sender="", sender_name="", subject="", words="", places=[]
    )
    ChaseNote.objects.filter(exercise=exercise).update(words="")
    ChaseTask.objects.filter(exercise=exercise).update(assigned_to="")


def _forget_speakers(said: QuerySet[Contribution]) -> None:
    forget_behind_shields(said=said)
    said.exclude(**NOBODY).update(**NOBODY)
    said.exclude(row_key="").update(row_key="", row_print="")


def _forget_unasked(at: datetime) -> None:
    _forget_speakers(
        Contribution.objects.filter(
            exercise__kind=ExerciseKind.SEEING, said_on__lt=timezone.localdate(at - AFTER_REPLY)
        )
    )


def _forget_addresses(at: datetime) -> None:
    """Forget where emails went, and whom to ask about what is over."""
    Invitation.objects.exclude(to="").filter(created_at__lt=at - AFTER_REPLY).update(to="")
    Digest.objects.exclude(to="").filter(created_at__lt=at - AFTER_DIGEST).update(to="")
    over = Opportunity.objects.exclude(contact="").filter(closes_on__lt=timezone.localdate(at))
    over.update(contact="")

"""Keep an emailed reply as an answer without anybody reading it first, where that is allowed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Arrival, Contribution, Exercise
from regard.domains.engagement.queries.questions import list_asked
from regard.domains.engagement.rules.arrivals import Circumstances, reason_to_wait
from regard.domains.engagement.types import (
    ArrivalState,
    Channel,
    QuestionKind,
    Said,
    Speaker,
    Stage,
)
from regard.foundation.audit import ledger

from .acknowledging import acknowledge
from .contributions import CannotKeep, keep_contribution

BY = "email"


@transaction.atomic
def keep_at_once(*, arrival: Arrival, attached: int, at: datetime) -> Contribution | None:
    """
    Keep an emailed reply, or write down why it waits for a person.

    :param attached: how many files came with it.
    :return: None if it waits.
    """
    exercise = arrival.exercise
    if exercise is None:
        return None
    asked = [q for q in list_asked(exercise=exercise) if q.kind is QuestionKind.WORDS]
    reason = reason_to_wait(
        Circumstances(
            keeps_emails=exercise.keeps_emails,
            is_signed=arrival.invitation is not None,
            stage=Stage(exercise.stage),
            closes_on=exercise.closes_on,
            today=timezone.localdate(at),
            word_questions=len(asked),
            words=arrival.words,
            attached=attached,
        )
    )
    if not reason:
        try:
            with transaction.atomic():
                return _keep(arrival, exercise, asked[0].question_id, at)
        except CannotKeep as refusal:
            reason = str(refusal)
    Arrival.objects.filter(pk=arrival.pk).update(note=f"{arrival.note} {reason}".strip())
    ledger.record(event="arrival.waits", subject=arrival, by=BY, at=at, detail={"reason": reason})
    return None


def _keep(arrival: Arrival, exercise: Exercise, question_id: int, at: datetime) -> Contribution:
    said = Said(
        answers={question_id: arrival.words},
        speaker=Speaker.PROVIDER,
        channel=Channel.EMAIL,
        said_on=timezone.localdate(arrival.arrived_at),
        location_id=arrival.location_id,
        name=arrival.sender_name,
        email=arrival.sender,
        places={question_id: ()},
    )
    kept = keep_contribution(
        exercise=exercise,
        said=said,
        file=arrival.original,
        invitation=arrival.invitation,
        by=BY,
        at=at,
    )
    arrival.state, arrival.contribution = ArrivalState.KEPT, kept
    arrival.decided_by, arrival.decided_at = BY, at
    arrival.save(update_fields=["state", "contribution", "decided_by", "decided_at", "updated_at"])
    ledger.record(event="arrival.answered", subject=arrival, by=BY, at=at)
    acknowledge(arrival=arrival, contribution=kept, at=at)
    return kept


@transaction.atomic
def choose_how_emails_are_kept(
    *, exercise: Exercise, keeps_emails: bool, by: str, at: datetime
) -> Exercise:
    """Say whether replies by email to invitations are kept at once, or read before."""
    found = Exercise.objects.select_for_update().get(pk=exercise.pk)
    found.keeps_emails = keeps_emails
    found.save(update_fields=["keeps_emails", "updated_at"])
    detail: dict[str, object] = {"keeps_emails": keeps_emails}
    ledger.record(event="exercise.emails_chosen", subject=found, by=by, at=at, detail=detail)
    return found

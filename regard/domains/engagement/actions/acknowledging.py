"""Tell whoever wrote by email that it was kept, and how to see what became of it."""

from __future__ import annotations

from datetime import datetime

from regard.domains.engagement.models import Arrival, Contribution
from regard.domains.engagement.rules.acknowledgements import acknowledgement
from regard.domains.engagement.types import ExerciseKind
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Purpose

SEND = "engagement.acknowledge"


def acknowledge(*, arrival: Arrival, contribution: Contribution, at: datetime) -> None:  # noqa: ARG001 (as the clock of every action)
    """
    Write to the sender of an email that was kept; inside the action that kept it.

    Nothing is sent where nobody wrote by email, or a program did.
    """
    if not (arrival.sender and arrival.message_id):
        return
    exercise = contribution.exercise
    email = acknowledgement(
        partnership=exercise.system.partnership_name,
        title=exercise.title,
        receipt=contribution.receipt,
        subject=arrival.subject,
        reply_by=None if exercise.kind == ExerciseKind.SEEING else exercise.reply_by,
    )
    [message] = mail.post(
        [
            mail.Draft(
                to=arrival.sender,
                subject=email.subject,
                body=email.body,
                about=f"engagement.Arrival:{arrival.pk}",
                purpose=Purpose.ANSWERING,
            )
        ],
        scope_key=f"system:{exercise.system_id}",
    )
    start_job(
        kind=SEND,
        title="Telling somebody that their email was kept",
        scope_key=f"system:{exercise.system_id}",
        by="email",
        args={"arrival_id": arrival.pk, "message_id": message.pk},
    )

"""Pass the question on to a colleague, and take it back."""

from datetime import datetime

from django.db import transaction

from regard.domains.engagement.models import HandOver, Invitation
from regard.domains.engagement.queries.drafts import get_draft, said_in
from regard.domains.engagement.queries.hand_overs import HAND_OVER, list_hand_overs
from regard.domains.engagement.queries.invitations import ask_of
from regard.domains.engagement.rules.hand_overs import (
    MOST_EMAILS,
    MOST_HAND_OVERS,
    hand_over_email,
    reasons_not_to_pass_on,
)
from regard.domains.engagement.types import Channel, Said, Speaker
from regard.foundation.accounts import links
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job
from regard.foundation.mail import actions as mail

from .contributions import check_that_it_takes
from .invitations import link_expires_at

SEND = "engagement.send_hand_over"


class CannotPassOn(Refusal):
    """
    A question cannot be passed on so.

    Attributes:
        reasons: what is wrong, by the field of the form; key "" for all of it.
    """

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(". ".join(reasons.values()))
        self.reasons = reasons


@transaction.atomic
def pass_on(
    *, invitation: Invitation, to: tuple[str, str], words: str, by: str, at: datetime
) -> HandOver:
    """
    Give a colleague a link of their own to the same draft, and write to them.

    :param to: their name and email address.
    :param words: what the one writes to the other; may be empty.
    :raises CannotPassOn: if it is passed on to them already, or to as many as it can be.
    :raises CannotKeep: if the exercise takes no more answers.
    """
    name, email = to
    locked = Invitation.objects.select_for_update(of=("self",))
    invitation = locked.select_related("exercise__system", "location").get(pk=invitation.pk)
    _check_that_it_takes(invitation, at)
    _check_colleague(invitation, name=name, email=email)
    made = HandOver.objects.create(
        invitation=invitation, name=name.strip(), email=email.strip(), words=words.strip(), at=at
    )
    links.issue(
        purpose=HAND_OVER,
        subject_id=made.pk,
        expires_at=link_expires_at(invitation.exercise),
    )
    _write(made)
    ledger.record(event="answer.passed_on", subject=invitation, by=by, at=at)
    return made


@transaction.atomic
def take_back(*, hand_over: HandOver, by: str, at: datetime) -> None:
    """Withdraw a colleague's link. What they wrote stays in the draft."""
    hand_over.withdrawn_at = at
    hand_over.save(update_fields=["withdrawn_at", "updated_at"])
    links.revoke(purpose=HAND_OVER, subject_id=hand_over.pk, at=at)
    ledger.record(event="answer.taken_back", subject=hand_over.invitation, by=by, at=at)


def _check_colleague(invitation: Invitation, *, name: str, email: str) -> None:
    """:raises CannotPassOn: if it cannot be passed on to them."""
    live = list_hand_overs(invitation=invitation)
    reasons = reasons_not_to_pass_on(name=name, email=email, emails=[each.email for each in live])
    if not reasons and len(live) >= MOST_HAND_OVERS:
        most = f"It is passed on to {MOST_HAND_OVERS} people. Take it back from one first."
        reasons = {"": most}
    if not reasons and invitation.hand_overs.count() >= MOST_EMAILS:
        reasons = {"": "It has been passed on too often. Give them your own link instead."}
    if reasons:
        raise CannotPassOn(reasons)


def _check_that_it_takes(invitation: Invitation, at: datetime) -> None:
    draft = get_draft(invitation=invitation)
    empty = Said(answers={}, speaker=Speaker.PROVIDER, channel=Channel.LINK)
    said = said_in(draft) if draft else empty
    check_that_it_takes(exercise=invitation.exercise, said=said, at=at)


def _write(made: HandOver) -> None:
    """Write the colleague's email, and start the job that sends it."""
    invitation = made.invitation
    system = invitation.exercise.system
    email = hand_over_email(
        ask_of(invitation.exercise),
        service=invitation.location.name,
        greeting=made.name,
        words=made.words,
    )
    draft = mail.Draft(made.email, email.subject, email.body, f"engagement.HandOver:{made.pk}")
    [message] = mail.post([draft], scope_key=f"system:{system.pk}")
    made.message = message
    made.save(update_fields=["message", "updated_at"])
    start_job(
        kind=SEND,
        title="Passing a question on to a colleague",
        scope_key=f"system:{system.pk}",
        by=f"invitation:{invitation.pk}",
        args={"hand_over_id": made.pk, "message_id": message.pk},
    )

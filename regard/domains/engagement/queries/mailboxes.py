"""The addresses at which answers are taken by email, and what each is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from regard.domains.engagement.models import Exercise, Invitation
from regard.domains.engagement.rules.arrivals import (
    SEEING,
    own_address,
    public_address,
    read_address,
    reason_not_to_write,
)
from regard.domains.engagement.types import ExerciseKind, Stage
from regard.foundation.accounts import links
from regard.foundation.base.errors import NotFound
from regard.foundation.mail.bounces import BOUNCES

from .invitations import ANSWER

USE = "mailbox"
"""What a link's token is for in an address: it opens no page, and a page's opens no mailbox."""

NOBODY = "There is nobody at this address"


@dataclass(frozen=True)
class Mailbox:
    """Where an email went. `invitation` is None for the open address of the exercise."""

    exercise: Exercise
    invitation: Invitation | None = None


def find_mailbox(*, address: str, at: datetime) -> Mailbox:
    """
    Return what an address that we gave out is for. For the listener, which has no caller.

    :raises NotFound: if we gave it to nobody, or it takes nothing (more).
    :raises Gone: if its time is over, or it was withdrawn.
    """
    named = read_address(address, domain=settings.ANSWERS_DOMAIN)
    found = _own(named.token, at) if named.token else _open(named.exercise, named.system)
    reason = reason_not_to_write(stage=Stage(found.exercise.stage))
    if reason:
        raise NotFound(reason)
    return found


def is_for_bounces(*, address: str) -> bool:
    """Test whether an address is the one to which what did not arrive comes back."""
    domain = settings.ANSWERS_DOMAIN
    ours = {settings.BOUNCES_TO, f"{BOUNCES}@{domain}" if domain else ""} - {""}
    return address.strip().strip("<>").lower() in ours


def list_reply_addresses(*, invitation_ids: Iterable[int]) -> dict[int, str]:
    """Return the address at which each invitation is answered; none where none is set up."""
    if not settings.ANSWERS_DOMAIN:
        return {}
    found = links.list_links(purpose=ANSWER, subject_ids=invitation_ids)
    return {
        number: own_address(token=links.token(link, use=USE), domain=settings.ANSWERS_DOMAIN)
        for number, link in found.items()
    }


def get_public_address(*, exercise: Exercise) -> str:
    """
    Return the address at which anybody answers it; empty where none is set up.

    What people are seeing has one that is easily told, unless an exercise is called so.
    """
    if not settings.ANSWERS_DOMAIN:
        return ""
    slug = exercise.slug
    if exercise.kind == ExerciseKind.SEEING and not _is_taken(SEEING, exercise):
        slug = SEEING
    return public_address(
        exercise=slug, system=exercise.system.slug, domain=settings.ANSWERS_DOMAIN
    )


def _own(token: str, at: datetime) -> Mailbox:
    try:
        link = links.open_link(token=token, purpose=ANSWER, at=at, use=USE)
    except NotFound as problem:
        raise NotFound(NOBODY) from problem
    invitations = Invitation.objects.select_related("exercise__system", "location")
    invitation = invitations.get(pk=link.subject_id)
    return Mailbox(invitation.exercise, invitation)


def _open(exercise: str, system: str) -> Mailbox:
    exercises = Exercise.objects.filter(system__slug=system).select_related("system")
    found = exercises.filter(slug=exercise).first() if exercise else None
    if found is None and exercise == SEEING:
        found = exercises.filter(kind=ExerciseKind.SEEING).first()
    if found is None:
        raise NotFound(NOBODY)
    return Mailbox(found)


def _is_taken(slug: str, exercise: Exercise) -> bool:
    return Exercise.objects.filter(system=exercise.system_id, slug=slug).exists()

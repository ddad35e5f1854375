"""Worries about somebody's safety, for those who look into them and for nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from regard.domains.engagement.models import Concern, Contribution
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import ConcernState
from regard.domains.engagement.types.care import ConcernRow
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound
from regard.foundation.mail.models import Message, State

if TYPE_CHECKING:
    from regard.domains.register.models import System

SETTLED_SHOWN = 50


@dataclass(frozen=True)
class Waiting:
    """How many worries nobody has settled, and how many of these nobody has looked at in time."""

    open: int
    overdue: int


def list_concerns(
    *, system: System, caller: Caller, is_settled: bool, at: datetime
) -> list[ConcernRow]:
    """
    Return worries: open ones by when they are due, or the last settled. One query.

    :raises NotAllowed: if the caller does not look into them.
    """
    require(caller, Permission.TRIAGE, system)
    concerns = _of(system).filter(settled_at__isnull=not is_settled)
    if is_settled:
        concerns = concerns.order_by("-settled_at", "-pk")[:SETTLED_SHOWN]
    else:
        concerns = concerns.order_by("due_at", "pk")
    return [_row(concern, at) for concern in concerns]


def get_concern(
    *, system: System, concern_id: int, caller: Caller, at: datetime
) -> tuple[ConcernRow, Contribution]:
    """
    Return a worry, with the contribution whose words raised it.

    :raises NotAllowed: if the caller does not look into them.
    :raises NotFound: if there is none.
    """
    require(caller, Permission.TRIAGE, system)
    found = _of(system).filter(pk=concern_id).first()
    if found is None:
        raise NotFound("There is nothing at this address")
    return _row(found, at), found.contribution


def count_concerns(*, system: System, caller: Caller, at: datetime) -> Waiting | None:
    """Return how many wait; None for who does not look into them. One query."""
    if not is_allowed(caller, Permission.TRIAGE, system):
        return None
    due = list(_of(system).filter(settled_at=None).values_list("due_at", "taken_at"))
    return Waiting(len(due), sum(taken is None and by < at for by, taken in due))


def triage_url(*, system: System) -> str:
    """Return the address of the list, in full, for the email that leads to it."""
    return f"{settings.PUBLIC_ADDRESS}{reverse('engagement:triage', args=[system.slug])}"


def list_to_send(*, about: str) -> list[int]:
    """Return the emails to those who look into worries that wait to be sent. For the job."""
    waiting = Message.objects.filter(about=about, state=State.WAITING).order_by("pk")
    return list(waiting.values_list("pk", flat=True))


def _of(system: System) -> QuerySet[Concern]:
    concerns = Concern.objects.filter(contribution__system=system)
    return concerns.select_related("contribution__exercise__system")


def _row(concern: Concern, at: datetime) -> ConcernRow:
    exercise = concern.contribution.exercise
    return ConcernRow(
        concern_id=concern.pk,
        exercise_id=exercise.pk,
        exercise=exercise.title,
        slug=exercise.slug,
        receipt=concern.contribution.receipt,
        words=tuple(concern.words.splitlines()),
        state=ConcernState(concern.state),
        raised_at=concern.raised_at,
        due_at=concern.due_at,
        is_overdue=concern.taken_at is None and concern.settled_at is None and concern.due_at < at,
        taken_by=concern.taken_by,
        taken_at=concern.taken_at,
        note=concern.note,
        settled_at=concern.settled_at,
    )

"""Receive a council's needs assessment, and let what it makes due fall due."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Assessment, Evidence, Obligation, Round
from regard.domains.governance.rules import obligations as rules
from regard.domains.governance.types import DutyEvent, EvidenceKind, HolderKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.design.words import date_words

from .obligations import duties_in_force

if TYPE_CHECKING:
    from datetime import date, datetime

    from regard.domains.governance.models import Duty
    from regard.domains.register.models import Council, System
    from regard.foundation.files.models import File


class CannotReceive(Refusal):
    """It is not there to be read, or its days cannot be."""


@dataclass(frozen=True)
class Received:
    """
    A needs assessment as it came.

    Attributes:
        dated: the day it bears.
        address: where it is published; empty where only its file is kept.
    """

    council: Council
    title: str
    dated: date
    received_on: date
    address: str = ""
    file: File | None = None


@transaction.atomic
def receive_assessment(*, system: System, received: Received, by: str, at: datetime) -> Assessment:
    """
    Keep a needs assessment that came, and let the duties fall due that it makes due.

    A council's duty to send it is offered the assessment itself as evidence.

    :raises CannotReceive: if it has no title, neither address nor file, bears a later day than
        it came on, or is said to have come on a day that has not.
    """
    _check(received, at)
    made = Assessment.objects.create(
        system=system,
        council=received.council,
        title=received.title.strip(),
        dated=received.dated,
        received_on=received.received_on,
        address=received.address.strip(),
        file=received.file,
    )
    rounds = _open_rounds(made, by)
    own = [each for each in rounds if each.obligation.holder == HolderKind.COUNCIL]
    Evidence.objects.bulk_create(
        Evidence(
            round=each,
            kind=EvidenceKind.ASSESSMENT,
            words=f"The partnership received it on {date_words(made.received_on)}.",
            assessment=made,
            offered_on=made.received_on,
            offered_by=by,
        )
        for each in own
    )
    detail: dict[str, object] = {"fell_due": len(rounds)}
    ledger.record(event="assessment.received", subject=made, by=by, at=at, detail=detail)
    return made


def _check(received: Received, at: datetime) -> None:
    if not received.title.strip():
        raise CannotReceive("Give the assessment its title")
    if not received.address.strip() and received.file is None:
        raise CannotReceive("Say where it is published, or add its file")
    if received.address.strip() and not received.address.startswith(("https://", "http://")):
        raise CannotReceive("Enter an address that begins with https://")
    if received.received_on < received.dated:
        raise CannotReceive("It bears a later day than the one on which it came")
    if received.received_on > at.date():
        raise CannotReceive("It cannot have come on a day that has not")


def _open_rounds(made: Assessment, by: str) -> list[Round]:
    """Return a round for everyone whose duty it makes due; of councils, only for its own."""
    on, system = made.received_on, made.system
    in_force = duties_in_force(system=system, on=on).filter(event=DutyEvent.NEEDS_ASSESSMENT)
    duties: dict[str, Duty] = {each.code: each for each in in_force}
    live = Obligation.objects.filter(system=system, code__in=duties, valid_to=None)
    return Round.objects.bulk_create(
        Round(
            obligation=each,
            fell_on=on,
            due_on=rules.day_to_act_by(fell_on=on, days_to_act=duties[each.code].days_to_act),
            why=f"{made.council.name}’s needs assessment was received",
            assessment=made,
            by=by,
        )
        for each in live
        if each.holder != HolderKind.COUNCIL or each.council_id == made.council_id
    )

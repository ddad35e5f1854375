"""What taking part was supported with: claims, decisions on them, payments, grants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Body, Holder, Meeting, Support
from regard.domains.governance.types import ClaimState, SupportKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from regard.domains.register.models import System


class CannotClaim(Refusal):
    """The claim lacks something; the message says what."""


class CannotDecide(Refusal):
    """The claim was decided already, or the decision lacks its reason."""


@dataclass(frozen=True)
class SupportFacts:
    """
    What somebody was supported with.

    Attributes:
        on: the day it was for.
        minutes: of time given; None where it is not about time.
        network_id, organisation_id: on the register, to which it went; else `recipient` by name.
    """

    kind: SupportKind
    what: str
    on: date
    pence: int
    minutes: int | None = None
    network_id: int | None = None
    organisation_id: int | None = None
    recipient: str = ""


@transaction.atomic
def claim(
    *,
    body: Body,
    holder: Holder | None,
    meeting: Meeting | None,
    facts: SupportFacts,
    by: str,
    at: datetime,
) -> Support:
    """
    Claim what taking part in a body cost. It waits for an answer.

    :param holder: whose time it is, if they hold a seat; their provider is the one paid.
    :raises CannotClaim: if it is for a day to come, for nothing, or claimed already.
    """
    _check(facts, at)
    if holder is not None and meeting is not None:
        earlier = Support.objects.filter(holder=holder, meeting=meeting, kind=facts.kind)
        if earlier.exclude(state=ClaimState.REFUSED).exists():
            raise CannotClaim("This meeting has been claimed for already")
    made = _make(body.system, facts, state=ClaimState.CLAIMED, by=by)
    made.body, made.meeting, made.holder = body, meeting, holder
    if holder is not None and made.organisation_id is None:
        made.organisation_id = holder.organisation_id
        made.recipient = "" if holder.organisation_id else made.recipient or holder.works_at
    made.save()
    ledger.record(event="support.claimed", subject=made, by=by, at=at, detail=_detail(made))
    return made


@transaction.atomic
def decide_claim(
    *, support: Support, pence: int, reason: str, is_approved: bool, by: str, at: datetime
) -> Support:
    """
    Approve a claim, in whole or in part, or refuse it.

    :param pence: what is approved; less than was claimed needs a reason.
    :raises CannotDecide: if it is decided, more than was claimed, or the reason is missing.
    """
    support = _lock(support, ClaimState.CLAIMED)
    reason = reason.strip()
    if is_approved and not 0 < pence <= support.pence:
        raise CannotDecide("Approve what was claimed, or a part of it")
    if (not is_approved or pence < support.pence) and not reason:
        raise CannotDecide("Say why, for whoever claimed it")
    if support.claimed_by == by:
        raise CannotDecide("Somebody else has to decide on what you claimed yourself")
    detail: dict[str, object] = {"claimed": support.pence, "approved": pence if is_approved else 0}
    support.state = ClaimState.APPROVED if is_approved else ClaimState.REFUSED
    support.pence = pence if is_approved else support.pence
    support.reason, support.decided_by, support.decided_on = reason, by, at.date()
    support.save()
    ledger.record(event="support.decided", subject=support, by=by, at=at, detail=detail)
    return support


@transaction.atomic
def pay(*, support: Support, on: date, by: str, at: datetime) -> Support:
    """
    Record that an approved claim was paid.

    :raises CannotDecide: if it is not approved, or the day is to come.
    """
    support = _lock(support, ClaimState.APPROVED)
    if on > at.date():
        raise CannotDecide("The day it was paid is still to come")
    support.state, support.paid_on = ClaimState.PAID, on
    support.save()
    ledger.record(event="support.paid", subject=support, by=by, at=at)
    return support


@transaction.atomic
def record_support(
    *, system: System, facts: SupportFacts, body: Body | None = None, by: str, at: datetime
) -> Support:
    """
    Record a grant, training or something in kind that was given.

    :raises CannotClaim: if it is for a day to come, for nothing, or nobody is named.
    """
    _check(facts, at)
    if not (facts.network_id or facts.organisation_id or facts.recipient.strip()):
        raise CannotClaim("Say whom it went to")
    made = _make(system, facts, state=ClaimState.PAID, by=by)
    made.body = body
    made.decided_by, made.decided_on, made.paid_on = by, at.date(), facts.on
    made.save()
    ledger.record(event="support.recorded", subject=made, by=by, at=at, detail=_detail(made))
    return made


def _check(facts: SupportFacts, at: datetime) -> None:
    if facts.on > at.date():
        raise CannotClaim("The day it is for is still to come")
    if facts.pence <= 0:
        raise CannotClaim("Enter an amount above nothing")
    if not facts.what.strip():
        raise CannotClaim("Say what it was for")


def _make(system: System, facts: SupportFacts, *, state: ClaimState, by: str) -> Support:
    return Support(
        system=system,
        kind=facts.kind,
        what=facts.what.strip(),
        on=facts.on,
        pence=facts.pence,
        minutes=facts.minutes,
        network_id=facts.network_id,
        organisation_id=facts.organisation_id,
        recipient=facts.recipient.strip(),
        state=state,
        claimed_by=by,
    )


def _lock(support: Support, state: ClaimState) -> Support:
    found = Support.objects.select_for_update().get(pk=support.pk)
    if found.state != state:
        raise CannotDecide(
            f"This claim is no longer open: {ClaimState(found.state).label.lower()}"
        )
    return found


def _detail(support: Support) -> dict[str, object]:
    return {"kind": support.kind, "pence": support.pence}

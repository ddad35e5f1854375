"""Offer evidence that a duty was met, withdraw it, and look at it in one's own name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import Acceptance, Evidence, Obligation, Round
from regard.domains.governance.queries.duties import get_duty_versions, version_on
from regard.domains.governance.queries.duty_history import list_live_evidence
from regard.domains.governance.types import DecisionState, EvidenceKind, MeetingState, TermsState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from regard.domains.governance.models import Assessment, Decision, Meeting, Seat, Terms
    from regard.foundation.files.models import File


class CannotOffer(Refusal):
    """It is no evidence that could be offered."""


class CannotWithdraw(Refusal):
    """It is withdrawn already, or no reason is given."""


class CannotAccept(Refusal):
    """The evidence cannot be accepted, or refused, so."""


@dataclass(frozen=True)
class Thing:
    """
    What is offered: one thing in Regard, a file that is kept, or an address.

    Attributes:
        words: what it shows.
    """

    words: str
    decision: Decision | None = None
    terms: Terms | None = None
    seat: Seat | None = None
    meeting: Meeting | None = None
    file: File | None = None
    assessment: Assessment | None = None
    address: str = ""

    @property
    def kind(self) -> EvidenceKind:
        """Return which it is. A thing that is nothing reads as an address that is missing."""
        named = {
            EvidenceKind.DECISION: self.decision,
            EvidenceKind.TERMS: self.terms,
            EvidenceKind.SEAT: self.seat,
            EvidenceKind.MEETING: self.meeting,
            EvidenceKind.FILE: self.file,
            EvidenceKind.ASSESSMENT: self.assessment,
        }
        return next((kind for kind, thing in named.items() if thing), EvidenceKind.ADDRESS)


@dataclass(frozen=True)
class Verdict:
    """
    What a named person says of the evidence that they looked at.

    Attributes:
        name: their name and office.
        reason: needed where they do not accept it.
        until: first day on which the acceptance has lapsed; None: it does not by itself.
    """

    is_accepted: bool
    name: str
    reason: str = ""
    until: date | None = None


@transaction.atomic
def offer_evidence(
    *, obligation: Obligation, rounds: Sequence[Round], thing: Thing, by: str, at: datetime
) -> list[Evidence]:
    """
    Offer evidence for one or several times that a duty fell due.

    Where it never fell due, it is taken to fall due on this day, with no last day.

    :raises CannotOffer: if it shows nothing, is of another system, not final, or no page's
        address; or if one of the times has not come or was closed.
    """
    on = timezone.localdate(at)
    Obligation.objects.select_for_update().get(pk=obligation.pk)
    _check_thing(obligation, thing)
    chosen = rounds or [_first_round(obligation, on, by)]
    for each in chosen:
        if each.obligation_id != obligation.pk or each.fell_on > on:
            raise CannotOffer("It has not fallen due yet for which this is offered")
        if each.closed_on is not None:
            raise CannotOffer("Nothing more is asked for the time for which this is offered")
    made = [_keep(each, thing, by=by, on=on) for each in chosen]
    detail: dict[str, object] = {"kind": thing.kind, "evidence": [each.pk for each in made]}
    ledger.record(event="evidence.offered", subject=obligation, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, why: str, by: str, at: datetime) -> None:
    """
    Offer a piece of evidence no more. It can still be read, with why.

    :raises CannotWithdraw: if it is withdrawn, or no reason is given.
    """
    found = Evidence.objects.select_for_update().select_related("round").get(pk=evidence.pk)
    if not why.strip():
        raise CannotWithdraw("Say why it is withdrawn")
    if found.withdrawn_on is not None:
        raise CannotWithdraw("It is withdrawn already")
    found.withdrawn_on, found.why_withdrawn = timezone.localdate(at), why.strip()
    found.save(update_fields=["withdrawn_on", "why_withdrawn", "updated_at"])
    detail: dict[str, object] = {"evidence": found.pk}
    ledger.record(
        event="evidence.withdrawn", subject=found.round.obligation, by=by, at=at, detail=detail
    )


@transaction.atomic
def look_at_evidence(*, duty_round: Round, verdict: Verdict, by: str, at: datetime) -> Acceptance:
    """
    Say in somebody's name that the evidence of a round is accepted, or why it is not.

    What is there on the day is what they saw; what is offered later waits for the next look.

    :raises CannotAccept: if the round was closed, there is no evidence, no version of the duty
        is in force, nobody is named, no reason is given for not accepting it, or its time is
        over at once.
    """
    on = timezone.localdate(at)
    obligation = Obligation.objects.select_for_update().get(pk=duty_round.obligation_id)
    versions = get_duty_versions(system=obligation.system, code=obligation.code)
    in_force = version_on(versions, on)
    found = Round.objects.get(pk=duty_round.pk)
    if found.closed_on is not None:
        raise CannotAccept("Nothing more is asked for this time: it was closed")
    seen = list_live_evidence(duty_round=found, on=on)
    reason = reason_not_to_look(verdict, on=on, has_evidence=bool(seen))
    if reason or in_force is None:
        raise CannotAccept(reason or "No version of this duty is in force")
    made = Acceptance.objects.create(
        round=found,
        is_accepted=verdict.is_accepted,
        name=verdict.name.strip(),
        reason=verdict.reason.strip(),
        on=on,
        until=verdict.until if verdict.is_accepted else None,
        version=in_force.version,
        seen=[each.pk for each in seen],
        by=by,
    )
    detail: dict[str, object] = {"accepted": made.is_accepted, "seen": made.seen}
    ledger.record(event="evidence.looked_at", subject=obligation, by=by, at=at, detail=detail)
    return made


def reason_not_to_look(verdict: Verdict, *, on: date, has_evidence: bool) -> str:
    """Return why a verdict cannot be given, in words; empty where it can."""
    if not has_evidence:
        return "There is no evidence to look at"
    if not verdict.name.strip():
        return "Name who answers for it, with their office"
    if not verdict.is_accepted and not verdict.reason.strip():
        return "Say why it is not accepted"
    if verdict.is_accepted and verdict.until is not None and verdict.until <= on:
        return "It would have lapsed at once: choose a later day"
    return ""


def _check_thing(obligation: Obligation, thing: Thing) -> None:
    if not thing.words.strip():
        raise CannotOffer("Say what it shows")
    if thing.kind is EvidenceKind.ADDRESS and not thing.address.startswith(
        ("https://", "http://")
    ):
        raise CannotOffer("Enter an address that begins with https://")
    if _system_of(thing, obligation.system_id) != obligation.system_id:
        raise CannotOffer("It belongs to another system")
    if thing.decision and thing.decision.state != DecisionState.RECORDED:
        raise CannotOffer("The decision is a draft: record it first")
    if thing.terms and thing.terms.state != TermsState.ADOPTED:
        raise CannotOffer("The terms of reference are a draft: adopt them first")
    if thing.meeting and thing.meeting.state == MeetingState.CANCELLED:
        raise CannotOffer("The meeting was cancelled")


def _system_of(thing: Thing, otherwise: int) -> int:
    if thing.terms:
        return thing.terms.body.system_id
    if thing.seat:
        return thing.seat.body.system_id
    owner = thing.decision or thing.meeting or thing.assessment
    return owner.system_id if owner else otherwise


def _first_round(obligation: Obligation, on: date, by: str) -> Round:
    if obligation.rounds.filter(fell_on__lte=on, closed_on=None).exists():
        raise CannotOffer("Choose for which time it is offered")
    return Round.objects.create(
        obligation=obligation, fell_on=on, why="Evidence came before it fell due", by=by
    )


def _keep(duty_round: Round, thing: Thing, *, by: str, on: date) -> Evidence:
    return Evidence.objects.create(
        round=duty_round,
        kind=thing.kind,
        words=thing.words.strip(),
        decision=thing.decision,
        terms=thing.terms,
        seat=thing.seat,
        meeting=thing.meeting,
        file=thing.file,
        assessment=thing.assessment,
        address=thing.address.strip(),
        offered_on=on,
        offered_by=by,
    )

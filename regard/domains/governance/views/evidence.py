"""Evidence: offer it, withdraw it, and look at it in one's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.duties import (
    OFFERED_KINDS,
    LookForm,
    OfferForm,
    WhyForm,
    read_evidence_kind,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import duty_history as words
from regard.domains.governance.rules.obligations import accepted_until
from regard.domains.governance.types import EvidenceKind, Rhythm
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.design.words import date_words

from .duty_acts import keep_upload
from .duty_asked import address, frame, get_one

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.governance.models import Obligation, Round
    from regard.domains.register.models import System


@require_http_methods(["GET", "POST"])
def offer_evidence(request: Request, system: str, obligation_id: int) -> HttpResponse:
    here, one = get_one(request, system, obligation_id, to=Permission.OFFER_EVIDENCE)
    kind = read_evidence_kind(request.GET.get("kind", ""))
    at = timezone.now()
    on = timezone.localdate(at)
    rounds = _open_rounds(one)
    form = OfferForm(
        sent(request),
        request.FILES or None,
        kind=kind,
        choices=queries.list_evidence_choices(system=here, kind=kind, on=on),
        rounds=[(str(each.pk), f"{date_words(each.fell_on)}: {each.why}") for each in rounds],
    )
    if form.is_valid() and _offer(request, one, form, rounds, at):
        messages.success(request, "Offered. It waits for a named person to look at it.")
        return redirect(address(one))
    versions = queries.get_duty_versions(system=here, code=one.code)
    context = frame(request, here, "Offer evidence", "duties", one=one) | {
        "form": form,
        "duty": queries.version_on(versions, on) or versions[-1],
        "kind": kind,
        "kinds": [(k.label, f"?kind={k.value}", k is kind) for k in OFFERED_KINDS],
        "back": address(one),
    }
    return render(request, "governance/offer_evidence.jinja", context)


@require_http_methods(["GET", "POST"])
def withdraw_evidence(
    request: Request, system: str, obligation_id: int, evidence_id: int
) -> HttpResponse:
    here, one = get_one(request, system, obligation_id, to=Permission.OFFER_EVIDENCE)
    piece = queries.get_evidence(obligation=one, evidence_id=evidence_id)
    form = WhyForm(sent(request))
    if form.is_valid():
        with form.showing_refusals("why"):
            actions.withdraw_evidence(
                evidence=piece,
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Withdrawn. It can still be read, with your reason.")
            return redirect(address(one))
    context = frame(request, here, "Withdraw this evidence?", "duties", one=one) | {
        "form": form,
        "mind": piece.words,
        "label": "Withdraw it",
        "kind": "warning",
        "back": address(one),
    }
    return render(request, "governance/duty_form.jinja", context)


@require_http_methods(["GET", "POST"])
def look_at_evidence(
    request: Request, system: str, obligation_id: int, round_id: int
) -> HttpResponse:
    here, one = get_one(request, system, obligation_id, to=Permission.ACCEPT_EVIDENCE)
    duty_round = queries.get_round(obligation=one, round_id=round_id)
    at = timezone.now()
    on = timezone.localdate(at)
    versions = queries.get_duty_versions(system=here, code=one.code)
    text = queries.version_on(versions, on) or versions[-1]
    initial = {
        "name": request.caller.name,
        "until": accepted_until(on=on, rhythm=Rhythm(text.rhythm)),
    }
    form = LookForm(sent(request), initial=initial)
    if form.is_valid() and _look(request, duty_round, form, at):
        messages.success(request, "Kept, in the name that you gave.")
        return redirect(address(one))
    seen = queries.list_live_evidence(duty_round=duty_round, on=on)
    names = queries.list_person_names(each.offered_by for each in seen)
    context = frame(request, here, "Look at the evidence", "duties", one=one) | {
        "form": form,
        "duty": text,
        "evidence": [words.evidence_card(system, one.pk, each, set(), names, on) for each in seen],
        "is_own": all(each.offered_by == request.caller.by for each in seen),
        "back": address(one),
    }
    return render(request, "governance/look_at_evidence.jinja", context)


def _open_rounds(one: Obligation) -> list[Round]:
    """Return the times for which evidence can be offered, the one that stands worst first."""
    today = timezone.localdate()
    row = queries.get_duty_row(obligation=one, on=today)
    found = {each.round_id for each in row.rounds} if row else set()
    rounds = one.rounds.filter(pk__in=found).order_by("-fell_on", "-pk")
    return [each for each in rounds if row and _counts(row, each.pk)]


def _counts(row: queries.DutyRow, round_id: int) -> bool:
    """Return whether evidence is asked for in a round, or it is the newest."""
    its = next(each for each in row.rounds if each.round_id == round_id)
    return its is row.rounds[-1] or not its.facts.was_accepted


def _offer(
    request: Request, one: Obligation, form: OfferForm, rounds: list[Round], at: datetime
) -> bool:
    """Offer what was sent, and return whether it could be."""
    chosen = form.cleaned_data.get("rounds") or [str(each.pk) for each in rounds[:1]]
    with form.showing_refusals():
        actions.offer_evidence(
            obligation=one,
            rounds=[each for each in rounds if str(each.pk) in chosen],
            thing=_thing(request, one.system, form, at),
            by=request.caller.by,
            at=at,
        )
        return True
    return False


def _thing(request: Request, here: System, form: OfferForm, at: datetime) -> actions.Thing:
    data = form.cleaned_data
    said = data["words"]
    if form.kind is EvidenceKind.FILE:
        return actions.Thing(said, file=keep_upload(request, here, at, "evidence"))
    if form.kind is EvidenceKind.ADDRESS:
        return actions.Thing(said, address=data["address"].strip())
    found = queries.get_evidence_thing(system=here, kind=form.kind, number=data["thing"])
    return actions.Thing(said, **{form.kind.value: found})


def _look(request: Request, duty_round: Round, form: LookForm, at: datetime) -> bool:
    """Keep a look at the evidence, and return whether it could be."""
    with form.showing_refusals():
        actions.look_at_evidence(
            duty_round=duty_round, verdict=form.verdict(), by=request.caller.by, at=at
        )
        return True
    return False

"""Whether an exercise is fair: the page for everyone, and showing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement.actions import gate as actions
from regard.domains.engagement.forms.gate import OverrideForm, ProofForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import gate as presenters
from regard.domains.engagement.queries.gate import get_gate, get_proof
from regard.domains.engagement.rules.gate import TIME_SOURCE
from regard.domains.engagement.types import Principle, Stage
from regard.domains.engagement.types.gate import OFFERED, Sign
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise
from .kept_files import hand_out, keep_upload

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.foundation.design.forms import Form


@require_GET
def gate(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what makes an exercise fair, and what is missing. Public once it is open."""
    found = find_exercise(request, system, slug)
    states = get_gate(exercise=found, today=timezone.localdate())
    may_run = is_allowed(request.caller, Permission.RUN_EXERCISES, found)
    stage = Stage(found.stage)
    context = below(found, title="Is it fair?") | {
        "lede": presenters.gate_lede(states, stage=stage),
        "cards": presenters.gate_cards(states, found, may_run=may_run),
        "time_source": TIME_SOURCE,
        "may_run": may_run,
        "can_open": may_run and stage is Stage.DRAFT and not presenters.count_missing(states),
        "withdrawable": [p.value for p in _withdrawable(stage)] if may_run else [],
    }
    return render(request, "engagement/gate.jinja", context)


@require_http_methods(["GET", "POST"])
def offer_proof(request: Request, system: str, slug: str, sign: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    wanted = _sign(sign)
    form = ProofForm(sent(request), request.FILES or None)
    if form.is_valid() and _offer(request, found, wanted, form):
        messages.success(request, "Kept in your name. Everyone can read it once it is open.")
        return redirect(address("gate", found))
    context = below(found, title=wanted.label) | {
        "lede": "Show in your own name what the system cannot find by itself.",
        "form": form,
        "label": "Keep it",
        "back": address("gate", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_POST
def withdraw_proof(request: Request, system: str, slug: str, proof_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    proof = get_proof(exercise=found, proof_id=proof_id)
    actions.withdraw_proof(proof=proof, by=request.caller.by, at=timezone.now())
    messages.success(request, "Withdrawn. It is no longer shown.")
    return redirect(address("gate", found))


@require_GET
def proof_file(request: Request, system: str, slug: str, proof_id: int) -> FileResponse:
    """Hand out the file of a proof, to whoever sees the exercise."""
    found = find_exercise(request, system, slug)
    proof = get_proof(exercise=found, proof_id=proof_id)
    if proof.file is None:
        raise NotFound("This proof has no file")
    return hand_out(proof.file)


@require_http_methods(["GET", "POST"])
def override_principle(request: Request, system: str, slug: str, principle: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    wanted = _principle(principle)
    form = OverrideForm(sent(request))
    if form.is_valid() and _override(request, found, wanted, form):
        messages.success(request, "Kept. It stands on the exercise’s page for everyone to read.")
        return redirect(address("gate", found))
    context = below(found, title=f"Go on without: “{wanted.label}”") | {
        "lede": "A court may ask about this. It cannot be taken back, and everyone sees it.",
        "form": form,
        "label": "Go on without it",
        "kind": "warning",
        "back": address("gate", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


def _withdrawable(stage: Stage) -> list[Principle]:
    if stage is Stage.DRAFT:
        return list(Principle)
    return [Principle.CONSIDERED] if stage is not Stage.ANSWERED else []


def _sign(typed: str) -> Sign:
    if typed not in {sign.value for sign in OFFERED}:
        raise NotFound("There is nothing to show here")
    return Sign(typed)


def _principle(typed: str) -> Principle:
    if typed not in {each.value for each in Principle}:
        raise NotFound("There is no such principle")
    return Principle(typed)


def _offer(request: Request, exercise: Exercise, sign: Sign, form: ProofForm) -> bool:
    at = timezone.now()
    shown = actions.Shown(
        words=form.cleaned_data["words"],
        url=form.cleaned_data["url"],
        file=keep_upload(request, exercise, what="proof of a fair exercise", at=at),
    )
    try:
        actions.offer_proof(exercise=exercise, sign=sign, shown=shown, by=request.caller.by, at=at)
    except actions.CannotProve as refusal:
        _show(form, refusal.reasons)
        return False
    return True


def _override(
    request: Request, exercise: Exercise, principle: Principle, form: OverrideForm
) -> bool:
    try:
        actions.override_principle(
            exercise=exercise,
            principle=principle,
            because=form.cleaned_data["because"],
            named=form.cleaned_data["named"],
            by=request.caller.by,
            at=timezone.now(),
        )
    except actions.CannotProve as refusal:
        _show(form, refusal.reasons)
        return False
    return True


def _show(form: Form, reasons: dict[str, str]) -> None:
    for field, reason in reasons.items():
        form.add_error(field or None, reason)

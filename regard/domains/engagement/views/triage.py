"""Worries about somebody's safety: a private list, and what is done about each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions import safeguarding as actions
from regard.domains.engagement.forms.care import NoConcernForm, PassOnForm
from regard.domains.engagement.presenters.care import CONCERN_TAGS, concern_when, triage_lede
from regard.domains.engagement.queries import safeguarding as queries
from regard.domains.engagement.queries.contributions import list_own_answers
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation.design.forms import Form

TAKE_UP, PASS_ON, SETTLE = "take_up", "pass_on", "settle"


@never_cache
@require_GET
def triage(request: Request, system: str) -> HttpResponse:
    """List what waits, the most pressing first, and what was settled last."""
    found = register.get_system(slug=system, caller=request.caller)
    at = timezone.now()
    opened = queries.list_concerns(system=found, caller=request.caller, is_settled=False, at=at)
    settled = queries.list_concerns(system=found, caller=request.caller, is_settled=True, at=at)
    waiting = queries.Waiting(len(opened), sum(row.is_overdue for row in opened))
    context = {
        "system": found,
        "section": "asked",
        "title": "Is somebody at risk?",
        "lede": triage_lede(waiting),
        "opened": opened,
        "settled": settled,
        "when": concern_when,
        "tags": CONCERN_TAGS,
    }
    return render(request, "engagement/triage.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def concern(request: Request, system: str, concern_id: int) -> HttpResponse:
    """Show one worry with the whole answer, and take it up, pass it on or settle it."""
    found = register.get_system(slug=system, caller=request.caller)
    row, contribution = queries.get_concern(
        system=found, concern_id=concern_id, caller=request.caller, at=timezone.now()
    )
    doing = request.POST.get("do", "")
    pass_on = PassOnForm(request.POST if doing == PASS_ON else None)
    settle = NoConcernForm(request.POST if doing == SETTLE else None)
    if doing and _do(request, concern_id, doing, pass_on, settle):
        return redirect("engagement:triage", system=found.slug)
    context = _under_triage(found, title=f"Answer {row.receipt}") | {
        "row": row,
        "when": concern_when(row),
        "tag": CONCERN_TAGS[row.state],
        "answers": list_own_answers(contribution=contribution),
        "pass_on": pass_on,
        "settle": settle,
        "form": settle if settle.is_bound else pass_on,
    }
    return render(request, "engagement/concern.jinja", context)


def _do(
    request: Request, concern_id: int, doing: str, pass_on: PassOnForm, settle: NoConcernForm
) -> bool:
    """Do what was pressed, and return whether it was done."""
    by, at = request.caller.by, timezone.now()
    if doing == TAKE_UP:
        actions.take_up_concern(concern_id=concern_id, by=by, at=at)
        messages.success(request, "You are looking into it.")
        return True
    form: Form = settle if doing == SETTLE else pass_on
    if not form.is_valid():
        return False
    with form.showing_refusals():
        if doing == SETTLE:
            because = settle.cleaned_data["because"]
            actions.settle_concern(concern_id=concern_id, because=because, by=by, at=at)
        else:
            to, note = pass_on.cleaned_data["to"], pass_on.cleaned_data["note"]
            actions.pass_concern_on(concern_id=concern_id, to=to, note=note, by=by, at=at)
        messages.success(request, "Written down.")
        return True
    return False


def _under_triage(system: System, *, title: str) -> dict[str, object]:
    crumbs = [("Is somebody at risk?", reverse("engagement:triage", args=[system.slug]))]
    return {"system": system, "section": "asked", "title": title, "crumbs": crumbs}

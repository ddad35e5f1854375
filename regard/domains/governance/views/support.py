"""The pages of what taking part was supported with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance.actions import support as actions
from regard.domains.governance.actions.support import SupportFacts
from regard.domains.governance.forms.support import ClaimForm, DecideForm, PaidForm, SupportForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import support as words
from regard.domains.governance.queries import support as queries
from regard.domains.governance.queries.bodies import get_body
from regard.domains.governance.rules.support import year_of, year_words
from regard.domains.governance.types import ClaimState, SupportKind
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import SignedIn
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.design.words import date_words
from regard.foundation.files import streams

from .pages import page_of

if TYPE_CHECKING:
    from regard.domains.governance.models import Holder
    from regard.domains.register.models import System


@require_GET
def support(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    totals = queries.list_totals(system=here)
    may_view = is_allowed(request.caller, Permission.VIEW_SUPPORT, here)
    context = _below(request, here, "What taking part was supported with") | {
        "lede": words.lede(totals, queries.count_waiting(system=here)),
        "totals": totals,
        "kinds": [kind.label for kind in SupportKind],
        "rows": words.total_rows(totals),
        "networks": _networks(totals),
        "may_view": may_view,
        "may_record": is_allowed(request.caller, Permission.DECIDE_CLAIMS, here),
        "own": queries.list_own_claims(system=here, caller=request.caller),
        "pounds": words.pounds,
        "tags": words.STATE_TAGS,
        "state_label": lambda state: ClaimState(state).label,
    }
    if may_view:
        year = year_of(timezone.localdate())
        context |= {
            "year": year_words(year),
            "sizes": [
                (label, providers, words.pounds(pence))
                for label, providers, pence in queries.sum_by_size(
                    system=here, caller=request.caller, year=year
                )
            ],
            "claims": queries.list_support(system=here, caller=request.caller, year=year),
            "went_to": words.went_to,
            "kind_label": lambda kind: SupportKind(kind).label,
        }
    return render(request, "governance/support.jinja", context)


@require_GET
def support_csv(request: Request, system: str) -> HttpResponseBase:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.VIEW_SUPPORT)
    return streams.answer(
        "csv",
        name=f"{here.slug}-support",
        sheet="Support",
        header=words.HEAD,
        rows=words.cells(queries.list_support(system=here, caller=request.caller)),
    )


@require_http_methods(["GET", "POST"])
def new_support(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.DECIDE_CLAIMS)
    networks = register.list_networks(system=here, on=timezone.localdate())
    form = SupportForm(sent(request), networks=[(str(n.network_id), n.name) for n in networks])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.showing_refusals():
            actions.record_support(
                system=here,
                facts=SupportFacts(
                    kind=SupportKind(data["kind"]),
                    what=data["what"],
                    on=data["on"],
                    pence=data["amount"],
                    network_id=int(data["network"]) if data["network"] else None,
                    recipient=data["recipient"],
                ),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Recorded.")
            return redirect("governance:support", system=here.slug)
    return _form(request, here, "Record a grant, training or something in kind", form, "Record it")


@require_http_methods(["GET", "POST"])
def claim_support(request: Request, system: str, slug: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    body = get_body(system=here, slug=slug, caller=request.caller, to=Permission.CLAIM)
    meetings = queries.list_claimable(body=body, today=timezone.localdate())
    form = ClaimForm(
        sent(request),
        meetings=[
            (str(m.pk), f"{date_words(m.starts_at)}: {m.title or body.name}") for m in meetings
        ],
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.showing_refusals():
            actions.claim(
                body=body,
                holder=_holder(request, here),
                meeting=next((m for m in meetings if str(m.pk) == data["meeting"]), None),
                facts=SupportFacts(
                    kind=SupportKind.BACKFILL,
                    what=data["what"],
                    on=data["on"],
                    pence=data["amount"],
                    minutes=data["minutes"],
                    recipient=request.caller.name,
                ),
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Your claim is in. You will see the answer on this page.")
            return redirect("governance:support", system=here.slug)
    return _form(request, here, f"Claim for taking part in {body.name}", form, "Claim")


@require_http_methods(["GET", "POST"])
def decide_support(request: Request, system: str, support_id: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_support(
        system=here, support_id=support_id, caller=request.caller, to=Permission.DECIDE_CLAIMS
    )
    waits = found.state == ClaimState.CLAIMED
    form: DecideForm | PaidForm | None = None
    if waits:
        form = DecideForm(sent(request), initial={"amount": f"{found.pence / 100:.2f}"})
    elif found.state == ClaimState.APPROVED:
        form = PaidForm(sent(request), initial={"on": timezone.localdate()})
    if request.method == "POST" and form is not None and form.is_valid():
        with form.showing_refusals():
            if waits:
                actions.decide_claim(
                    support=found,
                    pence=form.cleaned_data["amount"],
                    reason=form.cleaned_data["reason"],
                    is_approved=form.cleaned_data["answer"] == "yes",
                    by=request.caller.by,
                    at=timezone.now(),
                )
            else:
                actions.pay(
                    support=found,
                    on=form.cleaned_data["on"],
                    by=request.caller.by,
                    at=timezone.now(),
                )
            messages.success(request, "Saved.")
            return redirect("governance:support", system=here.slug)
    context = _below(request, here, found.what, is_deep=True) | {
        "support": found,
        "form": form,
        "pounds": words.pounds(found.pence),
        "went_to": words.went_to(found),
        "kind": SupportKind(found.kind).label,
        "state": ClaimState(found.state).label,
        "label": "Save" if waits else "It is paid",
        "back": reverse("governance:support", kwargs={"system": here.slug}),
    }
    return render(request, "governance/support_one.jinja", context)


def _holder(request: Request, here: System) -> Holder | None:
    caller = request.caller
    if isinstance(caller, SignedIn):
        return queries.find_holder(system=here, person_id=caller.person.pk)
    return None


def _networks(totals: list[queries.Totals]) -> list[tuple[str, str]]:
    return [(name, words.pounds(pence)) for name, pence in totals[0].networks] if totals else []


def _form(
    request: Request, here: System, title: str, form: ClaimForm | SupportForm, label: str
) -> HttpResponse:
    context = _below(request, here, title, is_deep=True) | {
        "form": form,
        "label": label,
        "back": reverse("governance:support", kwargs={"system": here.slug}),
    }
    return render(request, "governance/support_form.jinja", context)


def _below(
    request: Request, here: System, title: str, *, is_deep: bool = False
) -> dict[str, object]:
    address = reverse("governance:support", kwargs={"system": here.slug})
    return page_of(
        request,
        here,
        title,
        crumbs=[("What taking part was supported with", address)] if is_deep else [],
    )

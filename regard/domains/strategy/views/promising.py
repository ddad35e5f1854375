"""What a draft promises: the list, and the form of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import queries as governance
from regard.domains.register import queries as register
from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.actions import Promise
from regard.domains.strategy.forms.commitments import PromiseForm
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.presenters.commitments import present_commitments, promised_lede
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.design.finding import keep_finding, read_chosen

from .asked import get_both
from .looking import look_for_written

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.domains.strategy.models import Commitment, Strategy


@require_GET
def promises(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    rows = queries.list_commitments_of(strategy=found)
    earlier = queries.count_earlier_commitments(strategy=found)
    context = {
        "system": here,
        "section": "strategy",
        "title": "What it promises",
        "lede": promised_lede(rows, earlier=earlier),
        "crumbs": presenters.crumbs(here.slug, found),
        "strategy": found,
        "earlier": earlier,
        "views": present_commitments(rows, timezone.localdate()),
        "may_write": queries.get_rights(strategy=found, caller=request.caller).write,
    }
    return render(request, "strategy/promises.jinja", context)


@require_http_methods(["GET", "POST"])
def new_promise(request: Request, system: str, slug: str) -> HttpResponse:
    """Promise something; `?ref=` names the passage that says so."""
    here, found = get_both(request, system, slug, to=Permission.WRITE)
    form = _form(request, here, found, {"ref": request.GET.get("ref", "")})
    if form.is_valid():
        with form.showing_refusals():
            made = actions.make_commitment(
                strategy=found, promise=_promise(form), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"C{made.number} is promised in this draft.")
            return redirect("strategy:promises", system=here.slug, slug=slug)
    return _page(request, found, form, "Promise something")


@require_http_methods(["GET", "POST"])
def edit_promise(request: Request, system: str, number: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_commitment(
        system=here, number=number, caller=request.caller, to=Permission.WRITE
    )
    row = queries.as_commitment_row(commitment=found)
    form = _form(
        request,
        here,
        found.strategy,
        {
            "ref": row.passage_ref,
            "words": row.words,
            "body": str(found.body_id or ""),
            "owner": row.owner,
            "due_on": row.due_on,
        },
    )
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_commitment(
                commitment=found, promise=_promise(form), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect("strategy:promises", system=here.slug, slug=row.strategy_slug)
    return _page(request, found.strategy, form, f"Change C{number}", found)


@require_POST
def remove_promise(request: Request, system: str, number: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_commitment(
        system=here, number=number, caller=request.caller, to=Permission.WRITE
    )
    slug = found.strategy.slug
    actions.remove_commitment(commitment=found, by=request.caller.by, at=timezone.now())
    messages.success(request, f"C{number} is taken out of this draft.")
    return redirect("strategy:promises", system=here.slug, slug=slug)


def _form(
    request: Request, here: System, strategy: Strategy, initial: dict[str, object]
) -> PromiseForm:
    bodies = governance.list_bodies(system=here, on=timezone.localdate())
    form = PromiseForm(
        sent(request),
        passages=queries.shortlist_passages(
            strategy=strategy,
            looking=look_for_written(request, "words"),
            chosen=read_chosen(request, "ref", before=str(initial["ref"])),
        ),
        bodies=[(body.body_id, body.name) for body in bodies],
        initial=initial,
    )
    keep_finding(request, form)
    return form


def _promise(form: PromiseForm) -> Promise:
    data = form.cleaned_data
    return Promise(
        ref=data["ref"],
        words=data["words"],
        body_id=form.body_id(),
        owner=data["owner"],
        due_on=data["due_on"],
    )


def _page(
    request: Request,
    strategy: Strategy,
    form: PromiseForm,
    title: str,
    found: Commitment | None = None,
) -> HttpResponse:
    context = {
        "system": strategy.system,
        "section": "strategy",
        "title": title,
        "crumbs": [
            *presenters.crumbs(strategy.system.slug, strategy),
            ("What it promises", presenters.address("promises", strategy)),
        ],
        "form": form,
        "label": "Save",
        "found": found,
        "back": presenters.address("promises", strategy),
    }
    return render(request, "form_page.jinja", context)

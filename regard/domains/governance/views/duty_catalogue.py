"""The catalogue of duties, which is public, and the system's own duties in it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.duties import EndDutyForm, LocalDutyForm, said_of
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import duty_catalogue as words
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed

from .duty_asked import CATALOGUE, frame, get_here, read_on


@require_GET
def duty_catalogue(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    on, today = read_on(request)
    rows = words.catalogue_rows(queries.list_duty_versions(system=here), on=on)
    context = frame(request, here, CATALOGUE, "duty_catalogue") | {
        "lede": words.catalogue_lede(rows),
        "groups": words.by_kind(rows),
        "may_add": is_allowed(request.caller, Permission.OFFER_EVIDENCE, here),
        "on": on,
        "is_today": on == today,
    }
    return render(request, "governance/duty_catalogue.jinja", context)


@require_GET
def duty_text(request: Request, system: str, duty_code: str) -> HttpResponse:
    """Show one duty of the catalogue, in all its versions."""
    here = register.get_system(slug=system, caller=request.caller)
    on, today = read_on(request)
    versions = queries.get_duty_versions(system=here, code=duty_code)
    row = words.catalogue_row(versions, on=on)
    is_ours = row.duty.system_id is not None and row.duty.valid_to is None
    context = frame(request, here, f"{duty_code} {row.duty.title}", "duty_catalogue") | {
        "lede": row.duty.summary,
        "row": row,
        "facts": words.facts_of(row.duty),
        "versions": list(reversed(versions)),
        "may_edit": is_ours and is_allowed(request.caller, Permission.OFFER_EVIDENCE, here),
        "on": on,
        "is_today": on == today,
    }
    return render(request, "governance/duty_text.jinja", context)


@require_http_methods(["GET", "POST"])
def new_local_duty(request: Request, system: str) -> HttpResponse:
    here = get_here(request, system, to=Permission.OFFER_EVIDENCE)
    form = LocalDutyForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_local_duty(
                system=here,
                given=form.given(),
                valid_from=form.cleaned_data["valid_from"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{made.code} is in the catalogue. Now follow it.")
            return redirect("governance:duties", system=system)
    context = frame(request, here, "Add a duty of our own", "duty_catalogue") | {
        "form": form,
        "label": "Add it",
        "back": reverse("governance:duty_catalogue", kwargs={"system": system}),
    }
    return render(request, "governance/duty_form.jinja", context)


@require_http_methods(["GET", "POST"])
def revise_local_duty(request: Request, system: str, duty_code: str) -> HttpResponse:
    here = get_here(request, system, to=Permission.OFFER_EVIDENCE)
    newest = queries.get_duty_versions(system=here, code=duty_code)[-1]
    form = LocalDutyForm(sent(request), initial=said_of(newest))
    if form.is_valid():
        with form.showing_refusals():
            actions.revise_local_duty(
                duty=newest,
                given=form.given(),
                valid_from=form.cleaned_data["valid_from"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{duty_code} has a new version. The old one is kept.")
            return redirect("governance:duty_text", system=system, duty_code=duty_code)
    context = frame(request, here, f"A new version of {duty_code}", "duty_catalogue") | {
        "form": form,
        "label": "Begin the new version",
        "back": reverse("governance:duty_text", kwargs={"system": system, "duty_code": duty_code}),
        "mind": "What was accepted for the version before lapses on the day this one begins.",
    }
    return render(request, "governance/duty_form.jinja", context)


@require_http_methods(["GET", "POST"])
def end_local_duty(request: Request, system: str, duty_code: str) -> HttpResponse:
    here = get_here(request, system, to=Permission.OFFER_EVIDENCE)
    newest = queries.get_duty_versions(system=here, code=duty_code)[-1]
    form = EndDutyForm(sent(request))
    if form.is_valid():
        with form.showing_refusals("on"):
            actions.end_local_duty(
                duty=newest,
                on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{duty_code} ends. Its history can be read on.")
            return redirect("governance:duty_text", system=system, duty_code=duty_code)
    context = frame(request, here, f"End {duty_code}?", "duty_catalogue") | {
        "form": form,
        "label": "End it",
        "kind": "warning",
        "back": reverse("governance:duty_text", kwargs={"system": system, "duty_code": duty_code}),
    }
    return render(request, "governance/duty_form.jinja", context)

"""How one service is reached: its wish, what was tried, who speaks for it, who buys from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import (
    CommissionedForm,
    OwnPreferenceForm,
    PreferenceForm,
    TriedForm,
)
from regard.domains.register.forms.reach import FAILED
from regard.domains.register.permissions import Permission
from regard.domains.register.types import AreaLevel, Proof, ReachedBy
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

if TYPE_CHECKING:
    from regard.domains.register.models import Location, System


@require_GET
def reached(request: Request, system: str, location_id: int) -> HttpResponse:
    """Show what is known of reaching a service, to who may see how services are reached."""
    found, where = _get(request, system, location_id, Permission.VIEW_CONTACTS)
    known = queries.get_reached(system=found, location=where)
    today = timezone.localdate()
    context = _page(found, where, f"How {where.name} is reached") | {
        "known": known,
        "proof": presenters.contact_words(known.contact),
        "task": known.task and (known.task, presenters.task_tag(known.task, today)),
        "speakers": [
            (row, presenters.spoken_words(row))
            for row in queries.list_representatives(location=where)
        ],
        "bought": [
            (service.get_service_type_display(), presenters.BOUGHT[service.is_commissioned])
            for service in queries.list_location_services(location=where)
        ],
        "may_edit": is_allowed(request.caller, Permission.EDIT_CONTACTS, found),
    }
    return render(request, "register/reached.jinja", context)


@require_http_methods(["GET", "POST"])
def tried(request: Request, system: str, location_id: int) -> HttpResponse:
    """Write down what came of a call or letter."""
    found, where = _get(request, system, location_id, Permission.EDIT_CONTACTS)
    known = queries.get_reached(system=found, location=where)
    form = TriedForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _write_down(form, where, request.caller.by):
        messages.success(request, f"Saved what came of it for {where.name}.")
        return redirect("register:reached", system=system, location_id=where.pk)
    context = _page(found, where, f"Have you tried to reach {where.name}?") | {
        "crumbs": _crumbs(system, where),
        "form": form,
        "known": known,
        "back": reverse("register:reached", args=[system, where.pk]),
    }
    return render(request, "register/tried.jinja", context)


@require_http_methods(["GET", "POST"])
def preference(request: Request, system: str, location_id: int) -> HttpResponse:
    """Say how a service wants to be reached: the team, or the service's own people."""
    found = queries.get_system(slug=system, caller=request.caller)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    is_team = is_allowed(request.caller, Permission.EDIT_CONTACTS, found)
    if not is_team:
        require(request.caller, Permission.ASK_CORRECTION, where)
    kind = PreferenceForm if is_team else OwnPreferenceForm
    form = kind(request.POST or None, initial=_wishes(where))
    back = reverse("register:reached" if is_team else "register:location", args=[system, where.pk])
    if request.method == "POST" and form.is_valid():
        _keep_wishes(request, form, where, request.caller.by)
        return redirect(back)
    context = _page(found, where, f"How does {where.name} want to be reached?") | {
        "crumbs": [*_crumbs(system, where)[:2]],
        "form": form,
        "back": back,
        "is_own": not is_team,
    }
    return render(request, "register/preference.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def own_wishes(request: Request, token: str) -> HttpResponse:
    """Let a service say by its own link how it wants to be reached."""
    where = queries.open_own(token=token, at=timezone.now())
    form = OwnPreferenceForm(request.POST or None, initial=_wishes(where))
    back = reverse("register:own", kwargs={"token": token})
    if request.method == "POST" and form.is_valid():
        _keep_wishes(request, form, where, f"location:{where.pk}")
        return redirect(back)
    context = {
        "section": "",
        "title": f"How do you want to be reached at {where.name}?",
        "form": form,
        "back": back,
        "is_own": True,
    }
    return render(request, "register/preference.jinja", context)


@require_http_methods(["GET", "POST"])
def commissioned(request: Request, system: str, location_id: int) -> HttpResponse:
    """Say whether a council buys from each service of a location."""
    found, where = _get(request, system, location_id, Permission.EDIT_SERVICES)
    live = [s for s in queries.list_location_services(location=where) if s.ended_on is None]
    form = CommissionedForm(request.POST or None, services=live)
    back = reverse("register:location", args=[system, where.pk])
    if request.method == "POST" and form.is_valid():
        actions.set_commissioned(
            location=where, commissioned=form.said(), by=request.caller.by, at=timezone.now()
        )
        messages.success(request, f"Saved from which of {where.name} a council buys.")
        return redirect(back)
    context = _page(found, where, f"Does a council buy from {where.name}?") | {
        "crumbs": _crumbs(system, where)[:2],
        "form": form,
        "fields": list(form.fields),
        "back": back,
    }
    return render(request, "register/commissioned.jinja", context)


def _wishes(where: Location) -> dict[str, str]:
    held = queries.get_preference(location=where)
    return {"reached_by": held.reached_by, "level": held.level} if held else {}


def _keep_wishes(request: Request, form: PreferenceForm, where: Location, by: str) -> None:
    actions.set_preference(
        location=where,
        reached_by=ReachedBy(form.cleaned_data["reached_by"]),
        level=AreaLevel(form.cleaned_data["level"]),
        by=by,
        at=timezone.now(),
    )
    messages.success(request, "Saved. We keep to it from now on.")


def _write_down(form: TriedForm, where: Location, by: str) -> bool:
    """Write down what came of it, and return whether it could be."""
    how, why, at = form.cleaned_data["how"], form.cleaned_data["why"], timezone.now()
    if how != FAILED:
        actions.prove_contact(location_id=where.pk, how=Proof(how), by=by, at=at)
        return True
    if not why.strip():
        form.add_error("why", "Say what happened")
        return False
    return actions.fail_contact(location_id=where.pk, why=why, by=by, at=at)


def _get(
    request: Request, system: str, location_id: int, to: Permission
) -> tuple[System, Location]:
    found = queries.get_system(slug=system, caller=request.caller, to=to)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    return found, where


def _page(system: System, where: Location, title: str) -> dict[str, object]:
    return {
        "system": system,
        "section": "register",
        "title": title,
        "location": where,
        "crumbs": _crumbs(system.slug, where)[:2],
    }


def _crumbs(system: str, where: Location) -> list[tuple[str, str]]:
    return [
        ("Register", reverse("register:services", kwargs={"system": system})),
        (where.name, reverse("register:location", args=[system, where.pk])),
        ("How it is reached", reverse("register:reached", args=[system, where.pk])),
    ]

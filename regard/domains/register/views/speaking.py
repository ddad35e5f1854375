"""Who speaks for a person or a service, and what a person is to a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.register import actions, queries
from regard.domains.register.forms import FindForm, RoleForm, SpeakerForm
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound

from .persons import crumbs, get_both

if TYPE_CHECKING:
    from regard.domains.register.models import Individual, Location, Representative, System

MATCHES = 10


@require_http_methods(["GET", "POST"])
def person_speaker(request: Request, system: str, individual_id: int) -> HttpResponse:
    """Find who speaks for someone, then say why they may."""
    found, whom = get_both(request, system, individual_id)
    back = reverse("register:person", args=[system, whom.pk])
    return _speaker(request, found, whom, back)


@require_http_methods(["GET", "POST"])
def location_speaker(request: Request, system: str, location_id: int) -> HttpResponse:
    """Find who speaks for a service, then say why they may."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_CONTACTS)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    back = reverse("register:reached", args=[system, where.pk])
    return _speaker(request, found, where, back)


@require_POST
def end_person_speaker(
    request: Request, system: str, individual_id: int, speaker_id: int
) -> HttpResponse:
    _, whom = get_both(request, system, individual_id)
    _end(request, queries.list_representatives(individual=whom), speaker_id)
    return redirect("register:person", system=system, individual_id=whom.pk)


@require_POST
def end_location_speaker(
    request: Request, system: str, location_id: int, speaker_id: int
) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_CONTACTS)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    _end(request, queries.list_representatives(location=where), speaker_id)
    return redirect("register:reached", system=system, location_id=where.pk)


@require_http_methods(["GET", "POST"])
def person_role(request: Request, system: str, individual_id: int) -> HttpResponse:
    """Find a service, then say what someone is to it."""
    found, whom = get_both(request, system, individual_id)
    back = reverse("register:person", args=[system, whom.pk])
    words = request.GET.get("words", "")[:200]
    locations = queries.search_locations(system=found, words=words, limit=MATCHES) if words else []
    choices = [
        (str(each.pk), ", ".join(part for part in (each.name, each.city) if part))
        for each in locations
    ]
    form = RoleForm(request.POST or None, locations=choices)
    if request.method == "POST" and form.is_valid():
        chosen = int(form.cleaned_data["location"])
        actions.add_role(
            person=whom,
            location=next(each for each in locations if each.pk == chosen),
            role=form.cleaned_data["role"],
            since=form.cleaned_data["since"],
            by=request.caller.by,
            at=timezone.now(),
        )
        messages.success(request, f"Saved what {whom.name} is there.")
        return redirect(back)
    context = {
        "system": found,
        "section": "register",
        "title": f"What is {whom.name} to a service?",
        "crumbs": [*crumbs(system), (whom.name, back)],
        "find": FindForm(initial={"words": words}),
        "find_label": "Name of the service, its provider or town",
        "words": words,
        "matches": choices,
        "form": form if choices else None,
        "fields": ("location", "role", "since"),
        "back": back,
    }
    return render(request, "register/choose.jinja", context)


@require_POST
def end_person_role(
    request: Request, system: str, individual_id: int, role_id: int
) -> HttpResponse:
    _, whom = get_both(request, system, individual_id)
    role = next((r for r in queries.list_roles(individual=whom) if r.pk == role_id), None)
    if role is None:
        raise NotFound("They are not that")
    actions.end_role(role=role, by=request.caller.by, at=timezone.now())
    messages.success(request, "Ended from today on.")
    return redirect("register:person", system=system, individual_id=whom.pk)


def _speaker(
    request: Request, system: System, whom: Individual | Location, back: str
) -> HttpResponse:
    words = request.GET.get("words", "")[:200]
    speakers = [
        (each.value, each.label)
        for each in queries.find_speakers(system=system, words=words, limit=MATCHES)
    ]
    form = SpeakerForm(request.POST or None, speakers=speakers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_representative(
                of=whom,
                system=system,
                **form.cleaned_data,
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotSpeak as refusal:
            form.add_error("speaker", str(refusal))
        else:
            messages.success(request, f"Saved who speaks for {whom.name}.")
            return redirect(back)
    context = {
        "system": system,
        "section": "register",
        "title": f"Who speaks for {whom.name}?",
        "crumbs": [
            ("Register", reverse("register:services", kwargs={"system": system.slug})),
            (whom.name, back),
        ],
        "find": FindForm(initial={"words": words}),
        "find_label": "Name of a person or network on the register",
        "words": words,
        "matches": speakers,
        "form": form if speakers else None,
        "fields": ("speaker", "basis"),
        "back": back,
    }
    return render(request, "register/choose.jinja", context)


def _end(request: Request, rows: list[Representative], speaker_id: int) -> None:
    row = next((each for each in rows if each.pk == speaker_id), None)
    if row is None:
        raise NotFound("They do not speak for them")
    actions.end_representative(representative=row, by=request.caller.by, at=timezone.now())
    messages.success(request, "Ended from today on.")

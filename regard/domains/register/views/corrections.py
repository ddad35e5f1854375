"""A service says what is wrong about it, signed in or by its own link; a person decides."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import CorrectionForm, DecideForm
from regard.domains.register.permissions import Permission
from regard.domains.register.rules.corrections import GROUPS, OTHER
from regard.foundation.accounts.requests import Request

if TYPE_CHECKING:
    from regard.domains.register.models import Location


@require_http_methods(["GET", "POST"])
def correct(request: Request, system: str, location_id: int) -> HttpResponse:
    """Let whoever speaks for a service say what is wrong about it here."""
    found = queries.get_system(slug=system, caller=request.caller)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    queries.require_own(system=found, location=where, caller=request.caller)
    here = reverse("register:correct", kwargs={"system": system, "location_id": where.pk})
    where_url = reverse("register:location", kwargs={"system": system, "location_id": where.pk})
    context: dict[str, object] = {
        "system": found,
        "section": "register",
        "title": f"Is something wrong about {where.name}?",
        "crumbs": [
            ("Register", reverse("register:services", kwargs={"system": system})),
            (where.name, where_url),
        ],
        "wishes_url": reverse("register:preference", args=[system, where.pk]),
    }
    return _correct(request, where, here, context, request.caller.by)


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: Request, token: str) -> HttpResponse:
    """Show a service what is held of it, by its own link, and let it say what is wrong."""
    where = queries.open_own(token=token, at=timezone.now())
    here = reverse("register:own", kwargs={"token": token})
    context: dict[str, object] = {
        "title": f"What we hold about {where.name}",
        "lede": "Anyone with this link can see this, and say what is wrong.",
        "section": "",
        "wishes_url": reverse("register:own_wishes", kwargs={"token": token}),
    }
    return _correct(request, where, here, context, f"location:{where.pk}")


@require_http_methods(["GET", "POST"])
def decide_correction(request: Request, system: str, correction_id: int) -> HttpResponse:
    """Show what a service says beside what is held, and accept it or say why not."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SERVICES)
    asked = queries.get_correction(
        system=found, correction_id=correction_id, caller=request.caller
    )
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        decide = (
            actions.accept_correction
            if request.POST.get("decision") == "accept"
            else actions.refuse_correction
        )
        try:
            told = decide(
                system=found,
                correction=asked,
                answer=form.cleaned_data["answer"],
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotDecideCorrection as refusal:
            form.add_error("answer", str(refusal))
        else:
            messages.success(request, f"Decided. {told.label}")
            return redirect("register:upkeep", system=system)
    row = presenters.correction_row(asked) | {"is_by_hand": asked.fact == OTHER}
    context = {
        "system": found,
        "section": "register",
        "title": f"{asked.location.name}: {row['what'].lower()}",
        "crumbs": [
            ("Register", reverse("register:services", kwargs={"system": system})),
            ("Upkeep", reverse("register:upkeep", kwargs={"system": system})),
        ],
        "row": row,
        "rows": presenters.correction_summary(
            asked, queries.list_location_services(location=asked.location)
        ),
        "form": form,
    }
    return render(request, "register/decide.jinja", context)


@require_POST
def send_own_link(request: Request, system: str, location_id: int) -> HttpResponse:
    """Send a service the link by which it sees and corrects what is held of it."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SERVICES)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    job = actions.send_own_link(
        system=found, location=where, by=request.caller.by, at=timezone.now()
    )
    return redirect("jobs:job", job_id=job.pk)


def _correct(
    request: Request, where: "Location", here: str, context: dict[str, object], by: str
) -> HttpResponse:
    """Show the groups of facts or, with `?fact=`, the fields of one, and take what is sent."""
    services = queries.list_location_services(location=where)
    fact = request.GET.get("fact", "")
    form = None
    if fact in GROUPS:
        held = presenters.correction_initial(where, services, fact)
        is_sent = request.method == "POST"
        form = CorrectionForm(request.POST if is_sent else None, fact=fact, initial=held)
        if is_sent and form.is_valid() and _ask(form, where, by):
            messages.success(request, "Thank you. We look at it, and you see our answer here.")
            return redirect(here)
        context["title"] = f"{GROUPS[fact].label}: {where.name}"
    elif request.method == "POST":
        return redirect(here)
    corrections = queries.list_corrections(location_ids=[where.pk])
    context |= {
        "location": where,
        "form": form,
        "fields": [form[name] for name in form.fields] if form else [],
        "group": GROUPS.get(fact),
        "back": here,
        "choices": presenters.correction_choices(where, services, here),
        "wishes": presenters.wishes_in_words(queries.get_preference(location=where)),
        "corrections": [presenters.correction_row(each) for each in corrections],
    }
    return render(request, "register/correct.jinja", context)


def _ask(form: CorrectionForm, where: "Location", by: str) -> bool:
    try:
        actions.ask_correction(
            location=where,
            fact=form.fact,
            value=form.value(),
            reason=form.cleaned_data["reason"],
            by=by,
            at=timezone.now(),
        )
    except actions.CannotCorrect as refusal:
        form.add_error(None, str(refusal))
        return False
    return True

"""A service's own page, and how it is reached."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import ContactForm
from regard.domains.register.permissions import Permission
from regard.domains.register.rules import sizes
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

if TYPE_CHECKING:
    from regard.domains.register.models import Location, System


@require_GET
def location(request: Request, system: str, location_id: int) -> HttpResponse:
    """Show all that is known of a service. What was merged into another leads to that."""
    found = queries.get_system(slug=system, caller=request.caller)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    if where.pk != location_id:
        return redirect("register:location", system=system, location_id=where.pk, permanent=True)
    reached = None
    if queries.may_view_contacts(system=found, caller=request.caller):
        reached = queries.list_contacts(system=found, location_ids=[where.pk])[where.pk]
    context = {
        "system": found,
        "section": "register",
        "title": where.name,
        "crumbs": [("Register", reverse("register:services", kwargs={"system": system}))],
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "location": where,
        "services": queries.list_location_services(location=where),
        "placed": presenters.placement_rows(queries.get_placement(system=found, location=where)),
        "others": queries.list_provider_locations(system=found, location=where),
        "contact": reached,
        "may_edit_contact": is_allowed(request.caller, Permission.EDIT_CONTACTS, found),
        "may_edit": is_allowed(request.caller, Permission.EDIT_SERVICES, found),
        "may_correct": queries.may_correct(system=found, location=where, caller=request.caller),
        "networks": queries.list_networks_of(
            location=where, caller=request.caller, on=timezone.localdate()
        ),
        "slots": presenters.location_slots(found, where, request.caller),
        **_history(where, found if is_allowed(request.caller, Permission.LOAD, found) else None),
    }
    return render(request, "register/location.jinja", context)


def _history(where: "Location", loads_of: "System | None") -> dict[str, object]:
    """
    Return what the page says of a service over time, and of how we know.

    :param loads_of: the system whose loads the reader may open; None: none.
    """
    chain = queries.chain_of(location=where.pk)
    history = queries.get_history(location=where, chain=chain)
    rated = presenters.rating_rows(history.ratings)
    people = where.organisation.people_employed
    return {
        "events": presenters.timeline(where, history, loads_of=loads_of),
        "before": history.before,
        "after": history.after,
        "chain_words": presenters.chain_words(history.before, history.after),
        "rated": rated,
        "questions": presenters.QUESTIONS,
        "chart": presenters.rating_chart(rated, where.name),
        "provenance": presenters.provenance_rows(where),
        "staff_band": sizes.staff_band(people),
    }


@require_http_methods(["GET", "POST"])
def contact(request: Request, system: str, location_id: int) -> HttpResponse:
    """Say how a service is reached. Who may say so may see what is held."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_CONTACTS)
    require(request.caller, Permission.VIEW_CONTACTS, found)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    held = queries.list_contacts(system=found, location_ids=[where.pk])[where.pk]
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        initial={"name": held.name, "email": held.email, "telephone": held.telephone},
    )
    back = reverse("register:location", kwargs={"system": system, "location_id": where.pk})
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_contact(
                location=where, **form.cleaned_data, by=request.caller.by, at=timezone.now()
            )
        except actions.CannotSetContact as refusal:
            form.add_error("telephone", str(refusal))
        else:
            messages.success(request, f"Saved how {where.name} is reached.")
            return redirect(back)
    context = {
        "system": found,
        "section": "register",
        "title": f"How is {where.name} reached?",
        "crumbs": [
            ("Register", reverse("register:services", kwargs={"system": system})),
            (where.name, back),
        ],
        "form": form,
        "back": back,
    }
    return render(request, "register/contact.jinja", context)

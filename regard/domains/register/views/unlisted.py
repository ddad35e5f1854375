"""Add, change, end and bring back a service that the regulator does not list."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.register import actions, presenters, queries
from regard.domains.register.forms import AnotherForm, EndForm, UnlistedForm
from regard.domains.register.permissions import Permission
from regard.domains.register.rules.unlisted import EndReason
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from regard.domains.register.models import Location, System


@require_http_methods(["GET", "POST"])
def add_service(request: Request, system: str) -> HttpResponse:
    """Ask what the service is, show what it may already be, and add it."""
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SERVICES)
    form = UnlistedForm(
        request.POST if request.method == "POST" else None,
        councils=queries.list_council_names(system=found),
    )
    another = AnotherForm()
    alike: list[Location] = []
    if request.method == "POST" and form.is_valid():
        said = form.said()
        alike = queries.list_like(system=found, name=said.name, postcode=said.postcode)
        another = AnotherForm(request.POST)
        if not alike or another.is_valid():
            added = actions.add_location(said=said, by=request.caller.by, at=timezone.now())
            messages.success(request, f"Added {added.name}.")
            return redirect("register:location", system=system, location_id=added.pk)
    context = _page(found, "Add a service that the regulator does not list") | {
        "lede": "Day services, advice, supported living without personal care, community groups: "
        "what the regulator’s files never bring.",
        "form": form,
        "another": another,
        "alike": alike,
        "back": reverse("register:services", kwargs={"system": system}),
        "button": "Add it all the same" if alike else "Add the service",
    }
    return render(request, "register/unlisted.jinja", context)


@require_http_methods(["GET", "POST"])
def change_service(request: Request, system: str, location_id: int) -> HttpResponse:
    found, where = _service(request, system, location_id)
    form = UnlistedForm(
        request.POST if request.method == "POST" else None,
        councils=queries.list_council_names(system=found),
        initial=presenters.unlisted_initial(where, queries.list_location_services(location=where)),
    )
    back = reverse("register:location", kwargs={"system": system, "location_id": where.pk})
    if request.method == "POST" and form.is_valid():
        actions.change_location(
            location=where, said=form.said(), by=request.caller.by, at=timezone.now()
        )
        messages.success(request, "Saved.")
        return redirect(back)
    context = _page(found, f"Change what {where.name} is", where) | {
        "form": form,
        "another": None,
        "alike": [],
        "back": back,
        "button": "Save",
    }
    return render(request, "register/unlisted.jinja", context)


@require_http_methods(["GET", "POST"])
def end_service(request: Request, system: str, location_id: int) -> HttpResponse:
    """Ask when and why it ended, and what took over."""
    found, where = _service(request, system, location_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    back = reverse("register:location", kwargs={"system": system, "location_id": where.pk})
    if request.method == "POST" and form.is_valid():
        try:
            _end(request, found, where, form)
        except NotFound as refusal:
            form.add_error("successor", str(refusal))
        except actions.CannotTell as refusal:
            form.add_error("on", str(refusal))
        else:
            messages.success(request, f"{where.name} has ended in the register.")
            return redirect(back)
    context = _page(found, f"When did {where.name} end?", where) | {"form": form, "back": back}
    return render(request, "register/end.jinja", context)


@require_POST
def return_service(request: Request, system: str, location_id: int) -> HttpResponse:
    _, where = _service(request, system, location_id)
    actions.return_location(location=where, by=request.caller.by, at=timezone.now())
    messages.success(request, f"{where.name} is back in the register.")
    return redirect("register:location", system=system, location_id=where.pk)


def _end(request: Request, system: "System", where: "Location", form: EndForm) -> None:
    number = form.cleaned_data["successor"]
    successor = None
    if number:
        successor = queries.get_location_called(
            system=system, number=number, caller=request.caller
        )
    actions.end_location(
        location=where,
        on=form.cleaned_data["on"],
        reason=EndReason(form.cleaned_data["reason"]),
        successor=successor,
        by=request.caller.by,
        at=timezone.now(),
    )


def _service(request: Request, system: str, location_id: int) -> "tuple[System, Location]":
    """
    Return a location that the regulator does not list, for who may edit services.

    :raises IsListed: if it does.
    """
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SERVICES)
    where = queries.get_location(system=found, location_id=location_id, caller=request.caller)
    if where.regulator_id is not None:
        raise actions.IsListed(
            f"The regulator lists {where.name}, so its files say what it is. "
            "What is wrong in them, the service can ask to correct"
        )
    return found, where


def _page(system: "System", title: str, where: "Location | None" = None) -> dict[str, object]:
    here = {"system": system.slug}
    crumbs = [("Register", reverse("register:services", kwargs=here))]
    if where is not None:
        address = reverse("register:location", kwargs=here | {"location_id": where.pk})
        crumbs.append((where.name, address))
    return {"system": system, "section": "register", "title": title, "crumbs": crumbs}

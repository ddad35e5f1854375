"""The pages of those who sit on bodies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.actions import HolderDetails
from regard.domains.governance.forms.seats import HolderForm, WorksAtForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import holders as words
from regard.domains.governance.types import Side
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent

from .pages import page_of
from .seating import address, read_words, to_seats

if TYPE_CHECKING:
    from regard.domains.governance.models import Holder
    from regard.domains.register.models import Location, System

A_PAGE = 100
"""People listed at once; words narrow them."""

FOUND = 12

FROM_PROVIDERS = {Side.PROVIDER, Side.ASSOCIATION}

BOTH = ["GET", "POST"]


@require_GET
def holders(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    asked = read_words(request.GET)
    rows = queries.list_holders(
        system=here, on=timezone.localdate(), caller=request.caller, words=asked
    )
    context = page_of(request, here, "Those who sit", crumbs=to_seats(here)) | {
        "lede": words.holders_lede(rows, words=asked),
        "rows": rows[:A_PAGE],
        "is_more": len(rows) > A_PAGE,
        "asked": asked,
        "where_from": words.where_from,
        "may_edit": queries.may_appoint(system=here, caller=request.caller),
    }
    return render(request, "governance/holders.jinja", context)


@require_GET
def holder(request: Request, system: str, holder_id: int) -> HttpResponse:
    """Show somebody who sits: where they sit and sat. Their address only to those who appoint."""
    here, found = _find(request, system, holder_id)
    today = timezone.localdate()
    rows = queries.list_sat_by(holder=found, on=today)
    may_edit = queries.may_appoint(system=here, caller=request.caller)
    is_linked = found.location_id is not None or found.organisation_id is not None
    context = page_of(request, here, found.name, crumbs=_to_holders(here)) | {
        "holder": found,
        "lede": words.holder_lede(rows),
        "rows": [(row, words.sat_tag(row, on=today)) for row in rows],
        "stretch": words.stretch,
        "side": Side(found.side).label,
        "may_edit": may_edit,
        "asks_where": may_edit and not is_linked and Side(found.side) in FROM_PROVIDERS,
    }
    return render(request, "governance/holder.jinja", context)


@require_http_methods(BOTH)
def new_holder(request: Request, system: str) -> HttpResponse:
    """Add somebody; `seat` in the address leads on to appointing them to that seat."""
    here = register.get_system(slug=system, caller=request.caller, to=Permission.EDIT_SEATS)
    seat = request.GET.get("seat", "")
    form = HolderForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_holder(
                system=here, details=form.details(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"Added {made.name}.")
            return redirect(_onward(here, made, seat))
    context = page_of(request, here, "Add somebody who sits", crumbs=_to_holders(here)) | {
        "form": form,
        "label": "Add them",
        "back": address(here, "holders"),
    }
    return render(request, "governance/seat_form.jinja", context)


@require_http_methods(BOTH)
def edit_holder(request: Request, system: str, holder_id: int) -> HttpResponse:
    here, found = _find(request, system, holder_id, to=Permission.EDIT_SEATS)
    initial = {name: getattr(found, name) for name in HolderForm.base_fields}
    form = HolderForm(sent(request), initial=initial)
    if form.is_valid():
        details = replace(
            form.details(),
            organisation_id=found.organisation_id,
            location_id=found.location_id,
            person_id=found.person_id,
        )
        with form.showing_refusals("side"):
            _save(request, found, details)
            messages.success(request, "Saved.")
            return redirect(address(here, "holder", holder_id=found.pk))
    context = page_of(request, here, f"Change {found.name}", crumbs=_to_holders(here)) | {
        "form": form,
        "label": "Save",
        "back": address(here, "holder", holder_id=found.pk),
    }
    return render(request, "governance/seat_form.jinja", context)


@require_http_methods(BOTH)
def holder_works_at(request: Request, system: str, holder_id: int) -> HttpResponse:
    """Find where somebody works in the register, by words."""
    here, found = _find(request, system, holder_id, to=Permission.EDIT_SEATS)
    asked = read_words(request.GET) or ("" if "words" in request.GET else found.works_at)
    locations = register.search_locations(system=here, words=asked, limit=FOUND) if asked else []
    form = WorksAtForm(sent(request), choices=_choices(locations))
    if form.is_valid():
        with form.showing_refusals("where"):
            _save(request, found, _at(found, form.cleaned_data["where"]))
            messages.success(request, "Saved.")
            seat = request.GET.get("seat", "")
            return redirect(_after(here, found, seat))
    title = f"Where does {found.name} work?"
    context = page_of(request, here, title, crumbs=_to_holders(here)) | {
        "form": form,
        "asked": asked,
        "found_any": bool(locations),
        "seat": request.GET.get("seat", ""),
        "back": address(here, "holder", holder_id=found.pk),
    }
    return render(request, "governance/works_at.jinja", context)


def _find(
    request: Request, system: str, holder_id: int, *, to: Permission | None = None
) -> tuple[System, Holder]:
    here = register.get_system(slug=system, caller=request.caller)
    found = queries.get_holder(system=here, holder_id=holder_id, caller=request.caller, to=to)
    return here, found


def _to_holders(here: System) -> list[tuple[str, str]]:
    return [*to_seats(here), ("Those who sit", address(here, "holders"))]


def _onward(here: System, made: Holder, seat: str) -> str:
    """Return the next page after somebody was added: where they work, else the seat."""
    if Side(made.side) in FROM_PROVIDERS:
        url = address(here, "holder_works_at", holder_id=made.pk)
        return f"{url}?seat={seat}" if _is_number(seat) else url
    return _after(here, made, seat)


def _after(here: System, found: Holder, seat: str) -> str:
    if _is_number(seat):
        return f"{address(here, 'appoint', seat_id=int(seat))}?holder={found.pk}"
    return address(here, "holder", holder_id=found.pk)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _save(request: Request, found: Holder, details: HolderDetails) -> None:
    actions.edit_holder(holder=found, details=details, by=request.caller.by, at=timezone.now())


def _at(found: Holder, where: str) -> HolderDetails:
    """Return what is said of somebody, with where they work; a location or a provider."""
    number = int(where[1:]) if where != WorksAtForm.NOWHERE else None
    return HolderDetails(
        name=found.name,
        side=Side(found.side),
        job=found.job,
        email=found.email,
        works_at=found.works_at,
        organisation_id=number if where.startswith("o") else None,
        location_id=number if where.startswith("l") else None,
        person_id=found.person_id,
    )


def _choices(locations: list[Location]) -> list[tuple[str, str]]:
    providers = {each.organisation_id: each.organisation.name for each in locations}
    return [
        *(
            (f"l{each.pk}", ", ".join(filter(None, (each.name, each.city, each.postcode))))
            for each in locations
        ),
        *((f"o{number}", f"{name}, the provider itself") for number, name in providers.items()),
    ]

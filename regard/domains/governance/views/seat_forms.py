"""The pages on which seats are made, corrected, changed and ended, and who comes and goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.seats import (
    AppointForm,
    ChangedSeatForm,
    EndAppointmentForm,
    EndSeatForm,
    SeatForm,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters.filling import seat_to_add
from regard.domains.governance.presenters.holders import where_from
from regard.domains.governance.types import AppointmentKind
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.design.words import date_words

from .pages import page_of
from .seating import find_body, find_seat, read_words, seat_url, to_body_seats, to_seat

if TYPE_CHECKING:
    from regard.domains.governance.models import Seat
    from regard.domains.governance.queries.holders import HolderRow
    from regard.domains.register.models import System

FOUND = 12
"""People that a search offers at once. More words find fewer."""

BOTH = ["GET", "POST"]


@require_http_methods(BOTH)
def new_seat(request: Request, system: str, slug: str) -> HttpResponse:
    here, body = find_body(request, system, slug, to=Permission.EDIT_SEATS)
    to_fill = seat_to_add(request.GET.get("for", ""))
    form = SeatForm(sent(request), **_choices(here), initial=to_fill)
    if form.is_valid():
        with form.showing_refusals():
            made = actions.add_seat(
                body=body, details=form.details(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"Added {made.name}. Nobody holds it yet.")
            return redirect(seat_url(here, made.pk))
    crumbs = to_body_seats(here, body)
    context = page_of(request, here, "Add a seat", crumbs=crumbs) | {
        "form": form,
        "label": "Add the seat",
        "back": crumbs[-1][1],
    }
    return render(request, "governance/seat_edit.jinja", context)


@require_http_methods(BOTH)
def edit_seat(request: Request, system: str, seat_id: int) -> HttpResponse:
    """Correct what is said of a seat, for all of its days."""
    here, seat = find_seat(request, system, seat_id, to=Permission.EDIT_SEATS)
    form = SeatForm(sent(request), **_choices(here), initial=_said(seat))
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_seat(
                seat=seat, details=form.details(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved.")
            return redirect(seat_url(here, seat.pk))
    context = page_of(request, here, f"Correct {seat.name}", crumbs=to_seat(here, seat)) | {
        "form": form,
        "words": "Use this where something was written down wrongly: it is put right for all "
        "of its days. If the seat became something else, say so from a day on instead.",
        "label": "Save",
        "back": seat_url(here, seat.pk),
    }
    return render(request, "governance/seat_edit.jinja", context)


@require_http_methods(BOTH)
def change_seat(request: Request, system: str, seat_id: int) -> HttpResponse:
    """Make a seat something else from a day on."""
    here, seat = find_seat(request, system, seat_id, to=Permission.EDIT_SEATS)
    initial = _said(seat) | {"on": timezone.localdate()}
    form = ChangedSeatForm(sent(request), **_choices(here), initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            made = actions.change_seat(
                seat=seat,
                details=form.details(),
                on=form.day,
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"It is so from {date_words(form.day)}.")
            return redirect(seat_url(here, made.pk))
    title = f"What {seat.name} becomes"
    context = page_of(request, here, title, crumbs=to_seat(here, seat)) | {
        "form": form,
        "words": "What it was before that day stays as it was. Whoever holds it goes on.",
        "label": "It becomes this",
        "back": seat_url(here, seat.pk),
    }
    return render(request, "governance/seat_edit.jinja", context)


@require_http_methods(BOTH)
def end_seat(request: Request, system: str, seat_id: int) -> HttpResponse:
    here, seat = find_seat(request, system, seat_id, to=Permission.EDIT_SEATS)
    form = EndSeatForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        with form.showing_refusals("on"):
            actions.end_seat(
                seat=seat, on=form.cleaned_data["on"], by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"{seat.name} has ended.")
            return redirect(seat_url(here, seat.pk))
    context = page_of(request, here, f"End {seat.name}?", crumbs=to_seat(here, seat)) | {
        "form": form,
        "words": "Whoever holds it, or deputises in it, leaves it on that day. Its history stays.",
        "label": "End the seat",
        "kind": "warning",
        "back": seat_url(here, seat.pk),
    }
    return render(request, "governance/seat_form.jinja", context)


@require_http_methods(BOTH)
def appoint(request: Request, system: str, seat_id: int) -> HttpResponse:
    """Find somebody by words, and appoint them; or go to add them first."""
    here, seat = find_seat(request, system, seat_id, to=Permission.EDIT_SEATS)
    today = timezone.localdate()
    asked = read_words(request.GET)
    offered = _offered(request, here, seat, asked)
    form = AppointForm(
        sent(request),
        choices=[(str(row.holder_id), f"{row.name}, {where_from(row)}") for row in offered],
        initial=_first_choice(request, offered) | {"on": today},
    )
    if form.is_valid():
        holder = queries.get_holder(
            system=here,
            holder_id=int(form.cleaned_data["holder"]),
            caller=request.caller,
            to=Permission.EDIT_SEATS,
        )
        with form.showing_refusals("on"):
            actions.appoint(
                seat=seat,
                holder=holder,
                kind=AppointmentKind(form.cleaned_data["kind"]),
                on=form.cleaned_data["on"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{holder.name} is appointed to {seat.name}.")
            return redirect(seat_url(here, seat.pk))
    title = f"Who comes into {seat.name}?"
    context = page_of(request, here, title, crumbs=to_seat(here, seat)) | {
        "seat": seat,
        "form": form,
        "asked": asked,
        "offered": offered,
        "is_more": len(offered) == FOUND,
        "back": seat_url(here, seat.pk),
    }
    return render(request, "governance/appoint.jinja", context)


@require_http_methods(BOTH)
def end_appointment(
    request: Request, system: str, seat_id: int, appointment_id: int
) -> HttpResponse:
    here, seat = find_seat(request, system, seat_id)
    found = queries.get_appointment(
        seat=seat, appointment_id=appointment_id, caller=request.caller, to=Permission.EDIT_SEATS
    )
    who = found.holder.name
    form = EndAppointmentForm(sent(request), initial={"on": timezone.localdate()})
    if form.is_valid():
        with form.showing_refusals("on"):
            actions.end_appointment(
                appointment=found,
                on=form.cleaned_data["on"],
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, f"{who} has left {seat.name}.")
            return redirect(seat_url(here, seat.pk))
    title = f"When does {who} leave {seat.name}?"
    context = page_of(request, here, title, crumbs=to_seat(here, seat)) | {
        "form": form,
        "words": "If somebody follows them, appoint that person instead: the day is the same.",
        "label": "They leave",
        "kind": "warning",
        "back": seat_url(here, seat.pk),
    }
    return render(request, "governance/seat_form.jinja", context)


def _choices(here: System) -> dict[str, Any]:
    """Return the places and networks that a seat's form offers."""
    places = register.list_places(system=here)
    networks = register.list_networks(system=here)
    return {
        "places": [(str(each.pk), each.name) for each in places],
        "networks": [
            (str(each.network_id), each.name) for each in networks if each.ended_on is None
        ],
    }


def _said(seat: Seat) -> dict[str, object]:
    """Return what is said of a seat, for its form."""
    said = {name: getattr(seat, name) for name in SeatForm.base_fields if hasattr(seat, name)}
    return said | {"place": seat.place_id or "", "network": seat.network_id or ""}


def _offered(request: Request, here: System, seat: Seat, asked: str) -> list[HolderRow]:
    """Return who can be chosen: whom the words mean, else who was just added, or who sits."""
    caller, today = request.caller, timezone.localdate()
    rows = queries.list_holders(system=here, on=today, caller=caller, words=asked)
    if not asked:
        known = {row.holder_id for row in queries.list_sat_in(seat_id=seat.pk, on=today)}
        chosen = request.GET.get("holder", "")
        rows = [row for row in rows if row.holder_id in known or str(row.holder_id) == chosen]
        rows.sort(key=lambda row: str(row.holder_id) != chosen)
    return rows[:FOUND]


def _first_choice(request: Request, offered: list[HolderRow]) -> dict[str, object]:
    """Return what is ticked to begin with: who was just added, and that they hold the seat."""
    chosen = request.GET.get("holder", "")
    is_offered = any(str(row.holder_id) == chosen for row in offered)
    return {
        "kind": AppointmentKind.HOLDER.value,
        "holder": chosen if is_offered else "",
    }

"""The pages on which seats are shown: of a system, of a body, and each with its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import seat_sheets as sheets
from regard.domains.governance.presenters import seats as words
from regard.domains.governance.presenters.holders import sat_tag, stretch, where_from
from regard.domains.governance.types import AppointmentKind, SeatState
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, read_day
from regard.foundation.authority import is_allowed
from regard.foundation.files import streams

from .pages import page_of
from .seating import find_body, find_seat, to_body_seats, to_seats

if TYPE_CHECKING:
    from datetime import date

    from regard.domains.governance.queries.holders import SatRow

TO_FILL = 30
"""Seats to fill that are listed at once; the rest are on their bodies' pages and in the CSV."""


@require_GET
def seats(request: Request, system: str) -> HttpResponse:
    """Show how the seats of all bodies stand on a day, and which are to be filled."""
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    facts = queries.list_seat_facts(system=here, on=on)
    bodies = queries.list_bodies(system=here, on=on)
    counts = words.count_bodies(bodies, facts)
    states = {each.seat_id: words.state_of(each) for each in facts}
    to_fill = [seat for seat, state in states.items() if state is not SeatState.FILLED]
    to_fill.sort(key=lambda seat: states[seat] is not SeatState.VACANT)
    names = {body.body_id: body for body in bodies}
    rows = queries.list_seats_called(seat_ids=to_fill[:TO_FILL], on=on)
    may_edit = is_allowed(request.caller, Permission.EDIT_SEATS, here)
    context = page_of(request, here, "Who sits where") | {
        "lede": words.seats_lede(counts, on=on, today=today),
        "on": None if on == today else on,
        "counts": [row for row in counts if row.seats],
        "without": [row for row in counts if not row.seats],
        "to_fill": rows,
        "how_many": len(to_fill),
        "slugs": names,
        "step": words.fill_step(rows[0], system=here, body_name=names[rows[0].body_id].name)
        if rows and may_edit and on == today
        else None,
        "for_whom": words.for_whom,
        "who_nominates": words.who_nominates,
        "tags": words.STATE_TAGS,
        "may_edit": may_edit,
        "lots": queries.list_lots(system=here),
    }
    return render(request, "governance/seats.jinja", context)


@require_GET
def seats_csv(request: Request, system: str) -> HttpResponseBase:
    """Send every seat of a system as it stood on a day, with who held it."""
    here = register.get_system(slug=system, caller=request.caller)
    on = read_day(request, timezone.localdate())
    bodies = queries.list_bodies(system=here, on=on)
    seats = queries.list_seats_of(body_ids=[body.body_id for body in bodies], on=on)
    return streams.answer(
        "csv",
        name=f"{here.slug}-seats-{on.isoformat()}",
        sheet="Seats",
        header=sheets.CSV_HEADER,
        rows=sheets.csv_rows(bodies, seats),
    )


@require_GET
def body_seats(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the seats of a body on a day, and who sits in them."""
    here, body = find_body(request, system, slug)
    today = timezone.localdate()
    on = read_day(request, today)
    rows = queries.list_seats(body=body, on=on)
    may_edit = is_allowed(request.caller, Permission.EDIT_SEATS, body)
    is_live = body.valid_to is None or body.valid_to > today
    shows_step = may_edit and is_live and on == today
    context = page_of(request, here, f"Who sits on {body.name}", crumbs=to_seats(here)) | {
        "body": body,
        "lede": words.body_seats_lede(rows, on=on, today=today),
        "on": None if on == today else on,
        "rows": rows,
        "step": words.next_seat_step(rows, system=here, body=body) if shows_step else None,
        "may_edit": may_edit and is_live,
        "lots": queries.list_lots(system=here, body=body),
        "for_whom": words.for_whom,
        "who_nominates": words.who_nominates,
        "where_from": where_from,
        "tags": words.STATE_TAGS,
    }
    return render(request, "governance/body_seats.jinja", context)


@require_GET
def seat(request: Request, system: str, seat_id: int) -> HttpResponse:
    """Show what a seat is, who holds it, and who held it before."""
    here, found = find_seat(request, system, seat_id)
    today = timezone.localdate()
    rows = queries.list_seats_called(seat_ids=[found.pk], on=today)
    history = queries.list_sat_in(seat_id=found.pk, on=today)
    row = rows[0] if rows else None
    may_edit = is_allowed(request.caller, Permission.EDIT_SEATS, found.body)
    is_live = row is not None and (found.body.valid_to is None or found.body.valid_to > today)
    is_full = row is not None and row.state is SeatState.FILLED
    context = page_of(request, here, found.name, crumbs=to_body_seats(here, found.body)) | {
        "seat": found,
        "row": row,
        "lede": words.seat_lede(row, ended_on=found.valid_to, last=_last_left(history, today)),
        "facts": words.seat_facts(row) if row else [],
        "holder": row.holder if row else None,
        "where_from": where_from,
        "history": [(each, sat_tag(each, on=today)) for each in history],
        "stretch": stretch,
        "step": words.fill_step(row, system=here) if row and may_edit and not is_full else None,
        "may_edit": may_edit and is_live,
    }
    return render(request, "governance/seat.jinja", context)


def _last_left(history: list[SatRow], today: date) -> date | None:
    """Return the first day on which the last holder held a seat no more; None: nobody did."""
    left = [
        row.valid_to
        for row in history
        if row.kind is AppointmentKind.HOLDER and row.valid_to and row.valid_to <= today
    ]
    return max(left, default=None)

"""The board: what there is to take part in, for anyone; a lead adds to it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement.actions import opportunities as actions
from regard.domains.engagement.forms.board import BoardForm, OpportunityForm, initial_of
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import board as presenters
from regard.domains.engagement.presenters.of_locations import services_of
from regard.domains.engagement.queries import board as queries
from regard.domains.engagement.rules.board import fits, fits_some
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import SignedIn
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed

if TYPE_CHECKING:
    from regard.domains.engagement.models import Opportunity
    from regard.domains.engagement.rules.board import Service
    from regard.domains.engagement.types.inviting import BoardRow
    from regard.domains.register.models import System


@require_GET
def opportunities(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    places = places_of(found)
    form = BoardForm(request.GET, places=places.items())
    own = _own(request, found, places)
    rows = [row for row in _rows(found, form) if not own or fits_some(row, own)]
    asked = urlencode(form.asked())
    query = f"?{asked}" if asked else ""
    context = {
        "system": found,
        "section": "asked",
        "title": "Take part",
        "lede": presenters.board_lede(rows, narrowed=bool(asked or own)),
        "form": form,
        "own": presenters.own_words(own),
        "whole_url": reverse("engagement:opportunities", args=[system]),
        "cards": presenters.board_cards(rows, places=places),
        "may_run": is_allowed(request.caller, Permission.RUN_EXERCISES, found),
        "feed_url": f"{reverse('engagement:opportunities_feed', args=[system])}{query}",
        "week_url": f"{reverse('engagement:week', args=[system])}{query}",
    }
    return render(request, "engagement/opportunities.jinja", context)


@require_GET
def opportunities_feed(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    form = BoardForm(request.GET, places=places_of(found).items())
    asked = urlencode(form.asked())
    path = reverse("engagement:opportunities", args=[system]) + (f"?{asked}" if asked else "")
    text = presenters.board_feed(_rows(found, form), system=found, path=path)
    return HttpResponse(text, content_type=presenters.FEED_TYPE)


@require_http_methods(["GET", "POST"])
def new_opportunity(request: Request, system: str) -> HttpResponse:
    found = _run(request, system)
    form = OpportunityForm(
        sent(request),
        places=places_of(found).items(),
        initial={"opens_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            actions.add_opportunity(
                system=found, plan=form.plan(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotAdd as refusal:
            _show(form, refusal)
        else:
            messages.success(request, "It is on the board.")
            return redirect("engagement:opportunities", system=system)
    return _form_page(request, found, form, None)


@require_http_methods(["GET", "POST"])
def edit_opportunity(request: Request, system: str, opportunity_id: int) -> HttpResponse:
    found = _run(request, system)
    opportunity = queries.get_opportunity(system=found, opportunity_id=opportunity_id)
    form = OpportunityForm(
        sent(request),
        places=places_of(found).items(),
        initial=initial_of(queries.plan_of_opportunity(opportunity)),
    )
    if form.is_valid():
        try:
            actions.change_opportunity(
                opportunity=opportunity,
                plan=form.plan(),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotAdd as refusal:
            _show(form, refusal)
        else:
            messages.success(request, "Changed.")
            return redirect("engagement:opportunities", system=system)
    return _form_page(request, found, form, opportunity)


@require_POST
def withdraw_opportunity(request: Request, system: str, opportunity_id: int) -> HttpResponse:
    found = _run(request, system)
    opportunity = queries.get_opportunity(system=found, opportunity_id=opportunity_id)
    actions.withdraw_opportunity(opportunity=opportunity, by=request.caller.by, at=timezone.now())
    messages.success(request, "It is off the board.")
    return redirect("engagement:opportunities", system=system)


def places_of(system: System) -> dict[int, str]:
    """Return the names of a system's places, by number."""
    return {place.pk: place.name for place in register.list_places(system=system)}


def _own(request: Request, system: System, places: dict[int, str]) -> list[Service]:
    """Return the caller's own services here, if the board is asked for them; else none."""
    if "mine" not in request.GET or not isinstance(request.caller, SignedIn):
        return []
    rows = register.list_own(caller=request.caller)
    return services_of([row for row in rows if row.system == system], places)


def _run(request: Request, system: str) -> System:
    return register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)


def _rows(system: System, form: BoardForm) -> list[BoardRow]:
    kinds, places = form.service_types(), form.place_ids()
    return [
        row
        for row in queries.list_board(system=system, today=timezone.localdate())
        if fits(row, service_types=kinds, place_ids=places)
    ]


def _form_page(
    request: Request, system: System, form: OpportunityForm, opportunity: Opportunity | None
) -> HttpResponse:
    board = reverse("engagement:opportunities", args=[system.slug])
    context = {
        "system": system,
        "section": "asked",
        "title": "Change what is on the board" if opportunity else "Add something to take part in",
        "lede": "Anyone sees it, and the week’s ten lines tell those whom it is for.",
        "crumbs": [("Take part", board)],
        "form": form,
        "opportunity": opportunity,
        "back": board,
    }
    return render(request, "engagement/opportunity_form.jinja", context)


def _show(form: OpportunityForm, refusal: actions.CannotAdd) -> None:
    for field, reason in refusal.reasons.items():
        form.add_error(field, reason)

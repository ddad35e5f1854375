"""The week's ten lines: for anyone, for a service by its link, and what a lead sees of them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.actions import digests as actions
from regard.domains.engagement.forms.board import BoardForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import digests as presenters
from regard.domains.engagement.queries import digests as queries
from regard.domains.engagement.rules.digests import choose_lines
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .board import places_of

if TYPE_CHECKING:
    from regard.domains.engagement.types.inviting import Line, Reader
    from regard.domains.register.models import System

WEEKS_SHOWN = 8
WISHES_SHOWN = 200


@require_GET
def week(request: Request, system: str) -> HttpResponse:
    """Show anyone the ten lines for a kind of service and a place."""
    found = register.get_system(slug=system, caller=request.caller)
    form = BoardForm(request.GET, places=places_of(found).items())
    this = queries.get_week(system=found, today=timezone.localdate())
    lines = presenters.lines_for(
        this, service_types=form.service_types(), place_ids=form.place_ids()
    )
    asked = urlencode(form.asked())
    board = reverse("engagement:opportunities", args=[system]) + (f"?{asked}" if asked else "")
    context = {
        "system": found,
        "section": "asked",
        "title": "The week’s ten lines",
        "lede": presenters.week_lede(lines, monday=this.monday),
        "crumbs": [("Take part", board)],
        "form": form,
        "lines": lines,
        "may_run": _may_run(request, found),
    }
    return render(request, "engagement/week.jinja", context)


@require_GET
def digests(request: Request, system: str) -> HttpResponse:
    """Show a lead who gets the ten lines, what went, and what would go to one of them."""
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    weeks = queries.list_weeks(system=found, limit=WEEKS_SHOWN)
    wishes = queries.list_wishing(system=found, limit=WISHES_SHOWN)
    chosen = _chosen(request, wishes)
    this = queries.get_week(system=found, today=timezone.localdate())
    reader = _reader(found, chosen) if chosen else None
    context = {
        "system": found,
        "section": "asked",
        "title": "Who gets the ten lines",
        "lede": presenters.sent_lede(wishes=queries.count_wishes(system=found), weeks=weeks),
        "crumbs": [
            ("Take part", reverse("engagement:opportunities", args=[system])),
            ("The week’s ten lines", reverse("engagement:week", args=[system])),
        ],
        "weeks": presenters.week_rows(weeks),
        "wishes": wishes,
        "chosen": chosen,
        "reader": reader,
        "lines": choose_lines(reader, this) if reader else [],
    }
    return render(request, "engagement/digests.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def my_digests(request: Request) -> HttpResponse:
    """Let somebody signed in ask for the ten lines of each of their own services, or end them."""
    rows = [row for row in register.list_own(caller=request.caller) if row.system is not None]
    if request.method == "POST":
        typed = request.POST.get("location", "")
        for row in rows:
            if row.system is not None and str(row.location.pk) == typed:
                _turn(request, row.system, row.location.pk, by=request.caller.by)
        return redirect("engagement:my_digests")
    wishes = queries.list_wishes(location_ids=[row.location.pk for row in rows])
    context = {
        "system": None,
        "section": "",
        "title": "The week’s ten lines for your services",
        "lede": "An email on Mondays, only when there is something new. It is off until you ask.",
        "crumbs": [("Your services", reverse("register:mine"))],
        "rows": [
            (row.location, row.system, (row.system.pk, row.location.pk) in wishes)
            for row in rows
            if row.system is not None
        ],
    }
    return render(request, "engagement/my_digests.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def ten_lines(request: HttpRequest, token: str) -> HttpResponse:
    """Show a service its ten lines by the link of its invitation; it can ask for them by email."""
    invitation = engagement.open_invitation(token=token, at=timezone.now())
    system, location = invitation.exercise.system, invitation.location
    if request.method == "POST":
        _turn(request, system, location.pk, by=f"invitation:{invitation.pk}")
        return redirect("engagement:ten_lines", token=token)
    reader = _reader(system, location.pk)
    this = queries.get_week(system=system, today=timezone.localdate())
    lines: list[Line] = choose_lines(reader, this) if reader else []
    has_wish = queries.has_wish(system=system, location_id=location.pk)
    context = {
        "system": system,
        "section": "asked",
        "title": f"The week’s ten lines for {location.name}",
        "lede": presenters.week_lede(lines, monday=this.monday),
        "lines": lines,
        "has_wish": has_wish,
        "wish": presenters.wish_words(has_wish=has_wish, has_email=bool(reader and reader.to)),
        "back": reverse("engagement:answer", kwargs={"token": token}),
    }
    return render(request, "engagement/ten_lines.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def stop_digest(request: HttpRequest, token: str) -> HttpResponse:
    """End the ten lines by the link in one of them, with one press."""
    wish = queries.open_stop(token=token, at=timezone.now())
    if wish is not None and request.method == "POST":
        actions.end_digest(
            system=wish.system,
            location_id=wish.location_id,
            by=f"location:{wish.location_id}",
            at=timezone.now(),
        )
        wish = None
    context = {
        "system": wish.system if wish else None,
        "section": "",
        "title": "Stop the week’s ten lines" if wish else "We have stopped them",
        "lede": f"Press the button, and {wish.location.name} gets no more of them."
        if wish
        else "You get no more of them. What you are asked still reaches you.",
        "wish": wish,
    }
    return render(request, "engagement/stop_digest.jinja", context)


def _turn(request: HttpRequest, system: System, location_id: int, *, by: str) -> None:
    """Turn the ten lines of a service on or off, as the form says."""
    if request.POST.get("want") == "no":
        actions.end_digest(system=system, location_id=location_id, by=by, at=timezone.now())
        messages.success(request, "Stopped. You get no more of them.")
    else:
        actions.want_digest(system=system, location_id=location_id, by=by, at=timezone.now())
        messages.success(request, "You get them on Mondays, when there is something new.")


def _reader(system: System, location_id: int) -> Reader | None:
    today = timezone.localdate()
    found = queries.list_readers(system=system, monday=today, location_ids=[location_id])
    return found[0] if found else None


def _chosen(request: Request, wishes: list[tuple[int, str]]) -> int:
    typed = request.GET.get("for", "")
    return next((number for number, _ in wishes if str(number) == typed), 0)


def _may_run(request: Request, system: System) -> bool:
    return is_allowed(request.caller, Permission.RUN_EXERCISES, system)

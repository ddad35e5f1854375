"""The calendar over all bodies, and each meeting: planned, moved, cancelled, published, held."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.meetings import CancelForm, MeetingForm, PlanForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import meeting_steps as steps
from regard.domains.governance.presenters import meetings as words
from regard.domains.governance.queries.clashes import list_clashes
from regard.domains.governance.queries.meeting_bodies import (
    list_bodies_to_meet,
    list_bodies_without_meetings,
)
from regard.domains.governance.rules.meetings import months_on
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import Refusal
from regard.foundation.design.words import plural_words

from .meeting_pages import below, find_meeting, meeting_page

if TYPE_CHECKING:
    from regard.domains.governance.models import Body
    from regard.domains.register.models import System

MONTHS_SHOWN = 3


@require_GET
def meetings(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    first = _month(request.GET.get("from", ""), today)
    until = months_on(first, MONTHS_SHOWN)
    bodies = queries.list_bodies(system=here, on=today)
    chosen = next((row for row in bodies if row.slug == request.GET.get("body")), None)
    everything = queries.list_meetings(
        system=here, caller=request.caller, since=first, until=until
    )
    shown = [row for row in everything if chosen is None or row.body_id == chosen.body_id]
    to_come = [row for row in everything if words.local(row).date() >= today]
    unplanned = list_bodies_without_meetings(system=here, caller=request.caller, on=today)
    runs = is_allowed(request.caller, Permission.RUN_MEETINGS, here)
    clashes, other_clashes = words.clashes_of(list_clashes(system=here, meetings=to_come))
    context = below(request, here, title="Meetings") | {
        "lede": words.calendar_lede(shown, today),
        "months": words.list_months(shown),
        "bodies": bodies,
        "chosen": chosen,
        "clashes": clashes,
        "other_clashes": other_clashes,
        "first": first,
        "earlier": months_on(first, -MONTHS_SHOWN),
        "later": until,
        "is_now": first == today.replace(day=1),
        "unplanned": unplanned,
        "runs": runs,
        "step": steps.of_calendar(here, to_come, unplanned, today),
    }
    return render(request, "governance/meetings.jinja", context)


@require_http_methods(["GET", "POST"])
def new_meeting(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_MEETINGS)
    bodies = list_bodies_to_meet(system=here, caller=request.caller, on=timezone.localdate())
    asked = next((body for body in bodies if body.slug == request.GET.get("body")), None)
    initial = {"body": asked.slug, "minutes_long": asked.minutes_each or 120} if asked else {}
    form = PlanForm(sent(request), bodies=bodies, initial={"minutes_long": 120} | initial)
    if form.is_valid():
        body = next(each for each in bodies if each.slug == form.cleaned_data["body"])
        try:
            return _plan(request, here, body, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
    context = below(request, here, title="Plan a meeting", is_below=True) | {
        "form": form,
        "lede": "Nobody is told until you send out the agenda."
        if bodies
        else "Add a body first: there is none that could meet.",
        "label": "Plan it",
        "back": reverse("governance:meetings", kwargs={"system": system}),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_GET
def meeting(request: Request, system: str, meeting_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id)
    return meeting_page(request, here, found, caller=request.caller)


@require_http_methods(["GET", "POST"])
def edit_meeting(request: Request, system: str, meeting_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    form = MeetingForm(sent(request), initial=MeetingForm.initial_of(found))
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_meeting(
                meeting=found, details=form.details(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, "Saved. Calendars that follow it change by themselves.")
            return redirect("governance:meeting", system=system, meeting_id=meeting_id)
    tells = "Members are written to if its time or place changes." if found.called_at else ""
    context = below(request, here, title="Change this meeting", meeting=found) | {
        "form": form,
        "lede": tells,
        "label": "Save",
        "back": reverse("governance:meeting", args=(system, meeting_id)),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_http_methods(["GET", "POST"])
def cancel_meeting(request: Request, system: str, meeting_id: int) -> HttpResponse:
    here, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    form = CancelForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            actions.cancel_meeting(
                meeting=found,
                why=form.cleaned_data["why"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Cancelled. It stays in calendars as cancelled.")
            return redirect("governance:meeting", system=system, meeting_id=meeting_id)
    tells = " Members are written to." if found.called_at else ""
    context = below(request, here, title="Cancel this meeting?", meeting=found) | {
        "form": form,
        "lede": f"It cannot be undone: plan another instead.{tells}",
        "label": "Cancel the meeting",
        "kind": "warning",
        "back": reverse("governance:meeting", args=(system, meeting_id)),
    }
    return render(request, "governance/meeting_form.jinja", context)


@require_POST
def publish_agenda(request: Request, system: str, meeting_id: int) -> HttpResponse:
    _, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    actions.publish_agenda(meeting=found, by=request.caller.by, at=timezone.now())
    messages.success(request, "The agenda is public now, without what is private.")
    return redirect("governance:meeting", system=system, meeting_id=meeting_id)


@require_POST
def hold_meeting(request: Request, system: str, meeting_id: int) -> HttpResponse:
    _, found = find_meeting(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    actions.hold_meeting(meeting=found, by=request.caller.by, at=timezone.now())
    messages.success(request, "It is marked as held. Say who came.")
    return redirect("governance:attendance", system=system, meeting_id=meeting_id)


def _plan(request: Request, here: System, body: Body, form: PlanForm) -> HttpResponse:
    """Plan one meeting or several, and go to the first."""
    by, at, repeat = request.caller.by, timezone.now(), form.repeat_wanted()
    if repeat is None:
        first = actions.plan_meeting(body=body, details=form.details(), by=by, at=at)
        messages.success(request, "Planned. Write its agenda next.")
    else:
        planned = actions.plan_series(
            body=body, details=form.details(), repeat=repeat, by=by, at=at
        )
        first = planned[0]
        messages.success(request, f"{plural_words(len(planned), 'meeting')} planned.")
    return redirect("governance:meeting", system=here.slug, meeting_id=first.pk)


def _month(text: str, today: date) -> date:
    """Return the first day of the month that an address asks for; of this month if of none."""
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if 2000 <= asked.year <= 2100 else today.replace(day=1)

"""One line of minutes: changed, moved, taken out, and made an action or a decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.decisions import DecisionForm
from regard.domains.governance.forms.following import ActionForm
from regard.domains.governance.forms.minutes import EditLineForm, initial_line
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules.minutes import MAY_BECOME
from regard.domains.governance.types import LineKind
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import Refusal

from .minuting import below_minutes, find_minutes, to_minutes

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision, Meeting, MinuteLine
    from regard.domains.register.models import System


@require_http_methods(["GET", "POST"])
def line(request: Request, system: str, meeting_id: int, line_id: int) -> HttpResponse:
    here, meeting, found = _find(request, system, meeting_id, line_id)
    form = EditLineForm(
        sent(request),
        seats=queries.list_seats_to_name(meeting=meeting),
        items=queries.list_items_to_write(meeting=meeting),
        initial=initial_line(found.text, found.seat_id, found.said_by)
        | {"item": str(found.item_id or "")},
    )
    if form.is_valid():
        with form.showing_refusals("text"):
            actions.edit_line(
                line=found,
                facts=form.facts(form.its_item()),
                by=request.caller.by,
                at=timezone.now(),
            )
            item = form.its_item()
            return to_minutes(meeting, item.pk if item else 0)
    context = below_minutes(request, here, meeting, title="Change a line") | {
        "form": form,
        "line": found,
        "became": MAY_BECOME.get(LineKind(found.kind), ""),
    }
    return render(request, "governance/line.jinja", context)


@require_POST
def move_line(request: Request, system: str, meeting_id: int, line_id: int) -> HttpResponse:
    _, meeting, found = _find(request, system, meeting_id, line_id)
    places = -1 if request.POST.get("to") == "up" else 1
    try:
        actions.move_line(line=found, places=places, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to_minutes(meeting, found.item_id)


@require_POST
def remove_line(request: Request, system: str, meeting_id: int, line_id: int) -> HttpResponse:
    _, meeting, found = _find(request, system, meeting_id, line_id)
    try:
        actions.remove_line(line=found, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "The line is taken out.")
    return to_minutes(meeting, found.item_id)


@require_http_methods(["GET", "POST"])
def line_action(request: Request, system: str, meeting_id: int, line_id: int) -> HttpResponse:
    """Give what a line asks for."""
    here, meeting, found = _find(request, system, meeting_id, line_id)
    form = ActionForm(
        sent(request),
        holders=queries.list_holders_to_act(system=here, body=meeting.body),
        initial={"text": found.text},
    )
    if form.is_valid():
        with form.showing_refusals():
            given = actions.act_on_line(
                line=found, facts=form.facts(), by=request.caller.by, at=timezone.now()
            )
            messages.success(request, f"{given.ref} is given to {given.owner}.")
            return to_minutes(meeting, found.item_id)
    return _ask(request, meeting, found, form, "Who does what, and by when?", "Give it")


@require_http_methods(["GET", "POST"])
def line_decision(request: Request, system: str, meeting_id: int, line_id: int) -> HttpResponse:
    """Make a line a decision, and say in the same go on what it rests."""
    _, meeting, found = _find(request, system, meeting_id, line_id)
    item = found.item
    form = DecisionForm(
        sent(request),
        initial={
            "text": found.text,
            "evidence": item.evidence if item else "",
            "is_private": item is not None and item.is_private,
            "is_commissioning": item is not None and item.is_commissioning,
        },
    )
    if form.is_valid():
        with form.showing_refusals():
            made = _decide(request, meeting, found, form)
            messages.success(request, f"{made.ref} is a draft. Say who was asked, then record it.")
            return redirect("governance:decision", system=system, decision_ref=made.ref)
    return _ask(request, meeting, found, form, "What was decided?", "Make it a decision")


def _find(
    request: Request, system: str, meeting_id: int, line_id: int
) -> tuple[System, Meeting, MinuteLine]:
    here, meeting = find_minutes(request, system, meeting_id, to=Permission.RUN_MEETINGS)
    return here, meeting, queries.get_line(meeting=meeting, line_id=line_id)


@transaction.atomic
def _decide(request: Request, meeting: Meeting, found: MinuteLine, form: DecisionForm) -> Decision:
    at = timezone.now()
    made = actions.decide_line(line=found, by=request.caller.by, at=at)
    facts = form.facts(timezone.localdate(meeting.starts_at))
    return actions.edit_decision(decision=made, facts=facts, by=request.caller.by, at=at)


def _ask(
    request: Request,
    meeting: Meeting,
    found: MinuteLine,
    form: ActionForm | DecisionForm,
    title: str,
    label: str,
) -> HttpResponse:
    said_by = found.seat.name if found.seat else found.said_by
    context = below_minutes(request, meeting.system, meeting, title=title) | {
        "form": form,
        "quoted": found.text,
        "quoted_from": said_by or "From the minutes",
        "label": label,
    }
    return render(request, "governance/ask.jinja", context)

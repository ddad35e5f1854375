"""What else could have been decided, and who was involved: written down one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.governance import actions, queries
from regard.domains.governance.forms.decisions import InvolvementForm, OptionForm
from regard.domains.governance.forms.following import ActionForm
from regard.domains.governance.permissions import Permission
from regard.domains.governance.types import DecisionState
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import Refusal

from .deciding_pages import below_decisions, find_decision, to_decision

if TYPE_CHECKING:
    from regard.domains.governance.models import Decision

TO = Permission.RUN_MEETINGS


@require_http_methods(["GET", "POST"])
def new_option(request: Request, system: str, decision_ref: str) -> HttpResponse:
    _, found = find_decision(request, system, decision_ref, to=TO)
    form = OptionForm(sent(request))
    if form.is_valid():
        with form.showing_refusals():
            actions.add_option(
                decision=found, facts=form.facts(), by=request.caller.by, at=timezone.now()
            )
            return to_decision(found)
    return _ask(request, found, form, "What could have been decided?", "Add the option")


@require_http_methods(["GET", "POST"])
def edit_option(request: Request, system: str, decision_ref: str, option_id: int) -> HttpResponse:
    _, found = find_decision(request, system, decision_ref, to=TO)
    option = queries.get_option(decision=found, option_id=option_id)
    initial = {"text": option.text, "is_chosen": option.is_chosen, "why": option.why}
    form = OptionForm(sent(request), initial=initial)
    if form.is_valid():
        with form.showing_refusals():
            actions.edit_option(
                option=option, facts=form.facts(), by=request.caller.by, at=timezone.now()
            )
            return to_decision(found)
    return _ask(request, found, form, "Change an option", "Save")


@require_POST
def remove_option(
    request: Request, system: str, decision_ref: str, option_id: int
) -> HttpResponse:
    _, found = find_decision(request, system, decision_ref, to=TO)
    option = queries.get_option(decision=found, option_id=option_id)
    try:
        actions.remove_option(option=option, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to_decision(found)


@require_http_methods(["GET", "POST"])
def new_involvement(request: Request, system: str, decision_ref: str) -> HttpResponse:
    """Say who outside was involved. Once it is recorded, only who was on its day or after."""
    here, found = find_decision(request, system, decision_ref, to=TO)
    networks = register.list_networks(system=here, on=timezone.localdate())
    form = InvolvementForm(sent(request), networks=networks)
    if form.is_valid():
        with form.showing_refusals("on"):
            actions.add_involvement(
                decision=found, facts=form.facts(), by=request.caller.by, at=timezone.now()
            )
            return to_decision(found)
    words = (
        "This decision is recorded. Those who were involved on its day or after can be added."
        if found.state == DecisionState.RECORDED
        else ""
    )
    return _ask(request, found, form, "Who was involved?", "Add them", words)


@require_POST
def remove_involvement(
    request: Request, system: str, decision_ref: str, involvement_id: int
) -> HttpResponse:
    _, found = find_decision(request, system, decision_ref, to=TO)
    involved = queries.get_involvement(decision=found, involvement_id=involvement_id)
    try:
        actions.remove_involvement(involvement=involved, by=request.caller.by, at=timezone.now())
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return to_decision(found)


@require_http_methods(["GET", "POST"])
def decision_action(request: Request, system: str, decision_ref: str) -> HttpResponse:
    """Give something to do by a decision, recorded or not."""
    here, found = find_decision(request, system, decision_ref, to=TO)
    holders = queries.list_holders_to_act(system=here, body=found.body)
    form = ActionForm(sent(request), holders=holders)
    if form.is_valid():
        with form.showing_refusals():
            actions.act_on_decision(
                decision=found, facts=form.facts(), by=request.caller.by, at=timezone.now()
            )
            return to_decision(found)
    return _ask(request, found, form, "Who does what, and by when?", "Give it")


def _ask(
    request: Request,
    found: Decision,
    form: OptionForm | InvolvementForm | ActionForm,
    title: str,
    label: str,
    words: str = "",
) -> HttpResponse:
    context = below_decisions(request, found.system, title=title, decision=found) | {
        "form": form,
        "label": label,
        "words": words,
    }
    return render(request, "governance/ask.jinja", context)

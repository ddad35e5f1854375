"""The options that were weighed before asking: write, change, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement.actions import alternatives as actions
from regard.domains.engagement.actions import gate
from regard.domains.engagement.actions.drafting import check_is_draft
from regard.domains.engagement.forms.phases import OPEN, REJECTED, AlternativeForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.alternatives import get_alternative, list_alternatives
from regard.domains.engagement.rules.words import count
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Alternative, Exercise


@require_http_methods(["GET", "POST"])
def alternatives(request: Request, system: str, slug: str) -> HttpResponse:
    """List the options of a draft, with a form to write one more."""
    found = _draft(request, system, slug)
    form = AlternativeForm(sent(request), initial={"state": OPEN})
    if form.is_valid():
        try:
            actions.add_alternative(
                exercise=found, option=form.option(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotWeigh as refusal:
            _show(form, refusal.reasons)
        else:
            return redirect(address("alternatives", found))
    rows = list_alternatives(exercise=found)
    context = below(found, title="What could be done") | {
        "lede": _lede(rows),
        "rows": rows,
        "form": form,
        "back": address("exercise", found),
    }
    return render(request, "engagement/alternatives.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_alternative(
    request: Request, system: str, slug: str, alternative_id: int
) -> HttpResponse:
    found = _draft(request, system, slug)
    one = get_alternative(exercise=found, alternative_id=alternative_id)
    form = AlternativeForm(sent(request), initial=_written(one))
    if form.is_valid():
        try:
            actions.edit_alternative(
                alternative=one, option=form.option(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotWeigh as refusal:
            _show(form, refusal.reasons)
        else:
            return redirect(address("alternatives", found))
    context = below(found, title="Change this option") | {
        "form": form,
        "label": "Save",
        "back": address("alternatives", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_POST
def remove_alternative(
    request: Request, system: str, slug: str, alternative_id: int
) -> HttpResponse:
    found = _draft(request, system, slug)
    one = get_alternative(exercise=found, alternative_id=alternative_id)
    actions.remove_alternative(alternative=one, by=request.caller.by, at=timezone.now())
    messages.success(request, f"“{one.title}” is removed.")
    return redirect(address("alternatives", found))


@require_POST
def ask_openly(request: Request, system: str, slug: str) -> HttpResponse:
    """Say that no option is put forward, so that none was turned down either."""
    found = _draft(request, system, slug)
    gate.state_asked_openly(exercise=found, by=request.caller.by, at=timezone.now())
    messages.success(request, "Kept in your name: no option is put forward.")
    return redirect(address("gate", found))


def _draft(request: Request, system: str, slug: str) -> Exercise:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    check_is_draft(exercise=found)
    return found


def _lede(rows: list[Alternative]) -> str:
    if not rows:
        return (
            "Nothing is written yet. Write what could be done, and what was turned down and why."
        )
    still_open = sum(row.is_open for row in rows)
    words = f"{count(still_open, 'option')} can still be chosen, "
    words += f"{count(len(rows) - still_open, 'option')} turned down."
    return words[:1].upper() + words[1:]


def _written(one: Alternative) -> dict[str, object]:
    return {
        "title": one.title,
        "what": one.what,
        "state": OPEN if one.is_open else REJECTED,
        "why_not": one.why_not,
    }


def _show(form: AlternativeForm, reasons: dict[str, str]) -> None:
    for field, reason in reasons.items():
        form.add_error(field, reason)

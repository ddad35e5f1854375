"""The phases: see them, write one or leave one out of a draft, add one to what is open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement.actions import phases as actions
from regard.domains.engagement.actions.drafting import check_is_draft
from regard.domains.engagement.forms.phases import AddPhaseForm, PhaseForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import phases as presenters
from regard.domains.engagement.queries.phases import list_phases
from regard.domains.engagement.rules.phases import (
    AFTER_ASKING,
    USUAL_WORDS,
    kinds_to_add,
    usual_phase,
)
from regard.domains.engagement.rules.words import count
from regard.domains.engagement.types import PhaseKind, Stage
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.phases import PhasePlan

ALWAYS = (PhaseKind.ASK, PhaseKind.REPLY)


@require_GET
def phases(request: Request, system: str, slug: str) -> HttpResponse:
    """Show when what is open to whom, and to change it while it is a draft."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    today = timezone.localdate()
    planned = list_phases(exercise=found)
    context = below(found, title="When what is open to whom") | {
        "lede": f"{count(len(planned), 'phase').capitalize()}. "
        + presenters.now_in_words(planned, today=today),
        "steps": presenters.timeline(planned, today=today),
        "is_draft": found.stage == Stage.DRAFT,
        "always": [kind.value for kind in ALWAYS],
        "add": "edit_phase" if found.stage == Stage.DRAFT else "add_phase",
        "more": [(k.value, k.label, USUAL_WORDS[k]) for k in _to_add(found, planned)],
    }
    return render(request, "engagement/phases.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_phase(request: Request, system: str, slug: str, phase: str) -> HttpResponse:
    found = _draft(request, system, slug)
    planned = _planned(found, _kind(phase))
    form = PhaseForm(sent(request), phase=planned, has_days=planned.kind is not PhaseKind.ASK)
    if form.is_valid():
        with form.showing_refusals():
            actions.write_phase(
                exercise=found, phase=form.phase(), by=request.caller.by, at=timezone.now()
            )
            return redirect(address("phases", found))
    context = below(found, title=planned.kind.label) | {
        "form": form,
        "label": "Save",
        "mind": "Its days are those on which the exercise opens and closes."
        if planned.kind is PhaseKind.ASK
        else "",
        "back": address("phases", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_http_methods(["GET", "POST"])
def add_phase(request: Request, system: str, slug: str, phase: str) -> HttpResponse:
    """Add a phase to an exercise that has been opened, with a reason that everyone reads."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    kind = _kind(phase)
    if kind not in _to_add(found, list_phases(exercise=found)):
        messages.info(request, "This phase is there already, or the time for it is over.")
        return redirect(address("phases", found))
    form = AddPhaseForm(sent(request), phase=_later(found, kind), has_days=True)
    if form.is_valid():
        with form.showing_refusals():
            actions.add_phase(
                exercise=found,
                phase=form.phase(),
                because=form.cleaned_data["because"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "Added. The exercise’s page shows it, with your reason.")
            return redirect(address("phases", found))
    context = below(found, title=f"Add: {kind.label}") | {
        "lede": "It has been opened, so people know its other phases. They stay as they are.",
        "form": form,
        "label": "Add it",
        "back": address("phases", found),
    }
    return render(request, "engagement/plan_form.jinja", context)


@require_POST
def remove_phase(request: Request, system: str, slug: str, phase: str) -> HttpResponse:
    found = _draft(request, system, slug)
    kind = _kind(phase)
    actions.remove_phase(exercise=found, kind=kind, by=request.caller.by, at=timezone.now())
    messages.success(request, f"“{kind.label}” is left out.")
    return redirect(address("phases", found))


def _draft(request: Request, system: str, slug: str) -> Exercise:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    check_is_draft(exercise=found)
    return found


def _kind(typed: str) -> PhaseKind:
    if typed not in {kind.value for kind in PhaseKind}:
        raise NotFound("There is no such phase")
    return PhaseKind(typed)


def _to_add(exercise: Exercise, planned: Sequence[PhasePlan]) -> tuple[PhaseKind, ...]:
    """Return the phases that can be added now; none once it is answered."""
    if exercise.stage == Stage.ANSWERED:
        return ()
    if exercise.stage == Stage.DRAFT:
        has = {phase.kind for phase in planned}
        return tuple(kind for kind in PhaseKind if kind not in has)
    return kinds_to_add(planned, today=timezone.localdate())


def _later(exercise: Exercise, kind: PhaseKind) -> PhasePlan:
    """Return a phase on days that it could have from today on."""
    usual = _planned(exercise, kind)
    first = max(usual.starts_on, timezone.localdate())
    return replace(usual, starts_on=first, ends_on=max(first, usual.ends_on))


def _planned(exercise: Exercise, kind: PhaseKind) -> PhasePlan:
    """Return a phase as it is planned or, where it is not, on the days it would usually have."""
    for phase in list_phases(exercise=exercise):
        if phase.kind is kind:
            return phase
    if kind in AFTER_ASKING:
        return usual_phase(kind, exercise.reply_by, exercise.reply_by)
    return usual_phase(kind, exercise.opens_on, exercise.closes_on)

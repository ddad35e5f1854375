"""Typing in what somebody said by telephone, on paper or at a meeting."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions import seeing
from regard.domains.engagement.forms import EnterForm, name_of
from regard.domains.engagement.forms.seeing import EnterTellingForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.asked_parts import name_parts
from regard.domains.engagement.types import Channel, ExerciseKind, Said, Visibility
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise
from .uploads import keep_uploads

if TYPE_CHECKING:
    from datetime import datetime

    from regard.domains.engagement.models import Contribution, Exercise
    from regard.domains.register.models import Location

NOBODY = "none"
"""In place of a location's number: they do not speak for a service."""


@require_http_methods(["GET", "POST"])
def enter(request: Request, system: str, slug: str) -> HttpResponse:
    """Find for which service they speak; then take down what they said."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    chosen = request.GET.get("location", "")
    if not chosen:
        return _pick(request, found)
    location = _location(request, found, chosen)
    form = _form(request, found, location)
    if request.method == "POST" and form.is_valid():
        by, at = request.caller.by, timezone.now()
        said = form.said(location_id=location.pk if location else None, entered_by=by)
        try:
            words, files = keep_uploads(form, found, by=by, at=at)
            said = replace(said, answers={**said.answers, **words}, files=files)
            kept = _keep(found, form, said, by=by, at=at)
        except actions.CannotKeep as refusal:
            _show(form, refusal.reasons)
        else:
            messages.success(request, f"Kept. Give them their receipt number: {kept.receipt}")
            return redirect(address("contribution", found, receipt=kept.receipt))
    title = f"What {location.name} said" if location else "What they said"
    context = below(found, title=title) | {
        "form": form,
        "location": location,
        "again": address("enter", found),
        "asked_parts": name_parts(exercise_id=found.pk),
    }
    return render(request, "engagement/enter.jinja", context)


def _keep(
    exercise: Exercise, form: EnterForm, said: Said, *, by: str, at: datetime
) -> Contribution:
    original = form.cleaned_data["original"]
    if isinstance(form, EnterTellingForm):
        return seeing.enter_told(
            exercise=exercise, said=said, where=form.where(), original=original, by=by, at=at
        )
    return actions.enter_contribution(
        exercise=exercise, said=said, original=original, by=by, at=at
    )


def _pick(request: Request, exercise: Exercise) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:200]
    context = below(exercise, title="For whom do they speak?") | {
        "words": words,
        "locations": register.search_locations(system=exercise.system, words=words)
        if words
        else [],
        "nobody": NOBODY,
        "here": address("enter", exercise),
    }
    return render(request, "engagement/enter_pick.jinja", context)


def _location(request: Request, exercise: Exercise, chosen: str) -> Location | None:
    if chosen == NOBODY:
        return None
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        raise NotFound("There is no such service in this system")
    return register.get_location(
        system=exercise.system, location_id=int(chosen), caller=request.caller
    )


def _form(request: Request, exercise: Exercise, location: Location | None) -> EnterForm:
    questions = list(enumerate(queries.list_questions(exercise=exercise), start=1))
    initial = {
        "channel": Channel.TELEPHONE,
        "visibility": Visibility.TEAM,
        "said_on": timezone.localdate(),
    }
    if exercise.kind == ExerciseKind.SEEING:
        return EnterTellingForm(
            request.POST or None,
            request.FILES or None,
            questions=questions,
            speaks_for_a_service=location is not None,
            places=[(p.pk, p.name) for p in register.list_places(system=exercise.system)],
            initial=initial,
        )
    return EnterForm(
        request.POST or None,
        request.FILES or None,
        questions=questions,
        speaks_for_a_service=location is not None,
        initial=initial,
    )


def _show(form: EnterForm, reasons: dict[int, str]) -> None:
    for question_id, reason in reasons.items():
        form.add_error(name_of(question_id) if question_id else None, reason)

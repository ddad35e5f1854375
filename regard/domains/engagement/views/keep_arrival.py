"""Keeping what arrived as an answer: to what, for whom, then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement import queries
from regard.domains.engagement.actions.arrivals import keep_arrival
from regard.domains.engagement.actions.contributions import CannotKeep
from regard.domains.engagement.actions.emailed_seeing import keep_telling
from regard.domains.engagement.forms.answers import name_of
from regard.domains.engagement.forms.arrivals import KeepForm
from regard.domains.engagement.forms.seeing import KeepTellingForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.arrivals import notes
from regard.domains.engagement.queries.arrivals import list_open_to_arrivals
from regard.domains.engagement.types import Channel, ExerciseKind, Speaker, Visibility
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound, Refusal

from .arrival import find_arrival, place, under
from .finding import address

if TYPE_CHECKING:
    from regard.domains.engagement.models import Arrival, Contribution, Exercise
    from regard.domains.engagement.types import Said
    from regard.domains.register.models import Location

NOBODY = "none"
"""In place of a location's number: they do not speak for a service."""


@require_http_methods(["GET", "POST"])
def keep(request: Request, system: str, arrival_id: int) -> HttpResponse:
    """Say what it answers and for whom it speaks; then keep it."""
    found = find_arrival(request, system, arrival_id)
    exercise = _exercise(request, found)
    if exercise is None:
        return _choose_exercise(request, found)
    chosen = request.GET.get("location", "")
    if not chosen and (found.location_id is None or "words" in request.GET):
        return _pick(request, found, exercise)
    location = _location(request, found, chosen or str(found.location_id))
    form = _form(request, found, exercise, location)
    if request.method == "POST" and form.is_valid():
        said = form.said(
            location_id=location.pk if location else None, entered_by=request.caller.by
        )
        try:
            kept = _keep(found, exercise, form, said, by=request.caller.by)
        except CannotKeep as refusal:
            _show(form, refusal.reasons)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Kept. Its receipt number: {kept.receipt}")
            if kept.speaker == Speaker.STAFF:
                return redirect("engagement:arrivals", system=system)
            page = "read_contribution" if found.places else "contribution"
            return redirect(address(page, exercise, receipt=kept.receipt))
    here = place("keep_arrival", found)
    context = under(found, title="Keep it as an answer") | {
        "exercise": exercise,
        "form": form,
        "location": location,
        "notes": notes(found),
        "again": f"{here}?{urlencode({'exercise': exercise.slug, 'words': ''})}",
        "elsewhere": f"{here}?exercise=",
    }
    return render(request, "engagement/arrival_keep.jinja", context)


def _keep(
    arrival: Arrival, exercise: Exercise, form: KeepForm, said: Said, *, by: str
) -> Contribution:
    at = timezone.now()
    if isinstance(form, KeepTellingForm):
        return keep_telling(
            arrival=arrival, exercise=exercise, said=said, where=form.where(), by=by, at=at
        )
    return keep_arrival(arrival=arrival, exercise=exercise, said=said, by=by, at=at)


def _exercise(request: Request, arrival: Arrival) -> Exercise | None:
    slug = request.GET.get("exercise", arrival.exercise.slug if arrival.exercise else "")
    if not slug:
        return None
    return queries.get_exercise(
        system=arrival.system,
        slug=slug,
        caller=request.caller,
        to=Permission.ENTER_CONTRIBUTIONS,
    )


def _choose_exercise(request: Request, arrival: Arrival) -> HttpResponse:
    context = under(arrival, title="What does it answer?") | {
        "exercises": list_open_to_arrivals(system=arrival.system),
        "here": place("keep_arrival", arrival),
    }
    return render(request, "engagement/arrival_exercise.jinja", context)


def _pick(request: Request, arrival: Arrival, exercise: Exercise) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:200]
    context = under(arrival, title="For whom does it speak?") | {
        "exercise": exercise,
        "words": words,
        "locations": register.search_locations(system=arrival.system, words=words)
        if words
        else [],
        "nobody": NOBODY,
        "here": place("keep_arrival", arrival),
        "own": arrival.location,
    }
    return render(request, "engagement/arrival_service.jinja", context)


def _location(request: Request, arrival: Arrival, chosen: str) -> Location | None:
    if chosen == NOBODY:
        return None
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 19):
        raise NotFound("There is no such service in this system")
    return register.get_location(
        system=arrival.system, location_id=int(chosen), caller=request.caller
    )


def _form(
    request: Request, arrival: Arrival, exercise: Exercise, location: Location | None
) -> KeepForm:
    questions = list(enumerate(queries.list_questions(exercise=exercise), start=1))
    earlier = arrival.follows.contribution if arrival.follows else None
    initial = {
        "channel": Channel.EMAIL if arrival.sender else Channel.LETTER,
        "visibility": earlier.visibility if earlier else Visibility.TEAM,
        "speaker": earlier.speaker if earlier else None,
        "said_on": timezone.localdate(arrival.arrived_at),
        "name": arrival.sender_name,
        "email": arrival.sender,
    }
    is_service = location is not None
    if exercise.kind == ExerciseKind.SEEING:
        return KeepTellingForm(
            request.POST or None,
            words=arrival.words,
            questions=questions,
            speaks_for_a_service=is_service,
            places=[(p.pk, p.name) for p in register.list_places(system=exercise.system)],
            initial=initial,
        )
    return KeepForm(
        request.POST or None,
        words=arrival.words,
        questions=questions,
        speaks_for_a_service=is_service,
        initial=initial,
    )


def _show(form: KeepForm, reasons: dict[int, str]) -> None:
    for question_id, reason in reasons.items():
        name = name_of(question_id)
        form.add_error(name if name in form.fields else None, reason)

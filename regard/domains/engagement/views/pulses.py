"""Pulses: the list, one with all that it found, and what a lead does with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement.actions import pulse_waves
from regard.domains.engagement.actions import pulses as actions
from regard.domains.engagement.forms.pulses import MirrorForm, PulseForm, initial_of, usual_pulse
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import pulses as presenters
from regard.domains.engagement.queries import pulses as queries
from regard.domains.engagement.queries.pulse_reading import get_reading
from regard.domains.engagement.rules.pulses import next_on
from regard.domains.engagement.types import Direction, QuestionKind, Stage
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotFound
from regard.foundation.files.tables import csv_text

if TYPE_CHECKING:
    from regard.domains.engagement.models import Series
    from regard.domains.engagement.types.pulses import PulseReading
    from regard.domains.register.models import System


@require_GET
def pulses(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    rows = queries.list_series(system=found)
    context = {
        "system": found,
        "section": "asked",
        "title": "Pulses",
        "crumbs": _crumbs(found),
        "lede": presenters.pulses_lede(rows),
        "groups": presenters.pulse_cards(rows, today=timezone.localdate()),
        "may_run": is_allowed(request.caller, Permission.RUN_EXERCISES, found),
        "directions": list(Direction),
    }
    return render(request, "engagement/pulses.jinja", context)


@require_http_methods(["GET", "POST"])
def new_pulse(request: Request, system: str, direction: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    if direction not in set(Direction):
        raise NotFound("A pulse asks care providers or the partnership")
    asks = Direction(direction)
    form = PulseForm(sent(request), initial=usual_pulse(asks, today=timezone.localdate()))
    if form.is_valid():
        try:
            made = actions.create_series(
                system=found,
                direction=asks,
                plan=form.plan(),
                by=request.caller.by,
                at=timezone.now(),
            )
        except actions.CannotPulse as refusal:
            _show(form, refusal)
        else:
            messages.success(request, "It begins by itself on its day.")
            return redirect("engagement:pulse", system=system, pulse=made.slug)
    context = _under(found, title="Ask the same again and again") | {
        "lede": asks.label,
        "form": form,
        "label": "Begin it",
        "back": reverse("engagement:pulses", args=[system]),
    }
    return render(request, "engagement/pulse_form.jinja", context)


@require_GET
def pulse(request: Request, system: str, pulse: str) -> HttpResponse:
    """Show what a pulse found in waves that are over; to the team how the open one goes."""
    series = _find(request, system, pulse)
    direction = Direction(series.direction)
    reading = get_reading(series=series)
    mirror = series.mirrors
    other = get_reading(series=mirror) if mirror else None
    groups_head, groups = presenters.groups_table(reading.groups, reading.waves)
    places_head, places = presenters.places_table(reading)
    may_run = is_allowed(request.caller, Permission.RUN_EXERCISES, series)
    context = _under(series.system, title=series.title) | {
        "lede": presenters.pulse_lede(reading, direction, starts_on=series.starts_on),
        "series": series,
        "direction": direction,
        "items": queries.list_items(series=series),
        "found": presenters.items_found(reading, direction=direction, other=other),
        "waves_head": presenters.WAVES_HEAD,
        "waves": presenters.wave_rows(reading),
        "groups_head": groups_head,
        "groups": groups,
        "places_head": places_head,
        "places": places,
        "may_run": may_run,
    }
    context |= _next(series, may_run=may_run)
    if may_run:
        context["mirror_form"] = _mirror_form(series)
    return render(request, "engagement/pulse.jinja", context)


@require_GET
def pulse_csv(request: Request, system: str, pulse: str) -> HttpResponse:
    reading: PulseReading = get_reading(series=_find(request, system, pulse))
    text = csv_text(presenters.CSV_HEADER, presenters.pulse_csv(reading))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="pulse-{pulse}.csv"'
    return response


@require_http_methods(["GET", "POST"])
def edit_pulse(request: Request, system: str, pulse: str) -> HttpResponse:
    """Change a pulse that has asked nothing yet; of one that has, begin another that follows."""
    series = _find_to_run(request, system, pulse)
    is_frozen = series.frozen_at is not None
    form = PulseForm(sent(request), initial=_initial(series))
    if form.is_valid():
        write = actions.reword_series if is_frozen else actions.edit_series
        try:
            made = write(series=series, plan=form.plan(), by=request.caller.by, at=timezone.now())
        except actions.CannotPulse as refusal:
            _show(form, refusal)
        else:
            words = "The old pulse has ended, and this one follows it." if is_frozen else "Saved."
            messages.success(request, words)
            return redirect("engagement:pulse", system=system, pulse=made.slug)
    context = _under(series.system, title="Ask in other words" if is_frozen else "Change it") | {
        "lede": "What was asked keeps its words, or its waves could not be compared. These words "
        "begin a new pulse; the old one ends and stays readable."
        if is_frozen
        else series.title,
        "form": form,
        "label": "End the old one and begin this" if is_frozen else "Save",
        "back": reverse("engagement:pulse", args=[system, pulse]),
    }
    return render(request, "engagement/pulse_form.jinja", context)


@require_POST
def end_pulse(request: Request, system: str, pulse: str) -> HttpResponse:
    series = _find_to_run(request, system, pulse)
    actions.end_series(series=series, by=request.caller.by, at=timezone.now())
    messages.success(request, "It asks no further wave. What it found stays.")
    return redirect("engagement:pulse", system=system, pulse=pulse)


@require_POST
def begin_wave(request: Request, system: str, pulse: str) -> HttpResponse:
    """Begin the next wave now, before its day."""
    series = _find_to_run(request, system, pulse)
    pulse_waves.begin_wave(series=series, by=request.caller.by, at=timezone.now())
    messages.success(request, "The wave has begun, and the emails are on their way.")
    return redirect("engagement:pulse", system=system, pulse=pulse)


@require_POST
def mirror_pulse(request: Request, system: str, pulse: str) -> HttpResponse:
    series = _find_to_run(request, system, pulse)
    form = _mirror_form(series, data=request)
    if form.is_valid():
        other = queries.get_series(system=series.system, slug=form.cleaned_data["other"])
        actions.mirror_series(one=series, other=other, by=request.caller.by, at=timezone.now())
        messages.success(request, "Each page now shows the other side beside its own.")
    return redirect("engagement:pulse", system=system, pulse=pulse)


def _find(request: Request, system: str, pulse: str) -> Series:
    found = register.get_system(slug=system, caller=request.caller)
    return queries.get_series(system=found, slug=pulse)


def _find_to_run(request: Request, system: str, pulse: str) -> Series:
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    return queries.get_series(system=found, slug=pulse)


def _next(series: Series, *, may_run: bool) -> dict[str, object]:
    """Return when it asks next, and how the wave goes that is open."""
    last = queries.get_last_wave(series=series)
    is_open = last is not None and last.stage == Stage.OPEN
    direction = Direction(series.direction)
    return {
        "wave": last if is_open else None,
        "so_far": presenters.so_far_words(
            queries.count_so_far(wave=last), direction, closes_on=last.closes_on
        )
        if last is not None and is_open and may_run
        else "",
        "next_on": None
        if series.ended_on
        else next_on(
            starts_on=series.starts_on,
            months=series.months,
            last_on=last.opens_on if last else None,
            today=timezone.localdate(),
        ),
    }


def _mirror_form(series: Series, data: Request | None = None) -> MirrorForm:
    others = [
        (row.slug, row.title)
        for row in queries.list_series(system=series.system)
        if row.direction != series.direction
    ]
    return MirrorForm(data.POST if data else None, others=others)


def _initial(series: Series) -> dict[str, object]:
    items = queries.list_items(series=series)
    plan = {
        "title": series.title,
        "purpose": series.purpose,
        "months": series.months,
        "days_open": series.days_open,
        "starts_on": timezone.localdate() if series.frozen_at else series.starts_on,
        "asks_more": any(item.kind is QuestionKind.WORDS for item in items),
    }
    scales = (item.text for item in items if item.kind is QuestionKind.SCALE)
    return initial_of(plan, items=scales)


def _show(form: PulseForm, refusal: actions.CannotPulse) -> None:
    for field, reason in refusal.reasons.items():
        form.add_error(field, reason)


def _crumbs(system: System) -> list[tuple[str, str]]:
    return [("What we ask", reverse("engagement:exercises", args=[system.slug]))]


def _under(system: System, *, title: str) -> dict[str, object]:
    here = ("Pulses", reverse("engagement:pulses", args=[system.slug]))
    return {
        "system": system,
        "section": "asked",
        "title": title,
        "crumbs": [*_crumbs(system), here],
    }

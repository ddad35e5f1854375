"""Asking in waves: what each would send, sending it, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import queries, rules
from regard.domains.engagement.actions import waves as actions
from regard.domains.engagement.forms.waves import BY_HAND, WaveForm, initial_of
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import waves as presenters
from regard.domains.engagement.queries import waves
from regard.domains.engagement.queries.calendar import count_asked_near, list_quiet
from regard.domains.engagement.rules.timetable import reason_not_to_write
from regard.domains.engagement.rules.waves import DAYS_BETWEEN, MOST_REMINDERS
from regard.domains.engagement.types import Stage
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise, Wave


@require_GET
def waves_page(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    rows = waves.list_waves(exercise=found)
    places = _places(found)
    context = _below(found, title="Asking in waves") | {
        "lede": presenters.waves_lede(rows, locations=queries.count_audience(exercise=found)),
        "lines": [presenters.wave_line(row, found, places=places) for row in rows],
        "refusal": _refusal(found),
        "is_over": found.stage not in {Stage.DRAFT, Stage.OPEN},
    }
    return render(request, "engagement/waves.jinja", context)


@require_http_methods(["GET", "POST"])
def new_wave(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    form = _form(
        request,
        found,
        {
            "planned_on": max(timezone.localdate(), found.opens_on),
            "how": BY_HAND,
            "most_reminders": MOST_REMINDERS,
            "days_between": DAYS_BETWEEN,
        },
    )
    if form.is_valid():
        try:
            wave = actions.plan_wave(
                exercise=found, plan=form.plan(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotPlanWave as refusal:
            _show(form, refusal)
        else:
            messages.success(request, "Planned. This is what it would send.")
            return redirect(address("wave", found, wave_id=wave.pk))
    return _form_page(request, found, form, title="Plan a wave", back=address("waves", found))


@require_GET
def wave(request: Request, system: str, slug: str, wave_id: int) -> HttpResponse:
    """Show what a wave would send or, once it was sent, what came of it."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    wave = waves.get_wave(exercise=found, wave_id=wave_id)
    plan = waves.plan_of_wave(wave)
    who = presenters.whom(plan, found, places=_places(found))
    context = _below(found, title=wave.title) | {
        "crumbs": [*_crumbs(found), ("Asking in waves", address("waves", found))],
        "wave": wave,
        "facts": presenters.wave_facts(plan, whom_words=who),
        "refusal": _refusal(found),
    }
    context |= _came_of(found, wave) if wave.sent_at else _would_send(found, wave)
    return render(request, "engagement/wave.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_wave(request: Request, system: str, slug: str, wave_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    wave = waves.get_wave(exercise=found, wave_id=wave_id)
    form = _form(request, found, initial_of(waves.plan_of_wave(wave)))
    back = address("wave", found, wave_id=wave.pk)
    if form.is_valid():
        try:
            actions.change_wave(
                wave=wave, plan=form.plan(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotPlanWave as refusal:
            _show(form, refusal)
        else:
            messages.success(request, "Changed.")
            return redirect(back)
    title = "Change its reminders" if wave.sent_at else "Change the wave"
    return _form_page(request, found, form, title=title, back=back, wave=wave)


@require_POST
def send_wave(request: Request, system: str, slug: str, wave_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    wave = waves.get_wave(exercise=found, wave_id=wave_id)
    job = actions.send_wave(wave=wave, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


@require_POST
def remove_wave(request: Request, system: str, slug: str, wave_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    wave = waves.get_wave(exercise=found, wave_id=wave_id)
    actions.remove_wave(wave=wave, by=request.caller.by, at=timezone.now())
    messages.success(request, "Removed. Its services are left for other waves.")
    return redirect(address("waves", found))


def _would_send(exercise: Exercise, wave: Wave) -> dict[str, object]:
    forecast = waves.forecast_wave(exercise=exercise, wave=wave)
    plan = waves.plan_of_wave(wave)
    near = count_asked_near(
        exercise=exercise,
        location_ids=waves.list_wave_locations(exercise=exercise, criteria=wave.criteria),
        on=wave.planned_on,
    )
    quiet = list_quiet(system=exercise.system, since=wave.planned_on, until=wave.planned_on)
    return {
        "lede": presenters.forecast_lede(forecast),
        "forecast": forecast,
        "would": presenters.forecast_rows(forecast),
        "notes": presenters.notes_on_day(plan, near=near, quiet=quiet),
    }


def _came_of(exercise: Exercise, wave: Wave) -> dict[str, object]:
    row = next(r for r in waves.list_waves(exercise=exercise) if r.wave_id == wave.pk)
    return {
        "lede": f"{row.answered:,} of {row.asked:,} asked have answered. "
        f"{row.reminded:,} were reminded.",
        "figures": presenters.sent_figures(row),
        "held": row.held,
    }


def _form(request: Request, exercise: Exercise, initial: dict[str, object]) -> WaveForm:
    system = exercise.system
    networks = register.list_networks(system=system, on=timezone.localdate())
    return WaveForm(
        sent(request),
        places=_places(exercise).items(),
        networks=[(row.network_id, row.name) for row in networks if row.services],
        segments=register.list_segments_to_choose(system=system, caller=request.caller),
        initial=initial,
    )


def _form_page(
    request: Request,
    exercise: Exercise,
    form: WaveForm,
    *,
    title: str,
    back: str,
    wave: Wave | None = None,
) -> HttpResponse:
    context = _below(exercise, title=title) | {
        "crumbs": [*_crumbs(exercise), ("Asking in waves", address("waves", exercise))],
        "form": form,
        "back": back,
        "wave": wave,
        "lede": "It was sent, so that only its reminders can change."
        if wave and wave.sent_at
        else "Each service address is asked once, by the first wave that means it.",
    }
    return render(request, "engagement/wave_form.jinja", context)


def _below(exercise: Exercise, *, title: str) -> dict[str, object]:
    return below(exercise, title=title) | {"crumbs": _crumbs(exercise)}


def _crumbs(exercise: Exercise) -> list[tuple[str, str]]:
    return [
        (exercise.title, address("exercise", exercise)),
        ("Who is asked", address("invitations", exercise)),
    ]


def _places(exercise: Exercise) -> dict[int, str]:
    return {place.pk: place.name for place in register.list_places(system=exercise.system)}


def _refusal(exercise: Exercise) -> str | None:
    return rules.reason_not_to_invite(
        stage=Stage(exercise.stage), closes_on=exercise.closes_on, today=timezone.localdate()
    ) or reason_not_to_write(paused_on=exercise.paused_on)


def _show(form: WaveForm, refusal: actions.CannotPlanWave) -> None:
    for field, reason in refusal.reasons.items():
        form.add_error(field or None, reason)

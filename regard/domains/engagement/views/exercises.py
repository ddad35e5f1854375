"""What we ask: the list, an exercise's page, and writing, opening and closing one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement import actions, presenters, queries, rules
from regard.domains.engagement.forms import CloseForm, PlanForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.arrivals import waiting_words
from regard.domains.engagement.presenters.care import triage_words
from regard.domains.engagement.presenters.exercises import how_it_stands
from regard.domains.engagement.presenters.gate import count_missing
from regard.domains.engagement.presenters.talk import open_talks, talk_size, talk_when
from regard.domains.engagement.presenters.voices import voices_to_show
from regard.domains.engagement.queries.alarms import list_alarms
from regard.domains.engagement.queries.arrivals import count_arrivals
from regard.domains.engagement.queries.conversations import list_conversations
from regard.domains.engagement.queries.phases import list_phases
from regard.domains.engagement.queries.safeguarding import count_concerns
from regard.domains.engagement.queries.spoken import list_spoken
from regard.domains.engagement.rules import gate, readability
from regard.domains.engagement.rules.phases import reason_not_to_answer_unasked
from regard.domains.engagement.types import Direction, ExerciseKind, Stage
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .exercise_told import exercise_told
from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import ExerciseRow
    from regard.domains.engagement.types.phases import PhasePlan
    from regard.domains.register.models import System

USUAL_DAYS = 28
"""How long a new draft is open for, until its writer says otherwise: four weeks."""

USUAL_REPLY_DAYS = 90
"""How long after its last day a new draft promises the reply: three months."""


@require_GET
def exercises(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    rows = queries.list_exercises(system=found, caller=request.caller)
    open_now = [row for row in rows if row.stage is Stage.OPEN]
    today = timezone.localdate()
    shows_few = is_allowed(request.caller, Permission.VIEW_WHO, found)
    sees_coverage = is_allowed(request.caller, Permission.VIEW_COVERAGE, found)
    talks = open_talks(list_conversations(system=found, caller=request.caller), today=today)
    context = {
        "system": found,
        "section": "asked",
        "title": "What we ask",
        "talks": talks,
        "talk_when": {row.slug: talk_when(row, today=today) for row in talks},
        "talk_size": {row.slug: talk_size(row) for row in talks},
        "post": _post(request, found),
        "lede": presenters.list_lede(rows),
        "groups": presenters.grouped(rows),
        "when": {row.slug: presenters.when_in_words(row, today=today) for row in rows},
        "heard": {row.slug: presenters.heard_in_words(row, shows_few=shows_few) for row in rows},
        "alarms": _alarms(open_now) if sees_coverage else {},
        "open_now": open_now,
        "may_run": is_allowed(request.caller, Permission.RUN_EXERCISES, found),
        "at_risk": triage_words(
            count_concerns(system=found, caller=request.caller, at=timezone.now())
        ),
    }
    return render(request, "engagement/exercises.jinja", context)


def _post(request: Request, system: System) -> str:
    """Return how much of what arrived waits, for who keeps answers; empty for others."""
    if not is_allowed(request.caller, Permission.ENTER_CONTRIBUTIONS, system):
        return ""
    return waiting_words(count_arrivals(system=system, caller=request.caller))


@require_GET
def exercise(request: Request, system: str, slug: str) -> HttpResponse:
    """Show what is asked, to anyone; and to the team, how far it has come and what is next."""
    found = find_exercise(request, system, slug)
    if found.kind == ExerciseKind.SEEING:
        return redirect("engagement:seeing", system=system)
    if found.series is not None and found.series.direction == Direction.TO_PARTNERSHIP:
        return redirect("engagement:pulse", system=system, pulse=found.series.slug)
    [row] = queries.list_exercises_by_id(system=found.system, ids=[found.pk])
    today = timezone.localdate()
    may_run = is_allowed(request.caller, Permission.RUN_EXERCISES, found)
    phases = list_phases(exercise=found)
    shows_few = queries.may_see_who(exercise=found, caller=request.caller)
    shows_figures = may_run or (row.contributions and (shows_few or not presenters.is_few(row)))
    context = below(found, title=found.title) | {
        "crumbs": [("What we ask", reverse("engagement:exercises", args=[system]))],
        "row": row,
        "figures": presenters.figures(row)
        if shows_figures and row.stage is not Stage.DRAFT
        else [],
        "voices": voices_to_show(row.voices, shows_few=shows_few) if shows_figures else None,
        "questions": queries.list_questions(exercise=found),
        "audience": _audience_in_words(found),
        "takes_answers": _takes_answers(found, phases),
        "may_run": may_run,
        "may_read": queries.may_read_words(exercise=found, caller=request.caller),
        "may_enter": is_allowed(request.caller, Permission.ENTER_CONTRIBUTIONS, found),
        "next": presenters.next_step(found, _progress(found, row.themes), today=today)
        if may_run and not found.is_withdrawn
        else None,
        "links": presenters.exercise_links(found, request.caller),
        "spoken": list_spoken(exercise=found, caller=request.caller) if row.contributions else [],
    }
    context |= how_it_stands(found, row, today=today, shows_few=shows_few)
    context |= exercise_told(found, phases, today=today)
    return render(request, "engagement/exercise.jinja", context)


@require_http_methods(["GET", "POST"])
def new_exercise(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.RUN_EXERCISES, found)
    form = PlanForm(request.POST or None, initial=_usual_dates())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_exercise(
                system=found, plan=form.plan(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotPlan as refusal:
            _show(form, refusal.reasons)
        else:
            return redirect(address("exercise", made))
    context = {
        "system": found,
        "section": "asked",
        "title": "What do you want to ask?",
        "crumbs": [("What we ask", reverse("engagement:exercises", args=[system]))],
        "form": form,
        "back": reverse("engagement:exercises", args=[system]),
    }
    return render(request, "engagement/exercise_form.jinja", context)


@require_http_methods(["GET", "POST"])
def edit_exercise(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    actions.check_is_draft(exercise=found)
    plan = queries.plan_of(found)
    form = PlanForm(request.POST or None, initial=vars(plan))
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_exercise(
                exercise=found, plan=form.plan(), by=request.caller.by, at=timezone.now()
            )
        except actions.CannotPlan as refusal:
            _show(form, refusal.reasons)
        else:
            messages.success(request, "Saved.")
            return redirect(address("exercise", found))
    context = below(found, title="Change what you ask, why and when") | {
        "form": form,
        "back": address("exercise", found),
        "hints": readability.hints(f"{plan.purpose}\n{plan.open_to_change}"),
    }
    return render(request, "engagement/exercise_form.jinja", context)


@require_http_methods(["GET", "POST"])
def open_exercise(request: Request, system: str, slug: str) -> HttpResponse:
    """Show all that will be fixed by opening, and open it."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    if request.method == "POST":
        actions.open_exercise(exercise=found, by=request.caller.by, at=timezone.now())
        messages.success(request, "It is open. Now send the invitations.")
        return redirect(address("exercise", found))
    today = timezone.localdate()
    progress = _progress(found, themes=0)
    plan = queries.plan_of(found)
    states = queries.get_gate(exercise=found, today=today)
    context = below(found, title="Check it, and open it") | {
        "plan": plan,
        "questions": queries.list_questions(exercise=found),
        "audience": _audience_in_words(found),
        "how_many": progress.audience,
        "reasons": rules.reasons_not_to_open(
            plan=plan,
            stage=Stage(found.stage),
            questions=progress.questions,
            audience=progress.audience,
            today=today,
        ),
        "missing": gate.reasons_not_to_open(states) if found.stage == Stage.DRAFT else [],
        "hints": readability.hints(f"{plan.title}\n{plan.purpose}\n{plan.open_to_change}"),
    }
    return render(request, "engagement/exercise_open.jinja", context)


@require_http_methods(["GET", "POST"])
def close_exercise(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    is_early = timezone.localdate() <= found.closes_on
    form = CloseForm(request.POST or None)
    if request.method == "POST" and (not is_early or form.is_valid()):
        reason = form.cleaned_data["reason"] if is_early else ""
        actions.close_exercise(
            exercise=found, reason=reason, by=request.caller.by, at=timezone.now()
        )
        messages.success(request, "It is closed. Nobody can answer any more.")
        return redirect(address("exercise", found))
    context = below(found, title="Close it") | {
        "form": form,
        "is_early": is_early,
        "refusal": rules.reason_not_to_close(
            stage=Stage(found.stage),
            closes_on=found.closes_on,
            today=timezone.localdate(),
            reason_given="to be given",
        ),
        "back": address("exercise", found),
    }
    return render(request, "engagement/exercise_close.jinja", context)


def _usual_dates() -> dict[str, object]:
    today = timezone.localdate()
    closes_on = today + timedelta(days=USUAL_DAYS)
    return {
        "opens_on": today,
        "closes_on": closes_on,
        "reply_by": closes_on + timedelta(days=USUAL_REPLY_DAYS),
    }


def _show(form: PlanForm, reasons: dict[str, str]) -> None:
    for field, reason in reasons.items():
        form.add_error(field, reason)


def _takes_answers(exercise: Exercise, phases: Sequence[PhasePlan]) -> bool:
    refusal = rules.reason_not_to_take(
        stage=Stage(exercise.stage),
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        today=timezone.localdate(),
    )
    return (refusal or reason_not_to_answer_unasked(phases)) is None


def _progress(exercise: Exercise, themes: int) -> presenters.Progress:
    return presenters.Progress(
        questions=len(queries.list_questions(exercise=exercise)),
        audience=queries.count_audience(exercise=exercise),
        invitations=queries.count_invitations(exercise=exercise),
        themes=themes,
        missing=_missing(exercise),
    )


def _missing(exercise: Exercise) -> int:
    """Return how many things a draft still lacks to be fair; 0 for what has been opened."""
    if exercise.stage != Stage.DRAFT:
        return 0
    return count_missing(queries.get_gate(exercise=exercise, today=timezone.localdate()))


def _audience_in_words(exercise: Exercise) -> str:
    places = {place.pk: place.name for place in register.list_places(system=exercise.system)}
    criteria = rules.criteria_from(exercise.criteria)
    return rules.audience_in_words(criteria, places=places, system=exercise.system.name)


def _alarms(rows: Sequence[ExerciseRow]) -> dict[str, str]:
    """Return who is hardest to hear and is lacking, in words, by the slug of its exercise."""
    raised = list_alarms(exercise_ids=[row.exercise_id for row in rows])
    return {
        row.slug: f"Heard less than chance explains: {' and '.join(raised[row.exercise_id])}"
        for row in rows
        if row.exercise_id in raised
    }

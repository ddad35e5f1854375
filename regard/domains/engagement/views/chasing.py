"""Whom to ring who has not been heard: the list, what came of each call, whose job it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from regard.domains.engagement import presenters, queries
from regard.domains.engagement.actions import chasing as actions
from regard.domains.engagement.forms.chasing import CallForm, ChaseForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import chasing as words
from regard.domains.engagement.queries import chasing
from regard.domains.engagement.queries.asked_parts import name_parts
from regard.domains.engagement.types import Stage
from regard.domains.engagement.types.inviting import CallResult
from regard.domains.register.queries.systems import may_view_contacts
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.base.errors import NotAllowed
from regard.foundation.files.tables import csv_text

from .finding import address, below_coverage, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import Coverage, MissingRow

ON_A_PAGE = 50


@require_GET
def missing(request: Request, system: str, slug: str) -> HttpResponse:
    """Show whom to ask next, with how to reach them: those that would add most come first."""
    found = find_to_chase(request, system, slug)
    heard = queries.get_coverage(exercise=found)
    tasks = chasing.list_tasks(exercise=found)
    form = _form(request, heard, tasks)
    declined = chasing.list_declined(exercise=found)
    rows = _rows(found, heard, form, tasks, declined)
    first = _number(request.GET.get("from", ""))
    shown = queries.add_contacts(exercise=found, rows=rows[first : first + ON_A_PAGE])
    asked = {name: request.GET.get(name, "") for name in ("group", "whose")}
    context = below_coverage(found, title="Who is still missing") | {
        "lede": presenters.missing_lede(heard, missing=len(rows), is_narrowed=bool(form.chosen())),
        "form": form,
        "rows": chasing.add_tried(exercise=found, rows=shown, tasks=tasks, caller=request.caller),
        "call_words": words.call_words,
        "in_full": address("paper_form", found)
        if is_allowed(request.caller, Permission.RUN_EXERCISES, found)
        else "",
        "asked": words.asked_on_the_telephone(
            queries.list_questions(exercise=found), name_parts(exercise_id=found.pk)
        ),
        "results": list(CallResult),
        "declined": words.declined_words(len(declined)),
        "here": request.get_full_path(),
        "first": first,
        "total": len(rows),
        "last_day": found.closes_on if found.stage == Stage.OPEN else None,
        "csv_url": f"{address('missing_csv', found)}?{urlencode(asked)}",
        "next_url": f"?{urlencode(asked | {'from': first + ON_A_PAGE})}"
        if first + ON_A_PAGE < len(rows)
        else None,
        "first_url": f"?{urlencode(asked)}" if first else None,
    }
    return render(request, "engagement/missing.jinja", context)


@require_GET
def missing_csv(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_to_chase(request, system, slug)
    heard = queries.get_coverage(exercise=found)
    tasks = chasing.list_tasks(exercise=found)
    declined = chasing.list_declined(exercise=found)
    rows = _rows(found, heard, _form(request, heard, tasks), tasks, declined)
    reached = queries.add_contacts(exercise=found, rows=rows)
    full = chasing.add_tried(exercise=found, rows=reached, tasks=tasks, caller=request.caller)
    text = csv_text(words.CHASE_HEADER, words.chase_csv(full))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="still-missing-{found.slug}.csv"'
    return response


@require_POST
def note_call(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_to_chase(request, system, slug)
    form = CallForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Choose what came of the call, then press save.")
        return _back(request, found)
    result = form.call_result()
    actions.note_call(
        exercise=found,
        location_id=_number(request.POST.get("location", "")),
        result=result,
        words=form.cleaned_data["words"],
        by=request.caller.by,
        at=timezone.now(),
    )
    said = "Noted."
    if result is CallResult.DECLINED:
        said = "Noted. It leaves the list, and is not reminded."
    messages.success(request, said)
    return _back(request, found)


@require_POST
def assign_call(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_to_chase(request, system, slug)
    name = request.POST.get("assigned_to", "")[:80]
    location = _number(request.POST.get("location", ""))
    if not location:
        messages.warning(request, "Choose the service that somebody is to ring.")
        return _back(request, found)
    actions.assign_call(
        exercise=found,
        location_id=location,
        assigned_to=name,
        by=request.caller.by,
        at=timezone.now(),
    )
    messages.success(request, f"It is {name.strip()}’s." if name.strip() else "It is nobody’s.")
    return _back(request, found)


def find_to_chase(request: Request, system: str, slug: str) -> Exercise:
    """Return the exercise, for a caller who may see who is missing and how to reach them."""
    found = find_exercise(request, system, slug, to=Permission.VIEW_WHO)
    if not may_view_contacts(system=found.system, caller=request.caller):
        raise NotAllowed("You do not have permission to see how services are reached")
    return found


def _form(request: Request, heard: Coverage, tasks: dict[int, str]) -> ChaseForm:
    names = sorted(set(tasks.values()))
    return ChaseForm(request.GET, choices=presenters.group_choices(heard), names=names)


def _rows(
    exercise: Exercise,
    heard: Coverage,
    form: ChaseForm,
    tasks: dict[int, str],
    declined: set[int],
) -> list[MissingRow]:
    rows = queries.list_missing(exercise=exercise, coverage=heard, group=form.chosen())
    whose = form.whose_job()
    return [
        row
        for row in rows
        if row.location_id not in declined
        and (whose is None or tasks.get(row.location_id, "") == whose)
    ]


def _back(request: Request, exercise: Exercise) -> HttpResponse:
    """Return to the page of the list that the form stood on."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = address("missing", exercise)
    return redirect(back)


def _number(typed: str) -> int:
    """Return a number from an address or a form; 0 for what is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0

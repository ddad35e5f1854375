"""Saying how a spreadsheet of answers is read, before anything is taken from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions.gathered import (
    forget_mapping,
    lay_out,
    save_mapping,
    say_how_to_read,
)
from regard.domains.engagement.forms import ColumnsForm
from regard.domains.engagement.forms.load import LayoutForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.gathered import (
    first_lines,
    layout_words,
    lede,
    left_out,
    preview_rows,
)
from regard.domains.engagement.queries.gathered import (
    get_saved_mapping,
    list_inquiries,
    look_at,
    try_reading,
)
from regard.domains.engagement.rules.gathered import saving
from regard.domains.engagement.rules.gathered.meanings import find_meanings
from regard.foundation.accounts.requests import Request, sent

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from regard.domains.engagement.models import AnswersFile, Exercise
    from regard.domains.engagement.rules.gathered.glance import Glance
    from regard.domains.engagement.rules.gathered.parts import Inquiry
    from regard.domains.engagement.types.gathered import Gathered


@require_http_methods(["GET", "POST"])
def load_columns(request: Request, system: str, slug: str, answers_file_id: int) -> HttpResponse:
    """Say what each column holds and see what would come of it; then take the rows."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    received = queries.get_answers_file(exercise=found, answers_file_id=answers_file_id)
    if received.finished_at:
        return redirect(address("load_result", found, answers_file_id=received.pk))
    waiting = _open(received)
    form = _columns_form(request, waiting)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            return _go_on(request, found, received, form)
    here = address("load_columns", found, answers_file_id=received.pk)
    context = below(found, title="What does each column hold?") | {
        "form": form,
        "received": received,
        "back": address("load", found),
        "here": here,
        "layout_url": address("load_layout", found, answers_file_id=received.pk),
        "saved": received.columns.get("saved", ""),
        "layout": layout_words(waiting.gathered.layout),
    }
    return render(request, "engagement/load_columns.jinja", context | _outlook(waiting))


@require_http_methods(["GET", "POST"])
def load_layout(request: Request, system: str, slug: str, answers_file_id: int) -> HttpResponse:
    """Say on which sheet and lines the answers stand, and what a row is."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    received = queries.get_answers_file(exercise=found, answers_file_id=answers_file_id)
    if received.finished_at:
        return redirect(address("load_result", found, answers_file_id=received.pk))
    table = look_at(answers_file=received)
    before = saving.read(received.columns).layout
    form = LayoutForm(
        sent(request),
        layout=before,
        sheets=table.sheets,
        header=table.rows_header,
    )
    columns_url = address("load_columns", found, answers_file_id=received.pk)
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            lay_out(
                answers_file=received,
                layout=form.layout(before),
                by=request.caller.by,
                at=timezone.now(),
            )
            return redirect(columns_url)
    top = first_lines(table.top)
    context = below(found, title="Where do the answers stand?") | {
        "form": form,
        "received": received,
        "top": top,
        "widest": max(len(cells) for _, cells in top),
        "back": columns_url,
    }
    return render(request, "engagement/load_layout.jinja", context)


@require_POST
def forget_saved_layout(request: Request, system: str, slug: str, mapping_id: int) -> HttpResponse:
    """Delete a saved layout."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    mapping = get_saved_mapping(system=found.system, mapping_id=mapping_id)
    forget_mapping(mapping=mapping, by=request.caller.by, at=timezone.now())
    messages.success(request, f"“{mapping.name}” is deleted. What was loaded by it stays.")
    return redirect(address("load", found))


@dataclass(frozen=True)
class Waiting:
    """A file that waits to be taken, and how it is read so far."""

    received: AnswersFile
    table: Glance
    gathered: Gathered
    questions: Sequence[Inquiry]


def _open(received: AnswersFile) -> Waiting:
    return Waiting(
        received=received,
        table=look_at(answers_file=received),
        gathered=saving.read(received.columns),
        questions=list_inquiries(exercise=received.exercise),
    )


def _columns_form(request: Request, waiting: Waiting) -> ColumnsForm:
    questions = [each.asked for each in waiting.questions]
    held, table = waiting.gathered.held, waiting.table
    return ColumnsForm(
        sent(request),
        table=table,
        gathered=waiting.gathered,
        questions=waiting.questions,
        found=find_meanings(table, held, questions),
        saved=waiting.received.columns.get("saved", ""),
    )


def _go_on(
    request: Request, exercise: Exercise, received: AnswersFile, form: ColumnsForm
) -> HttpResponse:
    """Keep what was said of the columns; then look at it again, or take the rows."""
    by, at = request.caller.by, timezone.now()
    say_how_to_read(answers_file=received, gathered=form.gathered(), by=by, at=at)
    name = form.cleaned_data["save_as"]
    if name:
        save_mapping(answers_file=received, name=name, by=by, at=at)
    if request.POST.get("do") == "look":
        if name:
            messages.success(request, f"The layout is saved as “{name}”.")
        return redirect(
            f"{address('load_columns', exercise, answers_file_id=received.pk)}#preview"
        )
    job = actions.start_load(answers_file=received, by=by, at=at)
    return redirect("jobs:job", job_id=job.pk)


def _outlook(waiting: Waiting) -> dict[str, object]:
    """Return what would come of a file, as far as its first rows tell."""
    trial = try_reading(
        exercise=waiting.received.exercise,
        table=waiting.table,
        gathered=waiting.gathered,
        today=timezone.localdate(),
    )
    return {
        "lede": lede(trial, waiting.gathered, waiting.table.how_many),
        "rows": preview_rows(trial, waiting.questions),
        "left_out": left_out(waiting.table, waiting.gathered),
        "questions": [(each.asked.number, each.text) for each in waiting.questions],
    }

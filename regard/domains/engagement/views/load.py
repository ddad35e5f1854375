"""Taking answers from a spreadsheet: choose it, say what its columns hold, see what came of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement import actions, queries
from regard.domains.engagement.forms import UploadForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.gathered import (
    list_saved_mappings,
)
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import Refusal
from regard.foundation.files.tables import csv_text

from .finding import address, below, find_exercise

SHOWN = 50
"""Refused rows on the page. The rest is in the file to download."""

TEMPLATE_COLUMNS = ("Location ID", "Service name", "Postcode", "Name", "Email", "Date")


@require_http_methods(["GET", "POST"])
def load(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            received = actions.receive_answers_file(
                exercise=found,
                chunks=upload.chunks(),
                name=upload.name,
                by=request.caller.by,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect(address("load_columns", found, answers_file_id=received.pk))
    context = below(found, title="Answers gathered elsewhere") | {
        "form": form,
        "template_url": address("load_template", found),
        "earlier": queries.list_answers_files(exercise=found, limit=10),
        "saved": list_saved_mappings(system=found.system),
        "back": address("exercise", found),
    }
    return render(request, "engagement/load.jinja", context)


@require_GET
def load_result(request: Request, system: str, slug: str, answers_file_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    loaded = queries.get_answers_file(exercise=found, answers_file_id=answers_file_id)
    if not loaded.finished_at:
        return redirect(address("load_columns", found, answers_file_id=loaded.pk))
    how_many = queries.count_refused_answers(answers_file=loaded)
    context = below(found, title="What was taken, and what was not") | {
        "loaded": loaded,
        "refused": queries.list_refused_answers(answers_file=loaded, limit=SHOWN),
        "how_many_refused": how_many,
        "earlier_name": queries.get_earlier_name(answers_file=loaded),
        "csv_url": address("load_refused", found, answers_file_id=loaded.pk),
        "again": address("load", found),
    }
    return render(request, "engagement/load_result.jinja", context)


@require_GET
def load_refused(request: Request, system: str, slug: str, answers_file_id: int) -> HttpResponse:
    """Send every refused row, as CSV."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    loaded = queries.get_answers_file(exercise=found, answers_file_id=answers_file_id)
    refused = queries.list_refused_answers(answers_file=loaded)
    rows = [(each.line, each.column, each.value, each.reason) for each in refused]
    text = csv_text(("Line", "Column", "What stands there", "Why it was not taken"), rows)
    return _csv(text, f"{found.slug}-refused.csv")


@require_GET
def load_template(request: Request, system: str, slug: str) -> HttpResponse:
    """Send an empty table with the columns that we know by name."""
    found = find_exercise(request, system, slug, to=Permission.ENTER_CONTRIBUTIONS)
    questions = queries.list_questions(exercise=found)
    header = (*TEMPLATE_COLUMNS, *(question.text for question in questions))
    return _csv(csv_text(header, []), f"{found.slug}-answers.csv")


def _csv(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

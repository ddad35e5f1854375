"""What was chosen and counted in an exercise, and the files that came as answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries
from regard.domains.engagement.actions.moderation import record_original_read
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.results import (
    CSV_HEADER,
    else_words,
    list_results,
    results_lede,
)
from regard.domains.engagement.presenters.results import results_csv as csv_rows
from regard.domains.engagement.presenters.voices import voices_to_show
from regard.domains.engagement.queries.answer_files import get_answer_file
from regard.domains.engagement.queries.marked import read_mark
from regard.domains.engagement.queries.results import RESULTS_FROM, get_results
from regard.domains.engagement.queries.sealing import require_files
from regard.domains.engagement.queries.shields import count_shielded
from regard.domains.engagement.queries.voices import VOICES_FROM, get_voices
from regard.domains.engagement.types import Stage
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files.tables import csv_text

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise


@require_GET
def results(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the team what was answered so far, and everybody once it is answered."""
    found = _readable(request, system, slug)
    mark = read_mark(exercise=found, of={*RESULTS_FROM, *VOICES_FROM})
    counted = get_results(exercise=found, mark=mark)
    context = below(found, title="What was chosen and counted") | {
        "lede": results_lede(counted),
        "results": list_results(counted),
        "everyone_else": else_words(count_shielded(exercise=found)),
        "voices": voices_to_show(
            get_voices(exercise=found, mark=mark),
            shows_few=queries.may_see_who(exercise=found, caller=request.caller),
        ),
        "campaigns_url": address("campaigns", found),
        "is_open": found.stage == Stage.OPEN,
        "csv_url": address("results_csv", found),
        "themes_url": address("themes", found),
        "estimates_url": address("estimates", found)
        if is_allowed(request.caller, Permission.VIEW_COVERAGE, found)
        else "",
        "back": address("exercise", found),
    }
    return render(request, "engagement/results.jinja", context)


@require_GET
def results_csv(request: Request, system: str, slug: str) -> HttpResponse:
    found = _readable(request, system, slug)
    text = csv_text(CSV_HEADER, csv_rows(get_results(exercise=found)))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="results-{found.slug}.csv"'
    return response


@require_GET
def answer_file(
    request: Request, system: str, slug: str, receipt: str, answered_id: int
) -> HttpResponseBase:
    """Send the file that was an answer. It may name people, so only to those who may know."""
    found = find_exercise(request, system, slug, to=Permission.VIEW_WHO)
    kept = queries.get_contribution(
        exercise=found, receipt=receipt, shows_who=True, sees_withheld=True
    )
    if require_files(contribution=kept, caller=request.caller):
        record_original_read(contribution=kept, by=request.caller.by, at=timezone.now())
    file = get_answer_file(contribution=kept, question_id=answered_id)
    response = FileResponse(file.path.open("rb"), as_attachment=True, filename=file.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _readable(request: Request, system: str, slug: str) -> Exercise:
    found = find_exercise(request, system, slug)
    if not queries.may_read_words(exercise=found, caller=request.caller):
        require(request.caller, Permission.VIEW_CONTRIBUTIONS, found)
    return found

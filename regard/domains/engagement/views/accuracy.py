"""How well points were placed, measured blind: for whoever may read the themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from regard.domains.engagement.presenters import accuracy as presenters
from regard.domains.engagement.queries.blind import get_measured, list_read_points
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import NotFound
from regard.foundation.files.tables import csv_text

from .finding import address
from .reading import find_said, may_decide, under_themes

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types.blind import Measured, SampleRow


@require_GET
def accuracy(request: Request, system: str, slug: str) -> HttpResponse:
    exercise = find_said(request, system, slug)
    found = get_measured(exercise=exercise)
    context = under_themes(exercise, title="How well points were placed") | {
        "may_decide": may_decide(request, exercise),
        "samples_url": address("samples", exercise),
        "row": found,
    }
    if found is not None and found.measured is not None:
        context |= _told(exercise, found, found.measured)
    return render(request, "engagement/accuracy.jinja", context)


@require_GET
def accuracy_csv(request: Request, system: str, slug: str) -> HttpResponse:
    """Give the marks of every point, without its words, for whoever works it out again."""
    exercise = find_said(request, system, slug)
    found = get_measured(exercise=exercise)
    if found is None or found.measured is None:
        raise NotFound("Nothing has been measured here yet")
    points = list_read_points(sample_id=found.sample_id)
    header = presenters.csv_header(found.measured.readers)
    text = csv_text(header, presenters.csv_rows(points))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="sample-{exercise.slug}.csv"'
    return response


def _told(exercise: Exercise, row: SampleRow, measured: Measured) -> dict[str, object]:
    machine = measured.machine
    return {
        "lede": presenters.published_words(row),
        "measured": measured,
        "counts_words": presenters.means_for_counts(machine.overall) if machine else "",
        "beside_people": presenters.beside_people(measured),
        "people_words": presenters.people_words(measured.people) if measured.people else "",
        "alpha": presenters.alpha_of(measured.alpha),
        "alpha_words": presenters.alpha_words(measured.alpha),
        "settled_words": presenters.settled_words(measured),
        "lines": presenters.theme_lines(measured.themes),
        "csv_url": address("accuracy_csv", exercise),
    }

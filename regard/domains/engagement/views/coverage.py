"""Whose voice an exercise has, and whom to ask who has not been heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.engagement import presenters, queries
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import coverage_more as more
from regard.domains.engagement.presenters import estimates as estimated
from regard.domains.engagement.presenters import silence as silent
from regard.domains.engagement.presenters.collective import ways_rows
from regard.domains.engagement.presenters.timetable import late_in_words
from regard.domains.engagement.presenters.voices import voices_to_show
from regard.domains.engagement.queries.estimates import get_estimates
from regard.domains.engagement.queries.first_calls import get_first_calls
from regard.domains.engagement.queries.heard import HEARD_FROM, count_ways
from regard.domains.engagement.queries.marked import read_mark
from regard.domains.engagement.queries.silence import get_silence
from regard.domains.engagement.queries.voices import VOICES_FROM, get_voices
from regard.domains.engagement.types import Stage
from regard.domains.register.queries.systems import may_view_contacts
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed
from regard.foundation.files.tables import csv_text

from .chasing import find_to_chase
from .finding import address, below, below_coverage, find_exercise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.engagement.models import Exercise

MORE: Sequence[tuple[Permission | None, str, str, str]] = (
    (
        None,
        "How far those who were asked came",
        "silence",
        "opened, begun, gone astray or never reached, by group and by day",
    ),
    (
        None,
        "Weighed to the mix of everyone",
        "estimates",
        "what was chosen, if those who answered were of the mix of all",
    ),
    (
        None,
        "Who people are, and how it affects them",
        "equality",
        "who was heard beside everyone, themes by group, and what will be done",
    ),
)
"""What it takes, the label, the address's name and what is there."""


@require_GET
def coverage(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.VIEW_COVERAGE)
    mark = read_mark(exercise=found, of={*HEARD_FROM, *VOICES_FROM})
    heard = queries.get_coverage(exercise=found, mark=mark)
    may_chase = _may_chase(request, found)
    context = below(found, title="Whose voice we have, and whose is missing") | {
        "lede": presenters.coverage_lede(heard),
        "coverage": heard,
        "voices": voices_to_show(
            get_voices(exercise=found, mark=mark),
            shows_few=queries.may_see_who(exercise=found, caller=request.caller),
        ),
        "campaigns_url": address("campaigns", found)
        if queries.may_read_words(exercise=found, caller=request.caller)
        else "",
        "alarm": more.alarm_words(heard),
        "absent": more.absent_words(heard),
        "likeness": more.likeness_rows(heard),
        "likeness_head": more.LIKENESS_HEAD,
        "first_calls_url": address("first_calls", found),
        "more": _more(request, found),
        "as_at": presenters.as_at(heard),
        "ways": ways_rows(ways) if (ways := count_ways(exercise=found, mark=mark)) else [],
        "late": late_in_words(heard.late),
        "plan": presenters.call_plan(heard) if found.stage == Stage.OPEN else None,
        "may_chase": may_chase,
        "missing_url": address("missing", found),
        "csv_url": address("coverage_csv", found),
    }
    return render(request, "engagement/coverage.jinja", context)


def _more(request: Request, exercise: Exercise) -> list[tuple[str, str, str]]:
    """Return the pages beside this one that the caller may see: label, address, what is there."""
    return [
        (label, address(name, exercise), words)
        for permission, label, name, words in MORE
        if permission is None or is_allowed(request.caller, permission, exercise)
    ]


@require_GET
def first_calls(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the few whose answers would close most gaps, with how to reach them."""
    exercise = find_to_chase(request, system, slug)
    heard = queries.get_coverage(exercise=exercise)
    found = get_first_calls(
        exercise=exercise, coverage=heard, caller=request.caller, on=timezone.localdate()
    )
    context = below_coverage(exercise, title="Whom to ring first") | {
        "lede": more.first_calls_lede(found),
        "calls": more.calls(found),
        "through": more.through_words(found),
        "gaps": more.gap_rows(found),
        "gaps_head": more.GAPS_HEAD,
        "missing_url": address("missing", exercise),
    }
    return render(request, "engagement/first_calls.jinja", context)


@require_GET
def estimates(request: Request, system: str, slug: str) -> HttpResponse:
    """Show the closed questions as they were answered, beside what the mix of all would give."""
    exercise = find_exercise(request, system, slug, to=Permission.VIEW_COVERAGE)
    found = get_estimates(exercise=exercise)
    context = below_coverage(exercise, title="Weighed to the mix of everyone") | {
        "lede": estimated.estimates_lede(found),
        "questions": [
            (each, estimated.estimate_rows(each), estimated.estimate_words(each)) for each in found
        ],
        "head": estimated.HEAD,
        "coverage_url": address("coverage", exercise),
        "results_url": address("results", exercise),
    }
    return render(request, "engagement/estimates.jinja", context)


@require_GET
def silence(request: Request, system: str, slug: str) -> HttpResponse:
    """Show how far those who did not answer came, by group and by day."""
    exercise = find_exercise(request, system, slug, to=Permission.VIEW_COVERAGE)
    found = get_silence(exercise=exercise)
    context = below_coverage(exercise, title="How far those who were asked came") | {
        "lede": silent.silence_lede(found),
        "head": silent.HEAD,
        "by_type": silent.silence_rows(found.by_type),
        "by_size": silent.silence_rows(found.by_size),
        "by_place": silent.silence_rows(found.by_place),
        "days_head": silent.DAYS_HEAD,
        "days": silent.days_rows(found),
        "drawing": silent.days_drawing(found),
        "coverage_url": address("coverage", exercise),
    }
    return render(request, "engagement/silence.jinja", context)


@require_GET
def coverage_csv(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.VIEW_COVERAGE)
    rows = presenters.coverage_csv(queries.get_coverage(exercise=found))
    return _csv(f"coverage-{found.slug}", presenters.CSV_HEADER, rows)


def _may_chase(request: Request, exercise: Exercise) -> bool:
    may_see = is_allowed(request.caller, Permission.VIEW_WHO, exercise)
    return may_see and may_view_contacts(system=exercise.system, caller=request.caller)


def _csv(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    response = HttpResponse(csv_text(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response

"""Answering on the web, by anyone, without a link."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django_ratelimit.core import is_ratelimited

from regard.domains.engagement import actions, queries, rules
from regard.domains.engagement.forms import WebForm, name_of
from regard.domains.engagement.presenters.formats import offers
from regard.domains.engagement.queries.formats import list_formats
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.domains.engagement.queries.phases import list_phases
from regard.domains.engagement.rules.phases import reason_not_to_answer_unasked
from regard.domains.engagement.types import ExerciseKind, Speaker, Stage
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request
from regard.foundation.base.errors import TooMany

from .finding import below, find_exercise
from .uploads import keep_uploads

if TYPE_CHECKING:
    from regard.domains.engagement.models import Exercise

MOST_TRIES = "30/h"
"""From one address of the network. A head office with many services fits; a flood does not."""

MATCHES = 8
"""Services to choose from. More words find fewer."""


@require_http_methods(["GET", "POST"])
def answer_on_web(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug)
    if found.kind == ExerciseKind.SEEING:
        return redirect("engagement:tell", system=system)
    refusal, ways = _refusal(found), get_other_ways(system=found.system)
    if refusal:
        context = below(found, title=found.title) | {"refusal": refusal, "ways": ways}
        return render(request, "engagement/answer_closed.jinja", context)
    if request.method == "POST":
        _count(request)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        by, at = request.caller.by, timezone.now()
        try:
            words, files = keep_uploads(form, found, by=by, at=at)
            said = form.said()
            said = replace(said, answers={**said.answers, **words}, files=files)
            kept = actions.keep_contribution(exercise=found, said=said, by=by, at=at)
        except actions.CannotKeep as refused:
            _show(form, refused.reasons)
        else:
            return redirect(f"{queries.get_receipt_path(contribution=kept)}?kept")
    formats = offers(found, list_formats(exercise=found), None)
    context = below(found, title=found.title) | {"form": form, "formats": formats, "ways": ways}
    return render(request, "engagement/answer_on_web.jinja", context)


def _refusal(exercise: Exercise) -> str | None:
    return rules.reason_not_to_take(
        stage=Stage(exercise.stage),
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        today=timezone.localdate(),
    ) or reason_not_to_answer_unasked(list_phases(exercise=exercise))


def _count(request: Request) -> None:
    """:raises TooMany: if this address has sent too much within the hour."""
    if is_ratelimited(
        request, group="engagement.answer_on_web", key="ip", rate=MOST_TRIES, increment=True
    ):
        raise TooMany(
            "Many answers have come from your network within the last hour. Please try again "
            "in an hour, or ask the partnership to write it down for you."
        )


def _form(request: Request, exercise: Exercise) -> WebForm:
    questions = queries.list_questions(exercise=exercise)
    numbered = list(enumerate(questions, start=1))
    words = request.POST.get("service", "").strip()
    matches: list[tuple[int, str]] = []
    if words and request.POST.get("speaker") == Speaker.PROVIDER:
        locations = register.search_locations(
            system=exercise.system, words=words[:200], limit=MATCHES
        )
        matches = [
            (location.pk, ", ".join(part for part in (location.name, location.city) if part))
            for location in locations
        ]
    return WebForm(
        request.POST or None,
        questions=numbered,
        total=len(questions),
        matches=matches,
        files=request.FILES or None,
    )


def _show(form: WebForm, reasons: dict[int, str]) -> None:
    for question_id, reason in reasons.items():
        form.add_error(name_of(question_id) if question_id else None, reason)

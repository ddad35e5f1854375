"""The receipt of something kept, behind a signed link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.engagement import presenters, queries
from regard.domains.engagement.presenters.care import told_to_author
from regard.domains.engagement.queries.contributions import list_own_answers
from regard.domains.engagement.queries.sealing import list_moderations, list_redactions
from regard.domains.engagement.queries.seeing import list_upshots_of
from regard.domains.engagement.rules.monitoring import PEOPLE
from regard.domains.engagement.types import ExerciseKind

if TYPE_CHECKING:
    from regard.domains.engagement.models import Contribution
    from regard.domains.engagement.presenters.said import Moment


@never_cache
@require_GET
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Show what someone said, what has become of it, and what happens next."""
    contribution = queries.open_receipt(token=token, at=timezone.now())
    exercise = contribution.exercise
    just_kept = "kept" in request.GET
    answers = list_own_answers(contribution=contribution)
    notes = told_to_author(
        list_redactions(contribution=contribution), list_moderations(contribution=contribution)
    )
    context = {
        "system": exercise.system,
        "section": "asked",
        "title": "Thank you. We have kept it" if just_kept else "What you said",
        "exercise": exercise,
        "location": contribution.location,
        "kept": [presenters.kept(contribution, answers, notes)],
        "just_kept": just_kept,
        "may_add": False,
        "thread": _thread(contribution),
        "receipt_url": request.path,
        "proof_url": reverse("engagement:receipt_proof", args=[token]),
        "about_you_url": reverse("engagement:about_you", args=[token])
        if contribution.speaker in PEOPLE
        else None,
    }
    return render(request, "engagement/said.jinja", context)


def _thread(contribution: Contribution) -> list[Moment]:
    """Return what has happened to it; of what was told unasked, what came of its themes."""
    exercise = contribution.exercise
    if exercise.kind == ExerciseKind.SEEING:
        return presenters.seeing_thread(list_upshots_of(contribution=contribution))
    return presenters.thread(
        exercise,
        reply_url=queries.get_reply_url(contribution=contribution),
        today=timezone.localdate(),
    )

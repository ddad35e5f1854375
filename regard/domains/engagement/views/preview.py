"""See an exercise and its questions as somebody else would. Nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries, rules
from regard.domains.engagement.forms import WebForm, name_of
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import preview as presenters
from regard.domains.engagement.presenters.phases import timeline
from regard.domains.engagement.presenters.preview import in_preview
from regard.domains.engagement.queries.alternatives import list_alternatives
from regard.domains.engagement.queries.asked_parts import read_parts
from regard.domains.engagement.queries.phases import list_phases
from regard.domains.engagement.rules.phases import reason_not_to_answer_unasked
from regard.foundation.accounts.requests import Request

from .finding import address, below, find_exercise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import BoundField

    from regard.domains.engagement.models import Exercise, Question
    from regard.domains.engagement.presenters.preview import PartsShown, Viewer
    from regard.domains.engagement.rules.letters import Email

ON_THE_WEB = ("speaker", "service", "visibility", "name", "email")
BY_LINK = ("visibility",)
"""What is asked besides the questions: of whoever comes by themselves, and by a link."""


@require_GET
def preview(request: Request, system: str, slug: str) -> HttpResponse:
    """Show it as anyone, a carer, or an invited provider of a kind of service would see it."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    viewer = presenters.viewer_of(request.GET.get("as", ""))
    questions = queries.list_questions(exercise=found)
    phases = list_phases(exercise=found)
    criteria = rules.criteria_from(found.criteria)
    not_asked = presenters.not_asked_in_words(viewer, criteria)
    comes_unasked = viewer.service is None or not_asked
    context = below(found, title="See it as others do") | {
        "who": viewer.words,
        "audiences": presenters.viewer_choices(viewer),
        "not_asked": not_asked,
        "email": None if comes_unasked else _email(found),
        "questions": questions,
        "alternatives": list_alternatives(exercise=found),
        "steps": timeline(phases, today=timezone.localdate()),
        "fields": _fields(questions, viewer),
        "parts": _parts(questions),
        "paper": address("paper_form", found),
        "refusal": reason_not_to_answer_unasked(phases) if comes_unasked else None,
        "back": address("exercise", found),
    }
    return render(request, "engagement/preview.jinja", context)


def _email(exercise: Exercise) -> Email:
    ask = queries.ask_of(exercise)
    return rules.invitation_email(ask, service="Your service", greeting="")


def _parts(questions: Sequence[Question]) -> dict[str, PartsShown]:
    """Return what questions are asked about, by the name of the field that answers it."""
    found = read_parts(questions=questions)
    return {name_of(question_id): in_preview(parts) for question_id, parts in found.items()}


def _fields(questions: Sequence[Question], viewer: Viewer) -> list[BoundField]:
    """Return the fields that they would fill in, in order; who they are is chosen already."""
    form = WebForm(None, questions=list(enumerate(questions, start=1)), total=len(questions))
    if viewer.speaker:
        form.initial = {**form.initial, "speaker": viewer.speaker}
    wanted = ON_THE_WEB if viewer.service is None else BY_LINK
    return [*form.question_fields(), *(form[name] for name in wanted)]

"""What is asked, to print and answer with a pen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.paper import on_paper
from regard.domains.engagement.queries.asked_parts import name_parts, read_parts
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.foundation.accounts.requests import Request
from regard.foundation.authority import is_allowed

from .finding import address, below, find_exercise
from .steps import open_asked

if TYPE_CHECKING:
    from django.http import HttpRequest

    from regard.domains.engagement.models import Exercise, Question


@require_GET
def paper_form(request: Request, system: str, slug: str) -> HttpResponse:
    """
    Print the questions with boxes and lines, for whoever would rather write.

    A draft that only those who are asked may read is not printed for everybody.
    """
    found = find_exercise(request, system, slug)
    questions = queries.list_questions(exercise=found)
    may_read = is_allowed(request.caller, Permission.RUN_EXERCISES, found)
    context = below(found, title=found.title) | _sheet(found, questions, may_read=may_read)
    context |= {"back": address("exercise", found)}
    return render(request, "engagement/paper_form.jinja", context)


@never_cache
@require_GET
def answer_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Print the same for somebody who was asked, with all that they are asked about."""
    here = open_asked(token)
    if here.refusal():
        return redirect("engagement:answer", token=token)
    context = here.page(title=here.exercise.title)
    context |= _sheet(here.exercise, here.questions, may_read=True)
    context |= {"back": reverse("engagement:answer", kwargs={"token": token})}
    return render(request, "engagement/paper_form.jinja", context)


def _sheet(exercise: Exercise, questions: list[Question], *, may_read: bool) -> dict[str, object]:
    parts = read_parts(questions=questions) if may_read else {}
    return {
        "questions": on_paper(questions, parts),
        "hidden": None if may_read else name_parts(exercise_id=exercise.pk),
        "ways": get_other_ways(system=exercise.system),
    }

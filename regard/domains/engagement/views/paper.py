"""What is asked, to print and answer with a pen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from regard.domains.engagement import queries
from regard.domains.engagement.presenters.paper import on_paper
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.foundation.accounts.requests import Request

from .finding import address, below, find_exercise


@require_GET
def paper_form(request: Request, system: str, slug: str) -> HttpResponse:
    """Print the questions with boxes and lines, for whoever would rather write."""
    found = find_exercise(request, system, slug)
    context = below(found, title=found.title) | {
        "questions": on_paper(queries.list_questions(exercise=found)),
        "back": address("exercise", found),
        "ways": get_other_ways(system=found.system),
    }
    return render(request, "engagement/paper_form.jinja", context)

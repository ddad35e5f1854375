"""What was decided means for one service: find it, read it, print it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.register import queries as register
from regard.domains.strategy import presenters, queries
from regard.domains.strategy.presenters.commitments import present_commitments
from regard.domains.strategy.presenters.meanings import (
    find_lede,
    for_you_lede,
    for_you_pdf,
    passage_url,
    said_to,
)
from regard.foundation.accounts.requests import Request

MOST = 20
"""Services that a search shows."""


@require_GET
def find_for_you(request: Request, system: str) -> HttpResponse:
    """Find the service that somebody means by its name, street or postcode."""
    here = register.get_system(slug=system, caller=request.caller)
    words = request.GET.get("words", "").replace("\0", "").strip()[:100]
    found = register.search_locations(system=here, words=words, limit=MOST) if words else []
    context = {
        "system": here,
        "section": "strategy",
        "title": "What this means for you",
        "lede": find_lede(*queries.count_published_meanings(system=here)),
        "crumbs": presenters.crumbs(here.slug),
        "words": words,
        "found": found,
        "most": MOST,
    }
    return render(request, "strategy/find_for_you.jinja", context)


@require_GET
def for_you(request: Request, system: str, location_id: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    you = queries.get_for_you(system=here, location_id=location_id, caller=request.caller)
    context = {
        "system": here,
        "section": "strategy",
        "title": f"What this means for {you.name}",
        "lede": for_you_lede(you),
        "crumbs": [
            *presenters.crumbs(here.slug),
            ("What this means for you", reverse("strategy:find_for_you", args=[here.slug])),
        ],
        "you": you,
        "said_to": said_to,
        "passage_url": lambda row: passage_url(here, row),
        "promises": present_commitments(you.promises, timezone.localdate()),
    }
    return render(request, "strategy/for_you.jinja", context)


@require_GET
def for_you_file(request: Request, system: str, location_id: int) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    you = queries.get_for_you(system=here, location_id=location_id, caller=request.caller)
    pdf = for_you_pdf(system=here, you=you, today=timezone.localdate(), at=timezone.now())
    name = f"for-you-{you.location_id}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

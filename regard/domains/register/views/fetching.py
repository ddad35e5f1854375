"""What was asked of the regulator, and what came of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.domains.register.permissions import Permission
from regard.foundation.accounts.requests import Request

SHOWN = 30


@require_GET
def fetches(request: Request, system: str) -> HttpResponse:
    found = queries.get_system(slug=system, caller=request.caller, to=Permission.LOAD)
    rows = queries.list_fetches(caller=request.caller, system=found, limit=SHOWN)
    context = {
        "system": found,
        "section": "register",
        "title": "Fetched from the regulator",
        "lede": presenters.fetches_lede(rows),
        "crumbs": [
            ("Register", reverse("register:services", kwargs={"system": system})),
            ("Load a file", reverse("register:load", kwargs={"system": system})),
        ],
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "rows": [(row, *presenters.fetch_cells(row)) for row in rows],
    }
    return render(request, "register/fetches.jinja", context)

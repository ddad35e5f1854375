"""Which source is believed for what: how we know what the register says."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.foundation.accounts.requests import Request


@require_GET
def sources(request: Request, system: str) -> HttpResponse:
    """Show the table of precedence to anyone."""
    found = queries.get_system(slug=system, caller=request.caller)
    context = {
        "system": found,
        "section": "register",
        "title": "Which source is believed for what",
        "lede": "Several sources tell of the same services. For each thing they tell, the best "
        "source is believed, and of sources that are as good the newest. So a newer file never "
        "overwrites what somebody who knows better said.",
        "crumbs": [("Register", reverse("register:services", kwargs={"system": system}))],
        "parts": presenters.list_parts(system=found, caller=request.caller),
        "rows": presenters.belief_rows(),
    }
    return render(request, "register/sources.jinja", context)

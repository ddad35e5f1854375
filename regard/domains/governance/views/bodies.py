"""The pages on which bodies are shown and kept."""

from django.http import HttpResponse
from django.shortcuts import render

from regard.domains.governance import presenters
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request


def bodies(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    return render(
        request,
        "governance/bodies.jinja",
        {
            "system": here,
            "section": "governance",
            "title": "Who decides",
            "parts": presenters.list_parts(system=here, caller=request.caller),
        },
    )

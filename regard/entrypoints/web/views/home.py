"""The first page of the whole, and of each system."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from regard.domains.register import queries as register
from regard.entrypoints.web.presenters import present_home
from regard.foundation.accounts.requests import Request


@require_safe
def start(request: Request) -> HttpResponse:
    """Lead to the only system, or show them all, or say how to begin."""
    systems = register.list_systems()
    if len(systems) == 1:
        return redirect("web:home", system=systems[0].slug)
    title = "Care planned together" if systems else "Regard is running, and has no system yet"
    return render(request, "web/start.jinja", {"title": title, "systems": systems})


@require_safe
def home(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller)
    context = {
        "system": found,
        "title": f"Care in {found.name}: what we asked, what you said, what changed",
        "home": present_home(system=found, caller=request.caller),
    }
    return render(request, "web/home.jinja", context)

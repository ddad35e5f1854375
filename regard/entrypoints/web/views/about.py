"""The small print: accessibility, privacy and open data."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regard.foundation.accounts.requests import Request


@require_safe
def accessibility(request: Request) -> HttpResponse:
    title = "Accessibility of this site"
    return render(request, "web/accessibility.jinja", {"title": title})


@require_safe
def privacy(request: Request) -> HttpResponse:
    title = "What we keep about people, and for how long"
    return render(request, "web/privacy.jinja", {"title": title})


@require_safe
def open_data(request: Request) -> HttpResponse:
    title = "Open data: what you may take and use"
    return render(request, "web/open_data.jinja", {"title": title})

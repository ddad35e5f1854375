"""Every pattern of our pages, with made-up content, for those who build and test them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from regard.entrypoints.web.gallery import Example, draw_example
from regard.foundation.accounts.requests import Request


@require_safe
def gallery(request: Request) -> HttpResponse:
    context = {
        "title": "Patterns of our pages",
        "lede": "Six patterns, and the design system’s own parts in our colour. All made up.",
        "form": Example(),
        "refused_form": Example({"closes_on-day": "31", "closes_on-month": "2"}, prefix="refused"),
        "drawing": draw_example(),
    }
    return render(request, "web/gallery.jinja", context)

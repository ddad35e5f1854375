"""What is asked in other forms: offered by the lead, read or played by whoever answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import queries
from regard.domains.engagement.actions.formats import CannotOffer, add_format
from regard.domains.engagement.actions.formats import remove_format as remove_it
from regard.domains.engagement.forms.formats import FormatForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters.formats import offer
from regard.domains.engagement.queries.formats import get_format, list_formats
from regard.domains.engagement.rules.formats import media_type_of
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise


@require_http_methods(["GET", "POST"])
def formats(request: Request, system: str, slug: str) -> HttpResponse:
    """List the other forms of an exercise, with a form to offer one more."""
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    questions = queries.list_questions(exercise=found)
    form = FormatForm(sent(request), request.FILES or None, questions=questions)
    if request.method == "POST" and form.is_valid():
        try:
            add_format(exercise=found, form=form.form(), by=request.caller.by, at=timezone.now())
        except CannotOffer as refusal:
            for field, reason in refusal.reasons.items():
                form.add_error(field, reason)
        else:
            messages.success(request, "It is offered to everyone who answers.")
            return redirect(address("formats", found))
    context = below(found, title="Other formats and languages") | {
        "form": form,
        "offers": [offer(found, each) for each in list_formats(exercise=found)],
        "back": address("exercise", found),
    }
    return render(request, "engagement/formats.jinja", context)


@require_POST
def remove_format(request: Request, system: str, slug: str, format_id: int) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    each = get_format(exercise=found, format_id=format_id)
    remove_it(found=each, by=request.caller.by, at=timezone.now())
    messages.success(request, "It is no longer offered in that form.")
    return redirect(address("formats", found))


@require_GET
def format_page(request: Request, system: str, slug: str, format_id: int) -> HttpResponse:
    """Show a form's words, marked with their language, and its recording."""
    found = find_exercise(request, system, slug)
    shown = offer(found, get_format(exercise=found, format_id=format_id))
    context = below(found, title=f"{shown.of or found.title} – {shown.label}") | {"offer": shown}
    return render(request, "engagement/format.jinja", context)


@require_GET
def format_file(request: Request, system: str, slug: str, format_id: int) -> HttpResponseBase:
    """Send a form's file as what we found it to be, and never as a page that a browser runs."""
    found = find_exercise(request, system, slug)
    each = get_format(exercise=found, format_id=format_id)
    if each.file is None:
        raise NotFound("This form has no file")
    media_type = media_type_of(each.file.name)
    response = FileResponse(
        each.file.path.open("rb"),
        as_attachment=not media_type.startswith(("audio/", "video/")),
        filename=each.file.name,
        content_type=media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""Making a theme a part of a wider one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement import actions, queries
from regard.domains.engagement.forms.themes import NestForm
from regard.domains.engagement.rules.nesting import parts_of
from regard.foundation.accounts.requests import Request, sent

from .finding import address
from .reading import find_to_decide, under_theme


@require_http_methods(["GET", "POST"])
def nest(request: Request, system: str, slug: str, theme_id: int) -> HttpResponse:
    """Choose the wider theme that a theme is a part of, or none."""
    exercise = find_to_decide(request, system, slug)
    found = queries.get_theme(exercise=exercise, theme_id=theme_id)
    rows = queries.list_themes(exercise=exercise)
    wholes = [row for row in rows if row.parent_id is None and row.theme_id != found.pk]
    form = NestForm(sent(request), wholes=wholes, initial={"whole": found.parent_id or ""})
    back = address("theme", exercise, theme_id=found.pk)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["whole"]
        whole = queries.get_theme(exercise=exercise, theme_id=int(chosen)) if chosen else None
        with form.showing_refusals():
            actions.nest_theme(theme=found, whole=whole, by=request.caller.by, at=timezone.now())
            said = f"It is a part of “{whole.title}” now." if whole else "It stands by itself now."
            messages.success(request, said)
            return redirect(back)
    context = under_theme(found, exercise, title="What is this theme a part of?") | {
        "form": form,
        "wholes": wholes,
        "has_parts": found.pk in parts_of(rows),
        "back": back,
    }
    return render(request, "engagement/theme_nest.jinja", context)

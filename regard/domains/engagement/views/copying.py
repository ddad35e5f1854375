"""Begin an exercise from another one, or from a template."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from regard.domains.engagement.actions import copying as actions
from regard.domains.engagement.forms.copying import CopyForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.rules.templates import TEMPLATES, find_template
from regard.domains.engagement.rules.words import count
from regard.domains.register import queries as register
from regard.foundation.accounts.callers import require
from regard.foundation.accounts.requests import Request, sent
from regard.foundation.base.errors import NotFound

from .finding import address, below, find_exercise


@require_GET
def templates(request: Request, system: str) -> HttpResponse:
    """Show the exercises to begin from that come with Regard."""
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.RUN_EXERCISES, found)
    asked = reverse("engagement:exercises", args=[system])
    context = {
        "system": found,
        "section": "asked",
        "title": "Begin from a template",
        "lede": f"{len(TEMPLATES)} to choose from. Everything in them can be changed.",
        "crumbs": [("What we ask", asked)],
        "templates": [
            (
                each,
                f"{count(len(each.questions), 'question')}, open for {count(each.days, 'day')}",
                reverse("engagement:use_template", args=[system, each.key]),
            )
            for each in TEMPLATES
        ],
    }
    return render(request, "engagement/templates.jinja", context)


@require_http_methods(["GET", "POST"])
def use_template(request: Request, system: str, template: str) -> HttpResponse:
    """Show what a template asks, and begin a draft with it."""
    found = register.get_system(slug=system, caller=request.caller)
    require(request.caller, Permission.RUN_EXERCISES, found)
    chosen = find_template(template)
    if chosen is None:
        raise NotFound("There is no such template")
    if request.method == "POST":
        made = actions.create_from_template(
            system=found, template=chosen, by=request.caller.by, at=timezone.now()
        )
        messages.success(request, "The draft is there. Change whatever does not fit.")
        return redirect(address("exercise", made))
    context = {
        "system": found,
        "section": "asked",
        "title": chosen.name,
        "lede": chosen.when,
        "crumbs": [
            ("What we ask", reverse("engagement:exercises", args=[system])),
            ("Templates", reverse("engagement:templates", args=[system])),
        ],
        "template": chosen,
    }
    return render(request, "engagement/template.jinja", context)


@require_http_methods(["GET", "POST"])
def copy_exercise(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_exercise(request, system, slug, to=Permission.RUN_EXERCISES)
    form = CopyForm(sent(request), initial={"title": found.title})
    if form.is_valid():
        with form.showing_refusals("title"):
            made = actions.copy_exercise(
                exercise=found,
                title=form.cleaned_data["title"],
                by=request.caller.by,
                at=timezone.now(),
            )
            messages.success(request, "The draft is there, with its days counted from today.")
            return redirect(address("exercise", made))
    context = below(found, title="Ask it again") | {
        "lede": "A draft with the same questions, phases, options and audience. No answers come "
        "with it, and nothing that shows it to be fair.",
        "form": form,
        "label": "Make the draft",
        "back": address("exercise", found),
    }
    return render(request, "engagement/plan_form.jinja", context)

"""A partnership's telephone number and postal address, for those who would not use a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from regard.domains.engagement.actions.other_ways import CannotReach, set_other_ways
from regard.domains.engagement.forms.other_ways import OtherWaysForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries.other_ways import get_other_ways
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent


@require_http_methods(["GET", "POST"])
def other_ways(request: Request, system: str) -> HttpResponse:
    """Say how people reach the partnership who would rather not answer on a page."""
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    ways = get_other_ways(system=found)
    initial = {"telephone": ways.telephone, "hours": ways.hours, "address": ways.address}
    form = OtherWaysForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            set_other_ways(
                system=found, **form.cleaned_data, by=request.caller.by, at=timezone.now()
            )
        except CannotReach as refusal:
            for field, reason in refusal.reasons.items():
                form.add_error(field, reason)
        else:
            messages.success(request, "Saved. It stands on the pages and in what is sent next.")
            return redirect("engagement:other_ways", system=system)
    asked = reverse("engagement:exercises", args=[system])
    context = {
        "system": found,
        "section": "asked",
        "title": "How else people reach you",
        "lede": "Many would rather telephone or write. What you give here stands wherever people "
        "are asked something: on the pages, in emails, in letters and on the printed form."
        if ways
        else "Nobody is told a telephone number or an address yet. Many would rather telephone or "
        "write than use a page.",
        "crumbs": [("What we ask", asked)],
        "form": form,
        "label": "Save",
        "back": asked,
    }
    return render(request, "engagement/plan_form.jinja", context)

"""What is asked of whom, and when, with the days on which nobody should be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from regard.domains.engagement.actions import quiet as actions
from regard.domains.engagement.forms.waves import QuietForm
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.presenters import calendar as presenters
from regard.domains.engagement.queries import calendar as queries
from regard.domains.engagement.rules.burden import season_around
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, sent

if TYPE_CHECKING:
    from regard.domains.register.models import System

CLASHES_SHOWN = 10


@require_http_methods(["GET", "POST"])
def asks_calendar(request: Request, system: str) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    form = QuietForm(sent(request))
    if form.is_valid() and _named(request, found, form):
        return redirect("engagement:asks_calendar", system=system)
    today = timezone.localdate()
    since, until = season_around(today)
    season = queries.get_season(system=found, since=since, until=until, caller=request.caller)
    context = {
        "system": found,
        "section": "asked",
        "title": "What is asked, and when",
        "lede": presenters.season_lede(season),
        "crumbs": [("What we ask", reverse("engagement:exercises", args=[system]))],
        "clashes": presenters.clash_rows(season.clashes[:CLASHES_SHOWN]),
        "more_clashes": max(0, len(season.clashes) - CLASHES_SHOWN),
        "burdens": presenters.burden_rows(season.burdens),
        "months": presenters.months_of(season.asks, today=today),
        "quiet": queries.list_quiet(system=found, since=since),
        "form": form,
    }
    return render(request, "engagement/asks_calendar.jinja", context)


@require_POST
def remove_quiet(request: Request, system: str, quiet_id: int) -> HttpResponse:
    found = register.get_system(slug=system, caller=request.caller, to=Permission.RUN_EXERCISES)
    actions.remove_quiet(system=found, quiet_id=quiet_id, by=request.caller.by, at=timezone.now())
    messages.success(request, "Removed.")
    return redirect("engagement:asks_calendar", system=system)


def _named(request: Request, system: System, form: QuietForm) -> bool:
    try:
        actions.name_quiet(
            system=system, **form.cleaned_data, by=request.caller.by, at=timezone.now()
        )
    except actions.CannotBeQuiet as refusal:
        for field, reason in refusal.reasons.items():
            form.add_error(field or None, reason)
        return False
    messages.success(request, "Named. Whoever plans a wave in these days is told.")
    return True

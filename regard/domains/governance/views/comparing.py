"""The page on which the remits of two to four bodies stand side by side."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.presenters import remits as words
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, read_day
from regard.foundation.authority import is_allowed

from .asked import below


@require_GET
def compare_bodies(request: Request, system: str) -> HttpResponse:
    """Show the bodies that the address names; with fewer than two, let some be chosen."""
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    on = read_day(request, today)
    asked = list(dict.fromkeys(request.GET.getlist("body")))
    rows = queries.list_bodies(system=here, on=on)
    known = {row.slug for row in rows}
    chosen = [slug for slug in asked if slug in known][: words.MOST]
    above = (("Who decides", reverse("governance:bodies", kwargs={"system": system})),)
    context = below(request, here, title="What each body is for", above=above) | {
        "choices": [(row, row.slug in chosen) for row in rows],
        "most": words.MOST,
        "too_many": len(asked) > words.MOST,
        "on": None if on == today else on,
        "here": request.path,
        "remits": [],
        "may_edit": is_allowed(request.caller, Permission.EDIT_BODIES, here),
    }
    if len(chosen) > 1:
        remits = queries.list_remits(system=here, slugs=chosen, on=on)
        context |= {
            "title": "What each is for: " + ", ".join(each.row.name for each in remits),
            "lede": words.remits_lede(remits),
            "remits": remits,
            "lines": words.remit_lines(remits, system=here.name),
            "shared": words.list_shared(remits),
        }
    return render(request, "governance/compare.jinja", context)

"""What the time of agendas goes to: money, people's lives, or running things."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.governance.presenters import balance as words
from regard.domains.governance.queries.balance import list_balances
from regard.domains.register import queries as register
from regard.foundation.accounts.requests import Request, read_day

from .meeting_pages import below

YEAR = timedelta(days=365)


@require_GET
def balance(request: Request, system: str) -> HttpResponse:
    here = register.get_system(slug=system, caller=request.caller)
    today = timezone.localdate()
    until = read_day(request, today) + timedelta(days=1)
    since = until - YEAR
    rows = list_balances(system=here, caller=request.caller, since=since, until=until)
    before = list_balances(system=here, caller=request.caller, since=since - YEAR, until=since)
    on = until - timedelta(days=1)
    context = below(request, here, title="What meetings talk about", is_below=True) | {
        "lede": words.lede(rows, before),
        "head": words.HEAD,
        "rows": words.table_rows(rows),
        "whole": words.whole_rows(rows, before),
        "since": since,
        "on": on if on != today else None,
    }
    return render(request, "governance/balance.jinja", context)

"""Providers and groups with all their services, and what somebody sees as their own."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from regard.domains.register import presenters, queries
from regard.foundation.accounts.requests import Request


@require_GET
def provider(request: Request, organisation_id: int) -> HttpResponse:
    """Show a provider with every service it runs, in all systems. Public."""
    found = queries.get_organisation(organisation_id=organisation_id)
    if found.pk != organisation_id:
        return redirect("register:provider", organisation_id=found.pk, permanent=True)
    live = queries.list_locations_of(organisation_ids=[found.pk], has_ended=False)
    ended = queries.list_locations_of(organisation_ids=[found.pk], has_ended=True)
    group = (
        [each.pk for each in queries.list_brand(brand_id=found.brand_id)] if found.brand_id else []
    )
    services = queries.count_services(organisation_ids=group or [found.pk])
    context = {
        "system": None,
        "section": "",
        "title": found.name,
        "lede": presenters.provider_lede(live),
        "organisation": found,
        "facts": presenters.provider_facts(found, services=services, providers=len(group)),
        "known": presenters.provider_sources(found),
        "brandings": queries.list_brandings(organisation=found),
        "systems": presenters.by_system(live),
        "kinds": presenters.count_kinds(live),
        "ended": ended,
        "slots": presenters.provider_slots(found, request.caller),
    }
    return render(request, "register/provider.jinja", context)


@require_GET
def group(request: Request, brand_id: str) -> HttpResponse:
    """Show a group with its providers and every service they run. Public."""
    providers = queries.list_brand(brand_id=brand_id)
    live = queries.list_locations_of(
        organisation_ids=[each.pk for each in providers], has_ended=False
    )
    context = {
        "system": None,
        "section": "",
        "title": providers[0].brand_name or brand_id,
        "lede": presenters.group_lede(live, len(providers)),
        "providers": presenters.count_by_provider(providers, live),
        "systems": presenters.by_system(live),
        "kinds": presenters.count_kinds(live),
    }
    return render(request, "register/group.jinja", context)


@never_cache
@require_GET
def mine(request: Request) -> HttpResponse:
    """Show somebody every service of theirs, in every system, and what is held of each."""
    rows = queries.list_own(caller=request.caller)
    context = {
        "system": None,
        "section": "",
        "title": "Your services",
        "lede": presenters.mine_lede(rows),
        "systems": presenters.by_system(rows),
        "mandates": queries.list_own_mandates(rows=rows, on=timezone.localdate()),
        "slots": presenters.own_slots(rows, request.caller),
    }
    return render(request, "register/mine.jinja", context)

"""The page on which a strategy is published, for good."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.permissions import Permission
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.requests import Request

from .asked import get_both


def publish(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug, to=Permission.PUBLISH)
    if found.stage == StrategyStage.PUBLISHED:
        return redirect(presenters.address("strategy", found))
    if request.method == "POST":
        job = actions.start_publishing(strategy=found, by=request.caller.by, at=timezone.now())
        return redirect("jobs:job", job_id=job.pk)
    blockers = queries.list_blockers(strategy=found)
    return render(
        request,
        "strategy/publish.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": f"Publish {found.title}",
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "blockers": presenters.present_blockers(
                strategy=found,
                blockers=blockers,
                exercises=queries.list_exercises(strategy=found),
            ),
            "channels": queries.count_ways_to_reply(strategy=found),
        },
    )

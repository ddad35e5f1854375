"""The whole way from voices to decisions, and what a network's members changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from regard.domains.register import queries as register
from regard.domains.strategy import presenters, queries
from regard.domains.strategy.presenters.whole import (
    bar_words,
    members_blocks,
    members_lede,
    shown,
    what_they_said,
    whole_lede,
)
from regard.domains.strategy.types import StrategyStage
from regard.foundation.accounts.requests import Request
from regard.foundation.documents import render_pdf

from .asked import get_both, read_after

if TYPE_CHECKING:
    from regard.domains.strategy.models import Strategy
    from regard.domains.strategy.types import MembersReport

PAGE = 100
"""Things said on a page of what members changed; the file has all."""


@require_GET
def whole(request: Request, system: str, slug: str) -> HttpResponse:
    here, found = get_both(request, system, slug)
    queries.check_reader(strategy=found, caller=request.caller)
    way = queries.get_whole(strategy=found)
    return render(
        request,
        "strategy/whole.jinja",
        {
            "system": here,
            "section": "strategy",
            "title": "From voices to decisions",
            "lede": whole_lede(way),
            "crumbs": presenters.crumbs(here.slug, found),
            "strategy": found,
            "whole": way,
            "bar_words": bar_words,
            "is_draft": found.stage == StrategyStage.DRAFT,
        },
    )


@require_GET
def members_report(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    found, report = _report(request, system, slug, network)
    after = read_after(request) or 0
    return render(
        request,
        "strategy/members_report.jinja",
        {
            "themes": report.themes[after : after + PAGE],
            "is_first": not after,
            "next_after": after + PAGE if len(report.themes) > after + PAGE else None,
            "system": found.system,
            "section": "strategy",
            "title": f"What members of {report.network_name} changed",
            "lede": members_lede(report),
            "crumbs": presenters.crumbs(found.system.slug, found),
            "strategy": found,
            "network": network,
            "report": report,
            "shown": shown,
            "what_they_said": what_they_said,
        },
    )


@require_GET
def members_report_file(request: Request, system: str, slug: str, network: str) -> HttpResponse:
    found, report = _report(request, system, slug, network)
    pdf = render_pdf(
        title=f"What members of {report.network_name} changed in {found.title}",
        blocks=members_blocks(report),
        at=timezone.now(),
    )
    name = f"{network}-{found.slug}.pdf"
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _report(
    request: Request, system: str, slug: str, network: str
) -> tuple[Strategy, MembersReport]:
    here, found = get_both(request, system, slug)
    theirs = register.get_network(system=here, slug=network, caller=request.caller)
    report = queries.get_members_report(network=theirs, strategy=found, caller=request.caller)
    return found, report

"""Campaigns: which there are in an exercise, what is in one, and deciding on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from regard.domains.engagement import presenters, queries
from regard.domains.engagement.actions import campaigns as actions
from regard.domains.engagement.forms.campaigns import DescribeForm
from regard.domains.engagement.presenters import bursts as when
from regard.domains.engagement.presenters import campaigns as words
from regard.domains.engagement.queries import campaigns as campaign_queries
from regard.domains.engagement.queries.campaign_uses import (
    count_hidden_uses,
    get_template,
    list_uses,
)
from regard.domains.engagement.queries.marked import Mark, read_mark
from regard.domains.engagement.queries.voices import VOICES_FROM, get_voices
from regard.domains.engagement.rules.campaigns import bursts_of
from regard.domains.engagement.types import CampaignState
from regard.foundation.accounts.requests import Request, sent

from .finding import address
from .reading import find_said, find_to_decide, may_decide, under_themes

if TYPE_CHECKING:
    from regard.domains.engagement.models import Campaign, Exercise
    from regard.domains.engagement.types.campaigns import CampaignRow

USES_ON_A_PAGE = 20

SETTLED = {
    CampaignState.CONFIRMED: "It is confirmed as a campaign.",
    CampaignState.REFUSED: "It is no campaign. Its arguments are being counted one by one.",
    CampaignState.FOUND: "What was decided is taken back.",
}


@require_GET
def campaigns(request: Request, system: str, slug: str) -> HttpResponse:
    """List the campaigns in what was said, and show when everything came."""
    found = find_said(request, system, slug)
    shows_who = queries.may_see_who(exercise=found, caller=request.caller)
    mark = _mark(found)
    rows = campaign_queries.list_campaigns(exercise=found, mark=mark)
    looked = campaign_queries.get_last_look(exercise=found)
    voices = get_voices(exercise=found, mark=mark)
    context = under_themes(found, title="Campaigns: what many sent in nearly the same words")
    context |= _when(found, mark=mark) | {
        "lede": words.campaigns_lede(rows, voices, has_looked=looked is not None),
        "voices": voices,
        "lines": words.campaign_lines(rows, shows_who=shows_who),
        "step": words.campaign_step(rows, voices, has_looked=looked is not None),
        "looked": looked,
        "may_decide": may_decide(request, found),
    }
    return render(request, "engagement/campaigns.jinja", context)


@require_POST
def look(request: Request, system: str, slug: str) -> HttpResponse:
    found = find_to_decide(request, system, slug)
    job = actions.look_for_campaigns(exercise=found, by=request.caller.by, at=timezone.now())
    return redirect("jobs:job", job_id=job.pk)


@require_GET
def campaign(request: Request, system: str, slug: str, campaign_id: int) -> HttpResponse:
    """Show one campaign: first what each person added, then the template and who used it."""
    exercise = find_said(request, system, slug)
    found = campaign_queries.get_campaign(exercise=exercise, campaign_id=campaign_id)
    mark = _mark(exercise)
    rows = campaign_queries.list_campaigns(exercise=exercise, mark=mark)
    [row] = [each for each in rows if each.campaign_id == found.pk]
    shows_who = queries.may_see_who(exercise=exercise, caller=request.caller)
    context = under_campaigns(exercise, title=found.title) | _when(exercise, found, mark=mark)
    context |= _said(request, exercise, found, shows_who=shows_who)
    context |= _told(exercise, found, row, shows_who=shows_who) | {
        "may_decide": may_decide(request, exercise),
    }
    return render(request, "engagement/campaign.jinja", context)


@require_http_methods(["GET", "POST"])
def describe(request: Request, system: str, slug: str, campaign_id: int) -> HttpResponse:
    exercise = find_to_decide(request, system, slug)
    found = campaign_queries.get_campaign(exercise=exercise, campaign_id=campaign_id)
    form = DescribeForm(
        sent(request), initial={"title": found.title, "started_by": found.started_by}
    )
    if request.method == "POST" and form.is_valid():
        with form.showing_refusals():
            actions.describe_campaign(
                campaign=found,
                title=form.cleaned_data["title"],
                started_by=form.cleaned_data["started_by"],
                by=request.caller.by,
                at=timezone.now(),
            )
        if form.is_valid():
            messages.success(request, "Saved.")
            return redirect(address("campaign", exercise, campaign_id=found.pk))
    context = under_campaigns(exercise, title="What is this campaign?") | {
        "form": form,
        "back": address("campaign", exercise, campaign_id=found.pk),
    }
    return render(request, "engagement/campaign_describe.jinja", context)


@require_POST
def confirm(request: Request, system: str, slug: str, campaign_id: int) -> HttpResponse:
    return _settle(request, find_to_decide(request, system, slug), campaign_id, "confirmed")


@require_POST
def refuse(request: Request, system: str, slug: str, campaign_id: int) -> HttpResponse:
    return _settle(request, find_to_decide(request, system, slug), campaign_id, "refused")


@require_POST
def reopen(request: Request, system: str, slug: str, campaign_id: int) -> HttpResponse:
    return _settle(request, find_to_decide(request, system, slug), campaign_id, "found")


def under_campaigns(exercise: Exercise, *, title: str) -> dict[str, object]:
    """Return what the layout needs for a page below an exercise's campaigns."""
    context = under_themes(exercise, title=title)
    crumbs: list[tuple[str, str]] = context["crumbs"]  # type: ignore[assignment]
    return context | {"crumbs": [*crumbs, ("Campaigns", address("campaigns", exercise))]}


def _settle(request: Request, exercise: Exercise, campaign_id: int, to: str) -> HttpResponse:
    found = campaign_queries.get_campaign(exercise=exercise, campaign_id=campaign_id)
    state = CampaignState(to)
    actions.settle_campaign(campaign=found, to=state, by=request.caller.by, at=timezone.now())
    messages.success(request, SETTLED[state])
    return redirect(address("campaign", exercise, campaign_id=found.pk))


def _mark(exercise: Exercise) -> Mark:
    return read_mark(exercise=exercise, of={*campaign_queries.CAMPAIGNS_FROM, *VOICES_FROM})


def _when(
    exercise: Exercise, campaign: Campaign | None = None, *, mark: Mark
) -> dict[str, object]:
    days = campaign_queries.list_days(exercise=exercise, campaign=campaign, mark=mark)
    bursts = bursts_of(
        days,
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        today=timezone.localdate(),
    )
    label = when.IN_THIS if campaign else when.IN_ANY
    return {
        "bursts": when.burst_lines(bursts, days),
        "picture": when.draw_days(days, bursts, label=label),
        "days": when.day_rows(days),
        "days_head": ("When", label, when.OTHERS),
    }


def _said(
    request: Request, exercise: Exercise, found: Campaign, *, shows_who: bool
) -> dict[str, object]:
    """Return a page of what was said with the template, and the addresses of others."""
    first = presenters.number_or_none(request.GET.get("from", "")) or 0
    uses = list_uses(
        exercise=exercise,
        campaign=found,
        shows_who=shows_who,
        first=first,
        limit=USES_ON_A_PAGE + 1,
    )
    here = address("campaign", exercise, campaign_id=found.pk)
    after = first + USES_ON_A_PAGE
    return {
        "uses": words.uses_of(uses[:USES_ON_A_PAGE]),
        "hidden": words.hidden_words(count_hidden_uses(campaign=found, shows_who=shows_who)),
        "next_url": f"?from={after}" if len(uses) > USES_ON_A_PAGE else None,
        "first_url": here if first else None,
        "template": get_template(campaign=found, shows_who=shows_who),
    }


def _told(
    exercise: Exercise, found: Campaign, row: CampaignRow, *, shows_who: bool
) -> dict[str, object]:
    """Return what is known of a campaign and of those who used it."""
    by_type, by_place = campaign_queries.count_senders(exercise=exercise, campaign=found)
    deeds = campaign_queries.list_deeds(campaign=found)
    names = queries.list_names(bys=[deed.by for deed in deeds]) if shows_who else {}
    return {
        "campaign": found,
        "row": row,
        "tag": words.TAGS[row.state],
        "lede": words.campaign_lede(row, shows_who=shows_who),
        "by_type": by_type,
        "by_place": by_place,
        "networks": campaign_queries.list_networks(exercise=exercise, campaign=found),
        "history": words.campaign_history(deeds, names=names, names_people=shows_who),
    }

"""Campaigns: the machine finds what many sent from one template, and people say what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regard.domains.engagement.actions import campaigns as actions
from regard.domains.engagement.queries import campaigns as queries
from regard.domains.engagement.types import CampaignState

from .clock import as_at, run_to_end, run_waiting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from regard.domains.engagement.models import Exercise


def look(*, exercise: Exercise, by: str, at: datetime) -> str:
    """Let the machine look for campaigns, and return what it says of them."""
    with as_at(at):
        job = actions.look_for_campaigns(exercise=exercise, by=by, at=at)
    return run_to_end(job, at=at)


def confirm(*, exercise: Exercise, words: Mapping[str, str], by: str, at: datetime) -> None:
    """
    Give the most used campaign its name and who began it, and confirm it.

    Of the others people say that they are none: a few share no more than a turn of phrase.
    """
    [row, *others] = queries.list_campaigns(exercise=exercise)
    campaign = queries.get_campaign(exercise=exercise, campaign_id=row.campaign_id)
    with as_at(at):
        campaign = actions.describe_campaign(
            campaign=campaign, title=words["title"], started_by=words["from"], by=by, at=at
        )
        actions.settle_campaign(campaign=campaign, to=CampaignState.CONFIRMED, by=by, at=at)
        for other in others:
            actions.settle_campaign(
                campaign=queries.get_campaign(exercise=exercise, campaign_id=other.campaign_id),
                to=CampaignState.REFUSED,
                by=by,
                at=at,
            )
    run_waiting(actions.COUNT, at=at)

"""Which points and answers are part of a campaign. For queries that checked their reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from regard.domains.engagement.models import Answer, CampaignUse
from regard.domains.engagement.rules.campaign_words import is_own
from regard.domains.engagement.types import CampaignState
from regard.domains.engagement.types.campaigns import CampaignMark

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet


def list_marks(*, spans: Collection[tuple[int, int, int, int]]) -> dict[int, CampaignMark]:
    """
    Return which points are part of a campaign, by the point's number. One query.

    :param spans: of each point its number, its answer, and where it begins and ends in that.
    """
    used: dict[int, CampaignUse] = {}
    for use in _live({answer_id for _, answer_id, _, _ in spans}):
        used.setdefault(use.answer_id, use)
    return {
        number: CampaignMark(
            used[answer_id].campaign_id,
            used[answer_id].campaign.title,
            is_own=is_own(start, end, used[answer_id].added),
        )
        for number, answer_id, start, end in spans
        if answer_id in used
    }


def list_campaigns_of(*, contribution_id: int) -> list[tuple[int, str, int]]:
    """
    Return the campaigns that a contribution used: number, name, how many used it. Two queries.

    The caller was checked for reading the contribution.
    """
    answers = Answer.objects.filter(contribution=contribution_id).values_list("pk", flat=True)
    titles = {use.campaign_id: use.campaign.title for use in _live(set(answers))}
    senders = Count("contribution", distinct=True)
    uses = CampaignUse.objects.filter(campaign__in=titles).order_by()
    counts = dict(uses.values_list("campaign").annotate(n=senders))
    return [(number, title, counts[number]) for number, title in titles.items()]


def _live(answer_ids: Collection[int]) -> QuerySet[CampaignUse]:
    uses = CampaignUse.objects.filter(answer__in=list(answer_ids))
    live = uses.exclude(campaign__state=CampaignState.REFUSED)
    return live.select_related("campaign").order_by("answer", "-likeness", "campaign")

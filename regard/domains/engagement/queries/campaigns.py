"""Campaigns, who used them and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Exists, OuterRef

from regard.domains.engagement.models import AudienceMember, Campaign, CampaignUse
from regard.domains.engagement.rules.campaign_words import OWN_CHARACTERS
from regard.domains.engagement.types import CampaignState
from regard.domains.engagement.types.campaigns import CampaignRow, DayCount
from regard.foundation.analysis.disclosure import is_small
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound

from .campaign_material import LOOKED
from .marked import Mark, Source, kept_under, read_mark
from .tallies import count_providers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from regard.domains.engagement.models import Exercise
    from regard.domains.engagement.types import Count as Counted

LIST = """
    with used as (
        select one.campaign_id, one.contribution_id, bool_or(exists(
            select from jsonb_array_elements(one.added) as piece
            where (piece->>1)::int - (piece->>0)::int >= %(own)s
        )) as adds
        from engagement_campaignuse as one
        join engagement_campaign as campaign on campaign.id = one.campaign_id
        where campaign.exercise_id = %(exercise)s
        group by one.campaign_id, one.contribution_id
    ), sent as (
        select used.*, contribution.said_on, location.organisation_id
        from used
        join engagement_contribution as contribution on contribution.id = used.contribution_id
        left join register_location as location on location.id = contribution.location_id
    ), runs as (
        select providers.campaign_id, count(distinct member.location_id) as locations
        from (select distinct campaign_id, organisation_id from sent) as providers
        join engagement_audiencemember as member
            on member.organisation_id = providers.organisation_id
            and member.exercise_id = %(exercise)s
        group by providers.campaign_id
    )
    select
        campaign.id, campaign.title, campaign.started_by, campaign.state,
        count(*), count(distinct sent.organisation_id), coalesce(max(runs.locations), 0),
        count(*) filter (where sent.organisation_id is null),
        count(*) filter (where sent.adds),
        min(sent.said_on), max(sent.said_on), campaign.decided_by, campaign.decided_at
    from engagement_campaign as campaign
    join sent on sent.campaign_id = campaign.id
    left join runs on runs.campaign_id = campaign.id
    group by campaign.id
    order by campaign.state = 'refused', count(*) desc, campaign.id
"""

DAYS = """
    with used as (
        select distinct one.contribution_id
        from engagement_campaign as campaign
        join engagement_campaignuse as one on one.campaign_id = campaign.id
        where campaign.exercise_id = %(exercise)s
            and case when %(campaign)s::bigint is null then campaign.state <> 'refused'
                else campaign.id = %(campaign)s end
    )
    select contribution.said_on, count(*), count(used.contribution_id)
    from engagement_contribution as contribution
    left join used on used.contribution_id = contribution.id
    where contribution.exercise_id = %(exercise)s and contribution.kept_at is not null
    group by contribution.said_on
    order by contribution.said_on
"""


CAMPAIGNS_FROM = (
    Source.CONTRIBUTIONS,
    Source.AUDIENCE,
    Source.CAMPAIGNS,
    Source.REGISTER,
)


@dataclass(frozen=True)
class Look:
    """When a machine last looked for campaigns, and among how many answers."""

    at: datetime
    answers: int


@dataclass(frozen=True)
class Deed:
    """One entry of the ledger about a campaign."""

    event: str
    by: str
    at: datetime
    detail: dict[str, Any]


def get_campaign(*, exercise: Exercise, campaign_id: int) -> Campaign:
    """
    Return a campaign of an exercise whose reader was checked.

    :raises NotFound: if the exercise has no such campaign, or nothing is left of it.
    """
    used = CampaignUse.objects.filter(campaign=OuterRef("pk"))
    found = Campaign.objects.filter(Exists(used), exercise=exercise, pk=campaign_id).first()
    if found is None:
        raise NotFound("There is no such campaign here")
    return found


def list_campaigns(*, exercise: Exercise, mark: Mark | None = None) -> list[CampaignRow]:
    """
    Return the campaigns of an exercise whose reader was checked. Two queries at most.

    The most used first, and at the end those that people said are none.

    :param mark: of `CAMPAIGNS_FROM`, just read; None: it is read here.
    """
    return kept_under(
        mark or read_mark(exercise=exercise, of=CAMPAIGNS_FROM),
        of=CAMPAIGNS_FROM,
        name="campaigns",
        count=lambda: _count_campaigns(exercise),
    )


def _count_campaigns(exercise: Exercise) -> list[CampaignRow]:
    with connection.cursor() as cursor:
        cursor.execute(LIST, {"exercise": exercise.pk, "own": OWN_CHARACTERS})
        rows = cursor.fetchall()
    return [
        CampaignRow(number, title, by, CampaignState(state), *counts)
        for number, title, by, state, *counts in rows
    ]


def list_days(
    *, exercise: Exercise, campaign: Campaign | None = None, mark: Mark | None = None
) -> list[DayCount]:
    """
    Return how many submissions were said on each day that has any, in order. Two queries at most.

    :param campaign: of which those that used it are told; None for those of any.
    :param mark: of `CAMPAIGNS_FROM`, just read; None: it is read here.
    """
    which = {"exercise": exercise.pk, "campaign": campaign.pk if campaign else None}

    def count() -> list[DayCount]:
        with connection.cursor() as cursor:
            cursor.execute(DAYS, which)
            return [DayCount(*row) for row in cursor.fetchall()]

    return kept_under(
        mark or read_mark(exercise=exercise, of=CAMPAIGNS_FROM),
        of=CAMPAIGNS_FROM,
        name=f"days-{which['campaign']}",
        count=count,
    )


def list_networks(*, exercise: Exercise, campaign: Campaign) -> list[tuple[str, int]]:
    """
    Return of how many of the providers that used a campaign each network has a member. One query.

    Of networks as they were when the exercise opened; those of most first, few left out.
    """
    counted = (
        _senders(exercise, campaign)
        .filter(networks__isnull=False)
        .values_list("networks__network__name")
        .annotate(n=Count("organisation", distinct=True))
        .order_by("-n", "networks__network__name")
    )
    return [(name, n) for name, n in counted if not is_small(n)]


def count_senders(
    *, exercise: Exercise, campaign: Campaign
) -> tuple[Sequence[Counted], Sequence[Counted]]:
    """Return how many providers used a campaign, by type of service and by place. Two queries."""
    return count_providers(_senders(exercise, campaign))


def get_last_look(*, exercise: Exercise) -> Look | None:
    """Return when campaigns were last looked for in an exercise; None if never. One query."""
    entries = Entry.objects.filter(subject=f"engagement.Exercise:{exercise.pk}", event=LOOKED)
    last = entries.order_by("-at", "-pk").first()
    return Look(last.at, last.detail["answers"]) if last else None


def list_deeds(*, campaign: Campaign) -> list[Deed]:
    """Return what people decided on a campaign, the newest first. One query."""
    entries = Entry.objects.filter(subject=f"engagement.Campaign:{campaign.pk}")
    return [
        Deed(entry.event, entry.by, entry.at, entry.detail)
        for entry in entries.order_by("-at", "-pk")
    ]


def _senders(exercise: Exercise, campaign: Campaign) -> QuerySet[AudienceMember]:
    """Return the services of the audience whose location used a campaign."""
    spoke = CampaignUse.objects.filter(
        campaign=campaign, contribution__location__isnull=False
    ).values("contribution__location")
    return AudienceMember.objects.filter(exercise=exercise, location__in=spoke)

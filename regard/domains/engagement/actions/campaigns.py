"""Find campaigns, and decide on what was found. Nothing is ever taken out for being in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from regard.domains.engagement.models import Campaign, CampaignUse, Exercise
from regard.domains.engagement.queries import campaign_material as queries
from regard.domains.engagement.rules import campaigns as rules
from regard.domains.engagement.types import CampaignState, Stage
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal
from regard.foundation.jobs.actions import start_job

from .arguments import write_arguments
from .deciding import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from regard.domains.engagement.rules.campaigns import Earlier, FoundCampaign
    from regard.foundation.jobs.models import Job

FIND = "engagement.find_campaigns"
COUNT = "engagement.count_arguments"

EVENTS = {
    CampaignState.CONFIRMED: "campaign.confirmed",
    CampaignState.REFUSED: "campaign.refused",
    CampaignState.FOUND: "campaign.reopened",
}


class CannotDecide(Refusal):
    """Nothing can be decided on this campaign, or on any of its exercise, so."""


@transaction.atomic
def look_for_campaigns(*, exercise: Exercise, by: str, at: datetime) -> Job:
    """
    Start the job that looks for answers made from one template.

    :raises CannotDecide: if nothing was said in words yet, or the exercise is answered.
    """
    answers = queries.count_written(exercise_id=exercise.pk)
    _refuse_if(rules.reason_not_to_look(stage=Stage(exercise.stage), answers=answers))
    ledger.record(event="campaigns.asked_for", subject=exercise, by=by, at=at)
    return _start(FIND, f"Looking for campaigns in “{exercise.title}”", exercise, by=by)


@transaction.atomic
def write_campaigns(
    *,
    exercise_id: int,
    earlier: Sequence[Earlier],
    found: Sequence[FoundCampaign],
    answers: int,
    by: str,
    at: datetime,
) -> bool:
    """
    Write what was found, unless people have decided something meanwhile.

    What people named or decided keeps its name and state, and stays even if it is not found any
    more. Then the distinct arguments are counted anew.

    :param earlier: the campaigns that there were when the machine began.
    :param answers: among how many answers it looked.
    :return: whether it was written. If not, find anew from what holds now.
    :raises CannotDecide: if the exercise has been answered meanwhile.
    """
    exercise = Exercise.objects.select_for_update().get(pk=exercise_id)
    _refuse_if(rules.reason_not_to_look(stage=Stage(exercise.stage), answers=answers))
    if queries.list_earlier(exercise_id=exercise_id) != tuple(earlier):
        return False
    decided = {each.campaign_id for each in earlier if each.is_decided}
    written = [_write(exercise, each, decided) for each in found]
    gone = {each.campaign_id for each in earlier} - {campaign.pk for campaign in written} - decided
    Campaign.objects.filter(pk__in=gone).delete()
    _write_uses(written, found)
    arguments = write_arguments(exercise_id=exercise_id)
    detail: dict[str, object] = {
        "answers": answers,
        "campaigns": len(found),
        "used": sum(len(each.uses) for each in found),
        "arguments": arguments,
    }
    ledger.record(event=queries.LOOKED, subject=exercise, by=by, at=at, detail=detail)
    return True


@transaction.atomic
def count_arguments(*, exercise_id: int, by: str, at: datetime) -> None:
    """Count the distinct arguments anew, after somebody decided what is a campaign."""
    exercise = Exercise.objects.select_for_update().get(pk=exercise_id)
    if exercise.stage == Stage.ANSWERED:  # answered meanwhile: what was published stays
        return
    detail: dict[str, object] = {"arguments": write_arguments(exercise_id=exercise_id)}
    ledger.record(event="arguments.counted", subject=exercise, by=by, at=at, detail=detail)


@transaction.atomic
def settle_campaign(*, campaign: Campaign, to: CampaignState, by: str, at: datetime) -> Campaign:
    """
    Confirm a campaign, say that it is none, or take back what was said.

    Where the counts of arguments change by it, a job counts them anew.

    :raises CannotDecide: if it is so already, or the exercise is answered.
    """
    campaign = _lock(campaign)
    state = CampaignState(campaign.state)
    _refuse_if(rules.reason_not_to_settle(state=state, to=to))
    campaign.state = to
    campaign.decided_by, campaign.decided_at = by, at
    campaign.save(update_fields=["state", "decided_by", "decided_at", "updated_at"])
    ledger.record(event=EVENTS[to], subject=campaign, by=by, at=at)
    if CampaignState.REFUSED in {state, to}:
        title = f"Counting distinct arguments in “{campaign.exercise.title}”"
        _start(COUNT, title, campaign.exercise, by=by)
    return campaign


@transaction.atomic
def describe_campaign(
    *, campaign: Campaign, title: str, started_by: str, by: str, at: datetime
) -> Campaign:
    """
    Give a campaign a name, and say who wrote its template, where that is known.

    :raises CannotDecide: if the name is empty or too long, or the exercise is answered.
    """
    campaign = _lock(campaign)
    _refuse_if(rules.reason_not_to_describe(title=title))
    campaign.title, campaign.started_by = title.strip(), started_by.strip()
    campaign.decided_by, campaign.decided_at = by, at
    campaign.save(update_fields=["title", "started_by", "decided_by", "decided_at", "updated_at"])
    detail: dict[str, object] = {"title": campaign.title}
    ledger.record(event="campaign.described", subject=campaign, by=by, at=at, detail=detail)
    return campaign


def _lock(campaign: Campaign) -> Campaign:
    """Return a campaign as it is now, to change its exercise's campaigns alone."""
    exercise = Exercise.objects.select_for_update().get(pk=campaign.exercise_id)
    _refuse_if(rules.reason_not_to_decide(stage=Stage(exercise.stage)))
    return Campaign.objects.select_related("exercise__system").get(pk=campaign.pk)


def _write(exercise: Exercise, found: FoundCampaign, decided: set[int]) -> Campaign:
    if found.was_id is None:
        return Campaign.objects.create(
            exercise=exercise, title=found.title, template=found.template
        )
    campaign = Campaign.objects.get(pk=found.was_id)
    campaign.template = found.template
    if campaign.pk not in decided:
        campaign.title = found.title
    campaign.save(update_fields=["template", "title", "updated_at"])
    return campaign


def _write_uses(campaigns: Sequence[Campaign], found: Sequence[FoundCampaign]) -> None:
    CampaignUse.objects.filter(campaign__in=campaigns).delete()
    uses = (
        CampaignUse(
            campaign=campaign,
            contribution_id=use.contribution_id,
            answer_id=use.answer_id,
            likeness=use.likeness,
            added=[list(span) for span in use.added],
        )
        for campaign, each in zip(campaigns, found, strict=True)
        for use in each.uses
    )
    CampaignUse.objects.bulk_create(uses, batch_size=AT_ONCE)


def _start(kind: str, title: str, exercise: Exercise, *, by: str) -> Job:
    address = {"system": exercise.system.slug, "slug": exercise.slug}
    return start_job(
        kind=kind,
        title=title,
        scope_key=f"system:{exercise.system_id}",
        by=by,
        args={"exercise_id": exercise.pk},
        next_url=reverse("engagement:campaigns", kwargs=address),
    )


def _refuse_if(reason: str | None) -> None:
    if reason:
        raise CannotDecide(reason)

"""What each submission of a campaign adds, in words fit for whoever reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Func, IntegerField

from regard.domains.engagement.models import Answer, Campaign, CampaignUse
from regard.domains.engagement.rules.campaigns import (
    OWN_CHARACTERS,
    blanked,
    is_own,
    own_pieces,
    template_as_read,
)
from regard.domains.engagement.types import CampaignState, Channel
from regard.domains.engagement.types.campaigns import CampaignMark, UseRow

from .points import list_speakers
from .showing import list_cuts, readable

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.db.models import QuerySet

    from regard.domains.engagement.models import Exercise

TEXTS_READ = 40
"""Submissions read to show a template; every word of it is in most of them."""

OWN_LENGTH = """
    (
        select coalesce(sum(length), 0)
        from jsonb_array_elements(%(expressions)s) as piece
        cross join lateral (select (piece->>1)::int - (piece->>0)::int as length) as measured
        where length >= OWN
    )
""".replace("OWN", str(OWN_CHARACTERS))


def get_template(*, campaign: Campaign, shows_who: bool) -> str:
    """
    Return what the submissions of a campaign have in common, for this reader. Two queries.

    "…" stands for what is only in submissions whose words they may not read; empty if all is.
    """
    uses = _read(campaign, shows_who=shows_who).order_by("-likeness", "pk")
    texts = list(uses.values_list("answer", "answer__text")[:TEXTS_READ])
    cuts = list_cuts(answer_ids=[answer_id for answer_id, _ in texts])
    read = (blanked(text, cuts.get(answer_id, ())) for answer_id, text in texts)
    return template_as_read(campaign.template, read)


def list_uses(
    *, exercise: Exercise, campaign: Campaign, shows_who: bool, first: int, limit: int
) -> list[UseRow]:
    """
    Return submissions of a campaign, those that add most in their own words first.

    Only those whose words the reader may read. A fixed number of queries.

    :param first: how many to leave out at the beginning.
    """
    chosen = (
        _read(campaign, shows_who=shows_who)
        .annotate(own=_own_characters())
        .order_by("-own", "pk")
        .select_related("answer", "contribution")[first : first + limit]
    )
    found = list(chosen)
    cuts = list_cuts(answer_ids=[use.answer_id for use in found])
    who = list_speakers(
        exercise=exercise,
        contribution_ids={use.contribution_id for use in found},
        shows_who=shows_who,
    )
    return [
        UseRow(
            contribution_id=use.contribution_id,
            receipt=use.contribution.receipt,
            own=own_pieces(blanked(use.answer.text, cuts.get(use.answer_id, ())), use.added),
            likeness=use.likeness,
            who=who[use.contribution_id],
            how=Channel(use.contribution.channel).label,
            said_on=use.contribution.said_on,
        )
        for use in found
    ]


def count_hidden_uses(*, campaign: Campaign, shows_who: bool) -> int:
    """Return how many submissions of a campaign have words that this reader may not read."""
    read = _read(campaign, shows_who=shows_who)
    return CampaignUse.objects.filter(campaign=campaign).exclude(pk__in=read).count()


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


def _read(campaign: Campaign, *, shows_who: bool) -> QuerySet[CampaignUse]:
    uses = CampaignUse.objects.filter(campaign=campaign)
    return uses.filter(readable(shows_who=shows_who, of="contribution__"))


def _live(answer_ids: Collection[int]) -> QuerySet[CampaignUse]:
    uses = CampaignUse.objects.filter(answer__in=list(answer_ids))
    live = uses.exclude(campaign__state=CampaignState.REFUSED)
    return live.select_related("campaign").order_by("answer", "-likeness", "campaign")


def _own_characters() -> Func:
    """Return how many characters are in the stretches of its own that are long enough."""
    return Func(F("added"), output_field=IntegerField(), template=OWN_LENGTH)

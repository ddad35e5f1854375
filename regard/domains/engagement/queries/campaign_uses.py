"""What each submission of a campaign adds, in words fit for whoever reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Func, IntegerField

from regard.domains.engagement.models import Campaign, CampaignUse
from regard.domains.engagement.rules.campaign_words import (
    OWN_CHARACTERS,
    blanked,
    own_pieces,
    template_as_read,
)
from regard.domains.engagement.types import Channel
from regard.domains.engagement.types.campaigns import UseRow

from .points import list_speakers
from .showing import list_cuts, readable

if TYPE_CHECKING:
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
            is_whole=use.likeness == 1 and not use.added,
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


def _read(campaign: Campaign, *, shows_who: bool) -> QuerySet[CampaignUse]:
    uses = CampaignUse.objects.filter(campaign=campaign)
    return uses.filter(readable(shows_who=shows_who, of="contribution__"))


def _own_characters() -> Func:
    """Return how many characters are in the stretches of its own that are long enough."""
    return Func(F("added"), output_field=IntegerField(), template=OWN_LENGTH)

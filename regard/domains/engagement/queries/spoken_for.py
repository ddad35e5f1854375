"""For how many members a network spoke, wherever its words stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from regard.domains.engagement.models import MemberPart
from regard.domains.engagement.rules.collective import Part, count_parts, spoken_words
from regard.domains.engagement.types import MemberStand, Speaker

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regard.domains.engagement.models import Contribution
    from regard.domains.engagement.types.collective import SpokenFor


def count_spoken_for(*, contribution_ids: Collection[int]) -> dict[int, SpokenFor]:
    """
    Return how the members of networks stand to what these said for them. One query.

    What nobody said for members is not in it.
    """
    counted = (
        MemberPart.objects.filter(contribution__in=list(contribution_ids))
        .values_list("contribution", "contribution__network__name", "stand")
        .annotate(
            has_mandate=Q(mandate__isnull=False),
            is_back=Q(taken_back_at__isnull=False),
            is_confirmed=Q(confirmed_at__isnull=False),
            n=Count("pk"),
        )
        .order_by()
    )
    parts: dict[int, list[Part]] = defaultdict(list)
    names: dict[int, str] = {}
    for number, name, stand, has_mandate, is_back, is_confirmed, n in counted:
        names[number] = name or ""
        part = Part(
            MemberStand(stand),
            has_mandate=has_mandate,
            is_taken_back=is_back,
            is_confirmed=is_confirmed,
        )
        parts[number] += [part] * n
    return {number: count_parts(names[number], its) for number, its in parts.items()}


def name_networks(*, contributions: Iterable[Contribution], shows_few: bool) -> dict[int, str]:
    """
    Return each network that spoke for members, with for how many, by the contribution's number.

    At most one query, and none where no network spoke. The network comes with each contribution.

    :param shows_few: whether the reader may know counts of one to five.
    """
    spoke = {each.pk: each for each in contributions if each.network_id and is_speech(each)}
    counted = count_spoken_for(contribution_ids=spoke) if spoke else {}
    return {
        number: f"{each.network.name}, {spoken_words(counted[number], shows_few=shows_few)}"
        if number in counted
        else each.network.name
        for number, each in spoke.items()
        if each.network is not None
    }


def is_speech(contribution: Contribution) -> bool:
    """Test whether a network said it for its members; else one of these said it to its network."""
    return contribution.speaker == Speaker.ASSOCIATION

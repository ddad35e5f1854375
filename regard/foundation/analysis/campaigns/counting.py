"""The three honest counts of some answers, and who used a template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from regard.foundation.analysis.campaigns.finding import NO_CAMPAIGN, Campaigns
from regard.foundation.analysis.chance import IntArray
from regard.foundation.analysis.duplicates import group_arguments


@dataclass(frozen=True)
class Counts:
    """
    How much was said, to be shown together.

    Attributes:
        submissions: every text, copies and campaigns included.
        arguments: distinct ones: a campaign is one; of the other texts, those that
            `group_arguments` takes for the same are one.
        organisations: distinct ones behind the texts.
        without_organisation: texts from no organisation, such as a member of the public's.
    """

    submissions: int
    arguments: int
    organisations: int
    without_organisation: int


@dataclass(frozen=True)
class Use:
    """
    Who used a template: "used by 37 providers running 112 locations".

    Attributes:
        submissions: texts made from it.
        organisations: distinct ones that sent them.
        locations: distinct ones that those organisations run.
        without_organisation: texts from no organisation.
    """

    submissions: int
    organisations: int
    locations: int
    without_organisation: int


def count_answers(
    texts: Sequence[str], found: Campaigns, organisations: Sequence[int | None]
) -> Counts:
    """
    Return the three counts of all the texts among which campaigns were found.

    :param organisations: who sent each text, by number; None for no organisation.
    :raises ValueError: if there is not one organisation or None for each text.
    """
    if not len(texts) == len(organisations) == found.labels.size:
        raise ValueError("Each text needs its campaign and its organisation, or None")
    alone = [texts[i] for i in np.flatnonzero(found.labels == NO_CAMPAIGN).tolist()]
    sent = [one for one in organisations if one is not None]
    return Counts(
        submissions=len(texts),
        arguments=len(found.campaigns) + int(group_arguments(alone).max(initial=-1)) + 1,
        organisations=len(set(sent)),
        without_organisation=len(texts) - len(sent),
    )


def count_use(
    members: IntArray,
    *,
    organisations: Sequence[int | None],
    locations: Mapping[int, Sequence[int]],
) -> Use:
    """
    Return who used a template.

    :param members: the texts made from it, as indices (`Campaign.members`).
    :param organisations: who sent each text of all, by number; None for no organisation.
    :param locations: the locations that each organisation runs, by number; an organisation
        that is not in it runs none.
    """
    senders = [organisations[i] for i in members.tolist()]
    known = {one for one in senders if one is not None}
    return Use(
        submissions=len(senders),
        organisations=len(known),
        locations=len({place for one in known for place in locations.get(one, ())}),
        without_organisation=senders.count(None),
    )

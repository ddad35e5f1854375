"""Campaigns among answers: which there are, what each sender added, and what may be decided."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from regard.domains.engagement.rules.campaign_words import template_as_read
from regard.domains.engagement.types import CampaignState, Stage
from regard.domains.engagement.types.campaigns import DayCount
from regard.foundation.analysis.campaigns import (
    Burst,
    Campaign,
    Template,
    compare,
    find_bursts,
    find_campaigns,
)

FEWEST_SENDERS = 3
"""Two people may find the same words by chance; of three, one has read another's."""

TITLE_CHARACTERS = 70
LONGEST_TITLE = 120
FEWEST_TITLE_WORDS = 5
"""A greeting is shorter than a title: "Dear Sir or Madam" names no campaign."""

IN_CONFIDENCE = "Said in confidence"

Span = tuple[int, int]


@dataclass(frozen=True)
class Written:
    """
    An answer in words, as the machine is given it.

    Attributes:
        text: as long as the answer, with spaces where words were taken out.
        is_read: whether the team reads it: it is not withheld.
        is_quotable: whether its words may name a campaign, which everyone reads.
    """

    answer_id: int
    contribution_id: int
    text: str
    is_read: bool
    is_quotable: bool


@dataclass(frozen=True)
class Earlier:
    """
    A campaign that there is already.

    Attributes:
        is_decided: whether a person named it or decided on it; then its name and state stay.
    """

    campaign_id: int
    answer_ids: frozenset[int]
    is_decided: bool


@dataclass(frozen=True)
class FoundUse:
    """One answer made from a template, with the stretches that are its own, in characters."""

    answer_id: int
    contribution_id: int
    likeness: float
    added: tuple[Span, ...]


@dataclass(frozen=True)
class FoundCampaign:
    """A campaign as found. `was_id` is the earlier one that it takes the place of, or None."""

    title: str
    template: str
    was_id: int | None
    uses: tuple[FoundUse, ...]


def find(said: Sequence[Written], earlier: Collection[Earlier]) -> tuple[FoundCampaign, ...]:
    """
    Return the campaigns of three contributions or more, the largest first.

    The same answers in the same order give the same on every run.
    """
    found = []
    for campaign in find_campaigns([each.text for each in said]).campaigns:
        members = [said[i] for i in campaign.members.tolist()]
        if len({each.contribution_id for each in members}) >= FEWEST_SENDERS:
            found.append((campaign, members))
    was = _matched([{each.answer_id for each in members} for _, members in found], earlier)
    return tuple(
        _found(campaign, members, was_id)
        for (campaign, members), was_id in zip(found, was, strict=True)
    )


def bursts_of(
    days: Sequence[DayCount], *, opens_on: date, closes_on: date, today: date
) -> tuple[Burst, ...]:
    """Return the days on which far more came than around them; late answers are days too."""
    came = [each.on for each in days for _ in range(each.submissions)]
    if not came:
        return ()
    return find_bursts(
        came,
        opened_on=min(opens_on, *came),
        closed_on=max(min(closes_on, today), *came),
    )


def reason_not_to_look(*, stage: Stage, answers: int) -> str | None:
    """Return why a machine may not look for campaigns, or None if it may."""
    reason = reason_not_to_decide(stage=stage)
    if reason is None and not answers:
        return "Nothing has been said in words yet, so there is nothing to compare"
    return reason


def reason_not_to_decide(*, stage: Stage) -> str | None:
    """Return why nobody may decide on an exercise's campaigns, or None if they may."""
    if stage is Stage.DRAFT:
        return "Nothing has been said yet, as this exercise is not open"
    if stage is Stage.ANSWERED:
        return "This exercise has been answered, so its counts are final"
    return None


def reason_not_to_describe(*, title: str) -> str | None:
    """Return why a campaign may not have this name, or None if it may."""
    if not title.strip():
        return "Enter a name for the campaign"
    if len(title.strip()) > LONGEST_TITLE:
        return f"Use {LONGEST_TITLE} characters or fewer for the name"
    return None


def reason_not_to_settle(*, state: CampaignState, to: CampaignState) -> str | None:
    """Return why a campaign's state may not become this, or None if it may."""
    if state is to:
        return {
            CampaignState.FOUND: "Nobody has decided on this yet: there is nothing to take back",
            CampaignState.CONFIRMED: "This is confirmed already",
            CampaignState.REFUSED: "This is said to be no campaign already",
        }[to]
    return None


def _found(campaign: Campaign, members: Sequence[Written], was_id: int | None) -> FoundCampaign:
    template = template_as_read(campaign.template.text, (m.text for m in members if m.is_read))
    quotable = template_as_read(template, (m.text for m in members if m.is_quotable))
    return FoundCampaign(
        title=_title(quotable),
        template=template,
        was_id=was_id,
        uses=tuple(_use(campaign.template, each) for each in members),
    )


def _use(template: Template, said: Written) -> FoundUse:
    difference = compare(template, said.text)
    return FoundUse(
        answer_id=said.answer_id,
        contribution_id=said.contribution_id,
        likeness=1 - difference.n_left_out / len(template.words),
        added=tuple((span.start, span.end) for span in difference.added),
    )


def _title(template: str) -> str:
    """Return the first sentence that is more than a greeting, or as much of it as has room."""
    words: list[str] = []
    for word in template.split():
        words.append(word)
        if word[-1] in ".!?:":
            if len(words) >= FEWEST_TITLE_WORDS:
                break
            words = []
    said = " ".join(words or template.split()).strip("… ,;:")
    if not said:
        return IN_CONFIDENCE
    if len(said) > TITLE_CHARACTERS:
        said = f"{said[:TITLE_CHARACTERS].rsplit(' ', 1)[0].rstrip(',;:–-')} …"
    return said[:1].upper() + said[1:].removesuffix(".")


def _matched(found: Sequence[Collection[int]], earlier: Collection[Earlier]) -> list[int | None]:
    """Return for each found campaign the earlier one with which it shares most answers."""
    of_answer: dict[int, list[int]] = {}
    for each in earlier:
        for answer_id in each.answer_ids:
            of_answer.setdefault(answer_id, []).append(each.campaign_id)
    shared = Counter(
        (number, campaign_id)
        for number, answer_ids in enumerate(found)
        for answer_id in answer_ids
        for campaign_id in of_answer.get(answer_id, ())
    )
    was: list[int | None] = [None] * len(found)
    for (number, campaign_id), _ in sorted(shared.items(), key=lambda s: (-s[1], s[0])):
        if was[number] is None and campaign_id not in was:
            was[number] = campaign_id
    return was

"""Campaigns: what many sent in nearly the same words, and the three honest counts."""

from dataclasses import dataclass
from datetime import date, datetime

from .states import CampaignState


@dataclass(frozen=True)
class Voices:
    """
    How much was said in an exercise, counted in three ways that are shown together.

    Attributes:
        submissions: everything kept, copies and campaigns included.
        arguments: points that differ by more than their wording.
        organisations: providers behind the submissions, each once; those behind a shield, whom
            nobody but a steward knows, are not among them.
        campaigns: templates that three or more used, without those that people turned down.
        in_campaigns: submissions that used one of them.
    """

    submissions: int = 0
    arguments: int = 0
    organisations: int = 0
    campaigns: int = 0
    in_campaigns: int = 0


@dataclass(frozen=True)
class CampaignRow:
    """
    A campaign and who used it: "used by 37 providers, who run 112 locations".

    Attributes:
        submissions: contributions that used the template.
        organisations: providers that sent them, each once.
        locations: of the exercise's audience, those that these providers run.
        others: of the submissions, those from no provider that we know.
        with_own: of the submissions, those that add words of their own.
        first_on, last_on: the days on which the first and the last was said.
        decided_by: as the ledger names whoever decided on it last; empty while nobody has.
    """

    campaign_id: int
    title: str
    started_by: str
    state: CampaignState
    submissions: int
    organisations: int
    locations: int
    others: int
    with_own: int
    first_on: date
    last_on: date
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class UseRow:
    """
    One submission of a campaign, in words fit for whoever reads this row.

    Attributes:
        own: what it says in its own words, the stretches in their order; empty where all that
            it changed is a word here and there.
        likeness: share of the template's words that it has in their order, 0 to 1.
        is_whole: whether it is the template, word for word.
        who: who said it, no more closely than this reader may know.
        how: by which channel, e.g. "by telephone".
    """

    contribution_id: int
    receipt: str
    own: tuple[str, ...]
    likeness: float
    is_whole: bool
    who: str
    how: str
    said_on: date


@dataclass(frozen=True)
class CampaignMark:
    """
    That a point or an answer is part of a campaign.

    Attributes:
        is_own: whether these are words that the sender added to the template.
    """

    campaign_id: int
    title: str
    is_own: bool


@dataclass(frozen=True)
class DayCount:
    """
    How many submissions were said on a day.

    Attributes:
        in_campaign: of them, those that used the campaign asked about, or any.
    """

    on: date
    submissions: int
    in_campaign: int

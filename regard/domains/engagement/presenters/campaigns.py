"""How campaigns are worded and laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import CampaignState
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN
from regard.foundation.design.words import time_words

from .history import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from regard.domains.engagement.queries.campaigns import Deed
    from regard.domains.engagement.types.campaigns import CampaignRow, UseRow, Voices

TAGS = {
    CampaignState.FOUND: ("Found by the machine", "part"),
    CampaignState.CONFIRMED: ("Confirmed", "voice"),
    CampaignState.REFUSED: ("No campaign", "no"),
}

DEEDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "campaign.confirmed": lambda _: "Confirmed as a campaign",
    "campaign.refused": lambda _: "Said to be no campaign",
    "campaign.reopened": lambda _: "What was decided was taken back",
    "campaign.described": lambda detail: f"Called “{detail['title']}”",
}


@dataclass(frozen=True)
class CampaignLine:
    """
    A campaign in the list of all.

    Attributes:
        tag: its state, in words and as a kind.
        providers: how many, with the locations that they run where that tells nobody apart.
        own: how many add words of their own.
        when: from when to when.
    """

    row: CampaignRow
    tag: tuple[str, str]
    providers: str
    own: str
    when: str


@dataclass(frozen=True)
class Use:
    """One submission of a campaign: what it adds, or in words that it adds nothing."""

    own: tuple[str, ...]
    words: str
    who: str
    receipt: str


@dataclass(frozen=True)
class CampaignStep:
    """The one thing to do next. `campaign_id` is that of the one to look at, or None."""

    title: str
    words: str
    label: str
    campaign_id: int | None


def campaigns_lede(rows: Sequence[CampaignRow], voices: Voices, *, has_looked: bool) -> str:
    """Return how much came from templates, and that it counts like everything else."""
    if not voices.submissions:
        return "Nothing has been said yet."
    if not has_looked:
        return f"Nobody has looked for campaigns yet among {_submissions(voices.submissions)}."
    live = _live(rows)
    if not live:
        return f"No campaign among {_submissions(voices.submissions)}."
    were = "was" if voices.in_campaigns == 1 else "were"
    return (
        f"{count(len(live), 'campaign')}: {voices.in_campaigns:,} of "
        f"{_submissions(voices.submissions)} {were} made from a template. "
        "All are kept, counted and read like any other."
    )


def campaign_lines(rows: Sequence[CampaignRow], *, shows_who: bool) -> list[CampaignLine]:
    return [
        CampaignLine(
            row=row,
            tag=TAGS[row.state],
            providers=_providers(row, shows_who=shows_who),
            own=f"{row.with_own:,} of {row.submissions:,}",
            when=_when(row),
        )
        for row in rows
    ]


def campaign_lede(row: CampaignRow, *, shows_who: bool) -> str:
    """Return e.g. "Used by 37 providers, who run 112 of the locations asked, and 4 others."."""
    parts = []
    if row.organisations:
        parts.append(_providers(row, shows_who=shows_who))
    if row.others:
        others = "other" if row.organisations else "person or group"
        many = "others" if row.organisations else "people and groups"
        parts.append(count(row.others, others, many))
    own = "Nobody" if not row.with_own else f"{row.with_own:,} of {row.submissions:,}"
    added = "adds" if row.with_own in {0, 1} else "add"
    return f"Used by {', and by '.join(parts)}. {own} {added} words of their own."


def campaign_step(
    rows: Sequence[CampaignRow], voices: Voices, *, has_looked: bool
) -> CampaignStep | None:
    """Return what to do next with an exercise's campaigns; None where nothing waits."""
    if not has_looked:
        return (
            CampaignStep(
                "Look for campaigns",
                "The machine compares what was said word by word, on this machine. It takes a "
                "minute or less.",
                "Look for campaigns",
                None,
            )
            if voices.submissions
            else None
        )
    undecided = [row for row in rows if row.state is CampaignState.FOUND]
    if not undecided:
        return None
    first = undecided[0]
    return CampaignStep(
        f"Is this a campaign? “{first.title}”",
        f"{count(len(undecided), 'template')} found by the machine, for you to confirm or "
        "turn down. Every one is counted meanwhile.",
        "Read it and decide",
        first.campaign_id,
    )


def uses_of(rows: Sequence[UseRow]) -> list[Use]:
    return [
        Use(
            own=row.own,
            words="" if row.own else _likeness(row),
            who=f"{row.who} · {row.how} · {day(row.said_on)}",
            receipt=row.receipt,
        )
        for row in rows
    ]


def campaign_history(
    deeds: Sequence[Deed], *, names: Mapping[str, str], names_people: bool
) -> list[Line]:
    """Return what people decided on a campaign, the newest first; for others without who."""
    return [
        Line(
            DEEDS[deed.event](deed.detail),
            f"{names[deed.by]}, {time_words(deed.at)}" if names_people else time_words(deed.at),
        )
        for deed in deeds
        if deed.event in DEEDS
    ]


def hidden_words(hidden: int) -> str:
    """Return that some of it is not shown to this reader, or nothing."""
    if not hidden:
        return ""
    more = "1 more is" if hidden == 1 else f"{hidden:,} more are"
    return f"{more} counted and not shown, as nobody but the team may read the words."


def _live(rows: Sequence[CampaignRow]) -> list[CampaignRow]:
    return [row for row in rows if row.state is not CampaignState.REFUSED]


def _submissions(number: int) -> str:
    return count(number, "submission")


def _providers(row: CampaignRow, *, shows_who: bool) -> str:
    """Return how many providers, and how many locations they run unless that tells who it is."""
    providers = count(row.organisations, "provider")
    tells = row.organisations < SMALLEST_SHOWN and not shows_who
    if tells or not row.locations:
        return providers
    runs = "who runs" if row.organisations == 1 else "who run"
    return f"{providers}, {runs} {count(row.locations, 'location')}"


def _when(row: CampaignRow) -> str:
    if row.first_on == row.last_on:
        return day(row.first_on)
    return f"{day(row.first_on)} to {day(row.last_on)}"


def _likeness(row: UseRow) -> str:
    if row.is_whole:
        return "The template as it is."
    return f"The template with words changed here and there; {row.likeness:.0%} of it is there."

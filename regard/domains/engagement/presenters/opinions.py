"""What the votes say, as its pages print it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from regard.domains.engagement.rules.deliberation import place_of, reason_to_hide_groups
from regard.domains.engagement.rules.words import count
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN, suppress_counts
from regard.foundation.design.words import percent_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.types.deliberation import Found, Opinions, Tally

LETTERS = "ABCDE"
MOST_DIVIDED = 5

DIVIDED_FROM = 0.25
"""Without groups, a statement divides if at least so many are on either side."""


@dataclass(frozen=True)
class Split:
    """
    How votes on a statement divide.

    Attributes:
        agree, disagree, passed: shares of the votes, 0-1.
        seen: how many voted.
    """

    agree: float
    disagree: float
    passed: float
    seen: int

    @property
    def words(self) -> str:
        """Return the shares in words, for those who hear the page."""
        return (
            f"{percent_words(self.agree)} agree, {percent_words(self.disagree)} disagree, "
            f"{percent_words(self.passed)} pass"
        )


@dataclass(frozen=True)
class OpinionRow:
    """A statement with its votes; `split` is None where there are too few to show."""

    number: int
    text: str
    split: Split | None


@dataclass(frozen=True)
class GroupCard:
    """
    A group of people who vote alike.

    Attributes:
        size: how many they are, in words.
        rows: what sets it apart: the statement, how it does, and its share beside the others'.
    """

    name: str
    size: str
    rows: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Opinion:
    """
    All that the page of results prints of the opinions.

    Attributes:
        common: what every group agrees with; empty where no groups are shown.
        agreed, disagreed: what most do, all taken together.
    """

    lede: str
    common: list[OpinionRow]
    agreed: list[OpinionRow]
    disagreed: list[OpinionRow]
    divided: list[OpinionRow]
    groups: list[GroupCard]
    why_no_groups: str
    yours: str
    since: str


Counted = dict[int, tuple[int, int, int]]
"""How many agreed, disagreed and voted at this moment, by number of the statement."""


def split_of(agreed: int, disagreed: int, seen: int) -> Split | None:
    """Return how votes divide; None where there are too few to show."""
    if seen < SMALLEST_SHOWN:
        return None
    return Split(agreed / seen, disagreed / seen, (seen - agreed - disagreed) / seen, seen)


def wanted_numbers(found: Found) -> list[int]:
    """Return the numbers of the statements that the page of results prints."""
    opinions = found.opinions
    if opinions is None:
        return []
    apart = {each.place for group in opinions.apart for each in group}
    places = {*opinions.agreed, *opinions.disagreed, *apart}
    places |= {*divided_places(found), *common_places(found)}
    return sorted(int(opinions.statements[place]) for place in places)


def present_opinions(
    found: Found, *, texts: Mapping[int, str], counted: Counted, own: dict[int, int], voices: int
) -> Opinion:
    """
    Return what the page prints.

    :param texts: statements that are shown, by number.
    :param own: the reader's votes, by number.
    :param voices: how many people and services have voted.
    """
    opinions = found.opinions
    if opinions is None:
        return Opinion("Nobody has voted yet.", [], [], [], [], [], "", "", "")
    why = reason_to_hide_groups(opinions, found.steadiness)
    rows = _Rows(opinions, texts, counted)
    agreed, disagreed = rows.of(opinions.agreed), rows.of(opinions.disagreed)
    divided = rows.of(divided_places(found))
    return Opinion(
        lede=_lede(opinions, found, agreed=len(agreed) + len(disagreed), voices=voices),
        common=rows.of(common_places(found)),
        agreed=agreed,
        disagreed=disagreed,
        divided=divided,
        groups=[] if why else _cards(opinions, texts),
        why_no_groups=why,
        yours="" if why else _yours(opinions, own),
        since=_since(found),
    )


def divided_places(found: Found) -> list[int]:
    """
    Return where opinions are most divided, the most first.

    Where groups are shown, what they differ on most; else where most are on either side.
    """
    opinions = found.opinions
    if opinions is None:
        return []
    enough = opinions.everybody.seen >= SMALLEST_SHOWN
    enough[list(opinions.silent)] = False
    if not reason_to_hide_groups(opinions, found.steadiness):
        shares = np.array([_share(group.agreed, group.seen) for group in opinions.groups])
        for group in opinions.groups:
            enough = enough & (group.seen >= SMALLEST_SHOWN)
        apart, least = shares.max(axis=0) - shares.min(axis=0), DIVIDED_FROM
    else:
        tally = opinions.everybody
        sides = (_share(tally.agreed, tally.seen), _share(tally.disagreed, tally.seen))
        apart, least = np.minimum(*sides), DIVIDED_FROM
    ranked = np.argsort(-apart, kind="stable")
    places = [int(place) for place in ranked if enough[place] and apart[place] >= least]
    return places[:MOST_DIVIDED]


def common_places(found: Found) -> list[int]:
    """
    Return what more than half of every group agrees with, the likeliest first.

    The order is Polis's consensus across groups: the chance that one of each would all agree.
    """
    opinions = found.opinions
    if opinions is None or reason_to_hide_groups(opinions, found.steadiness):
        return []
    all_agree = np.ones(len(opinions.statements), dtype=np.bool_)
    all_agree[list(opinions.silent)] = False
    for group in opinions.groups:
        enough = group.seen >= SMALLEST_SHOWN
        all_agree &= enough & (_share(group.agreed, group.seen) > 0.5)
    ranked = np.argsort(-opinions.across, kind="stable")
    return [int(place) for place in ranked if all_agree[place]][:MOST_DIVIDED]


def shown_by_group(opinions: Opinions, place: int) -> list[float | None]:
    """
    Return the share of each group that agrees with a statement; None where too few voted.

    Others' counts and the total must not give a hidden one away, so more may be hidden.
    """
    seen = [int(group.seen[place]) for group in opinions.groups]
    rest = int(opinions.everybody.seen[place]) - sum(seen)
    shown = suppress_counts([*seen, rest])
    return [
        None if np.isnan(kept) or kept < SMALLEST_SHOWN else float(group.agreed[place] / kept)
        for group, kept in zip(opinions.groups, shown[:-1], strict=True)
    ]


def shown_by_kind(opinions: Opinions, place: int) -> tuple[Split | None, Split | None]:
    """Return how people, and how services, voted; both None where either are too few to show."""
    everybody, services = _at(opinions.everybody, place), _at(opinions.organisations, place)
    people = tuple(a - b for a, b in zip(everybody, services, strict=True))
    if 0 < people[2] < SMALLEST_SHOWN or 0 < services[2] < SMALLEST_SHOWN:
        return None, None
    return split_of(*people), split_of(*services)


def group_name(place: int) -> str:
    """Return what a group is called: by its size only, never for what it thinks."""
    return f"Group {LETTERS[place]}"


@dataclass(frozen=True)
class _Rows:
    opinions: Opinions
    texts: Mapping[int, str]
    counted: Counted

    def of(self, places: tuple[int, ...] | list[int]) -> list[OpinionRow]:
        """Return rows for the statements at these places that are shown and have enough votes."""
        rows = []
        for place in places:
            number = int(self.opinions.statements[place])
            counts = self.counted.get(number) or _at(self.opinions.everybody, place)
            split = split_of(*counts)
            if number in self.texts and split:
                rows.append(OpinionRow(number, self.texts[number], split))
        return rows


def _at(tally: Tally, place: int) -> tuple[int, int, int]:
    return int(tally.agreed[place]), int(tally.disagreed[place]), int(tally.seen[place])


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    share: np.ndarray = part / np.maximum(whole, 1)
    return share


def _lede(opinions: Opinions, found: Found, *, agreed: int, voices: int) -> str:
    votes = count(opinions.votes + found.since, "vote")
    who = count(voices, "voice")
    said = f"{votes} by {who} on {count(len(opinions.statements), 'statement')}."
    if not agreed:
        return f"{said} There is none yet that most see the same way."
    return f"{said} Most see {agreed:,} of them the same way."


def _since(found: Found) -> str:
    if not found.since:
        return ""
    return f"{count(found.since, 'vote')} since the picture and the groups were worked out."


def _cards(opinions: Opinions, texts: Mapping[int, str]) -> list[GroupCard]:
    return [
        GroupCard(
            name=group_name(place),
            size="fewer than 6 people" if size < SMALLEST_SHOWN else f"{size:,} people",
            rows=_apart_rows(opinions, place, texts) if size >= SMALLEST_SHOWN else [],
        )
        for place, size in enumerate(opinions.sizes)
    ]


def _apart_rows(
    opinions: Opinions, group: int, texts: Mapping[int, str]
) -> list[tuple[str, str, str]]:
    """Return what sets a group apart: statement, side, and the group's share beside the rest's."""
    rows = []
    mine = opinions.groups[group]
    for each in opinions.apart[group]:
        text = texts.get(int(opinions.statements[each.place]))
        side, all_sides = (
            ("agreed", [g.agreed[each.place] for g in opinions.groups])
            if each.agrees
            else ("disagreed", [g.disagreed[each.place] for g in opinions.groups])
        )
        seen = [int(g.seen[each.place]) for g in opinions.groups]
        others = sum(seen) - seen[group]
        if text is None or seen[group] < SMALLEST_SHOWN or others < SMALLEST_SHOWN:
            continue
        own = float(getattr(mine, side)[each.place]) / seen[group]
        rest = (sum(all_sides) - all_sides[group]) / others
        if own <= rest:
            continue
        verb = "agree" if each.agrees else "disagree"
        rows.append((text, f"{percent_words(own)} {verb}", f"{percent_words(float(rest))}"))
    return rows


def _yours(opinions: Opinions, own: dict[int, int]) -> str:
    """Return which group the reader's own votes lie nearest to, in words; empty if none."""
    place = place_of(opinions, own)
    if place is None:
        return ""
    nearest = min(
        range(len(opinions.centres)),
        key=lambda group: np.hypot(
            opinions.centres[group][0] - place[0], opinions.centres[group][1] - place[1]
        ),
    )
    return f"Your own votes lie nearest to {group_name(nearest)}. Nobody else sees this."

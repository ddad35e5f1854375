"""How themes and the points in them are worded and laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.presenters.quotes import Quote, quote
from regard.domains.engagement.presenters.stances import stance_words
from regard.domains.engagement.rules.nesting import parts_of
from regard.domains.engagement.rules.themes import Way
from regard.domains.engagement.types import PointRow, ThemeRow, ThemeState
from regard.foundation.analysis.duplicates import normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


MACHINE = "machine"


WAYS = {
    "theme": [
        (Way.MOVE, "Move them to other themes"),
        (Way.ALSO, "Put them into other themes as well"),
        (Way.NEW, "Split them off, as a new theme"),
        (Way.ALONE, "Take them out of this theme"),
        (Way.KEEP, "Confirm that they belong here"),
    ],
    "alone": [
        (Way.MOVE, "Move them to themes"),
        (Way.NEW, "Make a new theme of them"),
        (Way.KEEP, "Confirm that each stands alone"),
    ],
    "unsure": [
        (Way.KEEP, "Confirm that they belong where they are"),
        (Way.MOVE, "Move them to other themes"),
        (Way.ALSO, "Put them into other themes as well"),
        (Way.NEW, "Make a new theme of them"),
        (Way.ALONE, "Let each stand alone"),
    ],
    "again": [
        (Way.KEEP, "Confirm that they still belong where they are"),
        (Way.MOVE, "Move them to other themes"),
        (Way.ALSO, "Put them into other themes as well"),
        (Way.NEW, "Make a new theme of them"),
        (Way.ALONE, "Let each stand alone"),
    ],
}
"""What can be done with the points of each kind of page, the likeliest first."""

ALONE_EMPTY = (
    "Nothing stands alone",
    "Every point is in a theme, or nothing has been said in words yet.",
)
UNSURE_EMPTY = (
    "Nothing is in doubt",
    "The machine was sure of every point it placed, or people have decided on the others.",
)

AGAIN_EMPTY = (
    "Nothing to look at again",
    "No theme has changed its meaning since its points were put there.",
)

CAMPAIGN_FROM = 3
"""Two people may find the same words by chance; of three, one has read another's."""

QUOTES_ON_A_CARD = 2

SAME = 0.7
"""Share of the words of either that both have, from which a quote repeats the title."""

ON_A_CARD = 320
"""Characters of an answer shown around the point on a card; all of it is one link away."""


@dataclass(frozen=True)
class Card:
    """
    A theme on the page of all themes.

    Attributes:
        parts: the themes that are parts of it, the most said first.
        whole: the title of the wider theme that it is a part of; empty where of none.
    """

    row: ThemeRow
    tag: tuple[str, str]
    campaign: str
    stances: str
    quotes: Sequence[Quote]
    parts: Sequence[ThemeRow]
    whole: str


def cards(
    rows: Sequence[ThemeRow],
    *,
    among: Sequence[ThemeRow] = (),
    quotes: Mapping[int, Sequence[PointRow]],
    names: Mapping[str, str],
) -> list[Card]:
    """
    Return themes as cards.

    :param among: all themes of the exercise, for the parts of each.
    :param quotes: points to show, by theme.
    :param names: of those who signed off, by how the ledger names them; empty to name nobody.
    """
    parts, titles = parts_of(among), {row.theme_id: row.title for row in among}
    return [
        Card(
            row=row,
            tag=theme_tag(row, names=names),
            campaign=campaign_words(row),
            stances=stance_words(row),
            quotes=_on_card(row, quotes.get(row.theme_id, ())),
            parts=parts.get(row.theme_id, ()),
            whole=titles.get(row.parent_id or 0, ""),
        )
        for row in rows
    ]


def _on_card(row: ThemeRow, points: Sequence[PointRow]) -> list[Quote]:
    """Return the first points, without one that says what the title says, as it may quote it."""
    title = set(normalise(row.title))
    others = [each for each in points if not _repeats(title, set(normalise(each.text)))]
    return [quote(each, limit=ON_A_CARD) for each in (others or points)[:QUOTES_ON_A_CARD]]


def _repeats(title: set[str], words: set[str]) -> bool:
    return len(title & words) >= SAME * len(title | words)


def theme_tag(row: ThemeRow, *, names: Mapping[str, str]) -> tuple[str, str]:
    """Return the state of a theme as a tag: its words and its kind."""
    if row.state is ThemeState.SIGNED_OFF:
        name = names.get(row.signed_off_by)
        return (f"Signed off by {name}" if name else "Signed off", "voice")
    if row.named_by == MACHINE:
        return ("Proposed by the machine", "part")
    return ("Not yet signed off", "part")


def campaign_words(row: ThemeRow) -> str:
    """Return how many used nearly the same words, where that is a campaign, or nothing."""
    if row.campaign < CAMPAIGN_FROM:
        return ""
    return f"{row.campaign:,} used nearly the same words"


@dataclass(frozen=True)
class Page:
    """A part of a list of themes, with the addresses of what is after it and of its beginning."""

    rows: Sequence[ThemeRow]
    next_from: int | None
    is_first: bool


def page_of(rows: Sequence[ThemeRow], *, typed: str, size: int) -> Page:
    """Return the part of a list that begins where the address says, or at its beginning."""
    first = number_or_none(typed) or 0
    after = first + size
    return Page(rows[first:after], after if after < len(rows) else None, is_first=first == 0)


def number_or_none(typed: str) -> int | None:
    """Return a number from an address, or None for anything that is not one."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 18 else None


def choose_themes(rows: Sequence[ThemeRow], *, show: str) -> list[ThemeRow]:
    """
    Return the themes that are in a state: "proposed" or "signed-off".

    For any other word those that are no part of another: their parts stand within them.
    """
    states = {"proposed": ThemeState.PROPOSED, "signed-off": ThemeState.SIGNED_OFF}
    if show not in states:
        return [row for row in rows if row.parent_id is None]
    return [row for row in rows if row.state is states[show]]


def theme_choices(rows: Sequence[ThemeRow], *, show: str) -> list[tuple[str, str, bool]]:
    """Return the ways to narrow a long list: words, address, and whether it is this one."""
    signed_off = len(choose_themes(rows, show="signed-off"))
    choices = [
        (f"All {len(rows):,}", ""),
        (f"Signed off, {signed_off:,}", "signed-off"),
        (f"To be signed off, {len(rows) - signed_off:,}", "proposed"),
    ]
    current = show if show in {"signed-off", "proposed"} else ""
    return [(words, f"?show={key}" if key else "?", key == current) for words, key in choices]

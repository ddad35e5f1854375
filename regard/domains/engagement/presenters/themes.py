"""How themes and the points in them are worded and laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.domains.engagement.rules.themes import Way
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import PointRow, Stage, ThemeRow, ThemeState
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.queries.tallies import Tally
    from regard.domains.engagement.types import ExerciseRow

MACHINE = "machine"


WAYS = {
    "theme": [
        (Way.MOVE, "Move them to another theme"),
        (Way.NEW, "Split them off, as a new theme"),
        (Way.ALONE, "Let each stand alone"),
        (Way.KEEP, "Confirm that they belong here"),
    ],
    "alone": [
        (Way.MOVE, "Move them to a theme"),
        (Way.NEW, "Make a new theme of them"),
        (Way.KEEP, "Confirm that each stands alone"),
    ],
    "unsure": [
        (Way.KEEP, "Confirm that they belong where they are"),
        (Way.MOVE, "Move them to another theme"),
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

CAMPAIGN_FROM = 3
"""Two people may find the same words by chance; of three, one has read another's."""

QUOTES_ON_A_CARD = 2

ON_A_CARD = 320
ON_A_PAGE = 1200
"""Characters of an answer shown around the point; all of it is one link away."""


@dataclass(frozen=True)
class Quote:
    """
    A point within its answer.

    Attributes:
        words: the answer, or as much of it as there is room for.
        mark: where the point is in `words`.
        who: who said it, how and when.
        copies: contributions that say it in nearly the same words, itself among them.
    """

    point_id: int
    words: str
    mark: tuple[int, int]
    who: str
    receipt: str
    is_unsure: bool
    copies: int
    theme_id: int | None


@dataclass(frozen=True)
class Card:
    """A theme on the page of all themes."""

    row: ThemeRow
    tag: tuple[str, str]
    campaign: str
    quotes: Sequence[Quote]


def cards(
    rows: Sequence[ThemeRow], *, quotes: Mapping[int, Sequence[PointRow]], names: Mapping[str, str]
) -> list[Card]:
    """
    Return themes as cards.

    :param quotes: points to show, by theme.
    :param names: of those who signed off, by how the ledger names them; empty to name nobody.
    """
    return [
        Card(
            row=row,
            tag=theme_tag(row, names=names),
            campaign=campaign_words(row),
            quotes=_on_card(row, quotes.get(row.theme_id, ())),
        )
        for row in rows
    ]


def _on_card(row: ThemeRow, points: Sequence[PointRow]) -> list[Quote]:
    """Return the first points, without the one that the machine took the title from."""
    others = [each for each in points if not each.text.startswith(row.title)]
    return [quote(each, limit=ON_A_CARD) for each in (others or points)[:QUOTES_ON_A_CARD]]


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


def quote(row: PointRow, *, limit: int, copies: int = 1) -> Quote:
    """Return a point in as much of its answer as there is room for."""
    words, mark = excerpt(row.answer_text, start=row.start, end=row.end, limit=limit)
    return Quote(
        point_id=row.point_id,
        words=words,
        mark=mark,
        who=f"{row.who} · {row.how} · {day(row.said_on)}",
        receipt=row.receipt,
        is_unsure=row.is_unsure,
        copies=copies,
        theme_id=row.theme_id,
    )


def excerpt(text: str, *, start: int, end: int, limit: int) -> tuple[str, tuple[int, int]]:
    """
    Return a part of a text around a span, and where the span is in it.

    The span is always whole. What is around it is cut between words, and "…" says so.

    :param limit: characters to aim for.
    """
    room = max(0, limit - (end - start)) // 2
    first, last = max(0, start - room), min(len(text), end + room)
    if first:
        first = min(start, text.find(" ", first, start) + 1 or start)
    if last < len(text):
        last = max(end, text.rfind(" ", end, last))
    before = "… " if first else ""
    after = " …" if last < len(text) else ""
    shift = len(before) - first
    return f"{before}{text[first:last]}{after}", (start + shift, end + shift)


def themes_title(rows: Sequence[ThemeRow]) -> str:
    if not rows:
        return "What was said, not yet in groups"
    return f"Themes: what was said, in {count(len(rows), 'group')}"


def themes_lede(tally: Tally) -> str:
    """Return how much was said and by how many, and where it stands."""
    if not tally.points:
        return "Nothing has been said in words yet."
    from_whom = [_services(tally.services)] if tally.services else []
    if tally.others:
        from_whom.append(count(tally.others, "person or group", "people and groups"))
    said = f"{count(tally.points, 'point')} from {' and '.join(from_whom)}."
    if not tally.in_themes:
        return said
    if not tally.alone:
        return f"{said} Every one is in a theme."
    stand = "stands alone and is" if tally.alone == 1 else "stand alone and are"
    are = "is" if tally.in_themes == 1 else "are"
    return f"{said} {tally.in_themes:,} {are} in a theme; {tally.alone:,} {stand} shown in full."


@dataclass(frozen=True)
class ThemeStep:
    """The one thing to do next with an exercise's themes."""

    title: str
    words: str
    label: str
    page: str
    theme_id: int | None = None
    is_post: bool = False


def theme_step(rows: Sequence[ThemeRow], *, tally: Tally) -> ThemeStep | None:
    """Return what to do next, or None where nothing was said or everything is decided."""
    waiting = [row for row in rows if row.state is ThemeState.PROPOSED and row.points]
    if tally.points and not rows:
        words = "A program on this machine proposes groups of what is alike. You decide on them."
        return ThemeStep(
            "Group what was said", words, "Propose themes", "propose_themes", None, True
        )
    if tally.unsure:
        points = count(tally.unsure, "point")
        words = "Each is nearly as close to a second theme. Read them, and say where they belong."
        title = f"The machine is unsure of {points}"
        return ThemeStep(title, words, "Go through them", "unsure")
    if waiting:
        title = f"{count(len(waiting), 'theme')} still to be signed off"
        words = f"Next is “{waiting[0].title}”: read it, give it a name, and sign it off."
        return ThemeStep(title, words, "Read it", "theme", waiting[0].theme_id)
    return None


def alone_lede(tally: Tally, *, shows_who: bool) -> str:
    """Return how many points stand alone, and how many of them this reader is not shown."""
    hidden = 0 if shows_who else tally.alone_hidden
    shown = tally.alone - hidden
    are = "is" if shown == 1 else "are"
    lede = f"{count(shown, 'point')} {are} like no other, and shown in full."
    if not hidden:
        return lede
    return f"{lede} {hidden:,} more {'was' if hidden == 1 else 'were'} said to the team only."


def unsure_lede(points: int) -> str:
    """Return how many points are in doubt, and why."""
    are = "is" if points == 1 else "are"
    return f"{count(points, 'point')} {are} nearly as close to a second theme. Please read them."


def quotes_of(rows: Sequence[PointRow], *, copies: Mapping[int, int]) -> list[Quote]:
    """
    Return points as quotes for a page of their own.

    :param copies: how many contributions made each argument, where more than one did.
    """
    return [
        quote(
            row, limit=ON_A_PAGE, copies=1 if row.argument is None else copies.get(row.argument, 1)
        )
        for row in rows
    ]


def _copies(row: PointRow, copies: Mapping[int, int]) -> int:
    return 1 if row.argument is None else copies.get(row.argument, 1)


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
    """Return the themes that are in a state: "proposed" or "signed-off"; else all."""
    states = {"proposed": ThemeState.PROPOSED, "signed-off": ThemeState.SIGNED_OFF}
    return [row for row in rows if show not in states or row.state is states[show]]


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


def said_lede(rows: Sequence[ExerciseRow]) -> str:
    """Return how much was said, and how many exercises have been answered."""
    if not rows:
        return "Nothing has been asked yet."
    answers = count(sum(row.contributions for row in rows), "answer")
    answered = sum(row.stage is Stage.ANSWERED for row in rows)
    said = f"{answers[:1].upper()}{answers[1:]} in {count(len(rows), 'exercise')}."
    if not answered:
        return f"{said} None has been answered in full yet."
    return f"{said} You can read all that was said in {answered:,}, and what became of it."


def said_words(row: ExerciseRow) -> str:
    """Return what there is to read of an exercise, in a sentence."""
    if row.stage is Stage.ANSWERED:
        return f"{count(row.points, 'point')} in {count(row.themes, 'theme')}, all answered."
    return f"Being read and answered. What was said is published by {day(row.reply_by)}."


def _services(number: int) -> str:
    return count(number, "service") if number >= SMALLEST_SHOWN else "fewer than 6 services"

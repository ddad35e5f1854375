"""How samples, and those who read them, are worded and laid out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.engagement.presenters.coding import IN_SIGHT
from regard.domains.engagement.presenters.quotes import excerpt
from regard.domains.engagement.presenters.ticks import KEYS, TickRow
from regard.domains.engagement.rules.blind import (
    FEWEST_READERS,
    LETTERS,
    differ,
    is_finishing,
    minutes_of,
)
from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types import Stance

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from regard.domains.engagement.types.blind import (
        BlindWords,
        Marks,
        ReaderRow,
        ReadPoint,
        SampleRow,
        SampleTheme,
    )

SETTLE_KEYS = KEYS[:-1]


@dataclass(frozen=True)
class Excerpt:
    """
    A point in as much of its answer as there is room for.

    Attributes:
        mark: where the point is in `words`.
    """

    words: str
    mark: tuple[int, int]


@dataclass(frozen=True)
class Step:
    """
    The one thing to do now with a sample.

    Attributes:
        page: the name of the address, in engagement.
    """

    title: str
    words: str
    label: str
    page: str
    is_post: bool = False


def tick_rows(
    themes: Sequence[SampleTheme], *, marks: Marks, readings: Sequence[Marks] = ()
) -> list[TickRow]:
    """
    Return the themes to tick.

    :param marks: what is ticked now.
    :param readings: of the readers in the order of their letters, to show who ticked what; empty
        to show nobody's.
    """
    return [
        TickRow(
            value=theme.number,
            number=theme.number,
            title=theme.title,
            summary=theme.summary,
            is_part=theme.whole is not None,
            is_ticked=theme.number in marks,
            stance=marks.get(theme.number, Stance.UNCLEAR),
            ticked_by=tuple(
                letter
                for letter, each in zip(LETTERS, readings, strict=False)
                if theme.number in each
            ),
        )
        for theme in themes
    ]


def excerpt_of(words: BlindWords) -> Excerpt:
    """Return a point in its answer."""
    text, mark = excerpt(words.answer_text, start=words.start, end=words.end, limit=IN_SIGHT)
    return Excerpt(text, mark)


def samples_lede(rows: Sequence[SampleRow]) -> str:
    """Return what became of the samples of an exercise, in a sentence."""
    if not rows:
        return "No sample has been drawn yet, so nobody knows how well points were placed."
    finished = sum(row.finished_at is not None for row in rows)
    opened = next((row for row in rows if row.is_open), None)
    drawn = f"{count(len(rows), 'sample')} drawn, {finished:,} finished"
    if opened is None:
        return f"{drawn}."
    return f"{drawn}. One of {count(opened.points, 'point')} is being read."


def sample_tag(row: SampleRow) -> tuple[str, str]:
    """Return the state of a sample as a tag: its words and its kind."""
    if row.finished_at:
        return ("Finished", "ok")
    if row.stopped_at:
        return ("Stopped", "no")
    return ("Being read", "part") if row.readers else ("Nobody asked yet", "gap")


def sample_lede(row: SampleRow) -> str:
    """Return what a sample is and how far it is, in two sentences."""
    drawn = (
        f"{count(row.points, 'point')} of {row.drawn_from:,}, drawn by lot on {on(row.drawn_at)}."
    )
    if row.stopped_at:
        return f"{drawn} Stopped on {on(row.stopped_at)}: {row.because}"
    handed_in = sum(reader.handed_in_at is not None for reader in row.readers)
    asked = count(len(row.readers), "person was", "people were")
    return f"{drawn} {asked[:1].upper()}{asked[1:]} asked to read it; {handed_in:,} handed in."


def reader_tag(reader: ReaderRow) -> tuple[str, str]:
    """Return how far a reader is as a tag: its words and its kind."""
    if reader.handed_in_at:
        return ("Handed in", "ok")
    return ("Reading", "part") if reader.read else ("Not begun", "no")


def sample_step(row: SampleRow, *, unsettled: int, now: datetime) -> Step | None:
    """Return what to do now; None while readers have to be asked, or are still reading."""
    if row.finished_at:
        words = "It stands on the page of themes, and is public once the exercise is answered."
        return Step("This sample is measured", words, "See what it showed", "accuracy")
    handed_in = sum(reader.handed_in_at is not None for reader in row.readers)
    if not row.is_open or handed_in < FEWEST_READERS:
        return None
    if is_finishing(finishing_at=row.finishing_at, now=now):
        words = "It takes some seconds. What it showed stands with the themes then."
        return Step("It is being worked out", words, "Look again", "sample")
    if unsettled:
        title = f"{count(unsettled, 'point')} to settle"
        words = "The readers put them into different themes. What each of them said is kept."
        return Step(title, words, "Settle them", "settle_sample")
    words = "What the sample showed is worked out once, kept, and shown with the themes."
    return Step("Everything is read and settled", words, "Finish", "finish_sample", is_post=True)


def count_unsettled(points: Sequence[ReadPoint]) -> int:
    """Return how many points readers put differently that nobody settled."""
    return len(unsettled_places(points))


def unsettled_places(points: Sequence[ReadPoint]) -> list[int]:
    """Return the places of points that readers put differently and nobody settled."""
    return [each.place for each in points if differ(each.readings) and each.settled is None]


def reading_words(read: int, places: Collection[int]) -> str:
    """Return how far a reader has come."""
    return f"{read:,} of {count(len(places), 'point')} read"


def left_words(unread: int) -> str:
    """Return about how long the rest takes."""
    if not unread:
        return "You have read all of it."
    return f"{count(unread, 'point')} left, about {count(minutes_of(unread), 'minute')}."


def on(at: datetime) -> str:
    """Return the day of a moment, in words."""
    return day(timezone.localdate(at))


def ticked_none(readings: Sequence[Marks]) -> str:
    """Return which readers put a point in none of the themes, in words; empty for none."""
    letters = [letter for letter, each in zip(LETTERS, readings, strict=False) if not each]
    return f"In none of them: {', '.join(letters)}" if letters else ""

"""A long answer as it is read: its paragraphs, pages and points, and what is in it by theme."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import shorten
from typing import TYPE_CHECKING

from regard.foundation.analysis.passages import list_blocks

if TYPE_CHECKING:
    from regard.domains.engagement.queries.reading import PlacedPoint, Reading, WholeAnswer

NO_THEME = "In no theme yet"
BRIEF = 110
"""Characters of a point in the contents."""


@dataclass(frozen=True)
class Piece:
    """
    Part of a paragraph.

    Attributes:
        number: of the point that it is in, from 1; None between points.
        is_first: the point begins here.
        page: the name of the page or part that begins here; empty if none does.
        pdf_url: where that page of the original opens; empty if it is in no PDF.
    """

    text: str
    number: int | None
    point_id: int | None
    is_first: bool
    page: str
    pdf_url: str


@dataclass(frozen=True)
class Shown:
    """A paragraph, or a heading."""

    pieces: tuple[Piece, ...]
    is_heading: bool


@dataclass(frozen=True)
class ShownAnswer:
    question: str
    paragraphs: tuple[Shown, ...]


@dataclass(frozen=True)
class Entry:
    """A point in the contents: its number, its first words, and the page it begins on."""

    number: int
    point_id: int
    words: str
    page: str


@dataclass(frozen=True)
class ThemeEntries:
    """The points in a theme. `theme_id` is None for those in none."""

    theme_id: int | None
    title: str
    entries: tuple[Entry, ...]


def shown_answers(reading: Reading, *, pdf_url: str) -> list[ShownAnswer]:
    """
    Return every answer in paragraphs, its points numbered through all of them.

    :param pdf_url: where the original opens; empty if it is no PDF, or the reader may not see it.
    """
    numbers = {point.point_id: n for n, point in enumerate(_in_order(reading), start=1)}
    found = []
    for answer in reading.answers:
        points = [point for point in reading.points if point.answer_id == answer.answer_id]
        found.append(
            ShownAnswer(answer.question, tuple(_paragraphs(answer, points, numbers, pdf_url)))
        )
    return found


def contents(reading: Reading) -> list[ThemeEntries]:
    """Return the points by theme, the theme with the most first, those in none last."""
    by_theme: dict[int | None, list[Entry]] = {}
    answers = {answer.answer_id: answer for answer in reading.answers}
    for number, point in enumerate(_in_order(reading), start=1):
        answer = answers[point.answer_id]
        words = shorten(answer.text[point.start : point.end], BRIEF, placeholder=" …")
        entry = Entry(number, point.point_id, words, _page_at(answer, point.start))
        for theme_id in point.theme_ids or (None,):
            by_theme.setdefault(theme_id, []).append(entry)
    ordered = sorted(by_theme.items(), key=lambda each: (each[0] is None, -len(each[1])))
    return [
        ThemeEntries(n, NO_THEME if n is None else reading.themes[n], tuple(entries))
        for n, entries in ordered
    ]


def reading_lede(reading: Reading) -> str:
    """Return how long it is and what is in it, e.g. "9,200 words on 30 pages: 214 points …"."""
    words = sum(len(answer.text.split()) for answer in reading.answers)
    pages = sum(_page_number(name) is not None for a in reading.answers for _, name in a.places)
    on = f" on {pages:,} page{'s' if pages != 1 else ''}" if pages else ""
    lone = sum(not point.theme_ids for point in reading.points)
    points = len(reading.points)
    said = f"{words:,} words{on}: {points:,} point{'s' if points != 1 else ''}"
    if not points or lone == points:
        return f"{said}, in no theme yet." if points else f"{said}."
    of = len(reading.themes)
    themes = f"{of:,} theme{'s' if of != 1 else ''}"
    return f"{said} in {themes}." if not lone else f"{said} in {themes}, {lone:,} in none yet."


def _in_order(reading: Reading) -> list[PlacedPoint]:
    places = {answer.answer_id: n for n, answer in enumerate(reading.answers)}
    return sorted(reading.points, key=lambda point: (places[point.answer_id], point.start))


def _paragraphs(
    answer: WholeAnswer, points: Sequence[PlacedPoint], numbers: dict[int, int], pdf_url: str
) -> Iterator[Shown]:
    """Cut an answer where a paragraph, a page or a point begins or ends, and put it together."""
    cuts = sorted(
        {start for start, _ in answer.places}
        | {point.start for point in points}
        | {point.end for point in points}
    )
    pages = dict(answer.places)
    starts = [point.start for point in points]
    for block in list_blocks(answer.text, answer.places):
        first, last = bisect_right(cuts, block.start), bisect_right(cuts, block.end - 1)
        edges = [block.start, *cuts[first:last], block.end]
        pieces = []
        for start, end in pairwise(edges):
            place = bisect_right(starts, start) - 1
            point = points[place] if place >= 0 and start < points[place].end else None
            name = pages.get(start, "")
            is_own_heading = block.is_heading and answer.text.startswith(name, start)
            pieces.append(
                Piece(
                    text=answer.text[start:end],
                    number=numbers[point.point_id] if point else None,
                    point_id=point.point_id if point else None,
                    is_first=point is not None and point.start == start,
                    page="" if is_own_heading else name,
                    pdf_url=_at_page(pdf_url, name),
                )
            )
        yield Shown(tuple(pieces), is_heading=block.is_heading)


def _page_at(answer: WholeAnswer, position: int) -> str:
    place = bisect_right([start for start, _ in answer.places], position) - 1
    return answer.places[place][1] if place >= 0 else ""


def _at_page(pdf_url: str, name: str) -> str:
    number = _page_number(name)
    return f"{pdf_url}#page={number}" if pdf_url and number else ""


def _page_number(name: str) -> int | None:
    number = name.removeprefix("page ")
    return int(number) if number != name and number.isdecimal() else None

"""
The week's ten lines: which, in what order, and how they are written.

First what a service was asked and has not answered; then what closes soon and is for its kind
and place; then what came of things that it was asked; then what else there is to take part in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from regard.domains.engagement.types.inviting import (
    BoardKind,
    BoardRow,
    Line,
    News,
    Reader,
)

from .board import fits
from .words import day

MOST_LINES = 10

SOON = timedelta(days=14)
"""What closes within a fortnight goes before what does not."""

NEWS_DAYS = 28
"""A reply or a strategy older than four weeks is news no more."""

STOP = "[link to stop]"
"""Stands in a kept email where the link that stops it is put as it is sent."""


@dataclass(frozen=True)
class Week:
    """
    What a system has to tell in a week, the same for every reader.

    Attributes:
        monday: its first day.
        site: what every address begins with, e.g. "https://regard.example".
    """

    monday: date
    site: str
    board: Sequence[BoardRow]
    news: Sequence[News]


def monday_of(today: date) -> date:
    """Return the first day of a day's week."""
    return today - timedelta(days=today.weekday())


def choose_lines(reader: Reader, week: Week) -> list[Line]:
    """Return at most ten lines for a service, those first that ask it by name."""
    invited = dict(reader.open_invitations)
    board = [row for row in week.board if _is_for(row, reader)]
    mine = [row for row in board if _exercise_of(row) in invited]
    rest = [row for row in board if _exercise_of(row) not in {*invited, *reader.asked_in}]
    soon = [row for row in rest if row.closes_on and row.closes_on <= week.monday + SOON]
    later = [row for row in rest if row not in soon]
    lines = [
        *(_line(row, week, invitation=invited[_exercise_of(row)]) for row in mine),
        *(_line(row, week) for row in soon),
        *(_news_line(each, week) for each in week.news if _touches(each, reader)),
        *(_line(row, week) for row in later),
    ]
    return lines[:MOST_LINES]


def has_news(lines: Iterable[Line], *, seen: Iterable[str]) -> bool:
    """Test whether any line was not in an email that they had before."""
    return not {line.key for line in lines} <= set(seen)


def digest_subject(lines: Sequence[Line], *, partnership: str) -> str:
    """Return the email's subject."""
    how_many = "One thing" if len(lines) == 1 else f"{len(lines)} things"
    return f"{how_many} this week from {partnership}"


def digest_body(lines: Sequence[Line], *, service: str, partnership: str) -> str:
    """
    Return the email. A line with an invitation has `link_words` in place of its address.

    It ends with the link that stops it, which is put in as it is sent.
    """
    numbered = "\n\n".join(
        f"{number}. {line.title}\n   {line.why}\n   {link_words(line) or line.url}"
        for number, line in enumerate(lines, start=1)
    )
    return "\n\n".join(
        (
            f"To whoever manages {service},",
            "This week, for your kind of service and your place:",
            numbered,
            f"Once a week at most, because your service asked for it. Stop it here:\n{STOP}",
            partnership,
        )
    )


def link_words(line: Line) -> str:
    """Return what stands for a line's own link until the email is sent; empty if it has none."""
    return f"[link {line.invitation_id}]" if line.invitation_id else ""


def kept_lines(lines: Iterable[Line]) -> list[dict[str, str]]:
    """Return lines as the database keeps them: no secret is in them."""
    return [
        {"key": line.key, "title": line.title, "url": line.url, "why": line.why} for line in lines
    ]


def keys_of(kept: Iterable[Mapping[str, str]]) -> set[str]:
    """Return the keys of kept lines."""
    return {each["key"] for each in kept}


def _is_for(row: BoardRow, reader: Reader) -> bool:
    return fits(row, service_types=reader.service_types, place_ids=reader.place_ids)


def _exercise_of(row: BoardRow) -> int:
    """Return the exercise that a row is; 0 if it is none."""
    return int(row.key.partition(":")[2]) if row.kind is BoardKind.EXERCISE else 0


def _touches(news: News, reader: Reader) -> bool:
    return not news.exercise_ids or not reader.asked_in.isdisjoint(news.exercise_ids)


def _line(row: BoardRow, week: Week, *, invitation: int = 0) -> Line:
    return Line(
        key=row.key,
        title=row.title,
        url=_full(row.url, week) or row.contact,
        why=_why(row, is_asked=bool(invitation)),
        invitation_id=invitation,
    )


def _news_line(news: News, week: Week) -> Line:
    return Line(
        key=news.key,
        title=news.title,
        url=_full(news.url, week),
        why=f"Published on {day(news.on)}",
    )


def _why(row: BoardRow, *, is_asked: bool) -> str:
    """Return why it is there, e.g. "You were asked. Until 30 November 2026. About 6 minutes"."""
    words = ["You were asked"] if is_asked else [row.kind.label]
    if row.closes_on:
        until = "On" if row.kind is BoardKind.MEETING else "Until"
        words.append(f"{until} {day(row.closes_on)}")
    if row.minutes:
        words.append(f"About {row.minutes} minutes")
    if row.pays:
        words.append(row.pays)
    return ". ".join(words)


def _full(url: str, week: Week) -> str:
    return f"{week.site}{url}" if url.startswith("/") else url

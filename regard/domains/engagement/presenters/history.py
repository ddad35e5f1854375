"""What people did to a theme, in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from regard.domains.engagement.rules.words import count
from regard.foundation.design.words import time_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from regard.domains.engagement.queries.history import Deed
    from regard.domains.engagement.queries.versions import VersionRow

    Words = Callable[[dict[str, Any]], str]


@dataclass(frozen=True)
class Line:
    words: str
    who: str


def history(deeds: Iterable[Deed], *, names_people: bool) -> list[Line]:
    """
    Return the deeds as lines, in their order; those that read the same become one.

    :param names_people: whether the reader may know who did it; otherwise only when.
    """
    told = [
        (_words(deed), f"{deed.by_name}, {when}" if names_people else when)
        for deed in deeds
        for when in [time_words(deed.at)]
    ]
    return [_line(words, who, len(list(same))) for (words, who), same in groupby(told)]


@dataclass(frozen=True)
class VersionLine:
    """What a theme was from a moment on; `because` is empty where it was only signed off."""

    number: int
    title: str
    summary: str
    because: str
    who: str


def versions_of(rows: Sequence[VersionRow], *, names_people: bool) -> list[VersionLine]:
    """Return what a theme was, the newest first; for others than the team without who did it."""
    return [
        VersionLine(
            number=row.number,
            title=row.title,
            summary=row.summary,
            because=row.because,
            who=f"{row.by_name}, {time_words(row.at)}" if names_people else time_words(row.at),
        )
        for row in rows
    ]


def _line(words: str, who: str, times: int) -> Line:
    return Line(f"{words} ({times} times)" if times > 1 else words, who)


def _words(deed: Deed) -> str:
    words = OWN[deed.event] if deed.is_own else FROM_OUTSIDE[deed.event]
    return words(deed.detail)


def _points(detail: dict[str, Any]) -> str:
    return count(len(detail["points"]), "point")


def _quoted(titles: Iterable[str]) -> str:
    return " and ".join(f"“{title}”" for title in titles)


OWN: dict[str, Words] = {
    "theme.made": lambda d: f"Made of {_points(d)}",
    "theme.merged": lambda d: f"Took in {_quoted(d['titles'])}",
    "theme.nested": lambda d: (
        f"Made a part of “{d['title']}”" if d["is_in"] else f"Taken out of “{d['title']}”"
    ),
    "theme.points_coded": lambda d: f"{_points(d)} put here",
    "theme.points_moved": lambda d: f"{_points(d)} moved here",
    "theme.renamed": lambda d: f"Named, in place of “{d['from']}”",
    "theme.sign_off_taken_back": lambda _: "Sign-off taken back",
    "theme.signed_off": lambda d: f"Signed off, with {count(d['points'], 'point')}",
    "theme.split": lambda d: f"{_points(d)} became “{d['title']}”",
}
FROM_OUTSIDE: dict[str, Words] = {
    "theme.made": lambda _: "Points went to a new theme",
    "theme.merged": lambda _: "Merged into another theme",
    "theme.nested": lambda d: (
        f"“{d['part']}” went into “{d['title']}”" if d["is_in"] else f"“{d['part']}” left it"
    ),
    "theme.points_coded": lambda _: "Points moved to other themes",
    "theme.points_kept": lambda _: "Points confirmed by a person",
    "theme.points_moved": lambda d: (
        "Points moved to another theme" if d["theme"] else "Points left to stand alone"
    ),
    "theme.split": lambda d: f"Made of {_points(d)} of another theme",
}
"""What is written under the theme itself, and under another or under the exercise."""

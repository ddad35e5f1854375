"""What people did to a theme, in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from regard.domains.engagement.rules.words import count
from regard.foundation.design.words import time_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from regard.domains.engagement.queries.history import Deed

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
    "theme.points_moved": lambda d: f"{_points(d)} moved here",
    "theme.renamed": lambda d: f"Named, in place of “{d['from']}”",
    "theme.sign_off_taken_back": lambda _: "Sign-off taken back",
    "theme.signed_off": lambda d: f"Signed off, with {count(d['points'], 'point')}",
    "theme.split": lambda d: f"{_points(d)} became “{d['title']}”",
}
FROM_OUTSIDE: dict[str, Words] = {
    "theme.made": lambda _: "Points went to a new theme",
    "theme.merged": lambda _: "Merged into another theme",
    "theme.points_kept": lambda _: "Points confirmed by a person",
    "theme.points_moved": lambda d: (
        "Points moved to another theme" if d["theme"] else "Points left to stand alone"
    ),
    "theme.split": lambda d: f"Made of {_points(d)} of another theme",
}
"""What is written under the theme itself, and under another or under the exercise."""

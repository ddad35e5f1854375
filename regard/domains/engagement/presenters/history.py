"""What people did to a theme, in words."""

from __future__ import annotations

from dataclasses import dataclass
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
    Return the deeds as lines, in their order.

    :param names_people: whether the reader may know who did it; otherwise only when.
    """
    return [
        Line(
            words=_words(deed),
            who=f"{deed.by_name}, {time_words(deed.at)}" if names_people else time_words(deed.at),
        )
        for deed in deeds
    ]


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

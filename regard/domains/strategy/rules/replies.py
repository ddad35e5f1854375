"""
What one contributor is told, and by which way.

A reply's content is frozen when the strategy is published and kept as JSON, so that what they
were told can be shown for ever, whatever becomes of themes and wordings afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from regard.domains.engagement.types import ContributorRow, PointRow
from regard.domains.strategy.types import Item, OutcomeKind, ReplyChannel

VERSION = 1
"""Of the layout of a reply's content."""


@dataclass(frozen=True)
class Frame:
    """What every reply of one strategy to one exercise has in common."""

    partnership: str
    strategy_title: str
    strategy_slug: str
    asked: str


@dataclass(frozen=True)
class Part:
    """
    One theme or lone point among what they said, and what became of it.

    A point that is in two themes is in both parts, as each answers it.

    Attributes:
        words: each of their points in it, in their own words, in the order they said them.
        theme: its title; empty for a lone point.
        others: how many others made points in the theme.
        passage_ref, passage_heading, passage_text: empty where it names no passage.
    """

    point_ids: tuple[int, ...]
    words: tuple[str, ...]
    theme: str
    others: int
    kind: OutcomeKind
    reason: str
    passed_to: str
    passage_ref: str
    passage_heading: str
    passage_text: str


@dataclass(frozen=True)
class Content:
    """
    All that one contributor is told.

    Attributes:
        name: how to address them; empty if it is not known.
        how: by which channel they spoke, e.g. "by telephone".
        parts: empty where nothing they said was in their own words, or it was "nothing to add".
    """

    partnership: str
    strategy_title: str
    strategy_slug: str
    asked: str
    receipt: str
    name: str
    how: str
    said_on: date
    parts: tuple[Part, ...]

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {
            "version": VERSION,
            "said_on": self.said_on.isoformat(),
            "parts": [vars(part) for part in self.parts],
        }


def choose_channel(*, email: str, address_lines: tuple[str, ...]) -> ReplyChannel:
    """Return the way a reply goes: email if there is one, else letter, else their own page."""
    if email:
        return ReplyChannel.EMAIL
    return ReplyChannel.LETTER if address_lines else ReplyChannel.PAGE


def compose(
    *,
    frame: Frame,
    contributor: ContributorRow,
    points: Iterable[PointRow],
    themes: Mapping[int, Item],
    lone: Mapping[int, Item],
) -> Content:
    """
    Return what this contributor is told about each of their points.

    :param points: theirs, in the order they said them.
    :param themes: by theme number; every item has its outcome.
    :param lone: by point number; every item has its outcome.
    :raises KeyError: if a point's theme, or a lone point, is in neither: a bug of ours, as
        nothing is published while something has no outcome.
    """
    groups: dict[tuple[str, int], list[PointRow]] = {}
    for point in points:
        keys = [("theme", theme_id) for theme_id in point.theme_ids]
        for key in keys or [("point", point.point_id)]:
            groups.setdefault(key, []).append(point)
    return Content(
        partnership=frame.partnership,
        strategy_title=frame.strategy_title,
        strategy_slug=frame.strategy_slug,
        asked=frame.asked,
        receipt=contributor.receipt,
        name=contributor.name,
        how=contributor.channel.label,
        said_on=contributor.said_on,
        parts=tuple(
            _part((themes if kind == "theme" else lone)[number], theirs)
            for (kind, number), theirs in groups.items()
        ),
    )


def read_content(kept: Mapping[str, Any]) -> Content:
    """Return a reply's content from the JSON it is kept as."""
    values = {key: kept[key] for key in Content.__dataclass_fields__}
    values["said_on"] = date.fromisoformat(kept["said_on"])
    values["parts"] = tuple(_read_part(part) for part in kept["parts"])
    return Content(**values)


def _read_part(kept: Mapping[str, Any]) -> Part:
    lists = {"point_ids": tuple(kept["point_ids"]), "words": tuple(kept["words"])}
    return Part(**{**kept, **lists, "kind": OutcomeKind(kept["kind"])})


def _part(item: Item, points: list[PointRow]) -> Part:
    outcome = item.outcome
    if outcome is None:
        raise KeyError(f"{item.title!r} has no outcome")
    return Part(
        point_ids=tuple(point.point_id for point in points),
        words=tuple(point.text for point in points),
        theme=item.theme.title if item.theme else "",
        others=item.theme.submissions - 1 if item.theme else 0,
        kind=outcome.kind,
        reason=outcome.reason,
        passed_to=outcome.passed_to,
        passage_ref=outcome.passage_ref,
        passage_heading=outcome.passage_heading,
        passage_text=outcome.passage_text,
    )

"""
What one contributor is told, and by which way.

A reply's content is frozen when the strategy is published and kept as JSON, so that what they
were told can be shown for ever, whatever becomes of themes and wordings afterwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from typing import Any, Protocol

from regard.domains.engagement.types import ContributorRow, ThemeRow
from regard.domains.strategy.types import Item, OutcomeKind, OutcomeRow, ReplyChannel

VERSION = 2
"""Of the layout of a reply's content. What version 1 lacks is as its default."""


class Said(Protocol):
    """A point that somebody made, in the words that they are shown."""

    @property
    def point_id(self) -> int: ...

    @property
    def theme_ids(self) -> tuple[int, ...]: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Late:
    """
    What became of a point that came too late for what is published, or was answered anew.

    Attributes:
        theme: the published theme that says the same; None: it is answered by itself.
    """

    outcome: OutcomeRow
    theme: ThemeRow | None


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
        more_passages: number and heading of further passages, which are not quoted.
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
    more_passages: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Content:
    """
    All that one contributor is told.

    Attributes:
        name: how to address them; empty if it is not known.
        how: by which channel they spoke, e.g. "by telephone".
        parts: empty where nothing they said was in their own words, or it was "nothing to add".
        through: the network that said it for them; empty where they spoke themselves.
        is_late: whether it came after what is published was published.
        is_again: whether they had a reply before, and only what changed is in this one.
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
    through: str = ""
    is_late: bool = False
    is_again: bool = False

    def as_json(self) -> dict[str, Any]:
        return vars(self) | {
            "version": VERSION,
            "said_on": self.said_on.isoformat(),
            "parts": [vars(part) for part in self.parts],
        }


def choose_channel(
    *, email: str, address_lines: tuple[str, ...], carried_by: str = ""
) -> ReplyChannel:
    """
    Return the way a reply goes: email, else letter, else by who carried it, else their own page.

    :param carried_by: the forum or network that carried what they said; empty: nobody did.
    """
    if email:
        return ReplyChannel.EMAIL
    if address_lines:
        return ReplyChannel.LETTER
    return ReplyChannel.NOTE if carried_by else ReplyChannel.PAGE


def compose(
    *,
    frame: Frame,
    contributor: ContributorRow,
    points: Iterable[Said],
    themes: Mapping[int, Item],
    own: Mapping[int, OutcomeRow],
    late: Mapping[int, Late] | None = None,
) -> Content:
    """
    Return what this contributor is told about each of their points.

    A point is answered by its late outcome if it has one, else by its own, else by its themes.

    :param points: theirs, in the order they said them.
    :param themes: by theme number; every item has its outcome.
    :param own: by point number, of points that stand alone or have an outcome of their own.
    :param late: by point number.
    :raises KeyError: if a point's theme, or a lone point, is in none of these: a bug of ours, as
        nothing is published while something has no outcome.
    """
    late = late or {}
    groups: dict[tuple[str, int], list[Said]] = {}
    for point in points:
        for key in _keys(point, own, late):
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
            _part_of(key, theirs, themes=themes, own=own, late=late)
            for key, theirs in groups.items()
        ),
    )


def _keys(
    point: Said, own: Mapping[int, OutcomeRow], late: Mapping[int, Late]
) -> list[tuple[str, int]]:
    """Return what answers a point; points with the same key are answered together."""
    answer = late.get(point.point_id)
    if answer is not None and answer.theme is not None:
        return [("late theme", answer.theme.theme_id)]
    if answer is not None or point.point_id in own or not point.theme_ids:
        return [("point", point.point_id)]
    return [("theme", theme_id) for theme_id in point.theme_ids]


def _part_of(
    key: tuple[str, int],
    points: list[Said],
    *,
    themes: Mapping[int, Item],
    own: Mapping[int, OutcomeRow],
    late: Mapping[int, Late],
) -> Part:
    kind, number = key
    if kind == "theme":
        item = themes[number]
        if item.outcome is None or item.theme is None:
            raise KeyError(f"{item.title!r} has no outcome")
        others = item.theme.submissions - 1
        return _part(item.outcome, points, theme=item.theme.title, others=others)
    answer = late.get(points[0].point_id)
    if answer is not None and answer.theme is not None:
        others = answer.theme.submissions
        return _part(answer.outcome, points, theme=answer.theme.title, others=others)
    return _part(answer.outcome if answer else own[number], points, theme="", others=0)


def read_content(kept: Mapping[str, Any]) -> Content:
    """Return a reply's content from the JSON it is kept as, of this version or an earlier one."""
    values = _known(Content, kept)
    values["said_on"] = date.fromisoformat(kept["said_on"])
    values["parts"] = tuple(_read_part(part) for part in kept["parts"])
    return Content(**values)


def _read_part(kept: Mapping[str, Any]) -> Part:
    values = _known(Part, kept)
    lists = {"point_ids": tuple(kept["point_ids"]), "words": tuple(kept["words"])}
    more = tuple((ref, heading) for ref, heading in kept.get("more_passages", ()))
    return Part(**{**values, **lists, "kind": OutcomeKind(kept["kind"]), "more_passages": more})


def _known(kind: type[Content | Part], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was kept of each field; one that has a default may be missing."""
    return {
        each.name: kept[each.name]
        for each in fields(kind)
        if each.name in kept or each.default is MISSING
    }


def _part(outcome: OutcomeRow, points: list[Said], *, theme: str, others: int) -> Part:
    return Part(
        point_ids=tuple(point.point_id for point in points),
        words=tuple(point.text for point in points),
        theme=theme,
        others=others,
        kind=outcome.kind,
        reason=outcome.reason,
        passed_to=outcome.passed_to,
        passage_ref=outcome.passage_ref,
        passage_heading=outcome.passage_heading,
        passage_text=outcome.passage_text,
        more_passages=outcome.more_passages,
    )

"""How the board of what there is to take part in is worded, on a page and as a feed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed

from regard.domains.engagement.rules.words import count, day
from regard.domains.engagement.types.inviting import BoardKind, BoardRow
from regard.domains.register.types import ServiceType

from .calendar import kind_words, long_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from regard.domains.engagement.rules.board import Service
    from regard.domains.register.models import System

FEED_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True)
class BoardCard:
    """Something on the board, in words. `facts` say how long, what it pays, until when."""

    row: BoardRow
    tag: tuple[str, str]
    who: str
    facts: tuple[str, ...]


def board_lede(rows: Sequence[BoardRow], *, narrowed: bool) -> str:
    """Return how much there is, and how much of it is paid."""
    if not rows:
        where = " for this kind of service and place" if narrowed else ""
        return f"There is nothing to take part in{where} just now."
    words = f"{count(len(rows), 'thing')} to take part in."
    soon = next((row for row in rows if row.closes_on), None)
    if soon and soon.closes_on:
        words += f" The next ends on {day(soon.closes_on)}: {soon.title}"
    return words


def own_words(services: Sequence[Service]) -> str:
    """Return whose services the board is narrowed to; empty for nobody's."""
    if not services:
        return ""
    if len(services) == 1:
        return f"What is for {services[0].name}."
    return f"What is for at least one of your {len(services):,} services here."


def board_cards(rows: Sequence[BoardRow], *, places: Mapping[int, str]) -> list[BoardCard]:
    """Return what is on the board, in words."""
    return [
        BoardCard(
            row=row,
            tag=(row.kind.label, "part" if row.kind is BoardKind.EXERCISE else "no"),
            who=for_whom(row, places=places),
            facts=tuple(_facts(row)),
        )
        for row in rows
    ]


def for_whom(row: BoardRow, *, places: Mapping[int, str]) -> str:
    """Return for whom it is, e.g. "For home care in Harrow Vale"."""
    kinds = [kind_words(ServiceType(each)) for each in row.service_types]
    where = [places[number] for number in row.place_ids if number in places]
    words = f"For {' and '.join(kinds)}" if kinds else "For every kind of service"
    return f"{words} in {' and '.join(where)}" if where else words


def board_feed(rows: Sequence[BoardRow], *, system: System, path: str) -> str:
    """
    Return the board as an Atom feed (RFC 4287), which readers of news take.

    :param path: of the board's page, with what it is narrowed by.
    """
    site = settings.PUBLIC_ADDRESS
    feed = Atom1Feed(
        title=f"To take part in: {system.partnership_name}",
        link=f"{site}{path}",
        description="",
        language="en-GB",
    )
    for row in rows:
        url = row.url if row.url.startswith("http") else f"{site}{row.url or path}"
        feed.add_item(
            title=row.title,
            link=url,
            description=". ".join([row.words, *_facts(row)]),
            unique_id=f"{site}{path.partition('?')[0]}#{row.key}",
            updateddate=row.changed_at or datetime(2026, 1, 1, tzinfo=UTC),
        )
    written: str = feed.writeString("utf-8")
    return written


def _facts(row: BoardRow) -> list[str]:
    facts = []
    if row.closes_on:
        facts.append(f"{'On' if row.kind is BoardKind.MEETING else 'Until'} {day(row.closes_on)}")
    if row.minutes:
        takes = long_words(row.minutes)
        estimated = " by our estimate" if row.kind is BoardKind.EXERCISE else ""
        facts.append(f"Takes {takes}{estimated}")
    if row.pays:
        facts.append(f"Paid or supported with: {row.pays}")
    elif row.kind is BoardKind.OTHER:
        facts.append("Not paid")
    if row.contact:
        facts.append(f"Ask {row.contact}")
    return facts

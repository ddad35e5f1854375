"""The list of all statements with their votes, in the order that a reader asks for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from regard.domains.engagement.rules.deliberation import reason_to_hide_groups
from regard.domains.engagement.rules.words import count
from regard.foundation.analysis.disclosure import SMALLEST_SHOWN

from .opinions import Split, group_name, shown_by_group, shown_by_kind, split_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from regard.domains.engagement.types.deliberation import Found, Opinions


class Order(StrEnum):
    AGREED = "agreed"
    DISAGREED = "disagreed"
    DIVIDED = "divided"
    VOTES = "votes"
    CAME = "came"

    @property
    def label(self) -> str:
        return ORDER_LABELS[self]


ORDER_LABELS = {
    Order.AGREED: "Most agreed",
    Order.DISAGREED: "Most disagreed",
    Order.DIVIDED: "Most divided",
    Order.VOTES: "Most votes",
    Order.CAME: "As they came",
}


@dataclass(frozen=True)
class Asked:
    """In which order, and from which row on, from 0."""

    order: Order
    first: int


@dataclass(frozen=True)
class ListRow:
    """
    A statement of the list.

    Attributes:
        split: of everybody; None: too few votes to show.
        people, services: apart; both None where either are too few.
        groups: share of each group that agrees; None: too few.
    """

    number: int
    text: str
    split: Split | None
    people: Split | None
    services: Split | None
    groups: list[float | None]


@dataclass(frozen=True)
class ListPage:
    """
    A page of the list.

    Attributes:
        groups: names of the groups; empty where none are shown.
        total: statements in all.
        next_url, first_url: where there is more, and the beginning; None where there is not.
    """

    rows: list[ListRow]
    groups: list[str]
    has_services: bool
    total: int
    next_url: str | None
    first_url: str | None


def read_order(order: str, first: str) -> Asked:
    """Return what an address asks for; what makes no sense asks for the usual."""
    known = {each.value for each in Order}
    is_number = first.isascii() and first.isdigit() and len(first) < 7
    return Asked(Order(order) if order in known else Order.AGREED, int(first) if is_number else 0)


def orders(asked: Asked) -> list[tuple[str, str, bool]]:
    """Return the orders to choose from: words, address, and which is on."""
    return [(each.label, f"?order={each}", each is asked.order) for each in Order]


def list_rows(found: Found, *, texts: Mapping[int, str], asked: Asked, limit: int) -> ListPage:
    """
    Return a page of the statements that are shown.

    :param texts: by number, in the order in which they came.
    """
    opinions = found.opinions
    places = _places(opinions) if opinions else {}
    numbers = _ordered(opinions, places, list(texts), asked.order)
    shown = numbers[asked.first : asked.first + limit]
    has_groups = opinions is not None and not reason_to_hide_groups(opinions, found.steadiness)
    names = [group_name(place) for place in range(len(opinions.groups))] if has_groups else []  # type: ignore[union-attr]
    more = asked.first + limit
    return ListPage(
        rows=[_row(opinions, places.get(each), each, texts[each], names) for each in shown],
        groups=names,
        has_services=opinions is not None and bool(opinions.organisations.seen.any()),
        total=len(texts),
        next_url=f"?order={asked.order}&from={more}" if more < len(numbers) else None,
        first_url=f"?order={asked.order}" if asked.first else None,
    )


def lede(page: ListPage, found: Found) -> str:
    """Return how many statements there are, and how many votes."""
    votes = (found.opinions.votes if found.opinions else 0) + found.since
    said = f"{count(page.total, 'statement')}, {count(votes, 'vote')}.".capitalize()
    if not any(row.split is None for row in page.rows):
        return said
    return f"{said} Where fewer than {SMALLEST_SHOWN} have voted, we do not say how."


def _row(
    opinions: Opinions | None, place: int | None, number: int, text: str, names: list[str]
) -> ListRow:
    if opinions is None or place is None:
        return ListRow(number, text, None, None, None, [None for _ in names])
    tally = opinions.everybody
    people, services = shown_by_kind(opinions, place)
    return ListRow(
        number=number,
        text=text,
        split=split_of(
            int(tally.agreed[place]), int(tally.disagreed[place]), int(tally.seen[place])
        ),
        people=people,
        services=services,
        groups=shown_by_group(opinions, place) if names else [],
    )


def _places(opinions: Opinions) -> dict[int, int]:
    return {number: place for place, number in enumerate(opinions.statements.tolist())}


def _ordered(
    opinions: Opinions | None, places: dict[int, int], numbers: list[int], order: Order
) -> list[int]:
    """Return numbers in an order; those with too few votes, or none yet, last as they came."""
    if opinions is None or order is Order.CAME:
        return numbers
    tally = opinions.everybody
    seen = np.maximum(tally.seen, 1)
    agreed, disagreed = tally.agreed / seen, tally.disagreed / seen
    weight = {
        Order.AGREED: agreed,
        Order.DISAGREED: disagreed,
        Order.DIVIDED: np.minimum(agreed, disagreed),
        Order.VOTES: tally.seen.astype(np.float64),
    }[order]
    weight = np.where(tally.seen >= SMALLEST_SHOWN, weight, -1)
    return sorted(numbers, key=lambda number: -weight[places[number]] if number in places else 2.0)

"""For whom each thing on the board is, in what order they stand, and what a lead may add."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from regard.domains.engagement.types.inviting import BoardRow, OpportunityPlan

MINUTES_OF_TALK = 5
"""Ours: to vote on some twenty statements."""

LAST_DAY = date.max


@dataclass(frozen=True)
class Service:
    """What decides whether something is for a service. A place that nobody knows does not."""

    name: str
    service_types: frozenset[str]
    place_ids: frozenset[int]


def in_order(rows: Iterable[BoardRow]) -> list[BoardRow]:
    """Return rows, the soonest to end first; those without an end last, by title."""
    return sorted(rows, key=lambda row: (row.closes_on or LAST_DAY, row.title, row.key))


def fits(row: BoardRow, *, service_types: Collection[str], place_ids: Collection[int]) -> bool:
    """
    Test whether something is for services of any of these kinds in any of these places.

    None given does not narrow; and what is for everyone is for them.
    """
    is_kind = not service_types or not row.service_types or _meet(row.service_types, service_types)
    is_place = not place_ids or not row.place_ids or _meet(row.place_ids, place_ids)
    return is_kind and is_place


def fits_some(row: BoardRow, services: Iterable[Service]) -> bool:
    """Test whether something is for at least one of these services."""
    return any(
        fits(row, service_types=service.service_types, place_ids=service.place_ids)
        for service in services
    )


def reasons_against_opportunity(plan: OpportunityPlan, *, today: date) -> dict[str, str]:
    """Return what is wrong with what a lead wrote, by field; empty if nothing is."""
    reasons = {}
    if plan.closes_on < plan.opens_on:
        reasons["closes_on"] = "The last day must not come before the first"
    elif plan.closes_on < today:
        reasons["closes_on"] = "Choose a last day that is still to come"
    if plan.url and urlsplit(plan.url).scheme not in {"http", "https"}:
        reasons["url"] = "Begin the address with https://"
    if not plan.url and not plan.contact:
        reasons["contact"] = "Say whom to ask, or give an address where it stands"
    return reasons


def _meet(some: Collection[object], others: Collection[object]) -> bool:
    return not set(some).isdisjoint(others)

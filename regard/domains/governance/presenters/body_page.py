"""A body's own page: the finding, what to know first, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import BodyKind, SuccessionKind
from regard.foundation.design.words import date_words, plural_words

from .bodies import (
    and_words,
    area_words,
    kinds_words,
    lower_first,
    meets_words,
    minutes_words,
)

if TYPE_CHECKING:
    from regard.domains.governance.models import Body, BodyRole, LegalBasis, Terms
    from regard.domains.governance.queries import BodyRow, ChainRow

SOON = timedelta(days=365)
"""An end that is nearer than this is said first."""

BEFORE = {
    SuccessionKind.MERGED: "merged into it",
    SuccessionKind.REPLACED: "was replaced by it",
    SuccessionKind.SPLIT: "was split, in part into it",
}
AFTER = {
    SuccessionKind.MERGED: "It merged into",
    SuccessionKind.REPLACED: "It was replaced by",
    SuccessionKind.SPLIT: "It was split between",
}


@dataclass(frozen=True)
class Event:
    """
    Something that happened to a body.

    Attributes:
        on: None: before our records begin.
    """

    on: date | None
    words: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Known:
    """All that its history is made of."""

    bases: Sequence[LegalBasis]
    roles: Sequence[BodyRole]
    versions: Sequence[Terms]
    chain: Sequence[ChainRow]


def body_lede(row: BodyRow, *, on: date, system: str) -> str:
    """Return the finding on a body: what it is, for whom, how often it meets, how it stands."""
    if row.valid_to and row.valid_to <= on:
        return f"It ended on {date_words(row.valid_to)}."
    if row.valid_from and row.valid_from > on:
        return f"It begins on {date_words(row.valid_from)}."
    what = f"{kinds_words(row)} for {row.area or lower_first(area_words(row, system))}."
    meets = meets_words(row.meetings_a_year, row.minutes_each)
    if not row.meetings_a_year:
        return f"{what} How often it meets is not on record."
    return f"{what} It meets {lower_first(meets)}."


def list_warnings(
    row: BodyRow, *, bases: Sequence[LegalBasis], below: Sequence[BodyRow], on: date
) -> list[str]:
    """Return what to know first about a body: what it rests on ends, or nothing is left."""
    if row.valid_to and row.valid_to <= on:
        left = [f"{each.name} still answers to it" for each in below]
        return [f"{and_words(left)}."] if left else []
    words = []
    if row.valid_to and row.valid_to <= on + SOON:
        words.append(f"It ends on {date_words(row.valid_to)}.")
    held = [each for each in bases if not each.valid_from or each.valid_from <= on]
    live = [each for each in held if is_live(each.valid_from, each.valid_to, on=on)]
    ending = [each for each in live if each.valid_to and each.valid_to <= on + SOON]
    if live and len(ending) == len(live) and not row.valid_to:
        last = max(each.valid_to for each in ending if each.valid_to)
        words.append(
            f"What it rests on ends on {date_words(last)}. Its members decide whether it goes on."
        )
    over = [each for each in held if each.valid_to and each.valid_to <= on]
    if over and not live:
        words.append(
            f"What it rested on ended on {date_words(over[0].valid_to)}: {over[0].citation}. "
            "It goes on without it."
        )
    return words


def facts(body: Body, row: BodyRow) -> list[tuple[str, str]]:
    """Return what is known of how a body works, as pairs of what and how."""
    known = [
        ("Level", row.level.label),
        ("Answers to", row.parent_name or "No body on record"),
        ("Run by", row.run_by or "Not said"),
        ("Meets", meets_words(row.meetings_a_year, row.minutes_each)),
    ]
    if body.minutes_before:
        known.append(("Reading", f"{minutes_words(body.minutes_before)} before each meeting"))
    if body.papers_each:
        papers = plural_words(body.papers_each, "paper")
        known.append(
            ("Papers", f"{papers}, {plural_words(body.days_before, 'working day')} before")
        )
    if row.meetings_a_year and row.hours_a_year:
        known.append(
            ("Asks of a member", f"{plural_words(round(row.hours_a_year), 'hour')} a year")
        )
    if row.is_open:
        known.append(("Open to", "Every provider of its area"))
    if body.network:
        known.append(("Forum of", body.network.name))
    if body.contact:
        known.append(("To reach it", body.contact))
    return known


def list_events(body: Body, known: Known) -> list[Event]:
    """Return the history of a body, the newest first; what is to come before that."""
    began = Event(body.valid_from, "It began")
    ended = [Event(body.valid_to, "It ended", note=body.why_ended)] if body.valid_to else []
    events = [
        *ended,
        *(_basis_began(basis) for basis in known.bases),
        *(
            Event(basis.valid_to, f"It rests no more on: {basis.citation}")
            for basis in known.bases
            if basis.valid_to and basis.valid_to != body.valid_to
        ),
        *(Event(r.valid_from, f"It is also: {BodyKind(r.kind).label}") for r in known.roles),
        *(
            Event(r.valid_to, f"It is no more: {BodyKind(r.kind).label}")
            for r in known.roles
            if r.valid_to and r.valid_to != body.valid_to
        ),
        *(_adopted(body, terms) for terms in known.versions if terms.adopted_on),
        *(_came_from(body, row) for row in known.chain if row.steps == -1),
        began,
    ]
    return sorted(events, key=lambda event: event.on or date.min, reverse=True)


def _basis_began(basis: LegalBasis) -> Event:
    return Event(basis.valid_from, f"It rests on: {basis.citation}", note=basis.words)


def _adopted(body: Body, terms: Terms) -> Event:
    where = {"system": body.system.slug, "body": body.slug, "version": terms.version}
    url = reverse("governance:terms", kwargs=where)
    return Event(terms.adopted_on, f"It adopted version {terms.version} of its terms", url)


def _came_from(body: Body, row: ChainRow) -> Event:
    url = reverse("governance:body", kwargs={"system": body.system.slug, "body": row.slug})
    return Event(row.on, f"{row.name} {BEFORE[row.kind]}", url)


def succession_words(chain: Sequence[ChainRow]) -> str:
    """Return how those who took over did, as a sentence begins; "" where nobody did."""
    after = [row for row in chain if row.steps == 1]
    return AFTER[after[0].kind] if after else ""

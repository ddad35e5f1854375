"""Seats and those who sit in them, as they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.models import Body
from regard.domains.governance.queries.bodies import BodyRow
from regard.domains.governance.queries.seats import SeatRow
from regard.domains.governance.types import (
    Constituency,
    SeatFacts,
    SeatState,
)
from regard.foundation.design.words import date_words, number_words, plural_words

from .holders import where_from

if TYPE_CHECKING:
    from regard.domains.register.models import System

STATE_TAGS = {SeatState.FILLED: "ok", SeatState.LAPSED: "part", SeatState.VACANT: "gap"}


@dataclass(frozen=True)
class BodyCount:
    """How the seats of a body stand."""

    slug: str
    name: str
    kind: str
    seats: int
    filled: int
    lapsed: int
    vacant: int


def state_of(facts: SeatFacts) -> SeatState:
    if facts.holder_id is None:
        return SeatState.VACANT
    return SeatState.LAPSED if facts.is_lapsed else SeatState.FILLED


def count_bodies(bodies: Sequence[BodyRow], facts: Iterable[SeatFacts]) -> list[BodyCount]:
    """Return how the seats of each body stand: those with most to fill first."""
    found = Counter((each.body_id, state_of(each)) for each in facts)
    rows = [
        BodyCount(
            slug=body.slug,
            name=body.name,
            kind=body.kind.label,
            seats=sum(found[body.body_id, state] for state in SeatState),
            filled=found[body.body_id, SeatState.FILLED],
            lapsed=found[body.body_id, SeatState.LAPSED],
            vacant=found[body.body_id, SeatState.VACANT],
        )
        for body in bodies
    ]
    return sorted(rows, key=lambda row: (-row.vacant - row.lapsed, -row.seats, row.name))


def seats_lede(counts: Sequence[BodyCount], *, on: date, today: date) -> str:
    """Return the finding: how many seats there are, and how they stand."""
    when = "" if on == today else f"On {date_words(on)}: "
    seats = sum(row.seats for row in counts)
    with_seats = sum(1 for row in counts if row.seats)
    if not seats:
        return f"{when}No seat is known on any of {plural_words(len(counts), 'body', 'bodies')}."
    return (
        f"{when}{plural_words(seats, 'seat')} on {plural_words(with_seats, 'body', 'bodies')}: "
        f"{_how_they_stand(counts)}."
    )


def body_seats_lede(rows: Sequence[SeatRow], *, on: date, today: date) -> str:
    """Return the finding on the seats of one body."""
    when = "" if on == today else f"On {date_words(on)}: "
    if not rows:
        return f"{when}No seat of it is known."
    states = Counter(row.state for row in rows)
    providers = sum(1 for row in rows if row.speaks_for is Constituency.PROVIDERS)
    speak = "speaks" if providers == 1 else "speak"
    return (
        f"{when}{plural_words(len(rows), 'seat')}: {states_words(states)}. "
        f"{number_words(providers) if providers else 'None'} {speak} for care providers."
    )


def states_words(states: Counter[SeatState]) -> str:
    """Return e.g. "9 filled, 2 vacant and 1 held past its term"."""
    parts = [f"{number_words(states[SeatState.FILLED])} filled"]
    parts += (
        [f"{number_words(states[SeatState.VACANT])} vacant"] if states[SeatState.VACANT] else []
    )
    if states[SeatState.LAPSED]:
        theirs = "its" if states[SeatState.LAPSED] == 1 else "their"
        parts.append(f"{number_words(states[SeatState.LAPSED])} held past {theirs} term")
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def seat_lede(row: SeatRow | None, *, ended_on: date | None, last: date | None) -> str:
    """
    Return the finding on one seat.

    :param row: as it stands; None: it is not there.
    :param last: the first day on which nobody held it any more; None: nobody ever did.
    """
    if row is None:
        return f"It ended on {date_words(ended_on)}." if ended_on else "It has not begun."
    if row.holder is None:
        return f"Vacant since {date_words(last)}." if last else "Nobody has held it yet."
    held = f"Held by {row.holder.name} since {date_words(row.holder.valid_from)}"
    if row.state is SeatState.LAPSED:
        return f"{held}. Their term was over on {date_words(row.holder.term_ends_on)}."
    ends = row.holder.term_ends_on
    return f"{held}, until {date_words(ends)}." if ends else f"{held}, with no fixed term."


def for_whom(row: SeatRow) -> str:
    """Return for whom a seat speaks: e.g. "Care providers: home care, Westmere"."""
    narrowed = which_providers(row)
    parts = [part for part in (narrowed, row.place) if part]
    return ": ".join([row.speaks_for.label, ", ".join(parts)] if parts else [row.speaks_for.label])


def which_providers(row: SeatRow) -> str:
    """Return to which types, sectors and sizes a seat is limited; "" if to none."""
    labels = [
        *(each.label for each in row.service_types),
        *(each.label for each in row.sectors),
        *(each.label for each in row.size_bands),
    ]
    return ", ".join(label[:1].lower() + label[1:] for label in labels)


def who_nominates(row: SeatRow) -> str:
    return row.nominator or row.nominated_by.label


def seat_facts(row: SeatRow) -> list[tuple[str, str]]:
    """Return what a seat is, as rows of a summary."""
    nominates = row.nominated_by.label + (f": {row.nominator}" if row.nominator else "")
    term = plural_words(row.term_months, "month") if row.term_months else "No fixed term"
    return [
        ("Speaks for", for_whom(row)),
        ("Who nominates", nominates),
        ("Standing", row.standing.label + (", and takes the chair" if row.is_chair else "")),
        ("Term", term),
        ("Deputy", f"{row.deputy.name}, {where_from(row.deputy)}" if row.deputy else "None named"),
        ("Since", date_words(row.valid_from) if row.valid_from else "Before our records"),
    ]


def next_seat_step(
    rows: Sequence[SeatRow], *, system: System, body: Body
) -> dict[str, str] | None:
    """Return the one thing to do on a body's seats: fill the first that nobody holds rightly."""
    if not rows:
        url = reverse("governance:new_seat", kwargs={"system": system.slug, "slug": body.slug})
        return {
            "title": "Say who sits on it",
            "words": "Add each seat: who nominates, and for whom it speaks.",
            "label": "Add a seat",
            "url": url,
        }
    to_fill = [row for row in rows if row.state is not SeatState.FILLED]
    if not to_fill:
        return None
    first = min(to_fill, key=lambda row: row.state is not SeatState.VACANT)
    return fill_step(first, system=system)


def fill_step(row: SeatRow, *, system: System, body_name: str = "") -> dict[str, str]:
    """
    Return the step of filling a seat.

    :param body_name: where the page shows seats of several bodies.
    """
    which = f"{row.name}, {body_name}" if body_name else row.name
    vacant = row.state is SeatState.VACANT
    url = reverse("governance:appoint", kwargs={"system": system.slug, "seat_id": row.seat_id})
    return {
        "title": f"Vacant: {which}" if vacant else f"Past its term: {which}",
        "words": f"{who_nominates(row)} can nominate.",
        "label": "Appoint somebody",
        "url": url,
    }


def _how_they_stand(counts: Sequence[BodyCount]) -> str:
    return states_words(
        Counter(
            {
                SeatState.FILLED: sum(row.filled for row in counts),
                SeatState.LAPSED: sum(row.lapsed for row in counts),
                SeatState.VACANT: sum(row.vacant for row in counts),
            }
        )
    )

"""What a body's page shows of its seats."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from regard.domains.governance.models import Body
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries.seats import SeatRow, list_seats
from regard.domains.governance.types import SeatState, Standing
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.design.words import plural_words

from .holders import where_from
from .seats import STATE_TAGS, for_whom, states_words
from .sections import BodySection, Card


def seats_section(body: Body, on: date, caller: Caller) -> BodySection:
    """Return the part of a body's page that says who sits on it."""
    rows = list_seats(body=body, on=on)
    system = body.system.slug
    more = reverse("governance:body_seats", kwargs={"system": system, "slug": body.slug})
    links = [("All seats, and who held them", more)] if rows else []
    if is_allowed(caller, Permission.EDIT_SEATS, body) and body.valid_to is None:
        where = {"system": system, "slug": body.slug}
        links.append(("Add a seat", reverse("governance:new_seat", kwargs=where)))
    return BodySection(
        title="Who sits on it",
        words=_section_words(rows),
        cards=tuple(_card(row, system) for row in _what_matters_first(rows)),
        links=tuple(links),
    )


def _section_words(rows: Sequence[SeatRow]) -> str:
    if not rows:
        return "No seat of it is known on that day."
    return f"{plural_words(len(rows), 'seat')}: {states_words(Counter(r.state for r in rows))}."


def _what_matters_first(rows: Sequence[SeatRow]) -> list[SeatRow]:
    """Return the chair, then what is to be filled, then those who vote."""
    order = list(Standing)
    return sorted(
        rows,
        key=lambda row: (
            not row.is_chair,
            row.state is SeatState.FILLED,
            order.index(row.standing),
        ),
    )


def _card(row: SeatRow, system: str) -> Card:
    holder = f"{row.holder.name}, {where_from(row.holder)}" if row.holder else "Nobody"
    words = f"{holder}. {for_whom(row)}. {row.standing.label}."
    return Card(
        title=row.name,
        url=reverse("governance:seat", kwargs={"system": system, "seat_id": row.seat_id}),
        words=words,
        tag=None if row.state is SeatState.FILLED else (row.state.label, STATE_TAGS[row.state]),
    )

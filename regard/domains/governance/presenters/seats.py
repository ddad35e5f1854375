"""Seats and those who sit in them, as they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from regard.domains.governance.actions.seat_sheets import Loaded
from regard.domains.governance.models import Body
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries.bodies import BodyRow
from regard.domains.governance.queries.holders import HolderRow, SatRow
from regard.domains.governance.queries.seats import SeatRow, Sitting, list_seats
from regard.domains.governance.types import (
    AppointmentKind,
    Constituency,
    SeatFacts,
    SeatState,
    Standing,
)
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.design.words import date_words, number_words, plural_words

from .sections import BodySection, Card

if TYPE_CHECKING:
    from regard.domains.register.models import System

STATE_TAGS = {SeatState.FILLED: "ok", SeatState.LAPSED: "part", SeatState.VACANT: "gap"}

CSV_HEADER = (
    "Body",
    "Seat",
    "Speaks for",
    "Which providers",
    "Place",
    "Nominated by",
    "Nominator",
    "Standing",
    "Chair",
    "Term in months",
    "State",
    "Holder",
    "Job",
    "Works at",
    "Holder comes from",
    "Since",
    "Term ends",
    "Deputy",
)


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
    parts += [f"{number_words(states[SeatState.VACANT])} vacant"] if states["vacant"] else []
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


def where_from(sitting: Sitting | HolderRow) -> str:
    """Return what somebody is, and where: e.g. "Registered manager, Elm Grange"."""
    return ", ".join(part for part in (sitting.job, sitting.works_at) if part) or (
        sitting.side.label
    )


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


def stretch(row: SatRow) -> str:
    """Return from when to when somebody sat."""
    if row.valid_to is None:
        return f"Since {date_words(row.valid_from)}"
    return f"{date_words(row.valid_from)} to {date_words(row.valid_to)}"


def sat_tag(row: SatRow, *, on: date) -> tuple[str, str]:
    """Return in a word or two how an appointment stands."""
    if row.is_lapsed:
        return "Past its term", "part"
    if row.is_now:
        return row.kind.label, "ok"
    return ("To come", "part") if row.valid_from > on else ("Ended", "no")


def holder_lede(rows: Sequence[SatRow]) -> str:
    """Return the finding on somebody: how many seats they hold and deputise in."""
    now = [row for row in rows if row.is_now]
    holds = sum(1 for row in now if row.kind is AppointmentKind.HOLDER)
    deputises = len(now) - holds
    if not rows:
        return "They have not been appointed to any seat."
    if not now:
        return "They sit on no body now."
    parts = [f"Holds {plural_words(holds, 'seat')}"] if holds else []
    if deputises:
        word = "deputises" if holds else "Deputises"
        parts.append(f"{word} in {plural_words(deputises, 'seat')}")
    return f"{' and '.join(parts)}."


def holders_lede(rows: Sequence[HolderRow], *, words: str) -> str:
    """Return the finding on those who sit: how many, and how many of them sit in several."""
    if words:
        return f"{plural_words(len(rows), 'person', 'people')} found for “{words}”."
    sitting = [row for row in rows if row.seats]
    several = sum(1 for row in sitting if row.seats > 1)
    if not sitting:
        return "Nobody sits on any body that is known here."
    people = plural_words(len(sitting), "person sits", "people sit")
    return f"{people} on a body here; {number_words(several)} of them in more than one seat."


def csv_rows(
    bodies: Sequence[BodyRow], seats: dict[int, list[SeatRow]]
) -> Iterable[tuple[object, ...]]:
    """Yield the seats of all bodies as rows of `CSV_HEADER`."""
    for body in bodies:
        for row in seats.get(body.body_id, []):
            yield (
                body.name,
                row.name,
                row.speaks_for.label,
                which_providers(row),
                row.place,
                row.nominated_by.label,
                row.nominator,
                row.standing.label,
                "yes" if row.is_chair else "no",
                row.term_months or "",
                row.state.label,
                *_csv_holder(row.holder),
                row.deputy.name if row.deputy else "",
            )


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


def fill_step(row: SeatRow, *, system: System) -> dict[str, str]:
    """Return the step of filling a seat."""
    vacant = row.state is SeatState.VACANT
    url = reverse("governance:appoint", kwargs={"system": system.slug, "seat_id": row.seat_id})
    return {
        "title": f"{row.name} is vacant" if vacant else f"The term in {row.name} is over",
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


def _csv_holder(holder: Sitting | None) -> tuple[object, ...]:
    if holder is None:
        return ("",) * 6
    return (
        holder.name,
        holder.job,
        holder.works_at,
        holder.side.label,
        holder.valid_from.isoformat(),
        holder.term_ends_on.isoformat() if holder.term_ends_on else "",
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


def loaded_lede(loaded: Loaded) -> str:
    """Return the finding: what a spreadsheet of seats made, and how many rows were refused."""
    made = (
        f"{plural_words(loaded.seats, 'seat')} added, and "
        f"{plural_words(loaded.appointments, 'person', 'people')} appointed."
    )
    there = (
        f" {plural_words(loaded.there, 'seat')} {'was' if loaded.there == 1 else 'were'} there "
        "already."
        if loaded.there
        else ""
    )
    refused = (
        f" {plural_words(len(loaded.refused), 'row')} could not be taken."
        if loaded.refused
        else " Every row was taken."
    )
    return made + there + refused

"""Take many seats and those who hold them from a spreadsheet, set-wise, naming what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Appointment, Body, Holder, Seat
from regard.domains.governance.queries.days import live_on
from regard.domains.governance.rules import seat_sheets as sheets
from regard.domains.governance.rules import seats as rules
from regard.domains.governance.rules.seat_sheets import RefusedCell, SeatLine
from regard.domains.governance.types import AppointmentKind, Side
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria, Sector
from regard.foundation.analysis.sheet_cells import fold
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .appointments import appoint

if TYPE_CHECKING:
    from regard.domains.register.models import System
    from regard.foundation.files.tables import Table


TWICE = "The body has a seat of this name in a row before. Give each its own name"


class CannotReadSeats(Refusal):
    """The table is no list of seats."""


@dataclass(frozen=True)
class Loaded:
    """
    What came of a spreadsheet of seats.

    Attributes:
        there: rows whose seat was there already; it stays as it was.
        unknown: columns that say nothing to us.
        refused: of each row that was not taken, the cell that is to blame.
    """

    seats: int
    there: int
    holders: int
    appointments: int
    unknown: tuple[str, ...]
    refused: tuple[RefusedCell, ...]


@dataclass(frozen=True)
class _Scene:
    """What the rows are compared with, by folded names."""

    bodies: dict[str, Body]
    places: dict[str, int]
    seats: dict[tuple[int, str], Seat]
    locations: dict[str, int]
    public: frozenset[int]
    holders: dict[tuple[str, str], Holder]


@transaction.atomic
def load_seats(*, system: System, table: Table, by: str, at: datetime) -> Loaded:
    """
    Make the seats of a spreadsheet that are not there yet, and appoint who holds each.

    A seat is known by its body and name; who holds it by name and where they work. So the same
    sheet twice changes nothing. A seat that is there keeps what is said of it; if somebody else
    holds it in the sheet, they are appointed after whoever does. Rows that cannot be taken are
    left out and named; the others are taken.

    :raises CannotReadSeats: if a column is missing without which no seat can be made.
    """
    reason = sheets.reason_not_to_read(table.header)
    if reason:
        raise CannotReadSeats(reason)
    lines, refused = _read(table)
    scene = _scene(system, lines, at)
    taken = _sort_out(lines, scene, refused)
    seats = _make_seats(taken, scene)
    holders = _make_holders(system, taken, scene)
    appointments, others = _appoint_to_new(taken, scene, seats)
    appointments += _appoint_after(others, scene, refused, by=by, at=at)
    loaded = Loaded(
        seats=len(seats),
        there=len(taken) - len(seats),
        holders=holders,
        appointments=appointments,
        unknown=tuple(sheets.unknown_columns(table.header)),
        refused=tuple(sorted(refused, key=lambda cell: cell.line)),
    )
    detail: dict[str, object] = {
        "seats": len(seats),
        "holders": holders,
        "appointments": appointments,
        "refused": len(refused),
    }
    ledger.record(event="seats.loaded", subject=system, by=by, at=at, detail=detail)
    return loaded


def _read(table: Table) -> tuple[list[SeatLine], list[RefusedCell]]:
    lines, refused = [], []
    for row in table.rows:
        read = sheets.read_line(line=row.line, header=table.header, cells=row.cells)
        if isinstance(read, RefusedCell):
            refused.append(read)
        else:
            lines.append(read)
    return lines, refused


def _scene(system: System, lines: Sequence[SeatLine], at: datetime) -> _Scene:
    on = at.date()
    bodies = {fold(body.name): body for body in Body.objects.filter(live_on(on), system=system)}
    seats = Seat.objects.filter(live_on(on), body__system=system)
    holders = Holder.objects.filter(system=system).select_related("organisation", "location")
    numbers = {line.number for line in lines if line.number}
    locations = register.find_locations(system=system, keys=numbers) if numbers else {}
    public = Criteria(sectors=(Sector.PUBLIC,))
    services = register.list_audience(system=system, criteria=public) if numbers else []
    return _Scene(
        bodies=bodies,
        places={fold(place.name): place.pk for place in register.list_places(system=system)},
        seats={(seat.body_id, fold(seat.name)): seat for seat in seats.order_by("-pk")},
        locations=locations,
        public=frozenset(row.location_id for row in services),
        holders={_who(holder): holder for holder in holders.order_by("-pk")},
    )


def _sort_out(
    lines: Iterable[SeatLine], scene: _Scene, refused: list[RefusedCell]
) -> list[SeatLine]:
    """Return the rows that can be taken, and name the others in `refused`."""
    taken, seen = [], set()
    for line in lines:
        key = (fold(line.body), fold(line.name))
        problem = _problem(line, scene)
        if problem is None and key in seen:
            problem = (sheets.SEAT, line.name, TWICE)
        if problem is None:
            seen.add(key)
            taken.append(line)
        else:
            refused.append(RefusedCell(line.line, *problem))
    return taken


def _problem(line: SeatLine, scene: _Scene) -> tuple[str, str, str] | None:
    """Return what of a row is not known here: column, value and why; None: all of it is."""
    if fold(line.body) not in scene.bodies:
        return (
            sheets.BODY,
            line.body,
            "No body here is called that. Mend the name, or add it",
        )
    if line.place and fold(line.place) not in scene.places:
        return sheets.PLACE, line.place, "No place here is called that"
    if line.number and line.number not in scene.locations:
        return sheets.NUMBER, line.number, "No service on the register here has that number"
    is_public = scene.locations.get(line.number, 0) in scene.public
    if is_public and line.side in {Side.PROVIDER, Side.ASSOCIATION}:
        return sheets.COMES_FROM, line.side.label, "A council or the NHS runs that service"
    return None


def _make_seats(lines: Iterable[SeatLine], scene: _Scene) -> set[int]:
    """Make the seats that are not there. Return their numbers."""
    made = []
    for line in lines:
        body = scene.bodies[fold(line.body)]
        if (body.pk, fold(line.name)) not in scene.seats:
            made.append(_seat(line, body, scene))
    for seat in Seat.objects.bulk_create(made):
        scene.seats[seat.body_id, fold(seat.name)] = seat
    return {seat.pk for seat in made}


def _seat(line: SeatLine, body: Body, scene: _Scene) -> Seat:
    return Seat(
        body=body,
        name=line.name,
        nominated_by=line.nominated_by,
        nominator=line.nominator,
        speaks_for=line.speaks_for,
        service_types=sorted(line.service_types),
        sectors=sorted(line.sectors),
        size_bands=sorted(line.size_bands),
        place_id=scene.places[fold(line.place)] if line.place else None,
        standing=line.standing,
        is_chair=line.is_chair,
        term_months=line.term_months,
        valid_from=None,
    )


def _make_holders(system: System, lines: Iterable[SeatLine], scene: _Scene) -> int:
    made = {}
    for line in lines:
        key = _who_is_meant(line, scene)
        if line.holder and key not in scene.holders:
            made[key] = Holder(
                system=system,
                name=line.holder,
                job=line.job,
                email=line.email,
                side=line.side,
                works_at=line.works_at,
                location_id=scene.locations.get(line.number),
            )
    for key, holder in zip(made, Holder.objects.bulk_create(made.values()), strict=True):
        scene.holders[key] = holder
    return len(made)


def _appoint_to_new(
    lines: Iterable[SeatLine], scene: _Scene, new: set[int]
) -> tuple[int, list[SeatLine]]:
    """Put those who hold new seats into them. Return how many, and the rows of other seats."""
    made, others = [], []
    for line in lines:
        seat = _seat_of(line, scene)
        if line.since is None:
            continue
        if seat.pk in new:
            made.append(_first(seat, scene.holders[_who_is_meant(line, scene)], line.since))
        else:
            others.append(line)
    return len(Appointment.objects.bulk_create(made)), others


def _appoint_after(
    lines: Sequence[SeatLine],
    scene: _Scene,
    refused: list[RefusedCell],
    *,
    by: str,
    at: datetime,
) -> int:
    """Appoint to seats that were there who did not come into them last. Return how many."""
    seats = [_seat_of(line, scene).pk for line in lines]
    there = Appointment.objects.filter(seat__in=seats, kind=AppointmentKind.HOLDER)
    last = dict(there.order_by("valid_from").values_list("seat_id", "holder_id"))
    done = 0
    for line in lines:
        seat, holder = _seat_of(line, scene), scene.holders[_who_is_meant(line, scene)]
        if last.get(seat.pk) == holder.pk or line.since is None:
            continue
        try:
            appoint(seat=seat, holder=holder, on=line.since, by=by, at=at)
        except Refusal as refusal:
            refused.append(RefusedCell(line.line, sheets.HOLDER, line.holder, str(refusal)))
        else:
            done += 1
    return done


def _first(seat: Seat, holder: Holder, since: date) -> Appointment:
    ends = rules.end_of_term(begins_on=since, term_months=seat.term_months)
    return Appointment(seat=seat, holder=holder, valid_from=since, term_ends_on=ends)


def _seat_of(line: SeatLine, scene: _Scene) -> Seat:
    return scene.seats[scene.bodies[fold(line.body)].pk, fold(line.name)]


def _who(holder: Holder) -> tuple[str, str]:
    """Return by what somebody is known: their name, and where they work."""
    if holder.location_id is not None:
        return fold(holder.name), f"#{holder.location_id}"
    return fold(holder.name), fold(str(holder.organisation or holder.works_at))


def _who_is_meant(line: SeatLine, scene: _Scene) -> tuple[str, str]:
    location = scene.locations.get(line.number)
    works_at = fold(line.works_at) if location is None else f"#{location}"
    return fold(line.holder), works_at

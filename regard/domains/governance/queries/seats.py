"""
Seats, and who holds them on a day. Both are public; addresses of people are not among it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from regard.domains.governance.models import Appointment, Body, Seat
from regard.domains.governance.rules import seats as rules
from regard.domains.governance.types import (
    AppointmentKind,
    Constituency,
    SeatState,
    Side,
    Standing,
)
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .days import live_on

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class Sitting:
    """
    Somebody in a seat on a day, as its holder or their deputy.

    Attributes:
        works_at: of the register where they are linked to it; "" where nothing is known.
        term_ends_on: first day after the term; None: no fixed term.
    """

    appointment_id: int
    holder_id: int
    name: str
    job: str
    side: Side
    works_at: str
    valid_from: date
    term_ends_on: date | None


@dataclass(frozen=True)
class SeatRow:
    """
    A seat of a body as it stood on a day.

    Attributes:
        nominator: who nominates, by name; "" where nobody has said.
        service_types: of providers it speaks for; empty: all. So for sectors and size bands.
        place: name of the place to which it is limited; "": the body's whole area.
        term_months: None: no fixed term.
        holder: None: vacant.
    """

    seat_id: int
    body_id: int
    name: str
    nominated_by: Side
    nominator: str
    speaks_for: Constituency
    service_types: tuple[ServiceType, ...]
    sectors: tuple[Sector, ...]
    size_bands: tuple[SizeBand, ...]
    place: str
    standing: Standing
    term_months: int | None
    is_chair: bool
    valid_from: date | None
    valid_to: date | None
    state: SeatState
    holder: Sitting | None
    deputy: Sitting | None


def list_seats(*, body: Body, on: date) -> list[SeatRow]:
    """
    Return the seats that a body had on a day, and who held each: the chair's first.

    Two queries, however many there are.
    """
    return _rows(Seat.objects.filter(live_on(on), body=body), on)


def list_seats_of(*, body_ids: Iterable[int], on: date) -> dict[int, list[SeatRow]]:
    """Return `list_seats` of several bodies, by body; a body without seats has no entry."""
    found: dict[int, list[SeatRow]] = {}
    for row in _rows(Seat.objects.filter(live_on(on), body__in=list(body_ids)), on):
        found.setdefault(row.body_id, []).append(row)
    return found


def list_seats_called(*, seat_ids: Iterable[int], on: date) -> list[SeatRow]:
    """Return these seats, those of them that were there on a day, in the order asked for."""
    ids = list(seat_ids)
    rows = _rows(Seat.objects.filter(live_on(on), pk__in=ids), on)
    return sorted(rows, key=lambda row: ids.index(row.seat_id))


def get_seat(
    *, system: System, seat_id: int, caller: Caller, to: authority.Permission | None = None
) -> Seat:
    """
    Return a seat of any body of the system, ended or not, to see or to do `to` with.

    :raises NotFound: if the system has none of this number.
    :raises NotAllowed: if the caller may not do `to` in its body; SignInNeeded if nobody is
        signed in.
    """
    found = Seat.objects.select_related("body", "place", "network")
    seat = found.filter(body__system=system, pk=seat_id).first()
    if seat is None:
        raise NotFound("There is no such seat in this system")
    if to is not None:
        require(caller, to, seat.body)
    return seat


def get_appointment(
    *, seat: Seat, appointment_id: int, caller: Caller, to: authority.Permission | None = None
) -> Appointment:
    """
    Return an appointment to a seat, with its holder.

    :raises NotFound: if the seat has none of this number.
    :raises NotAllowed: if the caller may not do `to` in the seat's body.
    """
    found = _with_holder(Appointment.objects.filter(seat=seat, pk=appointment_id)).first()
    if found is None:
        raise NotFound("There is no such appointment to this seat")
    if to is not None:
        require(caller, to, seat.body)
    return found


def sitting_of(appointment: Appointment) -> Sitting:
    """Return who sits by an appointment. Its holder and their work are read beforehand."""
    holder = appointment.holder
    works_at = holder.location or holder.organisation or holder.works_at
    return Sitting(
        appointment_id=appointment.pk,
        holder_id=holder.pk,
        name=holder.name,
        job=holder.job,
        side=Side(holder.side),
        works_at=str(works_at),
        valid_from=appointment.valid_from,
        term_ends_on=appointment.term_ends_on,
    )


def _rows(seats: QuerySet[Seat], on: date) -> list[SeatRow]:
    sitting: dict[tuple[int, str], Sitting] = {}
    live = Appointment.objects.filter(live_on(on), seat__in=seats.values("pk"))
    for each in _with_holder(live):
        sitting[each.seat_id, each.kind] = sitting_of(each)
    ordered = seats.select_related("place").order_by("-is_chair", "id")
    return [_row(seat, sitting, on) for seat in ordered]


def _row(seat: Seat, sitting: dict[tuple[int, str], Sitting], on: date) -> SeatRow:
    holder = sitting.get((seat.pk, AppointmentKind.HOLDER))
    term_ends_on = holder.term_ends_on if holder else None
    return SeatRow(
        seat_id=seat.pk,
        body_id=seat.body_id,
        name=seat.name,
        nominated_by=Side(seat.nominated_by),
        nominator=seat.nominator,
        speaks_for=Constituency(seat.speaks_for),
        service_types=tuple(ServiceType(each) for each in seat.service_types),
        sectors=tuple(Sector(each) for each in seat.sectors),
        size_bands=tuple(SizeBand(each) for each in seat.size_bands),
        place=seat.place.name if seat.place else "",
        standing=Standing(seat.standing),
        term_months=seat.term_months,
        is_chair=seat.is_chair,
        valid_from=seat.valid_from,
        valid_to=seat.valid_to,
        state=rules.state_of_seat(is_held=holder is not None, term_ends_on=term_ends_on, on=on),
        holder=holder,
        deputy=sitting.get((seat.pk, AppointmentKind.DEPUTY)),
    )


def _with_holder(appointments: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return appointments.select_related("holder__organisation", "holder__location")

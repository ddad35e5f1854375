"""Keep who sits on bodies; appoint them to seats, and let them go."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import Appointment, Holder, Seat
from regard.domains.governance.rules import seats as rules
from regard.domains.governance.types import AppointmentKind, Side
from regard.domains.register.types import Sector
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .seats import lock_seat

if TYPE_CHECKING:
    from regard.domains.register.models import System


class CannotSetHolder(Refusal):
    """What was said of somebody who sits on bodies cannot be so."""


class CannotAppoint(Refusal):
    """They cannot come into the seat on that day."""


class CannotEndAppointment(Refusal):
    """They cannot leave the seat on that day."""


@dataclass(frozen=True)
class HolderDetails:
    """
    What is said of somebody who sits on bodies.

    Attributes:
        side: whom they work for.
        works_at: by name, where it is not on the register.
        organisation_id: of the register, the provider they work for; None: not there.
        location_id: of the register, the service they work in; None: not there.
        person_id: their account; None: they have none.
    """

    name: str
    side: Side
    job: str = ""
    email: str = ""
    works_at: str = ""
    organisation_id: int | None = None
    location_id: int | None = None
    person_id: int | None = None


@transaction.atomic
def add_holder(*, system: "System", details: HolderDetails, by: str, at: datetime) -> Holder:
    """
    Keep somebody who may sit on bodies of a system.

    :raises CannotSetHolder: if they have no name, or are said to come from a care provider
        and the provider on the register is run by a council or the NHS.
    """
    holder = Holder(system=system, **_fields(details))
    _check(holder)
    holder.save()
    ledger.record(event="holder.added", subject=holder, by=by, at=at)
    return holder


@transaction.atomic
def edit_holder(*, holder: Holder, details: HolderDetails, by: str, at: datetime) -> Holder:
    """Change what is said of somebody who sits on bodies, for all of their days."""
    holder = Holder.objects.select_for_update().get(pk=holder.pk)
    for name, value in _fields(details).items():
        setattr(holder, name, value)
    _check(holder)
    holder.save()
    ledger.record(event="holder.edited", subject=holder, by=by, at=at)
    return holder


@transaction.atomic
def appoint(
    *,
    seat: Seat,
    holder: Holder,
    on: date,
    kind: AppointmentKind = AppointmentKind.HOLDER,
    by: str,
    at: datetime,
) -> Appointment:
    """
    Appoint somebody to a seat, or as deputy in it, from a day on.

    Whoever was there as the same ends on that day; a deputy who becomes the holder is deputy no
    more. The term is worked out from the seat's; appointing somebody again begins a new one.

    :raises CannotAppoint: if there is no such seat on that day, somebody came into it then or
        later, or they would deputise for themselves.
    """
    seat = lock_seat(seat, CannotAppoint)
    before = list(seat.appointments.filter(kind=kind).select_related("holder"))
    reason = rules.reason_not_to_appoint(
        on=on,
        seat_from=seat.valid_from,
        seat_to=seat.valid_to,
        others=[(each.holder.name, each.valid_from, each.valid_to) for each in before],
    )
    if holder.system_id != seat.body.system_id:
        reason = "They sit on bodies of another system. Add them to this one first"
    if reason is None:
        reason = _reason_not_to_be_both(seat, holder, kind, on)
    if reason:
        raise CannotAppoint(reason)
    _make_way(seat, holder, kind, on)
    made = Appointment.objects.create(
        seat=seat,
        holder=holder,
        kind=kind,
        valid_from=on,
        term_ends_on=rules.end_of_term(begins_on=on, term_months=seat.term_months),
    )
    detail: dict[str, object] = {"seat": seat.pk, "on": on.isoformat(), "kind": kind.value}
    ledger.record(event="appointment.made", subject=made, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, on: date, why: str = "", by: str, at: datetime
) -> Appointment:
    """
    Let somebody go from a seat: from that day on they hold it no more.

    :param why: in words for the public page; empty: nothing is said.
    :raises CannotEndAppointment: if they left before, or had not come by then.
    """
    appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
    who = appointment.holder.name
    reason = rules.reason_not_to_end(who=who, begun_on=appointment.valid_from, on=on)
    if appointment.valid_to is not None:
        reason = f"{who} left on {appointment.valid_to:%-d %B %Y}"
    if reason:
        raise CannotEndAppointment(reason)
    appointment.valid_to = on
    appointment.why_ended = why.strip()
    appointment.save(update_fields=["valid_to", "why_ended", "updated_at"])
    detail: dict[str, object] = {"seat": appointment.seat_id, "on": on.isoformat()}
    ledger.record(event="appointment.ended", subject=appointment, by=by, at=at, detail=detail)
    return appointment


def _fields(details: HolderDetails) -> dict[str, object]:
    return asdict(details) | {"name": " ".join(details.name.split())}


def _check(holder: Holder) -> None:
    place = holder.location.organisation if holder.location else holder.organisation
    reason = rules.reason_not_to_hold(
        name=holder.name,
        side=Side(holder.side),
        sector=Sector(place.sector) if place else None,
    )
    if reason:
        raise CannotSetHolder(reason)


def _reason_not_to_be_both(
    seat: Seat, holder: Holder, kind: AppointmentKind, on: date
) -> str | None:
    """Return why a holder cannot be their own deputy; None where a deputy becomes the holder."""
    other = seat.appointments.filter(holder=holder, valid_to=None).exclude(kind=kind).first()
    if other is None:
        return None
    if kind is AppointmentKind.HOLDER and other.valid_from < on:
        return None
    return f"{holder.name} cannot be both the holder of a seat and the deputy in it"


def _make_way(seat: Seat, holder: Holder, kind: AppointmentKind, on: date) -> None:
    """End the one before, and what the new one was in the seat until now."""
    there = seat.appointments.filter(valid_to=None)
    there.filter(kind=kind).update(valid_to=on, why_ended=f"{holder.name} was appointed")
    there.filter(holder=holder).exclude(kind=kind).update(
        valid_to=on, why_ended="Became the holder of the seat"
    )

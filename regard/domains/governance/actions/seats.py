"""Make, correct, replace and end seats."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from regard.domains.governance.models import Appointment, Body, Seat
from regard.domains.governance.rules import seats as rules
from regard.domains.governance.types import Constituency, Side, Standing
from regard.domains.register.types import Sector, ServiceType, SizeBand
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal


class CannotSetSeat(Refusal):
    """What was said of a seat cannot be so."""


class CannotEndSeat(Refusal):
    """The seat cannot end on that day."""


@dataclass(frozen=True)
class SeatDetails:
    """
    What is said of a seat.

    Attributes:
        network_id: of the network on the register that nominates; None: it is not there.
        service_types: of providers that it speaks for; empty: all. So for sectors and sizes.
        place_id: of the register, to which it is limited; None: the body's whole area.
        term_months: None: no fixed term.
        valid_from: None: since before our records begin.
    """

    name: str
    nominated_by: Side
    speaks_for: Constituency
    standing: Standing
    nominator: str = ""
    network_id: int | None = None
    service_types: tuple[ServiceType, ...] = ()
    sectors: tuple[Sector, ...] = ()
    size_bands: tuple[SizeBand, ...] = ()
    place_id: int | None = None
    term_months: int | None = None
    is_chair: bool = False
    valid_from: date | None = None


@transaction.atomic
def add_seat(*, body: Body, details: SeatDetails, by: str, at: datetime) -> Seat:
    """
    Make a seat of a body.

    :raises CannotSetSeat: if it cannot be so, or the body has ended by the day it begins.
    """
    _check(details)
    ended = body.valid_to
    if ended is not None and (details.valid_from or at.date()) >= ended:
        raise CannotSetSeat(f"{body.name} ended on {ended:%-d %B %Y}")
    seat = Seat.objects.create(body=body, **_fields(details))
    ledger.record(event="seat.added", subject=seat, by=by, at=at, detail={"body": body.pk})
    return seat


@transaction.atomic
def edit_seat(*, seat: Seat, details: SeatDetails, by: str, at: datetime) -> Seat:
    """
    Correct what is said of a seat, for all of its days.

    What a seat is from some day on is `change_seat`.

    :raises CannotSetSeat: if it cannot be so, or somebody held it before it would begin.
    """
    _check(details)
    seat = lock_seat(seat, CannotSetSeat)
    begins = details.valid_from
    if begins is not None:
        first = seat.appointments.filter(valid_from__lt=begins).order_by("valid_from").first()
        if first is not None:
            raise CannotSetSeat(f"Somebody held it from {first.valid_from:%-d %B %Y}")
        if seat.valid_to is not None and begins >= seat.valid_to:
            raise CannotSetSeat(f"It ended on {seat.valid_to:%-d %B %Y}")
    for name, value in _fields(details).items():
        setattr(seat, name, value)
    seat.save()
    ledger.record(event="seat.edited", subject=seat, by=by, at=at)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, on: date, by: str, at: datetime) -> Seat:
    """
    End a seat: from that day on nobody holds it, and nobody deputises in it.

    :raises CannotEndSeat: if it ended before, began no earlier, or somebody came into it on
        that day or later.
    """
    seat = lock_seat(seat, CannotEndSeat)
    ended = _end(seat, on, "The seat ended")
    detail: dict[str, object] = {"on": on.isoformat(), "appointments": ended}
    ledger.record(event="seat.ended", subject=seat, by=by, at=at, detail=detail)
    return seat


@transaction.atomic
def change_seat(*, seat: Seat, details: SeatDetails, on: date, by: str, at: datetime) -> Seat:
    """
    Make a seat something else from a day on, and leave what it was before that day.

    It ends, and one as it is said to be now follows, in which whoever held it, or deputised,
    goes on with the same term.

    :raises CannotSetSeat: if it cannot be so.
    :raises CannotEndSeat: if it ended before, began no earlier, or somebody came into it on
        that day or later.
    """
    _check(details)
    seat = lock_seat(seat, CannotEndSeat)
    going_on = list(seat.appointments.filter(valid_to=None))
    _end(seat, on, "The seat was changed")
    made = Seat.objects.create(body_id=seat.body_id, **_fields(details) | {"valid_from": on})
    Appointment.objects.bulk_create(
        Appointment(
            seat=made,
            holder_id=each.holder_id,
            kind=each.kind,
            valid_from=on,
            term_ends_on=each.term_ends_on and max(each.term_ends_on, on),
        )
        for each in going_on
    )
    detail: dict[str, object] = {"on": on.isoformat(), "was": seat.pk}
    ledger.record(event="seat.changed", subject=made, by=by, at=at, detail=detail)
    return made


@transaction.atomic
def end_seats(*, body: Body, on: date, by: str, at: datetime) -> int:
    """
    End all seats that a body has left, as it ends itself. Return how many they were.

    A seat that was to begin on that day or later never begins, and goes; so does an
    appointment.
    """
    after = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    seats = Seat.objects.filter(after, body=body)
    appointments = Appointment.objects.filter(after, seat__in=seats.values("pk"))
    appointments.filter(valid_from__gte=on).delete()
    appointments.update(valid_to=on, why_ended="The body ended")
    seats.filter(valid_from__gte=on).delete()
    ended = seats.update(valid_to=on)
    detail: dict[str, object] = {"on": on.isoformat(), "seats": ended}
    ledger.record(event="body.seats_ended", subject=body, by=by, at=at, detail=detail)
    return ended


def lock_seat(seat: Seat, refusal: type[Refusal]) -> Seat:
    """
    Return a seat as it is now, which nobody else can change until the end of the act.

    :raises Refusal: the one given, if there is no such seat any more.
    """
    found = Seat.objects.select_for_update().filter(pk=seat.pk).first()
    if found is None:
        raise refusal(f"{seat.name} was taken away, as its body ended before it began")
    return found


def _check(details: SeatDetails) -> None:
    reason = rules.reason_not_to_set(
        name=details.name,
        speaks_for=details.speaks_for,
        names_providers=bool(details.service_types or details.sectors or details.size_bands),
        term_months=details.term_months,
    )
    if reason:
        raise CannotSetSeat(reason)


def _fields(details: SeatDetails) -> dict[str, object]:
    lists = ("service_types", "sectors", "size_bands")
    return asdict(details) | {name: sorted(getattr(details, name)) for name in lists}


def _end(seat: Seat, on: date, why: str) -> int:
    """End a seat that is locked, with its appointments. Return how many of those ended."""
    if seat.valid_to is not None:
        raise CannotEndSeat(f"It ended on {seat.valid_to:%-d %B %Y}")
    reason = rules.reason_not_to_end(who="The seat", begun_on=seat.valid_from, on=on)
    later = seat.appointments.filter(valid_from__gte=on).select_related("holder").first()
    if later is not None:
        reason = rules.reason_not_to_end(who=later.holder.name, begun_on=later.valid_from, on=on)
    past = seat.appointments.filter(valid_to__gt=on).select_related("holder").first()
    if past is not None and reason is None:
        reason = f"{past.holder.name} held it until {past.valid_to:%-d %B %Y}"
    if reason:
        raise CannotEndSeat(reason)
    ended = seat.appointments.filter(valid_to=None).update(valid_to=on, why_ended=why)
    seat.valid_to = on
    seat.save(update_fields=["valid_to", "updated_at"])
    return ended

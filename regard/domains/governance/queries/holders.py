"""
Those who sit on bodies: who they are, and where they sit and sat. Public, but for addresses.

Somebody who never sat anywhere is shown only to those who appoint.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from regard.domains.governance.models import Appointment, Holder
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import AppointmentKind, Side, Standing
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

from .days import live_on

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class HolderRow:
    """
    Somebody who sits, sat, or may sit on bodies of a system.

    Attributes:
        works_at: of the register where they are linked to it; "" where nothing is known.
        seats: how many seats they hold on the day, and deputise in.
        has_email: papers can be sent to them. The address itself is not told.
    """

    holder_id: int
    name: str
    job: str
    side: Side
    works_at: str
    seats: int
    has_email: bool


@dataclass(frozen=True)
class SatRow:
    """
    A stretch in which somebody held a seat or deputised in it.

    Attributes:
        valid_to: first day on which they did no more; None: they still do.
        is_lapsed: they hold it on the day asked about, and the term is over.
    """

    appointment_id: int
    holder_id: int
    holder_name: str
    seat_id: int
    seat_name: str
    body_name: str
    body_slug: str
    system_slug: str
    system_name: str
    kind: AppointmentKind
    standing: Standing
    valid_from: date
    term_ends_on: date | None
    valid_to: date | None
    why_ended: str
    is_now: bool
    is_lapsed: bool


def get_holder(
    *, system: System, holder_id: int, caller: Caller, to: authority.Permission | None = None
) -> Holder:
    """
    Return somebody who sits or sat on a body of the system.

    :raises NotFound: if there is nobody of this number, or they never sat anywhere and the
        caller may not appoint. The caller cannot tell which.
    :raises NotAllowed: if the caller may not do `to` in the system; SignInNeeded if nobody is
        signed in.
    """
    found = Holder.objects.select_related("system", "organisation", "location__organisation")
    holder = found.filter(system=system, pk=holder_id).first()
    if holder is None:
        raise NotFound("There is nobody of that number in this system")
    if to is not None:
        require(caller, to, system)
    elif not holder.appointments.exists() and not may_appoint(system=system, caller=caller):
        raise NotFound("There is nobody of that number in this system")
    return holder


def may_appoint(*, system: System, caller: Caller) -> bool:
    """Test whether the caller keeps the seats of the whole system."""
    return authority.is_allowed(caller, Permission.EDIT_SEATS, system)


def list_holders(*, system: System, on: date, caller: Caller, words: str = "") -> list[HolderRow]:
    """
    Return those who sit on a day, by name; for those who appoint, all who ever did or may.

    :param words: all of them in a name, a job or where they work; "" for everyone.
    """
    here = live_on(on, "appointments__") & live_on(on, "appointments__seat__body__")
    found = Holder.objects.filter(system=system).select_related("organisation", "location")
    for word in words.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(job__icontains=word)
            | Q(works_at__icontains=word)
            | Q(organisation__name__icontains=word)
            | Q(location__name__icontains=word)
        )
    counted = found.annotate(sits=Count("appointments", filter=here, distinct=True))
    if not may_appoint(system=system, caller=caller):
        counted = counted.filter(sits__gt=0)
    return [_holder_row(holder, holder.sits) for holder in counted.order_by("name", "pk")]


def list_sat_by(*, holder: Holder, on: date) -> list[SatRow]:
    """Return where somebody sat, sits and will sit: what is now first, then the newest."""
    return _sat(Appointment.objects.filter(holder=holder), on)


def list_sat_in(*, seat_id: int, on: date) -> list[SatRow]:
    """Return who held a seat or deputised in it: who does now first, then the newest."""
    return _sat(Appointment.objects.filter(seat=seat_id), on)


def list_sitting_from(
    *,
    on: date,
    organisation_ids: Collection[int] = (),
    location_ids: Collection[int] = (),
) -> list[SatRow]:
    """
    Return who of these providers and services sits where on a day, in all systems.

    Of a provider: whoever works in any service of it, too.
    """
    works_there = (
        Q(holder__organisation__in=list(organisation_ids))
        | Q(holder__location__in=list(location_ids))
        | Q(holder__location__organisation__in=list(organisation_ids))
    )
    now = live_on(on) & live_on(on, "seat__") & live_on(on, "seat__body__")
    return _sat(Appointment.objects.filter(works_there, now), on)


def _holder_row(holder: Holder, seats: int) -> HolderRow:
    return HolderRow(
        holder_id=holder.pk,
        name=holder.name,
        job=holder.job,
        side=Side(holder.side),
        works_at=str(holder.location or holder.organisation or holder.works_at),
        seats=seats,
        has_email=bool(holder.email),
    )


def _sat(appointments: QuerySet[Appointment], on: date) -> list[SatRow]:
    found = appointments.select_related("holder", "seat__body__system")
    rows = [_sat_row(each, on) for each in found.order_by("-valid_from", "-pk")]
    return sorted(rows, key=lambda row: not row.is_now)


def _sat_row(each: Appointment, on: date) -> SatRow:
    body = each.seat.body
    ends = [day for day in (each.valid_to, body.valid_to) if day is not None]
    is_now = is_live(each.valid_from, min(ends, default=None), on=on)
    is_over = each.term_ends_on is not None and each.term_ends_on <= on
    return SatRow(
        appointment_id=each.pk,
        holder_id=each.holder_id,
        holder_name=each.holder.name,
        seat_id=each.seat_id,
        seat_name=each.seat.name,
        body_name=body.name,
        body_slug=body.slug,
        system_slug=body.system.slug,
        system_name=body.system.name,
        kind=AppointmentKind(each.kind),
        standing=Standing(each.seat.standing),
        valid_from=each.valid_from,
        term_ends_on=each.term_ends_on,
        valid_to=each.valid_to,
        why_ended=each.why_ended,
        is_now=is_now,
        is_lapsed=is_now and is_over,
    )

"""Lots: what pool was fixed, what was drawn, and what each answered. All of it is public."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from regard.domains.governance.models import Lot, LotEntry
from regard.domains.governance.rules import lots as rules
from regard.domains.governance.types import LotState
from regard.foundation import authority
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller
from regard.foundation.base.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from regard.domains.governance.models import Body
    from regard.domains.register.models import System


@dataclass(frozen=True)
class LotRow:
    """A lot as it is listed, with how many were wanted and have said yes."""

    lot_id: int
    title: str
    body_name: str
    state: LotState
    prepared_on: date
    wanted: int
    accepted: int


@dataclass(frozen=True)
class DrawnRow:
    """
    A service that was drawn, or waits.

    Attributes:
        name: as it was when the pool was fixed.
        is_reserve: it waits for somebody to say no.
        has_accepted: None: it has not answered, or was not asked.
    """

    entry_id: int
    location_id: int
    name: str
    position: int
    is_reserve: bool
    has_accepted: bool | None
    answered_on: date | None


@dataclass(frozen=True)
class LotPart:
    """A part of a lot: how many services and providers are in it, and what was drawn."""

    name: str
    wanted: int
    services: int
    providers: int
    rows: tuple[DrawnRow, ...]


def get_lot(
    *, system: System, lot_id: int, caller: Caller, to: authority.Permission | None = None
) -> Lot:
    """
    Return a lot of any body of the system, with its body.

    :raises NotFound: if the system has none of this number.
    :raises NotAllowed: if the caller may not do `to` in its body.
    """
    lot = Lot.objects.filter(body__system=system, pk=lot_id).select_related("body").first()
    if lot is None:
        raise NotFound("There is no such lot in this system")
    if to is not None:
        require(caller, to, lot.body)
    return lot


def get_entry(
    *, lot: Lot, entry_id: int, caller: Caller, to: authority.Permission | None = None
) -> LotEntry:
    """
    Return a service that was drawn in a lot, or waits.

    :raises NotFound: if there is none of this number in it.
    :raises NotAllowed: if the caller may not do `to` in the lot's body.
    """
    entry = LotEntry.objects.filter(lot=lot, pk=entry_id).first()
    if entry is None:
        raise NotFound("There is no such service in this lot")
    if to is not None:
        require(caller, to, lot.body)
    return entry


def list_lots(*, system: System, body: Body | None = None) -> list[LotRow]:
    """Return the lots of a system, or of one body of it, the newest first. Two queries."""
    found = Lot.objects.filter(body__system=system).select_related("body").defer("pool")
    if body is not None:
        found = found.filter(body=body)
    yes = LotEntry.objects.filter(lot__in=found.values("pk"), has_accepted=True)
    accepted = list(yes.values_list("lot_id", flat=True))
    return [_lot_row(lot, accepted.count(lot.pk)) for lot in _newest(found)]


def list_parts_of(*, lot: Lot) -> list[LotPart]:
    """Return the parts of a lot in their order, with what was drawn of each. One query."""
    entries = list(LotEntry.objects.filter(lot=lot).order_by("stratum", "position"))
    parts = rules.read_pool(lot.pool)
    tickets = rules.tickets_of(parts, lot.seed) if entries else {}
    rows: dict[int, list[DrawnRow]] = defaultdict(list)
    for entry in entries:
        rows[entry.stratum].append(_drawn(entry, tickets[entry.stratum, entry.position].name))
    return [_part(part, rows[place]) for place, part in enumerate(parts)]


def _newest(lots: QuerySet[Lot]) -> QuerySet[Lot]:
    return lots.order_by("-prepared_at", "-pk")


def _lot_row(lot: Lot, accepted: int) -> LotRow:
    return LotRow(
        lot_id=lot.pk,
        title=lot.title,
        body_name=lot.body.name,
        state=LotState(lot.state),
        prepared_on=lot.prepared_at.date(),
        wanted=sum(part["wanted"] for part in lot.strata),
        accepted=accepted,
    )


def _part(part: rules.Part, rows: list[DrawnRow]) -> LotPart:
    return LotPart(
        name=part.name,
        wanted=part.wanted,
        services=len(part.tickets),
        providers=len({ticket.provider_id for ticket in part.tickets}),
        rows=tuple(rows),
    )


def _drawn(entry: LotEntry, name: str) -> DrawnRow:
    return DrawnRow(
        entry_id=entry.pk,
        location_id=entry.location_id,
        name=name,
        position=entry.position,
        is_reserve=entry.is_reserve,
        has_accepted=entry.has_accepted,
        answered_on=entry.answered_on,
    )

"""Prepare lots with a published pool, draw them, and keep what each drawn one answers."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from regard.domains.governance.models import Body, Lot, LotEntry
from regard.domains.governance.rules import lots as rules
from regard.domains.governance.types import LotState
from regard.domains.register import queries as register
from regard.domains.register.types import Criteria
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal


class CannotPrepareLot(Refusal):
    """The lot cannot be prepared so."""


class CannotDraw(Refusal):
    """The lot cannot be drawn."""


class CannotAnswer(Refusal):
    """The answer cannot be kept."""


@dataclass(frozen=True)
class Stratum:
    """
    A part from which to draw: which services of the register, and how many of them.

    Attributes:
        name: e.g. Home care.
        wanted: 0: the part is left out.
    """

    name: str
    criteria: Criteria
    wanted: int


@dataclass(frozen=True)
class LotDetails:
    """
    What is drawn, and with what seed.

    Attributes:
        seed_source: what the seed will be, and when; known to nobody yet.
    """

    title: str
    seed_source: str
    strata: tuple[Stratum, ...]


@transaction.atomic
def prepare_lot(*, body: Body, details: LotDetails, by: str, at: datetime) -> Lot:
    """
    Fix the pool of a lot and publish its hash, with what the seed will be.

    :raises CannotPrepareLot: if nothing would be drawn, a part has too few providers, or
        nobody said what the seed will be.
    """
    wanted = [stratum for stratum in details.strata if stratum.wanted]
    parts = [_part(body, stratum) for stratum in wanted]
    reason = rules.reason_not_to_prepare(parts, details.seed_source)
    if not details.title.strip():
        reason = "Say what the lot is for, for example: Three seats for home care"
    if reason:
        raise CannotPrepareLot(reason)
    text = rules.pool_json(parts)
    lot = Lot.objects.create(
        body=body,
        title=details.title.strip(),
        strata=[_told(stratum) for stratum in wanted],
        pool=json.loads(text),
        pool_sha256=rules.pool_sha256(text),
        seed_source=details.seed_source.strip(),
        prepared_at=at,
    )
    detail: dict[str, object] = {"body": body.pk, "pool_sha256": lot.pool_sha256}
    ledger.record(event="lot.prepared", subject=lot, by=by, at=at, detail=detail)
    return lot


@transaction.atomic
def draw_lot(*, lot: Lot, seed: str, by: str, at: datetime) -> Lot:
    """
    Draw a lot with the seed that has become known. It is drawn once.

    :raises CannotDraw: if it was drawn before, or there is no seed.
    """
    lot = Lot.objects.select_for_update().get(pk=lot.pk)
    seed = rules.clean_seed(seed)
    if lot.state == LotState.DRAWN:
        raise CannotDraw("This lot was drawn. To draw again, prepare a new one")
    if not seed:
        raise CannotDraw("Enter the seed as it was published")
    found = rules.draw(rules.read_pool(lot.pool), seed)
    LotEntry.objects.bulk_create(
        entry for place, drawn in enumerate(found) for entry in _entries(lot, place, drawn)
    )
    lot.seed, lot.state, lot.drawn_at = seed, LotState.DRAWN, at
    lot.save(update_fields=["seed", "state", "drawn_at", "updated_at"])
    ledger.record(event="lot.drawn", subject=lot, by=by, at=at, detail={"seed": seed})
    return lot


@transaction.atomic
def answer_lot(
    *, entry: LotEntry, has_accepted: bool, on: date, by: str, at: datetime
) -> LotEntry:
    """
    Keep what a drawn service answered. If it said no, the next that waits is asked.

    A service that waits is passed over while its provider was drawn and has not said no.

    :raises CannotAnswer: if it answered before, or still waits.
    """
    lot = Lot.objects.select_for_update().get(pk=entry.lot_id)
    entry = LotEntry.objects.get(pk=entry.pk)
    if entry.has_accepted is not None:
        raise CannotAnswer("It has answered already")
    if entry.is_reserve:
        raise CannotAnswer("It was not asked yet: it waits for somebody to say no")
    entry.has_accepted, entry.answered_on = has_accepted, on
    entry.save(update_fields=["has_accepted", "answered_on", "updated_at"])
    if not has_accepted:
        _call_next(lot, entry.stratum)
    detail: dict[str, object] = {"lot": lot.pk, "has_accepted": has_accepted}
    ledger.record(event="lot.answered", subject=entry, by=by, at=at, detail=detail)
    return entry


def _part(body: Body, stratum: Stratum) -> rules.Part:
    rows = register.list_audience(system=body.system, criteria=stratum.criteria)
    tickets = {
        row.location_id: rules.Ticket(row.location_id, row.organisation_id, row.location_name)
        for row in rows
    }
    return rules.Part(stratum.name, stratum.wanted, tuple(tickets.values()))


def _told(stratum: Stratum) -> dict[str, object]:
    """Return a part as it is kept: only the filters that narrow."""
    narrows = {name: value for name, value in asdict(stratum.criteria).items() if value}
    return {"name": stratum.name, "wanted": stratum.wanted, "criteria": narrows}


def _entries(lot: Lot, stratum: int, drawn: rules.Drawn) -> list[LotEntry]:
    return [
        LotEntry(
            lot=lot,
            stratum=stratum,
            position=position,
            location_id=ticket.location_id,
            is_reserve=position > len(drawn.drawn),
        )
        for position, ticket in enumerate((*drawn.drawn, *drawn.spares), start=1)
    ]


def _call_next(lot: Lot, stratum: int) -> None:
    """Ask the next that waits in a part and whose provider is not drawn."""
    tickets = rules.tickets_of(rules.read_pool(lot.pool), lot.seed)
    asked = LotEntry.objects.filter(lot=lot, is_reserve=False).exclude(has_accepted=False)
    drawn = {tickets[place].provider_id for place in asked.values_list("stratum", "position")}
    waits = LotEntry.objects.filter(lot=lot, stratum=stratum, is_reserve=True)
    for entry in waits.order_by("position"):
        if tickets[stratum, entry.position].provider_id not in drawn:
            entry.is_reserve = False
            entry.save(update_fields=["is_reserve", "updated_at"])
            return

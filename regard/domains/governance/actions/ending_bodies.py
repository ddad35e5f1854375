"""End bodies, with all that holds only while they are there, and say who took over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from regard.domains.governance.models import (
    Body,
    BodyRole,
    BodySuccession,
    LegalBasis,
    Meeting,
    Responsibility,
)
from regard.domains.governance.queries.days import live_on
from regard.domains.governance.rules import bodies as rules
from regard.domains.governance.types import MeetingState, SuccessionKind
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .seats import end_seats

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import Model, QuerySet


class CannotEndBody(Refusal):
    """The body cannot end so."""


@dataclass(frozen=True)
class Ending:
    """
    How a body ends.

    Attributes:
        on: the first day on which it is no more; it may be to come.
        successors: the bodies that take over; none: nobody does.
        kind: how they take over, where anybody does.
    """

    on: date
    why: str
    successors: tuple[Body, ...] = ()
    kind: SuccessionKind = SuccessionKind.REPLACED


@transaction.atomic
def end_body(*, body: Body, ending: Ending, by: str, at: datetime) -> Body:
    """
    End a body: its seats, roles, rights and responsibilities end with it on that day.

    What it did stays on record. Whoever takes over is given responsibilities of their own.
    Seats write an entry of their own in the ledger.

    :raises CannotEndBody: if its end is on record, something of it begins or meets after that
        day, or a successor is not there then.
    """
    body = Body.objects.select_for_update().get(pk=body.pk)
    _check(body, ending)
    body.valid_to, body.why_ended = ending.on, ending.why
    body.save(update_fields=["valid_to", "why_ended", "updated_at"])
    ended = {
        words: rows.filter(live_on(ending.on)).update(valid_to=ending.on)
        for words, rows in _parts(body)
    }
    end_seats(body=body, on=ending.on, by=by, at=at)
    BodySuccession.objects.bulk_create(
        [
            BodySuccession(predecessor=body, successor=each, kind=ending.kind, on=ending.on)
            for each in ending.successors
        ]
    )
    detail: dict[str, object] = {
        "on": ending.on.isoformat(),
        "successors": [each.pk for each in ending.successors],
        "ended": ended,
    }
    ledger.record(event="body.ended", subject=body, by=by, at=at, detail=detail)
    return body


def _check(body: Body, ending: Ending) -> None:
    reason = rules.reason_not_to_end(
        valid_from=body.valid_from, valid_to=body.valid_to, on=ending.on
    )
    if reason:
        raise CannotEndBody(reason)
    for each in ending.successors:
        _check_successor(body, each, ending)
    for words, rows in _parts(body):
        if rows.filter(valid_from__gte=ending.on).exists():
            raise CannotEndBody(f"{words} of it begins on that day or later. Choose a later day")
    meetings = Meeting.objects.filter(body=body, starts_at__date__gte=ending.on)
    if meetings.exclude(state=MeetingState.CANCELLED).exists():
        raise CannotEndBody("It meets on that day or later. Cancel those meetings first")


def _check_successor(body: Body, successor: Body, ending: Ending) -> None:
    if successor.pk == body.pk or successor.system_id != body.system_id:
        raise CannotEndBody("Another body of the same system takes over")
    begins, ends = successor.valid_from, successor.valid_to
    if (begins and begins > ending.on) or (ends and ends <= ending.on):
        raise CannotEndBody(f"{successor.name} is not there on that day, so it cannot take over")


def _parts(body: Body) -> list[tuple[str, QuerySet[Model]]]:
    """Return what ends with a body, in words and as rows: dated each."""
    return [
        ("A role", BodyRole.objects.filter(body=body)),
        ("A right", LegalBasis.objects.filter(body=body)),
        ("A responsibility", Responsibility.objects.filter(body=body)),
    ]

"""What the time of agendas went to, body by body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum
from django.utils import timezone

from regard.domains.governance.models import AgendaItem
from regard.domains.governance.rules.agendas import Balance, weigh
from regard.domains.governance.types import ItemKind, MeetingState
from regard.foundation.authority import Caller

from .private import public_or_private

if TYPE_CHECKING:
    from regard.domains.register.models import System

PUBLISHED = Q(meeting__agenda_public_at__isnull=False)


@dataclass(frozen=True)
class BodyBalance:
    """
    What the time of a body's agendas went to.

    Attributes:
        meetings: whose agendas are counted.
    """

    body_id: int
    slug: str
    name: str
    meetings: int
    balance: Balance


def list_balances(
    *, system: System, caller: Caller, since: date, until: date
) -> list[BodyBalance]:
    """
    Return what the agendas went to that the caller may read, of meetings not cancelled, by body.

    Two queries.

    :param since: of meetings on this day or later.
    :param until: of meetings before this day.
    """
    readable = public_or_private(PUBLISHED, system=system, caller=caller, body="meeting__body_id")
    found = AgendaItem.objects.filter(
        readable,
        meeting__system=system,
        meeting__starts_at__gte=_midnight(since),
        meeting__starts_at__lt=_midnight(until),
    ).exclude(meeting__state=MeetingState.CANCELLED)
    times: dict[int, list[tuple[ItemKind, int]]] = {}
    by_kind = found.values_list("meeting__body_id", "kind").annotate(minutes=Sum("minutes_long"))
    for body_id, kind, minutes in by_kind:
        times.setdefault(body_id, []).append((ItemKind(kind), minutes))
    bodies = found.values_list(
        "meeting__body_id", "meeting__body__slug", "meeting__body__name"
    ).annotate(meetings=Count("meeting", distinct=True))
    return [
        BodyBalance(body_id, slug, name, meetings, weigh(times.get(body_id, [])))
        for body_id, slug, name, meetings in bodies.order_by("meeting__body__name")
    ]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))

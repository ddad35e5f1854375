"""Meetings at the same time, and who should be in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from regard.domains.governance.models import Appointment
from regard.domains.governance.rules import meetings as rules
from regard.domains.governance.rules.days import is_live
from regard.domains.governance.types import MeetingState

from .meetings import MeetingRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from regard.domains.register.models import System


@dataclass(frozen=True)
class Clash:
    """
    Two meetings at the same time.

    Attributes:
        people: who sits on both bodies on that day, by name.
    """

    one: MeetingRow
    other: MeetingRow
    people: tuple[str, ...]


def list_clashes(*, system: System, meetings: Sequence[MeetingRow]) -> list[Clash]:
    """
    Return each two of these meetings that are at the same time, and who sits on both.

    Cancelled ones clash with nothing. One query; none where nothing overlaps. Who sits where is
    public, so there is no check but that of the list itself.
    """
    rows = {row.meeting_id: row for row in meetings if row.state is not MeetingState.CANCELLED}
    spans = [
        rules.Span(row.meeting_id, row.body_id, row.starts_at, row.ends_at)
        for row in rows.values()
    ]
    pairs = rules.list_overlaps(spans)
    bodies = {span.body_id for pair in pairs for span in pair}
    sitting = list(
        Appointment.objects.filter(seat__body__in=bodies, seat__body__system=system)
        .order_by("holder__name", "holder_id")
        .select_related("holder", "seat")
        if bodies
        else []
    )
    return [
        Clash(
            one=rows[one.meeting_id],
            other=rows[other.meeting_id],
            people=_on_both(sitting, one, other),
        )
        for one, other in pairs
    ]


def _on_both(
    sitting: Iterable[Appointment], one: rules.Span, other: rules.Span
) -> tuple[str, ...]:
    """Return who sits, or deputises, on the bodies of both meetings on that day, by name."""
    if one.body_id == other.body_id:
        return ()
    on = timezone.localdate(other.starts_at)
    bodies: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    for each in sitting:
        if is_live(each.valid_from, each.valid_to, on=on):
            bodies.setdefault(each.holder_id, set()).add(each.seat.body_id)
            names[each.holder_id] = each.holder.name
    both = {one.body_id, other.body_id}
    return tuple(name for holder_id, name in names.items() if both <= bodies[holder_id])

"""Declare interests at an item of a meeting, and open it once everyone there has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from regard.domains.governance.models import (
    AgendaItem,
    Attendance,
    Declaration,
    Interest,
    Meeting,
    Seat,
)
from regard.domains.governance.queries.declaring import list_seats_at_item
from regard.domains.governance.queries.seats import list_seats
from regard.domains.governance.rules import interests as rules
from regard.domains.governance.types import Attended, InterestAct, MeetingState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

from .minutes import lock_meeting

if TYPE_CHECKING:
    from datetime import datetime


class CannotOpen(Refusal):
    """The meeting cannot come to this item yet."""


class CannotDeclare(Refusal):
    """That cannot be declared at this item."""


@dataclass(frozen=True)
class DeclarationFacts:
    """
    What the holder of a seat declared at an item, and did.

    Attributes:
        text: what the interest is; needed unless they have none.
        interest_id: the one on the register that it is, where it is there.
    """

    seat: Seat
    act: InterestAct
    text: str = ""
    interest_id: int | None = None


@transaction.atomic
def open_item(*, item: AgendaItem, by: str, at: datetime) -> AgendaItem:
    """
    Open an item: the meeting comes to it.

    An item by which care is bought opens once every seat that came has declared its interests.

    :raises CannotOpen: if somebody has not, nobody said who came, it is open, or minutes are not
        being written.
    """
    meeting = lock_meeting(item.meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    reason = rules.reason_not_to_open(
        is_commissioning=item.is_commissioning,
        state=MeetingState(meeting.state),
        is_open=item.opened_at is not None,
        seats=list_seats_at_item(item=item),
    )
    if reason:
        raise CannotOpen(reason)
    item.opened_at = at
    item.save(update_fields=["opened_at", "updated_at"])
    ledger.record(event="item.opened", subject=item, by=by, at=at)
    return item


@transaction.atomic
def declare(
    *, item: AgendaItem, declarations: Iterable[DeclarationFacts], by: str, at: datetime
) -> int:
    """
    Write down what seats declared at an item. What a seat declared there before is replaced.

    :returns: how many were written down anew or changed.
    :raises CannotDeclare: if one of them cannot be, and then none is.
    """
    meeting = lock_meeting(item.meeting)
    came = {each.seat_id: each for each in Attendance.objects.filter(meeting=meeting)}
    held = Declaration.objects.filter(item=item)
    before = {each.seat_id: each for each in held}
    written = 0
    for facts in declarations:
        attendance = came.get(facts.seat.pk)
        _require_declarable(meeting, facts, attendance)
        said = before.get(facts.seat.pk)
        if said is not None and _is_said(said, facts):
            continue
        found = said or Declaration(item=item, seat=facts.seat)
        holder_id = _sat(meeting, attendance, facts.seat)
        found.holder_id = holder_id
        found.act, found.text = facts.act, facts.text.strip()
        found.interest_id, found.declared_at = _interest(holder_id, facts), at
        found.save()
        written += 1
    if written:
        detail: dict[str, object] = {"seats": written}
        ledger.record(event="interests.declared", subject=item, by=by, at=at, detail=detail)
    return written


def _require_declarable(
    meeting: Meeting, facts: DeclarationFacts, attendance: Attendance | None
) -> None:
    reason = rules.reason_not_to_declare(
        state=MeetingState(meeting.state),
        attended=Attended(attendance.attended) if attendance else None,
        act=facts.act,
        text=facts.text,
    )
    if reason:
        raise CannotDeclare(f"{facts.seat.name}: {reason}")


def _is_said(found: Declaration, facts: DeclarationFacts) -> bool:
    """Test whether that is what stands there."""
    said = (facts.act, facts.text.strip(), facts.interest_id)
    return (found.act, found.text, found.interest_id) == said


def _sat(meeting: Meeting, attendance: Attendance | None, seat: Seat) -> int:
    """Return who sat for a seat: as minuted, or else who held it on the day."""
    if attendance is not None and attendance.holder_id is not None:
        return attendance.holder_id
    on = timezone.localdate(meeting.starts_at)
    for row in list_seats(body=meeting.body, on=on):
        if row.seat_id == seat.pk and row.holder is not None:
            return row.holder.holder_id
    raise CannotDeclare(f"{seat.name}: nobody held this seat on the day")


def _interest(holder_id: int, facts: DeclarationFacts) -> int | None:
    """Return the interest that was named, of whoever sat; nobody names another's."""
    if facts.interest_id is None:
        return None
    if not Interest.objects.filter(pk=facts.interest_id, holder=holder_id).exists():
        raise CannotDeclare(f"{facts.seat.name}: that is an interest of somebody else")
    return facts.interest_id

"""Write the minutes of a meeting, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from regard.domains.governance.models import AgendaItem, Meeting, MinuteLine, Seat
from regard.domains.governance.rules import minutes as rules
from regard.domains.governance.types import LineKind, MeetingState
from regard.foundation.audit import ledger
from regard.foundation.base.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime


class CannotWrite(Refusal):
    """That cannot stand in these minutes, or not now."""


class CannotBecome(Refusal):
    """The line cannot become that."""


@dataclass(frozen=True)
class LineFacts:
    """
    A line of minutes.

    Attributes:
        item: to which it belongs; None: before the first.
        seat: of who said it; None: nobody in particular, or `said_by`.
        said_by: who said it, where they have no seat.
    """

    text: str
    item: AgendaItem | None = None
    seat: Seat | None = None
    said_by: str = ""


@transaction.atomic
def add_line(*, meeting: Meeting, facts: LineFacts, by: str, at: datetime) -> MinuteLine:
    """
    Add a line at the end of an item of the minutes.

    :raises CannotWrite: if the minutes are not being written, the item is not open yet, or
        the line says nothing.
    """
    meeting = lock_meeting(meeting)
    _require_writable(meeting, facts)
    last: int | None = meeting.lines.aggregate(last=Max("position"))["last"]
    line = MinuteLine.objects.create(meeting=meeting, position=(last or 0) + 1, **_columns(facts))
    _record("line.added", line, by, at)
    return line


@transaction.atomic
def edit_line(*, line: MinuteLine, facts: LineFacts, by: str, at: datetime) -> MinuteLine:
    """
    Change what a line says, who said it, or to which item it belongs.

    What it became stays: the wording of its decision or action is changed there.

    :raises CannotWrite: if the minutes are not being written, an item is not open yet, the line
        says nothing, or it is a decision, which belongs to its item.
    """
    meeting = lock_meeting(line.meeting)
    _require_writable(meeting, facts)
    item_id = facts.item.pk if facts.item else None
    if line.kind == LineKind.DECISION and item_id != line.item_id:
        raise CannotWrite("This line is a decision, and stays at the item where it was taken")
    for name, value in _columns(facts).items():
        setattr(line, name, value)
    line.save(update_fields=["text", "item", "seat", "said_by", "updated_at"])
    _record("line.edited", line, by, at)
    return line


@transaction.atomic
def move_line(*, line: MinuteLine, places: int, by: str, at: datetime) -> MinuteLine:
    """
    Move a line up (a negative number of places) or down among the lines of its item.

    It stops at either end.

    :raises CannotWrite: if the minutes are not being written.
    """
    require_open(lock_meeting(line.meeting))
    beside = MinuteLine.objects.filter(meeting=line.meeting_id, item=line.item_id)
    lines = list(beside.order_by("position", "pk"))
    positions = sorted(each.position for each in lines)
    here = lines.index(line)
    lines.insert(max(0, min(here + places, len(lines) - 1)), lines.pop(here))
    for each, position in zip(lines, positions, strict=True):
        each.position = position
    MinuteLine.objects.bulk_update(lines, ["position"])
    _record("line.moved", line, by, at)
    return lines[lines.index(line)]


@transaction.atomic
def remove_line(*, line: MinuteLine, by: str, at: datetime) -> None:
    """
    Take a line out of minutes that are being written.

    :raises CannotWrite: if they are not being written, or the line became something.
    """
    require_open(lock_meeting(line.meeting))
    if line.kind != LineKind.NOTE:
        became = rules.MAY_BECOME[LineKind(line.kind)]
        raise CannotWrite(f"This line became {became}. That has to go first")
    _record("line.removed", line, by, at)
    line.delete()


@transaction.atomic
def keep_line(*, line: MinuteLine, receipt: str, by: str, at: datetime) -> MinuteLine:
    """
    Say that what was said was kept as a contribution, under a number.

    :param receipt: of the contribution, e.g. NM-7F3K-29.
    :raises CannotBecome: if the line is something else already, or was said in private.
    """
    line = lock_line(line, wanted=LineKind.CONTRIBUTION)
    line.kind = LineKind.CONTRIBUTION
    line.receipt = receipt
    line.save(update_fields=["kind", "receipt", "updated_at"])
    _record("line.kept", line, by, at)
    return line


def lock_meeting(meeting: Meeting) -> Meeting:
    """Return a meeting that nobody else changes until this transaction is over."""
    return (
        Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    )


def lock_line(line: MinuteLine, *, wanted: LineKind) -> MinuteLine:
    """
    Return a line that is to become something, and that nobody else changes meanwhile.

    :raises CannotBecome: if it cannot become that.
    """
    meeting = lock_meeting(line.meeting)
    line = MinuteLine.objects.select_related("item", "meeting__body").get(pk=line.pk)
    reason = rules.reason_not_to_become(
        wanted=wanted,
        kind=LineKind(line.kind),
        state=MeetingState(meeting.state),
        is_private=line.item is not None and line.item.is_private,
    )
    if reason:
        raise CannotBecome(reason)
    return line


def require_open(meeting: Meeting, item: AgendaItem | None = None) -> None:
    """
    Go on only while the minutes of a meeting, and of one item of it, are being written.

    :raises CannotWrite: if they are not.
    """
    is_shut = item is not None and item.is_commissioning and item.opened_at is None
    reason = rules.reason_not_to_write(state=MeetingState(meeting.state), is_shut=is_shut)
    if reason:
        raise CannotWrite(reason)


def _require_writable(meeting: Meeting, facts: LineFacts) -> None:
    if facts.item is not None and facts.item.meeting_id != meeting.pk:
        raise CannotWrite("That item is on another agenda")
    if facts.seat is not None and facts.seat.body_id != meeting.body_id:
        raise CannotWrite("That seat is at another body")
    require_open(meeting, facts.item)
    if not facts.text.strip():
        raise CannotWrite("Say something in the line")


def _columns(facts: LineFacts) -> dict[str, object]:
    return {
        "text": facts.text.strip(),
        "item": facts.item,
        "seat": facts.seat,
        "said_by": "" if facts.seat else " ".join(facts.said_by.split()),
    }


def _record(event: str, line: MinuteLine, by: str, at: datetime) -> None:
    detail: dict[str, object] = {"meeting": line.meeting_id}
    ledger.record(event=event, subject=line, by=by, at=at, detail=detail)

"""
Minutes: what stands in them, for those who may read it.

Everyone may once they are published, private items apart; before that those who may read what
is not published.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from regard.domains.governance.models import (
    Action,
    AgendaItem,
    Attendance,
    Meeting,
    MinuteLine,
)
from regard.domains.governance.permissions import Permission
from regard.domains.governance.rules import interests
from regard.domains.governance.types import (
    ActionState,
    Attended,
    DecisionState,
    LineKind,
)
from regard.foundation.accounts.callers import require
from regard.foundation.authority import Caller, is_allowed
from regard.foundation.base.errors import NotFound

from .said import DeclaredRow, list_declared

if TYPE_CHECKING:
    from regard.domains.register.models import System


@dataclass(frozen=True)
class LineRow:
    """
    A line of minutes.

    Attributes:
        seat: of who said it; empty: nobody in particular, or `said_by`.
        name: of who sat for that seat, or said it without one; empty: nobody in particular.
        decision_ref: of the decision that it became; empty: none. So for `action_ref`.
        receipt: number of the contribution as which it was kept; empty: it was not.
    """

    line_id: int
    item_id: int | None
    text: str
    seat: str
    name: str
    kind: LineKind
    decision_ref: str
    decision_state: DecisionState | None
    action_ref: str
    action_owner: str
    action_due_on: date | None
    action_state: ActionState | None
    receipt: str


@dataclass(frozen=True)
class ItemMinutes:
    """
    What stands in the minutes of an item.

    Attributes:
        number: as the agenda counts it, from 1.
        title: "Private item" where the caller may not read it; then there are no lines.
        opened_at: when the meeting came to it; None: it has not.
        to_declare: seats that came and have not declared, of an item by which care is bought.
        declared: what was declared at it, by seat.
    """

    item_id: int
    number: int
    title: str
    is_private: bool
    why_private: str
    is_withheld: bool
    is_commissioning: bool
    opened_at: datetime | None
    lines: list[LineRow]
    declared: list[DeclaredRow]
    to_declare: list[str]

    @property
    def is_shut(self) -> bool:
        """Whether nothing can be written yet, as care is bought by it and it is not open."""
        return self.is_commissioning and self.opened_at is None


@dataclass(frozen=True)
class Minutes:
    """
    The minutes of a meeting.

    Attributes:
        before: lines that belong to no item.
        items: in the order of the agenda.
    """

    before: list[LineRow]
    items: list[ItemMinutes]

    @property
    def lines(self) -> list[LineRow]:
        """All that the reader may read, in order."""
        return [*self.before, *(line for item in self.items for line in item.lines)]


def get_minuted_meeting(
    *, system: System, meeting_id: int, caller: Caller, to: Permission | None = None
) -> Meeting:
    """
    Return a meeting whose minutes the caller may read or, with `to`, do something with.

    :raises NotFound: if there is none, or its minutes are not published and the caller may not
        read them before. They cannot tell which.
    :raises NotAllowed: if they may read them, and may not do `to` with them.
    """
    found = Meeting.objects.filter(system=system, pk=meeting_id)
    meeting = found.select_related("system", "body").first()
    if meeting is None or not may_read_minutes(meeting=meeting, caller=caller):
        raise NotFound("There are no minutes at this address, or they are not published yet")
    if to is not None:
        require(caller, to, meeting)
    return meeting


def may_read_minutes(*, meeting: Meeting, caller: Caller) -> bool:
    """Test whether the caller may read the minutes of a meeting, private items apart."""
    is_public = meeting.minutes_public_at is not None
    return is_public or is_allowed(caller, Permission.VIEW_PRIVATE, meeting)


def get_minutes(*, meeting: Meeting, caller: Caller) -> Minutes:
    """Return what stands in minutes that the caller may read. Four queries, however long."""
    sees_all = is_allowed(caller, Permission.VIEW_PRIVATE, meeting)
    came = list(Attendance.objects.filter(meeting=meeting).select_related("seat", "holder"))
    names: dict[int | None, str] = {
        each.seat_id: each.holder.name for each in came if each.seat_id and each.holder
    }
    rows = [_line(line, names, sees_all=sees_all) for line in _lines(meeting)]
    items = list(AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk"))
    declared = list_declared(items=[item.pk for item in items])
    return Minutes(
        before=[row for row in rows if row.item_id is None],
        items=[
            _withheld(item, number)
            if item.is_private and not sees_all
            else _item(
                item,
                number,
                lines=[row for row in rows if row.item_id == item.pk],
                declared=[row for row in declared if row.item_id == item.pk],
                came=came,
            )
            for number, item in enumerate(items, start=1)
        ],
    )


def _lines(meeting: Meeting) -> list[MinuteLine]:
    lines = MinuteLine.objects.filter(meeting=meeting).order_by("position", "pk")
    return list(lines.select_related("seat", "decision", "action"))


def _line(line: MinuteLine, names: dict[int | None, str], *, sees_all: bool) -> LineRow:
    """Return a line, with what it became unless that is private and the caller may not know."""
    action: Action | None = getattr(line, "action", None)
    action = action if action and (sees_all or not action.is_private) else None
    decision = line.decision
    decision = decision if decision and (sees_all or not decision.is_private) else None
    return LineRow(
        line_id=line.pk,
        item_id=line.item_id,
        text=line.text,
        seat=line.seat.name if line.seat else "",
        name=names.get(line.seat_id, "") if line.seat_id else line.said_by,
        kind=LineKind(line.kind),
        decision_ref=decision.ref if decision else "",
        decision_state=DecisionState(decision.state) if decision else None,
        action_ref=action.ref if action else "",
        action_owner=action.owner if action else "",
        action_due_on=action.due_on if action else None,
        action_state=ActionState(action.state) if action else None,
        receipt=line.receipt,
    )


def _item(
    item: AgendaItem,
    number: int,
    *,
    lines: list[LineRow],
    declared: list[DeclaredRow],
    came: list[Attendance],
) -> ItemMinutes:
    acts = {row.seat_id: row.act for row in declared}
    seats = [
        interests.SeatAtItem(each.seat.name, Attended(each.attended), acts.get(each.seat.pk))
        for each in came
        if each.seat is not None
    ]
    return ItemMinutes(
        item_id=item.pk,
        number=number,
        title=item.title,
        is_private=item.is_private,
        why_private=item.why_private,
        is_withheld=False,
        is_commissioning=item.is_commissioning,
        opened_at=item.opened_at,
        lines=lines,
        declared=declared,
        to_declare=interests.seats_to_declare(seats) if item.is_commissioning else [],
    )


def _withheld(item: AgendaItem, number: int) -> ItemMinutes:
    return ItemMinutes(
        item_id=item.pk,
        number=number,
        title="Private item",
        is_private=True,
        why_private=item.why_private,
        is_withheld=True,
        is_commissioning=item.is_commissioning,
        opened_at=item.opened_at,
        lines=[],
        declared=[],
        to_declare=[],
    )

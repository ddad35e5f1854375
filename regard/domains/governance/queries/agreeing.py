"""What stands against agreeing the minutes of a meeting."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from regard.domains.governance.models import Attendance, Decision, Declaration, Meeting
from regard.domains.governance.rules import interests
from regard.domains.governance.rules import minutes as rules
from regard.domains.governance.types import Attended, DecisionState, MeetingState


def list_agree_blockers(*, meeting: Meeting, agreed_on: date, today: date) -> list[str]:
    """Return all that stands against agreeing minutes whose writer was checked."""
    drafts = Decision.objects.filter(meeting=meeting, state=DecisionState.DRAFT)
    written = rules.Written(
        state=MeetingState(meeting.state),
        held_on=timezone.localdate(meeting.starts_at),
        lines=meeting.lines.count(),
        draft_refs=tuple(drafts.order_by("ref").values_list("ref", flat=True)),
        to_declare=tuple(_to_declare_at_all(meeting)),
    )
    return rules.reasons_not_to_agree(written, agreed_on=agreed_on, today=today)


def _to_declare_at_all(meeting: Meeting) -> list[str]:
    """Return seats that have not declared at an item that buys care and was opened, by name."""
    opened = meeting.items.filter(is_commissioning=True, opened_at__isnull=False)
    items = list(opened.order_by("position", "pk"))
    came = list(Attendance.objects.filter(meeting=meeting).select_related("seat", "holder"))
    said = Declaration.objects.filter(item__in=items).values_list("item_id", "seat_id")
    pairs = set(said)
    return list(
        dict.fromkeys(
            each.seat.name
            for item in items
            for each in came
            if each.seat is not None
            and Attended(each.attended) in interests.IN_THE_ROOM
            and (item.pk, each.seat_id) not in pairs
        )
    )

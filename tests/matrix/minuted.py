"""A meeting whose minutes are published, and what its addresses and those beside them name."""

from datetime import date

from regard.domains.governance.types import DecisionState, MeetingState
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    DecisionOptionFactory,
    InterestFactory,
    InvolvementFactory,
    MeetingFactory,
    MinuteLineFactory,
)

OF_MINUTES = frozenset(
    f"governance:{name}"
    for name in (
        "add_line",
        "agree_minutes",
        "item_interests",
        "line",
        "line_action",
        "line_decision",
        "minutes",
        "minutes_pdf",
        "move_line",
        "open_item",
        "publish_minutes",
        "remove_line",
    )
) | {"engagement:keep_line"}
"""Addresses of a meeting that are of its minutes."""


def minuted(body, now):
    """Return what the addresses of a body's published minutes name."""
    meeting = MeetingFactory(body=body, state=MeetingState.HELD)
    item = AgendaItemFactory(meeting=meeting)
    line = MinuteLineFactory(meeting=meeting, item=item)
    AttendanceFactory(meeting=meeting)
    ActionFactory(body=body, line=line, ref="A-2026-900")
    meeting.state, meeting.agreed_on = MeetingState.AGREED, date(2026, 11, 20)
    meeting.minutes_public_at = now
    meeting.save()
    return {"meeting_id": meeting.pk, "item_id": item.pk, "line_id": line.pk}


def decided(body):
    """Return what the addresses of a decision, an action and an interest name."""
    decision = DecisionFactory(body=body)
    option = DecisionOptionFactory(decision=decision)
    involvement = InvolvementFactory(decision=decision)
    decision.state = DecisionState.RECORDED
    decision.save()
    return {
        "decision_ref": decision.ref,
        "option_id": option.pk,
        "involvement_id": involvement.pk,
        "action_ref": "A-2026-900",
        "interest_id": InterestFactory(holder__system=body.system).pk,
    }

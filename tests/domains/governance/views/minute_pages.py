"""The pages of a meeting's minutes, and a meeting as it was by the time they are written."""

from datetime import UTC, date, datetime

from regard.domains.governance.types import MeetingState
from tests.factories.governance import AttendanceFactory, HolderFactory, SeatFactory

AFTER = datetime(2026, 12, 3, 15, tzinfo=UTC)
"""When it is, for a test that asks for `after_it`: an hour after the meeting began."""


def minutes(meeting, rest=""):
    return f"/{meeting.system.slug}/meetings/{meeting.pk}/minutes/{rest}"


def agreed(meeting, **facts):
    meeting.state, meeting.agreed_on = MeetingState.AGREED, date(2026, 12, 3)
    meeting.agreed_by = "the board"
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save()


def came(meeting, name, **facts):
    seat = SeatFactory(body=meeting.body, name=name)
    holder = HolderFactory(system=meeting.system, name=f"{name} Holder")
    return AttendanceFactory(meeting=meeting, seat=seat, holder=holder, **facts)

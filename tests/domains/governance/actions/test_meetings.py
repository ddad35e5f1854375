from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.governance import actions
from regard.domains.governance.actions import CannotChangeMeeting, CannotPlanMeeting
from regard.domains.governance.models import Meeting
from regard.domains.governance.types import MeetingState, Repeat, RepeatUnit
from regard.foundation.audit.models import Entry
from tests.factories.governance import AgendaItemFactory, BodyFactory, MeetingFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)

DETAILS = actions.MeetingDetails(
    starts_at=THURSDAY, minutes_long=120, venue="Westmere Town Hall", is_public=True
)


class TestPlanMeeting:
    def test_plans_it_and_writes_one_ledger_entry(self):
        body = BodyFactory()

        meeting = actions.plan_meeting(body=body, details=DETAILS, by="person:1", at=NOON)

        meeting.refresh_from_db()
        assert (meeting.system_id, meeting.state) == (body.system_id, MeetingState.PLANNED)
        assert (meeting.starts_at, meeting.venue) == (THURSDAY, "Westmere Town Hall")
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("meeting.planned", "person:1")

    @pytest.mark.parametrize("minutes", [0, 1441])
    def test_refuses_a_meeting_of_no_time_or_more_than_a_day(self, minutes):
        details = actions.MeetingDetails(starts_at=THURSDAY, minutes_long=minutes)

        with pytest.raises(CannotPlanMeeting, match="1 minute to 24 hours"):
            actions.plan_meeting(body=BodyFactory(), details=details, by="person:1", at=NOON)

    @pytest.mark.parametrize(
        "days",
        [
            {"valid_to": date(2026, 12, 3)},
            {"valid_from": date(2026, 12, 4)},
        ],
    )
    def test_refuses_a_day_on_which_the_body_is_not_there(self, days):
        with pytest.raises(CannotPlanMeeting, match="is not there on 3 December 2026"):
            actions.plan_meeting(body=BodyFactory(**days), details=DETAILS, by="person:1", at=NOON)

        assert not Entry.objects.exists()


class TestPlanSeries:
    def test_keeps_the_time_of_day_when_the_clocks_change(self):
        details = actions.MeetingDetails(
            starts_at=datetime(2027, 3, 11, 14, tzinfo=UTC), minutes_long=60
        )

        planned = actions.plan_series(
            body=BodyFactory(),
            details=details,
            repeat=Repeat(unit=RepeatUnit.WEEKS, every=4, times=2),
            by="person:1",
            at=NOON,
        )

        assert [meeting.starts_at for meeting in planned] == [
            datetime(2027, 3, 11, 14, tzinfo=UTC),
            datetime(2027, 4, 8, 13, tzinfo=UTC),  # two o'clock in summer
        ]
        assert Meeting.objects.count() == 2
        assert Entry.objects.get().event == "meetings.planned"

    @pytest.mark.parametrize(("every", "times"), [(1, 0), (1, 37), (0, 2)])
    def test_refuses_too_many_and_too_few(self, every, times):
        repeat = Repeat(unit=RepeatUnit.MONTHS, every=every, times=times)

        with pytest.raises(CannotPlanMeeting, match="1 to 36"):
            actions.plan_series(
                body=BodyFactory(), details=DETAILS, repeat=repeat, by="person:1", at=NOON
            )

    def test_plans_none_if_the_body_ends_before_the_last(self):
        body = BodyFactory(valid_to=date(2027, 1, 1))

        with pytest.raises(CannotPlanMeeting):
            actions.plan_series(
                body=body,
                details=DETAILS,
                repeat=Repeat(unit=RepeatUnit.MONTHS, every=1, times=3),
                by="person:1",
                at=NOON,
            )

        assert not Meeting.objects.exists()


class TestEditMeeting:
    def edited(self, meeting, **changes):
        details = {
            name: getattr(meeting, name)
            for name in ("starts_at", "minutes_long", "venue", "joining", "is_public", "title")
        }
        return actions.edit_meeting(
            meeting=meeting,
            details=actions.MeetingDetails(**details | changes),
            by="person:1",
            at=NOON,
        )

    def test_makes_a_new_version_for_calendars_when_it_moves(self):
        meeting = self.edited(MeetingFactory(), starts_at=THURSDAY + timedelta(days=1))

        meeting.refresh_from_db()
        assert (meeting.sequence, meeting.changed_at) == (1, NOON)
        assert Entry.objects.get().detail == {"changed": ["starts_at"]}

    def test_makes_none_when_only_its_title_changes(self):
        meeting = self.edited(MeetingFactory(), title="Extraordinary meeting")

        assert (meeting.sequence, meeting.title) == (0, "Extraordinary meeting")

    @pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CANCELLED])
    def test_refuses_once_it_was_held_or_cancelled(self, state):
        with pytest.raises(CannotChangeMeeting):
            self.edited(MeetingFactory(state=state), venue="Elsewhere")


class TestCancelMeeting:
    def test_keeps_it_with_the_reason(self):
        meeting = actions.cancel_meeting(
            meeting=MeetingFactory(), why=" Snow ", by="person:1", at=NOON
        )

        meeting.refresh_from_db()
        assert (meeting.state, meeting.why_cancelled) == (MeetingState.CANCELLED, "Snow")
        assert meeting.sequence == 1
        assert Entry.objects.get().event == "meeting.cancelled"

    def test_refuses_without_a_reason(self):
        with pytest.raises(CannotChangeMeeting, match="why"):
            actions.cancel_meeting(meeting=MeetingFactory(), why=" ", by="person:1", at=NOON)

    def test_refuses_twice(self):
        meeting = MeetingFactory(state=MeetingState.CANCELLED, why_cancelled="Snow")

        with pytest.raises(CannotChangeMeeting, match="was cancelled"):
            actions.cancel_meeting(meeting=meeting, why="Ice", by="person:1", at=NOON)


class TestPublishAgenda:
    def test_publishes_it(self):
        meeting = AgendaItemFactory().meeting

        actions.publish_agenda(meeting=meeting, by="person:1", at=NOON)

        meeting.refresh_from_db()
        assert meeting.agenda_public_at == NOON
        assert Entry.objects.get().event == "meeting.agenda_published"

    def test_refuses_an_empty_agenda(self):
        with pytest.raises(CannotChangeMeeting, match="nothing on its agenda"):
            actions.publish_agenda(meeting=MeetingFactory(), by="person:1", at=NOON)

    def test_refuses_twice_and_when_it_was_cancelled(self):
        published = AgendaItemFactory(meeting__agenda_public_at=NOON).meeting
        cancelled = AgendaItemFactory(meeting__state=MeetingState.CANCELLED).meeting

        with pytest.raises(CannotChangeMeeting, match="already"):
            actions.publish_agenda(meeting=published, by="person:1", at=NOON)
        with pytest.raises(CannotChangeMeeting, match="cancelled"):
            actions.publish_agenda(meeting=cancelled, by="person:1", at=NOON)


class TestHoldMeeting:
    def test_holds_it_on_its_day(self):
        meeting = actions.hold_meeting(meeting=MeetingFactory(), by="person:1", at=THURSDAY)

        meeting.refresh_from_db()
        assert meeting.state == MeetingState.HELD
        assert Entry.objects.get().event == "meeting.held"

    def test_refuses_before_its_day(self):
        with pytest.raises(CannotChangeMeeting, match="3 December 2026"):
            actions.hold_meeting(meeting=MeetingFactory(), by="person:1", at=NOON)

    def test_refuses_twice(self):
        with pytest.raises(CannotChangeMeeting, match="was held"):
            actions.hold_meeting(
                meeting=MeetingFactory(state=MeetingState.HELD), by="person:1", at=THURSDAY
            )

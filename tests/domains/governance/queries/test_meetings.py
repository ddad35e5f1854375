from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries.clashes import list_clashes
from regard.domains.governance.queries.meeting_bodies import (
    list_bodies_to_meet,
    list_bodies_without_meetings,
)
from regard.domains.governance.types import Attended, MeetingState, PapersState, Standing
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.accounts import Holder
from tests.factories.governance import (
    AgendaItemFactory,
    AppointmentFactory,
    AttendanceFactory,
    BodyFactory,
    MeetingFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
THURSDAY = datetime(2026, 12, 3, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def body():
    return BodyFactory()


def secretary(body):
    return Holder(role="Board secretary", scope=body.system)


def member(body):
    return Holder(Permission.VIEW_PRIVATE, scope=_OnlyBody(body))


class _OnlyBody:
    """The scope of one body, without its system."""

    def __init__(self, body):
        self.body = body

    def scope_keys(self):
        return frozenset({f"body:{self.body.pk}"})


class TestGetMeeting:
    @pytest.mark.parametrize("facts", [{"is_public": True}, {"agenda_public_at": NOON}])
    def test_gives_anyone_what_is_public(self, body, facts):
        meeting = MeetingFactory(body=body, **facts)

        found = queries.get_meeting(system=body.system, meeting_id=meeting.pk, caller=Anyone())

        assert found == meeting

    def test_hides_what_is_not_from_all_but_its_members(self, body):
        meeting = MeetingFactory(body=body)
        stranger = member(BodyFactory(system=body.system))
        where = {"system": body.system, "meeting_id": meeting.pk}

        assert queries.get_meeting(**where, caller=member(body)) == meeting
        for caller in (Anyone(), stranger):
            with pytest.raises(NotFound):
                queries.get_meeting(**where, caller=caller)

    def test_lets_only_who_runs_them_do_something(self, body):
        meeting = MeetingFactory(body=body, is_public=True)
        where = {"system": body.system, "meeting_id": meeting.pk, "to": Permission.RUN_MEETINGS}

        assert queries.get_meeting(**where, caller=secretary(body)) == meeting
        with pytest.raises(NotAllowed):
            queries.get_meeting(**where, caller=Anyone())


class TestListMeetings:
    def listed(self, body, caller):
        return {row.title for row in queries.list_meetings(system=body.system, caller=caller)}

    def test_gives_each_caller_what_they_may_see(self, body):
        other = BodyFactory(system=body.system)
        MeetingFactory(body=body, title="Private")
        MeetingFactory(body=body, title="Public", is_public=True)
        MeetingFactory(body=other, title="Another's")
        MeetingFactory(title="Elsewhere")

        assert self.listed(body, Anyone()) == {"Public"}
        assert self.listed(body, member(body)) == {"Public", "Private"}
        assert self.listed(body, secretary(body)) == {"Public", "Private", "Another's"}

    def test_agrees_with_asking_one_by_one(self, body):
        for number in range(12):
            MeetingFactory(
                body=body if number % 2 else BodyFactory(system=body.system),
                is_public=number % 3 == 0,
                agenda_public_at=NOON if number % 5 == 0 else None,
            )
        everything = queries.list_meetings(system=body.system, caller=secretary(body))
        for caller in (Anyone(), member(body), secretary(body)):
            seen = queries.list_meetings(system=body.system, caller=caller)
            slowly = set()
            for row in everything:
                try:
                    queries.get_meeting(
                        system=body.system, meeting_id=row.meeting_id, caller=caller
                    )
                except NotFound:
                    continue
                slowly.add(row.meeting_id)
            assert {row.meeting_id for row in seen} == slowly

    def test_tells_members_how_papers_stand_and_how_to_join(self, body):
        MeetingFactory(body=body, is_public=True, joining="https://join.example/1", called_at=NOON)

        (public,) = queries.list_meetings(system=body.system, caller=Anyone())
        (private,) = queries.list_meetings(system=body.system, caller=member(body))

        assert (public.papers, public.joining) == (None, "")
        assert private.papers.state is PapersState.OUT
        assert private.joining == "https://join.example/1"

    def test_counts_items_for_who_may_read_them(self, body):
        meeting = MeetingFactory(body=body, is_public=True)
        AgendaItemFactory.create_batch(3, meeting=meeting)

        (public,) = queries.list_meetings(system=body.system, caller=Anyone())
        (private,) = queries.list_meetings(system=body.system, caller=member(body))

        assert (public.items, private.items) == (0, 3)

    def test_begins_and_ends_a_day_at_midnight_of_the_country(self, body):
        MeetingFactory(body=body, is_public=True, starts_at=datetime(2026, 6, 30, 23, tzinfo=UTC))

        def count(since, until):
            found = queries.list_meetings(
                system=body.system, caller=Anyone(), since=since, until=until
            )
            return len(found)

        assert count(date(2026, 7, 1), date(2026, 7, 2)) == 1
        assert count(date(2026, 6, 1), date(2026, 7, 1)) == 0


class TestListClashes:
    def clashes(self, body):
        rows = queries.list_meetings(system=body.system, caller=secretary(body))
        return list_clashes(system=body.system, meetings=rows)

    def test_names_who_sits_on_both_on_that_day(self, body):
        other = BodyFactory(system=body.system)
        both = AppointmentFactory(seat__body=body, holder__name="Priya Raman").holder
        AppointmentFactory(seat__body=other, holder=both)
        left = AppointmentFactory(seat__body=body, holder__name="Bo Finch").holder
        AppointmentFactory(seat__body=other, holder=left, valid_to=date(2026, 12, 3))
        MeetingFactory(body=body)
        MeetingFactory(body=other, starts_at=THURSDAY + timedelta(minutes=90))

        (clash,) = self.clashes(body)

        assert clash.people == ("Priya Raman",)

    def test_leaves_out_cancelled_meetings_and_those_one_after_another(self, body):
        MeetingFactory(body=body)
        MeetingFactory(body=body, state=MeetingState.CANCELLED, why_cancelled="Snow")
        MeetingFactory(body=body, starts_at=THURSDAY + timedelta(hours=2))

        assert self.clashes(body) == []


class TestBodiesWithoutMeetings:
    def test_are_those_that_should_meet_and_have_none_to_come(self, body):
        planned = BodyFactory(system=body.system)
        MeetingFactory(body=planned)
        BodyFactory(system=body.system, meetings_a_year=0)
        BodyFactory(system=body.system, valid_to=date(2026, 1, 1))
        over = {"state": MeetingState.CANCELLED, "why_cancelled": "Snow"}
        MeetingFactory(body=body, **over)
        MeetingFactory(body=body, starts_at=NOON - timedelta(days=30))

        found = list_bodies_without_meetings(
            system=body.system, caller=secretary(body), on=NOON.date()
        )

        assert found == [body]

    def test_are_told_to_nobody_else(self, body):
        for find in (list_bodies_without_meetings, list_bodies_to_meet):
            assert find(system=body.system, caller=Anyone(), on=NOON.date()) == []


class TestListItems:
    def test_gives_nothing_before_the_agenda_is_published(self, body):
        meeting = AgendaItemFactory(meeting__body=body, meeting__is_public=True).meeting

        assert queries.list_items(meeting=meeting, caller=Anyone()) == []
        assert len(queries.list_items(meeting=meeting, caller=member(body))) == 1

    def test_withholds_all_of_a_private_item_but_why(self, body):
        meeting = MeetingFactory(body=body, agenda_public_at=NOON)
        AgendaItemFactory(
            meeting=meeting,
            is_private=True,
            why_private="Finances",
            lead="Ann",
            about="Secret",
            views="Secret",
        )

        (row,) = queries.list_items(meeting=meeting, caller=Anyone())

        assert (row.is_withheld, row.title, row.why_private) == (True, "Private item", "Finances")
        assert (row.lead, row.about, row.views, row.papers) == ("", "", "", ())

    def test_asks_the_database_the_same_however_many_there_are(
        self, body, django_assert_num_queries
    ):
        meeting = MeetingFactory(body=body, agenda_public_at=NOON)
        AgendaItemFactory.create_batch(15, meeting=meeting)

        with django_assert_num_queries(2):
            queries.list_items(meeting=meeting, caller=Anyone())

    def test_marks_what_came_after_the_agenda_went_out(self, body):
        meeting = MeetingFactory(body=body, called_at=NOON)
        AgendaItemFactory(meeting=meeting, added_at=NOON)
        AgendaItemFactory(meeting=meeting, added_at=NOON + timedelta(hours=1))

        rows = queries.list_items(meeting=meeting, caller=secretary(body))

        assert [row.is_late for row in rows] == [False, True]


class TestListAttendance:
    def test_is_shown_to_the_public_with_the_minutes_only(self):
        meeting = MeetingFactory(state=MeetingState.AGREED, agreed_on=date(2026, 12, 9))

        with pytest.raises(SignInNeeded):
            queries.list_attendance(meeting=meeting, caller=Anyone())
        meeting.minutes_public_at = NOON
        assert queries.list_attendance(meeting=meeting, caller=Anyone()) == []

    def test_lists_every_seat_of_the_day_then_guests(self, body):
        meeting = MeetingFactory(body=body)
        held = AppointmentFactory(seat__body=body, holder__name="Priya Raman")
        SeatFactory(body=body, name="Carers’ seat")
        AttendanceFactory(
            meeting=meeting, seat=held.seat, holder=held.holder, attended=Attended.APOLOGIES
        )
        AttendanceFactory(meeting=meeting, seat=None, holder=None, name="Zed")
        AttendanceFactory(meeting=meeting, seat=None, holder=None, name="Ann")

        rows = queries.list_attendance(meeting=meeting, caller=secretary(body))

        assert [(row.seat or row.name, row.attended) for row in rows] == [
            (held.seat.name, Attended.APOLOGIES),
            ("Carers’ seat", None),
            ("Ann", Attended.PRESENT),
            ("Zed", Attended.PRESENT),
        ]
        assert (rows[0].name, rows[0].standing) == ("Priya Raman", Standing.VOTING)
        assert not any(row.is_there for row in rows[:2])

    def test_keeps_who_was_said_to_be_there_after_they_left(self, body):
        meeting = MeetingFactory(body=body)
        held = AppointmentFactory(seat__body=body, valid_to=date(2026, 12, 4))
        AttendanceFactory(
            meeting=meeting, seat=held.seat, holder=held.holder, attended=Attended.PRESENT
        )
        held.seat.valid_to = date(2026, 12, 1)
        held.seat.save()

        (row,) = queries.list_attendance(meeting=meeting, caller=secretary(body))

        assert (row.name, row.is_there) == (held.holder.name, True)

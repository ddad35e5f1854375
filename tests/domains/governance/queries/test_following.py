from datetime import date, timedelta

import pytest

from regard.domains.governance import queries
from regard.domains.governance.permissions import Permission
from regard.domains.governance.queries import ActionFilter
from regard.domains.governance.types import ActionState, DecisionState, MeetingState
from regard.foundation.accounts.callers import Anyone, SignedIn
from regard.foundation.authority import Grant
from regard.foundation.base.errors import NotFound, SignInNeeded
from tests.factories.accounts import PersonFactory
from tests.factories.governance import (
    ActionFactory,
    AppointmentFactory,
    BodyFactory,
    DecisionFactory,
    HolderFactory,
    MinuteLineFactory,
    SeatFactory,
)

pytestmark = pytest.mark.django_db

ON = date(2026, 12, 10)
ANYONE = Anyone()


@pytest.fixture
def body():
    return BodyFactory(slug="westmere-board")


@pytest.fixture
def reader(body):
    grant = Grant(frozenset({Permission.VIEW_PRIVATE}), f"system:{body.system_id}")
    return Anyone(grants=(grant,))


def texts(body, caller, **narrow):
    rows = queries.list_actions(
        system=body.system, caller=caller, on=ON, narrow=ActionFilter(**narrow)
    )
    return [row.text for row in rows]


def published(body, **facts):
    """Return an action of a decision that everyone may read."""
    decision = DecisionFactory(body=body, state=DecisionState.RECORDED)
    return ActionFactory(body=body, decision=decision, **facts)


class TestListActions:
    def test_shows_open_ones_first_and_the_longest_due_first(self, body):
        published(body, text="Later", due_on=ON + timedelta(days=3))
        published(body, text="Late", due_on=ON - timedelta(days=3))
        published(body, text="Done", state=ActionState.DONE, ended_on=ON)
        published(body, text="Dropped", state=ActionState.DROPPED, ended_on=ON - timedelta(days=9))

        assert texts(body, ANYONE) == ["Late", "Later", "Done", "Dropped"]
        assert texts(body, ANYONE, is_late=True) == ["Late"]
        assert texts(body, ANYONE, state=ActionState.DROPPED) == ["Dropped"]
        assert texts(body, ANYONE, body_slug="another") == []

    def test_says_how_late_each_is_and_what_was_done_last(self, body, django_assert_num_queries):
        action = published(body, due_on=ON - timedelta(days=3))
        for days in (1, 2):
            action.notes.create(on=ON - timedelta(days=days), text=f"{days} ago", by="person:1")

        with django_assert_num_queries(1):
            [row] = queries.list_actions(system=body.system, caller=ANYONE, on=ON)
        [streamed] = queries.stream_actions(system=body.system, caller=ANYONE, on=ON)

        assert (row.days_late, row.notes, row.last_note) == (3, 2, "1 ago")
        assert streamed == row

    def test_shows_the_public_what_is_published(self, body, reader):
        def minuted(text, **facts):
            return ActionFactory(
                body=body, text=text, line=MinuteLineFactory(meeting__body=body, **facts)
            )

        minuted("Draft minutes")
        public = {
            "meeting__state": MeetingState.HELD,
        }
        out = minuted("Published minutes", **public)
        meeting = out.line.meeting
        meeting.state, meeting.agreed_on = MeetingState.AGREED, ON
        meeting.minutes_public_at = meeting.starts_at
        meeting.save()
        ActionFactory(body=body, text="Draft decision", decision=DecisionFactory(body=body))
        ActionFactory(body=body, text="Between meetings")
        published(body, text="Public decision")
        published(body, text="Private", is_private=True)

        assert set(texts(body, ANYONE)) == {"Published minutes", "Public decision"}
        assert len(texts(body, reader)) == 6

    def test_shows_people_their_own(self, body):
        person = PersonFactory()
        holder = HolderFactory(system=body.system, person=person)
        mine = ActionFactory(body=body, text="Mine", holder=holder)
        ActionFactory(body=body, text="Somebody’s")
        caller = SignedIn(person)

        found = queries.get_action(system=body.system, ref=mine.ref, caller=caller)

        assert texts(body, caller) == ["Mine"]
        assert queries.is_theirs(action=found, caller=caller)
        assert not queries.is_theirs(action=found, caller=ANYONE)

    def test_is_narrowed_to_one_holder(self, body, reader):
        holder = HolderFactory(system=body.system)
        ActionFactory(body=body, text="Theirs", holder=holder)
        ActionFactory(body=body)

        assert texts(body, reader, holder_id=holder.pk) == ["Theirs"]


class TestCountActions:
    def test_counts_what_is_late(self, body, reader):
        ActionFactory(body=body, due_on=ON)
        ActionFactory(body=body, due_on=ON - timedelta(days=1))
        ActionFactory(body=body, state=ActionState.DONE, ended_on=ON)
        ActionFactory(body=body, state=ActionState.DROPPED, ended_on=ON)

        counts = queries.count_actions(system=body.system, caller=reader, on=ON)
        none = queries.count_actions(system=body.system, caller=reader, on=ON, body_slug="another")

        assert (counts.open, counts.late, counts.done, counts.dropped) == (2, 1, 1, 1)
        assert none.open == 0


class TestGetAction:
    def test_hides_what_is_not_public(self, body, reader):
        action = ActionFactory(body=body)

        with pytest.raises(NotFound):
            queries.get_action(system=body.system, ref=action.ref, caller=ANYONE)
        found = queries.get_action(system=body.system, ref=action.ref, caller=reader)
        assert found == action

    def test_asks_for_the_permission_to_do_something_with_it(self, body):
        action = published(body)

        with pytest.raises(SignInNeeded):
            queries.get_action(
                system=body.system, ref=action.ref, caller=ANYONE, to=Permission.RUN_MEETINGS
            )


def test_those_who_sit_or_sat_on_a_body_are_offered_by_name(body):
    seat = SeatFactory(body=body)
    late = AppointmentFactory(seat=seat, holder__name="Zoe").holder
    early = AppointmentFactory(
        seat=seat, holder__name="Amy", valid_to=date(2025, 1, 1), why_ended="Left"
    ).holder
    HolderFactory(system=body.system)

    assert queries.list_holders_to_act(system=body.system, body=body) == [early, late]


def test_the_open_actions_of_a_body_are_listed(body, reader):
    ActionFactory(body=body, text="Here")
    ActionFactory(body=body, state=ActionState.DONE, ended_on=ON)
    ActionFactory(body=BodyFactory(system=body.system))

    rows = queries.list_actions_of(body=body, caller=reader, on=ON)

    assert [row.text for row in rows] == ["Here"]

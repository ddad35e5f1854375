from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.register import actions, queries
from regard.domains.register.models import ReachTask
from regard.domains.register.queries import TaskView
from regard.domains.register.rules.reach import Cut, ReachFilter, ReachState, Way
from regard.domains.register.types import Proof
from regard.foundation.accounts.callers import Anyone
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotAllowed
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Refused
from tests.factories.accounts import Holder
from tests.factories.people import PreferenceFactory, ReachTaskFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()
EVERYTHING = ReachFilter()


def lead(system):
    return Holder(role="Partnership lead", scope=system)


def service(system, name="Ash House", service_type="care_home", **contact):
    location = LocationFactory(
        system=system, name=name, postcode=contact.pop("postcode", "LN1 3AB")
    )
    if contact:
        ContactFactory(location=location, **contact)
    return ServiceFactory(location=location, service_type=service_type)


@pytest.fixture
def system():
    """One service in each state, and one elsewhere."""
    system = SystemFactory()
    service(system, "Ash", proven_on=TODAY, proven_how=Proof.ANSWERED)
    service(system, "Beech", proven_on=date(2025, 1, 1), proven_how=Proof.SPOKEN_TO)
    service(system, "Cedar")
    service(
        system,
        "Damson",
        failed_on=TODAY,
        failed_why="550",
        proven_on=TODAY,
        proven_how=Proof.ANSWERED,
    )
    service(system, "Elm", postcode="", service_type="home_care")
    service(SystemFactory(), "Fern")
    return system


def names(system, **wanted):
    page = queries.list_reach(
        system=system, caller=lead(system), wanted=ReachFilter(**wanted), today=TODAY
    )
    return [row.location_name for row in page.rows]


class TestListReach:
    def test_tells_every_service_apart_by_how_sure_we_are(self, system):
        page = queries.list_reach(
            system=system, caller=lead(system), wanted=EVERYTHING, today=TODAY
        )

        assert [(row.location_name, row.state.value, row.way.value) for row in page.rows] == [
            ("Ash", "proven", "email"),
            ("Beech", "older", "email"),
            ("Cedar", "never", "post"),
            ("Damson", "failed", "email"),
            ("Elm", "nobody", "none"),
        ]
        assert page.after is None

    def test_counts_a_year_to_the_day(self, system):
        service(system, "Gorse", proven_on=TODAY - timedelta(days=365), proven_how="answered")
        service(system, "Hazel", proven_on=TODAY - timedelta(days=366), proven_how="answered")

        assert names(system, states=(ReachState.PROVEN,)) == ["Ash", "Gorse"]
        assert names(system, states=(ReachState.OLDER,)) == ["Beech", "Hazel"]

    @pytest.mark.parametrize(
        ("wanted", "expected"),
        [
            ({"states": (ReachState.FAILED, ReachState.NOBODY)}, ["Damson", "Elm"]),
            ({"way": Way.POST}, ["Cedar"]),
            ({"group": (Cut.TYPE, "home_care")}, ["Elm"]),
            ({"group": (Cut.PLACE, "")}, ["Ash", "Beech", "Cedar", "Damson", "Elm"]),
            ({"group": (Cut.SIZE, "one")}, ["Ash", "Beech", "Cedar", "Damson", "Elm"]),
            ({"group": (Cut.SIZE, "two_to_five")}, []),
            ({"group": (Cut.SECTOR, "not_known"), "words": "ash"}, ["Ash"]),
            ({"words": "100%"}, []),
        ],
    )
    def test_is_narrowed(self, system, wanted, expected):
        assert names(system, **wanted) == expected

    def test_shows_who_asked_us_not_to_write_and_how_they_want_to_be_reached(self, system):
        made = service(system, "Gorse", email="no@example.org")
        PreferenceFactory(location=made.location)
        mail.opt_out(address="No@example.org", scope=Refused.ASKING, by="person:1", at=NOW)

        page = queries.list_reach(
            system=system,
            caller=lead(system),
            wanted=ReachFilter(is_refusing=True),
            today=TODAY,
        )

        [row] = page.rows
        assert (row.location_name, row.refused, row.prefers.value) == (
            "Gorse",
            "asking",
            "letter",
        )

    def test_comes_in_pages_that_leave_nothing_out(self, system):
        first = queries.list_reach(
            system=system, caller=lead(system), wanted=EVERYTHING, today=TODAY, limit=3
        )
        second = queries.list_reach(
            system=system,
            caller=lead(system),
            wanted=EVERYTHING,
            today=TODAY,
            limit=3,
            after=first.after,
        )

        assert [row.location_name for row in (*first.rows, *second.rows)] == [
            "Ash",
            "Beech",
            "Cedar",
            "Damson",
            "Elm",
        ]
        assert second.after is None

    def test_is_for_the_team_alone(self, system):
        with pytest.raises(NotAllowed):
            queries.list_reach(system=system, caller=Anyone(), wanted=EVERYTHING, today=TODAY)

    def test_takes_one_query_however_many_there_are(self, system, django_assert_num_queries):
        caller = lead(system)
        for number in range(20):
            service(system, f"More {number}")

        with django_assert_num_queries(1):
            queries.list_reach(system=system, caller=caller, wanted=EVERYTHING, today=TODAY)
        with django_assert_num_queries(1):
            queries.get_tallies(system=system, caller=caller, today=TODAY)


class TestGetTallies:
    def test_adds_up_in_all_and_in_every_cut(self, system):
        PlaceFactory(system=system, name="City", districts=["LN1"])

        tally, groups = queries.get_tallies(system=system, caller=lead(system), today=TODAY)

        assert (tally.proven, tally.older, tally.never, tally.failed, tally.nobody) == (1,) * 5
        assert (tally.services, tally.unreached, tally.unreached_share) == (5, 2, 0.4)
        for cut in Cut:
            assert sum(g.tally.services for g in groups if g.cut is cut) == 5
        kinds = [(g.label, g.tally.unreached_share) for g in groups if g.cut is Cut.TYPE]
        assert kinds == [("Home care", 1.0), ("Care home", 0.25)]
        places = [g.label for g in groups if g.cut is Cut.PLACE]
        assert places == ["In no place", "City"]

    def test_knows_a_group_by_its_size_in_all_the_register(self, system):
        other = SystemFactory()
        theirs = service(other, "Gorse")
        mine = service(system, "Hazel")
        for organisation in (theirs.location.organisation, mine.location.organisation):
            organisation.brand_id = "B1"
            organisation.save()

        _, groups = queries.get_tallies(system=system, caller=lead(system), today=TODAY)

        sizes = {g.value: g.tally.services for g in groups if g.cut is Cut.SIZE}
        assert sizes == {"one": 5, "two_to_five": 1}


class TestMakeTasks:
    def make(self, system, job=None, **wanted):
        return actions.make_tasks(
            system=system,
            wanted=ReachFilter(**wanted),
            job=job or actions.Job(" Sam  Reed ", TODAY + timedelta(days=14), "try the website"),
            by="person:1",
            at=NOW,
        )

    def test_gives_a_list_to_somebody_one_task_an_address(self, system):
        damson = queries.search_locations(system=system, words="Damson")[0]
        ServiceFactory(location=damson, service_type="home_care")

        assert self.make(system, states=(ReachState.FAILED, ReachState.NOBODY)) == 2

        tasks = ReachTask.objects.order_by("location__name")
        assert [(t.location.name, t.why, t.assigned_to) for t in tasks] == [
            ("Damson", "What we hold was tried, and failed", "Sam Reed"),
            ("Elm", "We hold no way to reach it", "Sam Reed"),
        ]
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("reach_tasks.made", {"how_many": 2})

    def test_leaves_with_others_what_they_have(self, system):
        self.make(system, states=(ReachState.FAILED,))

        assert self.make(system) == 4

    @pytest.mark.parametrize(
        ("job", "field"),
        [
            (actions.Job(" ", TODAY), "assigned_to"),
            (actions.Job("Sam", TODAY - timedelta(days=1)), "due_on"),
        ],
    )
    def test_needs_somebody_and_a_day_to_come(self, system, job, field):
        with pytest.raises(actions.CannotGive) as refused:
            self.make(system, job)

        assert field in refused.value.reasons
        assert not ReachTask.objects.exists()

    def test_is_done_by_itself_when_somebody_is_reached(self, system):
        self.make(system, states=(ReachState.NOBODY,))
        task = ReachTask.objects.get()

        actions.prove_contact(
            location_id=task.location_id, how=Proof.SPOKEN_TO, by="person:1", at=NOW
        )

        task.refresh_from_db()
        assert task.done_on == TODAY


class TestListTasks:
    def test_tells_mine_and_the_overdue_apart(self):
        system = SystemFactory()
        mine = ReachTaskFactory(system=system, assigned_to="amara OKAFOR")
        late = ReachTaskFactory(system=system, due_on=TODAY - timedelta(days=1))
        done = ReachTaskFactory(system=system, done_on=TODAY)
        ReachTaskFactory()
        caller = lead(system)

        def listed(view):
            tasks, _ = queries.list_tasks(system=system, caller=caller, view=view, today=TODAY)
            return tasks

        assert listed(TaskView.OPEN) == [late, mine]
        assert listed(TaskView.MINE) == [mine]
        assert listed(TaskView.OVERDUE) == [late]
        assert listed(TaskView.DONE) == [done]
        counts = queries.count_tasks(system=system, caller=caller, today=TODAY)
        assert (counts.open, counts.mine, counts.overdue, counts.done) == (2, 1, 1, 1)


class TestChangeAndEndTask:
    def test_changes_whose_it_is_and_is_ended_with_a_reason_only(self):
        task = ReachTaskFactory(due_on=TODAY - timedelta(days=3))
        job = actions.Job("Kim", task.due_on, "left a message")

        actions.change_task(task=task, job=job, by="person:1", at=NOW)
        with pytest.raises(actions.CannotGive):
            actions.end_task(task=task, note=" ", by="person:1", at=NOW)
        actions.end_task(task=task, note="It closes in May", by="person:1", at=NOW)

        task.refresh_from_db()
        assert (task.assigned_to, task.note, task.done_by) == (
            "Kim",
            "It closes in May",
            "person:1",
        )
        with pytest.raises(actions.CannotGive):
            actions.change_task(task=task, job=job, by="person:1", at=NOW)

from collections import Counter
from datetime import timedelta

import pytest

from regard.domains.engagement import queries as engagement
from regard.domains.engagement.types import InvitationFilter, Stage, ThemeState
from regard.domains.governance import queries as governance
from regard.domains.governance.types import DutyState, MeetingState
from regard.domains.register import actions as register_actions
from regard.domains.register import queries as register
from regard.domains.register.models import (
    Correction,
    Individual,
    ReachTask,
    RollEntry,
    ToldStatement,
)
from regard.domains.register.types import EntryState
from regard.domains.strategy import queries as strategy
from regard.domains.strategy.types import OutcomeKind
from regard.entrypoints import demonstration
from regard.entrypoints.demonstration.building import SEED
from regard.entrypoints.demonstration.grouping import Coding
from regard.entrypoints.demonstration.population import VISITORS_HOME, make_population
from regard.entrypoints.demonstration.scripts import hear_leaving, hear_winter
from regard.entrypoints.demonstration.timeline import Timeline
from regard.foundation.accounts.callers import Command
from regard.foundation.accounts.models import Grant
from regard.foundation.audit.models import Entry
from regard.foundation.mail.models import OptOut
from tests.entrypoints.demonstration.conftest import AT


@pytest.fixture
def plan(system):
    return strategy.get_strategy(system=system, slug="northmarch-care-strategy", caller=Command())


@pytest.fixture(scope="module")
def locations():
    return make_population(seed=SEED, today=Timeline(AT).day("registered"))


class TestBuild:
    def test_leaves_nobody_without_an_outcome_or_a_reply(self, built):
        assert demonstration.missing() == []

    def test_shows_the_whole_loop_in_numbers(self, built):
        rows = dict(demonstration.table())

        assert 1165 <= rows["Services known"] < 1180  # a few closed since the first list
        assert 430 <= rows["Answered exercise: services heard"] <= 470
        assert rows["Answered exercise: heard by telephone"] == 61
        assert rows["Answered exercise: heard gathered elsewhere"] == 70
        assert rows["Points with an outcome"] == rows["Answered exercise: points"]
        assert 900 <= rows["Points with an outcome"] <= 1200
        assert rows["Replies sent"] > 500
        assert rows["Replies owed"] == 0
        assert 240 <= rows["Open exercise: services heard"] <= 290

    def test_says_what_it_did(self, built):
        assert len(built) == 22
        assert all(words.endswith(" s)") for words in built)

    def test_is_not_done_twice(self, built):
        entries = Entry.objects.count()

        assert demonstration.is_built()
        demonstration.build(at=AT, say=print)

        assert Entry.objects.count() == entries

    def test_gives_each_persona_their_role(self, built):
        ours = Grant.objects.filter(person__email__endswith="@northmarch.example")
        roles = set(ours.values_list("person__email", "role"))

        assert roles == {
            ("lead@northmarch.example", "Partnership lead"),
            ("provider@northmarch.example", "Provider"),
            ("association@northmarch.example", "Association lead"),
            ("association@northmarch.example", "Roll keeper"),
            ("commissioner@northmarch.example", "Commissioner"),
            ("secretary@northmarch.example", "Board secretary"),
            ("analyst@northmarch.example", "Partnership lead"),
            ("steward@northmarch.example", "Steward"),
            ("reader@northmarch.example", "Coder"),
            ("other-reader@northmarch.example", "Coder"),
        }

    def test_uses_every_kind_of_outcome(self, plan):
        kinds = Counter(row.kind for row in strategy.list_outcomes(strategy=plan))

        assert set(kinds) == set(OutcomeKind)

    def test_puts_no_words_in_a_theme_that_they_are_not_about(self, exercises, locations):
        exercise = exercises[Stage.ANSWERED]
        coding = Coding(hear_leaving(locations, seed=SEED + 2))
        themes = engagement.list_themes(exercise=exercise)

        points = engagement.list_points(exercise=exercise, shows_who=True)
        assert coding.purity(points) == 1.0
        assert {theme.state for theme in themes} == {ThemeState.SIGNED_OFF}
        assert all(theme.points and theme.summary for theme in themes)
        assert max(theme.campaign for theme in themes) > 25

    def test_leaves_the_open_exercise_as_a_machine_proposed_it(self, exercises, locations):
        exercise = exercises[Stage.OPEN]
        coding = Coding(hear_winter(locations, seed=SEED + 4))
        themes = engagement.list_themes(exercise=exercise)

        points = engagement.list_points(exercise=exercise, shows_who=True)
        assert coding.purity(points) >= 0.5
        assert {theme.state for theme in themes} == {ThemeState.PROPOSED}
        assert any(theme.named_by != "machine" for theme in themes)

    def test_is_alive_on_the_day_it_is_built(self, exercises):
        assert (exercises[Stage.OPEN].closes_on - AT.date()).days == 21
        assert not Entry.objects.filter(at__gt=AT).exists()

    def test_lets_the_visitors_home_answer_one_and_read_the_reply_to_the_other(
        self, system, exercises, plan
    ):
        [home] = register.search_locations(system=system, words=VISITORS_HOME)

        rows = engagement.list_invitations(
            exercise=exercises[Stage.OPEN], which=InvitationFilter.SILENT, after=0, limit=5000
        )
        invited = next(row for row in rows if row.location_id == home.pk)
        replies = strategy.list_replies(strategy=plan, limit=5000)
        assert invited.to == "provider@northmarch.example"
        assert any(reply.to == "provider@northmarch.example" for reply in replies)


@pytest.mark.django_db
class TestIsBuilt:
    def test_is_false_where_there_is_nothing(self):
        assert not demonstration.is_built()

    def test_refuses_half_a_demonstration(self):
        register_actions.add_made_up_council(name="Westmere", by="test", at=AT)
        register_actions.add_system(
            slug="northmarch",
            name="Northmarch",
            partnership_name="Northmarch care partnership",
            receipt_prefix="NM",
            council_names=["Westmere"],
            is_made_up=True,
            by="test",
            at=AT,
        )

        with pytest.raises(demonstration.HalfBuilt, match="--reset"):
            demonstration.is_built()


class TestRegister:
    """What the demonstration shows of the register beyond its services."""

    def test_shows_a_map_of_one_system_and_none_of_the_other(self, system):
        neighbour = register.get_system(slug="southmere", caller=Command())

        assert len(register.list_outlines(system=system, on=AT.date())) >= 2
        assert not register.list_outlines(system=neighbour, on=AT.date())

    def test_loads_list_after_list(self, system):
        loads = register.list_loads(system=system, caller=Command())

        assert [load.layout for load in loads] == [
            "active_locations",
            "services_and_contacts",
            "latest_ratings",
            "active_locations",
        ]
        newest = loads[0]
        assert newest.counts["ended"] == 7
        assert newest.counts["changed"] >= 16
        assert not any(load.refused_rows.exists() for load in loads)

    def test_keeps_networks_with_a_roll_that_waits_for_a_person(self, system):
        networks = register.list_networks(system=system)

        assert len(networks) == 5
        assert {row.name for row in networks} >= {"Northmarch Care Association"}
        states = Counter(RollEntry.objects.values_list("state", flat=True))
        assert states[EntryState.MATCHED] > 110
        assert states[EntryState.DOUBTFUL] > 0
        assert states[EntryState.UNMATCHED] > 0

    def test_shows_who_was_told_and_whose_job_it_is_to_reach_the_others(self, system):
        assert ToldStatement.objects.filter(system=system).count() == 2
        assert ReachTask.objects.filter(system=system, done_on=None).exists()
        assert Individual.objects.filter(system=system).count() == 11
        assert OptOut.objects.count() == 4
        assert Correction.objects.filter(decision="").count() == 1


class TestWhoDecides:
    def test_leaves_home_care_without_a_voice_in_its_partnership(self, system):
        body = governance.get_body(
            system=system, slug="northmarch-care-partnership", caller=Command()
        )
        vacant = [
            seat.name
            for seat in governance.list_seats(body=body, on=AT.date())
            if seat.holder is None
        ]

        assert vacant == ["Home care"]

    def test_decides_after_asking_providers_and_without(self, system):
        counts = governance.count_decisions(
            system=system, since=AT.date() - timedelta(days=365), until=AT.date()
        )

        assert (counts.all, counts.providers_before) == (10, 6)

    def test_has_duties_in_every_state_that_a_visitor_should_see(self, system):
        rows = governance.list_duty_rows(system=system, on=AT.date(), caller=Command())

        assert {
            DutyState.NOT_APPLICABLE,
            DutyState.NOT_DUE,
            DutyState.DUE,
            DutyState.OVERDUE,
            DutyState.OFFERED,
            DutyState.ACCEPTED,
            DutyState.LAPSED,
        } == {row.state for row in rows}

    def test_meets_today_and_later(self, system):
        state = {
            row.state
            for row in governance.list_meetings(
                system=system,
                caller=Command(),
                since=AT.date() - timedelta(days=100),
                until=AT.date() + timedelta(days=40),
            )
        }

        assert state == {
            MeetingState.AGREED,
            MeetingState.HELD,
            MeetingState.CALLED,
            MeetingState.PLANNED,
        }

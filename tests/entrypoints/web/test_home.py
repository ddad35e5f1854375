from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from regard.domains.engagement.models import Exercise, Point
from regard.domains.engagement.types import Stage
from regard.domains.strategy.models import Outcome
from regard.entrypoints.web.presenters import present_home
from regard.foundation.accounts.callers import Anyone
from regard.foundation.audit import ledger
from tests.factories.accounts import GrantFactory, Holder
from tests.factories.audiences import make_audience
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_exercises import PhaseFactory
from tests.factories.register import ServiceFactory, SystemFactory
from tests.factories.strategy import PUBLISHED, ReplyFactory, Story

pytestmark = pytest.mark.django_db

HOME_CARE = ("home_care", "Harrow Vale")
CARE_HOMES = ("care_home", "Harrow Vale")


def act(system):
    """Do something, as far as the ledger knows."""
    with transaction.atomic():
        ledger.record(event="test.done", subject=system, by="person:1", at=timezone.now())


def read(client, system):
    return client.get(f"/{system.slug}/").content.decode()


def publish(story):
    story.strategy.stage = "published"
    story.strategy.published_at = PUBLISHED
    story.strategy.save()
    Exercise.objects.filter(pk=story.exercise.pk).update(stage=Stage.ANSWERED)


class TestStart:
    def test_says_how_to_begin_where_there_is_no_system(self, client):
        page = client.get("/")

        assert page.status_code == 200
        assert "has no system yet" in page.content.decode()

    def test_leads_to_the_only_system(self, client):
        system = SystemFactory()

        assert client.get("/")["Location"] == f"/{system.slug}/"

    def test_lets_a_reader_choose_between_systems(self, client):
        SystemFactory(name="Northmarch")
        SystemFactory(name="Southmarch")

        page = client.get("/").content.decode()

        assert page.index("Northmarch") < page.index("Southmarch")


class TestHome:
    def test_is_of_a_system_that_is_there(self, client):
        assert client.get("/nowhere/").status_code == 404

    def test_says_what_is_not_there_yet(self, client):
        page = read(client, SystemFactory(name="Northmarch"))

        assert "The register of care in Northmarch is still empty." in page
        assert "Nothing is open just now" in page
        assert "No strategy is published yet" in page

    def test_tells_the_team_where_to_begin(self, client):
        system = SystemFactory()
        client.force_login(GrantFactory(scope_key=f"system:{system.pk}").person)
        empty = read(client, system)

        ServiceFactory(system=system)
        act(system)
        loaded = read(client, system)

        assert "Load the regulator’s file" in empty
        assert "Ask the first question" in loaded

    def test_offers_what_is_open_to_everyone(self, client):
        first = ExerciseFactory(closes_on=date(2026, 12, 12))
        ExerciseFactory(system=first.system, title="And what of pay?", closes_on=date(2026, 12, 1))
        ExerciseFactory(system=first.system, title="A draft", draft=True)

        page = read(client, first.system)

        assert "Have your say" in page
        assert "closes Saturday 12 December" in page
        assert "And what of pay?" in page
        assert "A draft" not in page
        assert page.count('class="rg-next"') == 1

    def test_tells_what_became_of_what_was_said(self, client):
        story = Story().decides()
        Outcome.objects.filter(pk=story.adopted.pk).update(
            reason="Westmere will pay. Eastmarch will cost it first. " + "It takes time. " * 20
        )
        publish(story)

        page = read(client, story.system)

        assert "Adopted in part" in page
        assert "Westmere will pay. Eastmarch will cost it first." in page
        assert page.count("It takes time.") < 10
        assert "See 2.4 of Care in Northmarch 2027" in page
        assert f"/{story.system.slug}/strategy/care-2027/" in page

    def test_counts_people_where_no_organisation_said_it(self, client):
        story = Story().decides()
        Point.objects.filter(pk=story.home.pk).delete()
        ServiceFactory(system=story.system)
        ReplyFactory(
            strategy=story.strategy,
            contribution=story.carer.contribution,
            state="sent",
            sent_at=PUBLISHED,
        )
        publish(story)

        page = read(client, story.system)

        assert "Said by 1 person." in page
        assert "64 days" in page

    def test_prints_figures_once_something_was_asked(self, client):
        story = Story()
        ServiceFactory(system=story.system)

        page = read(client, story.system)

        assert "<dd>3</dd>" in page
        assert "answers to 1 question asked" in page
        assert "points made, 0 answered" in page


class TestWhoIsMissing:
    @pytest.fixture
    def exercise(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {HOME_CARE: (60, 6), CARE_HOMES: (60, 50)})
        return exercise

    def test_is_for_who_may_see_it_while_a_question_is_open(self, client, exercise):
        public = read(client, exercise.system)

        client.force_login(GrantFactory(scope_key=f"system:{exercise.system_id}").person)
        team = read(client, exercise.system)

        assert "We show it here once an exercise has been answered." in public
        assert "50% of our services, 11% of those we heard" in team
        assert f"/asked/{exercise.slug}/coverage/" in team

    def test_is_for_everyone_once_it_was_answered(self, client, exercise):
        Exercise.objects.filter(pk=exercise.pk).update(stage=Stage.ANSWERED)

        assert "50% of our services, 11% of those we heard" in read(client, exercise.system)

    @pytest.mark.parametrize(
        ("heard", "words"),
        [(2, "Too few have answered yet"), (60, "heard about as much as its share")],
    )
    def test_says_when_nothing_can_be_said(self, client, heard, words):
        exercise = ExerciseFactory(answered=True)
        make_audience(exercise, {HOME_CARE: (60, heard)})

        assert words in read(client, exercise.system)


class TestWhatIsForThoseInvited:
    @pytest.fixture
    def review(self):
        exercise = ExerciseFactory(title="What would you change?", closes_on=date(2026, 11, 20))
        PhaseFactory(exercise=exercise, open_to="invited")
        return exercise

    def test_is_named_as_such_and_offered_to_nobody_else(self, client, review):
        page = read(client, review.system)

        assert "For those invited" in page
        assert "Have your say" not in page
        assert "Nothing is open just now" not in page

    def test_leaves_its_place_to_what_everyone_can_answer(self, client, review):
        ExerciseFactory(system=review.system, title="Pay", closes_on=date(2026, 11, 30))

        page = read(client, review.system)

        assert page.index("Have your say") < page.index("What would you change?")
        assert page.count("For everyone in care") == 1


class TestPresentHome:
    def test_is_worked_out_again_only_when_something_was_done(self, django_assert_num_queries):
        system = SystemFactory()
        present_home(system=system, caller=Anyone())
        with django_assert_num_queries(1):
            present_home(system=system, caller=Anyone())
        ServiceFactory(system=system)

        act(system)

        assert "1 service" in present_home(system=system, caller=Anyone()).lede

    def test_is_another_for_who_may_do_more(self):
        system = SystemFactory()
        lead = Holder(role="Partnership lead", scope=system)

        assert present_home(system=system, caller=Anyone()).step is None
        assert present_home(system=system, caller=lead).step is not None

    def test_takes_as_many_queries_however_much_there_is(self, django_assert_max_num_queries):
        story = Story().decides()
        publish(story)
        make_audience(story.exercise, {HOME_CARE: (60, 6), CARE_HOMES: (60, 50)})

        with django_assert_max_num_queries(22):
            present_home(system=story.system, caller=Anyone())

from datetime import date

import pytest

from regard.domains.engagement import presenters, queries
from regard.domains.engagement.permissions import Permission
from regard.domains.register.models import Relation
from tests.factories.accounts import Holder
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
)
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOBODY = Holder()


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def service(system):
    return ServiceFactory(system=system)


def say(exercise, location, words, visibility):
    said = ContributionFactory(exercise=exercise, location=location, visibility=visibility)
    AnswerFactory(contribution=said, text=words)
    return said


class TestListAskedOf:
    @pytest.fixture
    def asked(self, system, service):
        exercise = ExerciseFactory(system=system, answered=True)
        AudienceMemberFactory(exercise=exercise, service=service)
        for visibility in ("named", "team", "counted"):
            say(exercise, service.location, f"Said as {visibility}", visibility)
        return exercise

    def words(self, service, caller):
        (row,) = queries.list_asked_of(location_ids=[service.location_id], caller=caller)
        return {answer.words for answer in row.answers}

    def test_tells_everyone_only_what_the_service_put_its_name_to(self, asked, service):
        assert self.words(service, NOBODY) == {"Said as named"}

    def test_tells_who_may_see_who_all_of_it(self, asked, service, system):
        caller = Holder(Permission.VIEW_WHO, scope=system)

        assert len(self.words(service, caller)) == 3

    def test_tells_the_head_office_no_more_than_everyone(self, asked, service):
        office = Holder(role="Provider", scope=service.location.organisation)

        assert self.words(service, office) == {"Said as named"}

    @pytest.mark.parametrize("role", ["Commissioner", "Association lead", "Board secretary"])
    def test_shields_it_from_those_who_buy_and_decide(self, asked, service, system, role):
        assert self.words(service, Holder(role=role, scope=system)) <= {"Said as named"}

    def test_tells_no_words_before_the_exercise_is_answered(self, system, service):
        exercise = ExerciseFactory(system=system)
        AudienceMemberFactory(exercise=exercise, service=service)
        say(exercise, service.location, "Early", "named")

        assert self.words(service, NOBODY) == set()

    def test_leaves_out_drafts_of_exercises_and_of_answers(self, system, service):
        draft = ExerciseFactory(system=system, draft=True)
        AudienceMemberFactory(exercise=draft, service=service)
        assert not queries.list_asked_of(location_ids=[service.location_id], caller=NOBODY)
        open_ = ExerciseFactory(system=system)
        AudienceMemberFactory(exercise=open_, service=service)
        ContributionFactory(exercise=open_, location=service.location, draft=True)

        assert self.words(service, Holder(Permission.VIEW_WHO, scope=system)) == set()

    def test_asks_the_database_as_often_whatever_there_is(
        self, system, service, django_assert_num_queries
    ):
        for _ in range(3):
            exercise = ExerciseFactory(system=system, answered=True)
            AudienceMemberFactory(exercise=exercise, service=service)
            say(exercise, service.location, "Said", "named")

        with django_assert_num_queries(5):
            queries.list_asked_of(location_ids=[service.location_id], caller=NOBODY)


class TestTheSlots:
    def test_follow_a_service_through_its_history(self, system, service):
        after = LocationFactory(system=system)
        Relation.objects.create(
            kind="predecessor",
            location=after,
            other_location=service.location,
            other_number="1-1",
            since=date(2026, 1, 1),
            by="api",
        )
        exercise = ExerciseFactory(system=system, answered=True)
        AudienceMemberFactory(exercise=exercise, service=service)
        say(exercise, service.location, "Pay for <b>travel</b>", "named")

        html = presenters.said_of_location(system, after, NOBODY)

        assert "Pay for &lt;b&gt;travel" in html
        assert "under another record of its history" in html

    def test_say_when_nothing_was_asked(self, system, service):
        html = presenters.said_of_location(system, service.location, NOBODY)

        assert "It has not been asked anything yet." in html

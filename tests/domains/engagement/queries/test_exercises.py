import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import Stage
from regard.foundation.accounts.callers import Anyone, Command
from regard.foundation.base.errors import NotAllowed, NotFound
from tests.factories.accounts import Holder
from tests.factories.engagement import (
    AnswerFactory,
    AudienceMemberFactory,
    ContributionFactory,
    ExerciseFactory,
    ThemeFactory,
)
from tests.factories.register import ContactFactory, LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db


def get(exercise, caller, **more):
    return queries.get_exercise(system=exercise.system, slug=exercise.slug, caller=caller, **more)


class TestGetExercise:
    def test_shows_what_is_open_to_anyone(self):
        exercise = ExerciseFactory()

        assert get(exercise, Anyone()) == exercise

    def test_shows_a_draft_to_its_own_system_only(self):
        draft = ExerciseFactory(draft=True)
        ours = Holder(Permission.VIEW_DRAFT, scope=draft.system)
        theirs = Holder(Permission.VIEW_DRAFT, scope=SystemFactory())

        assert get(draft, ours) == draft
        for stranger in (theirs, Anyone()):
            with pytest.raises(NotFound):
                get(draft, stranger)

    def test_gives_it_only_to_who_may_do_something_with_it(self):
        exercise = ExerciseFactory()

        assert get(exercise, Command(), to=Permission.RUN_EXERCISES) == exercise
        with pytest.raises(NotAllowed):
            get(exercise, Anyone(), to=Permission.RUN_EXERCISES)

    def test_does_not_find_another_system_s(self):
        exercise = ExerciseFactory()

        with pytest.raises(NotFound):
            queries.get_exercise(system=SystemFactory(), slug=exercise.slug, caller=Command())


class TestListExercises:
    def test_counts_each_by_itself_in_order_of_stage(self):
        system = SystemFactory()
        closed = ExerciseFactory(system=system, closed=True)
        opened = ExerciseFactory(system=system)
        member = AudienceMemberFactory(exercise=opened)
        AudienceMemberFactory(exercise=opened)
        ContributionFactory(exercise=opened, location=member.location)
        ContributionFactory(exercise=opened, draft=True)
        ContributionFactory(exercise=closed)
        ThemeFactory(exercise=closed)

        [first, second] = queries.list_exercises(system=system, caller=Anyone())

        assert (first.stage, first.asked, first.heard, first.contributions) == (
            Stage.OPEN,
            2,
            1,
            1,
        )
        assert (second.stage, second.contributions, second.themes) == (Stage.CLOSED, 1, 1)

    def test_makes_a_fixed_number_of_queries(self, django_assert_num_queries):
        system = SystemFactory()
        for _ in range(4):
            ContributionFactory(exercise=ExerciseFactory(system=system))

        with django_assert_num_queries(7):
            first = queries.list_exercises(system=system, caller=Command())
        with django_assert_num_queries(2):
            again = queries.list_exercises(system=system, caller=Command())
        assert again == first

    def test_counts_anew_only_what_differs(self):
        system = SystemFactory()
        one, other = (ExerciseFactory(system=system) for _ in range(2))
        ContributionFactory(exercise=one)
        queries.list_exercises(system=system, caller=Command())

        ContributionFactory(exercise=other)
        one.title = "Named anew"
        one.save()

        rows = {
            row.exercise_id: row for row in queries.list_exercises(system=system, caller=Command())
        }
        assert rows[one.pk].title == "Named anew"
        assert [rows[each.pk].contributions for each in (one, other)] == [1, 1]


class TestListContributors:
    def test_says_how_to_reply_their_own_way_first(self):
        exercise = ExerciseFactory()
        location = LocationFactory(system=exercise.system, address="1 High Street")
        ContactFactory(location=location, email="manager@example.org")
        ContributionFactory(exercise=exercise, location=location)
        ContributionFactory(exercise=exercise, location=location, email="ann@example.org")
        ContributionFactory(exercise=exercise, name="Bob", address="2 Low Road\n\nWestmere")
        ContributionFactory(exercise=exercise, draft=True)

        [by_contact, by_own, by_letter] = queries.list_contributors(exercise=exercise)

        assert by_contact.email == "manager@example.org"
        assert by_contact.name == location.name
        assert by_own.email == "ann@example.org"
        assert (by_letter.email, by_letter.address_lines) == ("", ("2 Low Road", "Westmere"))

    def test_makes_a_fixed_number_of_queries(self, django_assert_num_queries):
        exercise = ExerciseFactory()
        for _ in range(4):
            ContributionFactory(
                exercise=exercise, location=LocationFactory(system=exercise.system)
            )

        with django_assert_num_queries(2):
            queries.list_contributors(exercise=exercise)


class TestListAnswers:
    def test_keeps_the_order_of_the_questions(self):
        kept = ContributionFactory()
        AnswerFactory(
            contribution=kept, question__position=2, question__exercise=kept.exercise, text="B"
        )
        AnswerFactory(
            contribution=kept, question__position=1, question__exercise=kept.exercise, text="A"
        )

        assert [row.text for row in queries.list_answers(contribution=kept)] == ["A", "B"]

import pytest
from django.db import IntegrityError, transaction

from regard.domains.strategy import actions
from regard.domains.strategy.actions import CannotWrite
from regard.domains.strategy.models import Strategy
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory
from tests.factories.strategy import DECIDED, PUBLISHED, Story, StrategyFactory

pytestmark = pytest.mark.django_db


def create(exercise, **known):
    known = {"slug": "care", "title": " Care  in Northmarch "} | known
    known = {"exercise_ids": [exercise.pk]} | known
    return actions.create_strategy(system=exercise.system, by="person:1", at=DECIDED, **known)


class TestCreateStrategy:
    def test_begins_a_draft_that_answers_exercises_and_writes_one_ledger_entry(self):
        exercise = ExerciseFactory(closed=True)

        strategy = create(exercise)

        assert (strategy.title, strategy.stage) == ("Care in Northmarch", "draft")
        assert list(strategy.exercises.all()) == [exercise]
        assert Entry.objects.get().event == "strategy.created"

    def test_can_answer_one_that_is_still_open(self):
        assert create(ExerciseFactory())

    @pytest.mark.parametrize(
        ("known", "words"),
        [
            ({"slug": ""}, "another address"),
            ({"slug": "new"}, "another address"),
            ({"title": " "}, "a title"),
            ({"exercise_ids": []}, "at least one exercise"),
            ({"exercise_ids": [0]}, "of this system"),
        ],
    )
    def test_refuses_what_is_missing(self, known, words):
        with pytest.raises(CannotWrite, match=words):
            create(ExerciseFactory(closed=True), **known)

        assert not Strategy.objects.exists()
        assert not Entry.objects.exists()

    def test_refuses_an_address_that_is_taken(self):
        story = Story()

        with pytest.raises(CannotWrite, match="already"):
            create(story.exercise, slug="care-2027")

    def test_refuses_an_exercise_that_another_strategy_answers(self):
        story = Story()

        with pytest.raises(CannotWrite, match="Another strategy answers"):
            create(story.exercise)

    def test_refuses_a_draft_exercise_and_one_of_another_system(self):
        with pytest.raises(CannotWrite, match="not been asked"):
            create(ExerciseFactory(draft=True))
        with pytest.raises(CannotWrite, match="of this system"):
            create(ExerciseFactory(closed=True), exercise_ids=[ExerciseFactory(closed=True).pk])


class TestEditStrategy:
    def edit(self, strategy, *exercises, title="New"):
        return actions.edit_strategy(
            strategy=strategy,
            title=title,
            introduction=" We asked. ",
            exercise_ids=[exercise.pk for exercise in exercises],
            by="person:1",
            at=DECIDED,
        )

    def test_changes_what_it_is_called_and_what_it_answers(self):
        story = Story()
        other = ExerciseFactory(closed=True, system=story.system)

        edited = self.edit(story.strategy, other)

        assert (edited.title, edited.introduction) == ("New", "We asked.")
        assert list(edited.exercises.all()) == [other]
        assert Entry.objects.get().event == "strategy.edited"

    def test_keeps_an_exercise_in_which_something_has_an_outcome(self):
        story = Story().decides()
        other = ExerciseFactory(closed=True, system=story.system)

        with pytest.raises(CannotWrite, match="stays once"):
            self.edit(story.strategy, other)

        assert list(story.strategy.exercises.all()) == [story.exercise]

    def test_keeps_what_it_answered_before(self):
        story = Story().decides()

        assert self.edit(story.strategy, story.exercise)


class TestStrategy:
    """What the database itself refuses."""

    def test_cannot_have_an_address_twice_in_a_system(self):
        story = Story()

        with pytest.raises(IntegrityError, match="slug_is_unique"), transaction.atomic():
            StrategyFactory(system=story.system, slug="care-2027")

    @pytest.mark.parametrize(
        "known", [{"stage": "published"}, {"published_at": PUBLISHED}], ids=str
    )
    def test_is_published_at_a_time(self, known):
        with pytest.raises(IntegrityError, match="published_has_a_time"), transaction.atomic():
            StrategyFactory(**known)

    def test_shares_no_exercise_with_another(self):
        story = Story()

        with pytest.raises(IntegrityError), transaction.atomic():
            StrategyFactory(system=story.system, exercise=story.exercise)

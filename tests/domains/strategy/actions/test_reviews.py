"""Putting a draft before people for their comments."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.models import Exercise
from regard.domains.engagement.queries.phases import list_phases
from regard.domains.engagement.rules.phases import reason_not_to_answer_unasked
from regard.domains.engagement.types import ExerciseKind, Stage
from regard.domains.strategy import actions, queries
from regard.domains.strategy.models import ReviewRound, Strategy, StrategyExercise
from regard.domains.strategy.rules import Blocker
from regard.domains.strategy.types import OutcomeKind
from regard.domains.strategy.types.reviews import ReviewPlan
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory
from tests.factories.strategy import PassageFactory, StrategyFactory
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)

PLAN = ReviewPlan(
    title="What would you change in our draft?",
    asks="What would you change here, and why?",
    decided="The board has settled how long it holds.",
    open_to_change="Every word.",
    opens_on=date(2026, 11, 23),
    closes_on=date(2026, 12, 21),
    reply_by=date(2027, 3, 1),
)


@pytest.fixture
def strategy():
    found = StrategyFactory(title="Care in Northmarch")
    top = PassageFactory(strategy=found, ref="1", key="p1", heading="Carers", position=1)
    PassageFactory(strategy=found, ref="1.1", key="p2", heading="Breaks", position=2, parent=top)
    return found


def begin(strategy, plan=PLAN):
    return actions.begin_review(strategy=strategy, plan=plan, by="person:1", at=NOON)


class TestBeginReview:
    def test_makes_an_exercise_that_the_strategy_answers(self, strategy):
        review = begin(strategy)

        exercise = Exercise.objects.get()
        assert (exercise.stage, exercise.kind) == (Stage.DRAFT, ExerciseKind.CONSULTATION)
        assert exercise.title == PLAN.title
        assert "Care in Northmarch" in exercise.purpose
        assert exercise.decided == PLAN.decided
        assert review.question.text == PLAN.asks
        assert StrategyExercise.objects.get().exercise_id == exercise.pk

    def test_takes_the_passages_as_they_stand(self, strategy):
        review = begin(strategy)
        strategy.passages.filter(key="p2").update(heading="Rest")

        taken = list(review.passages.order_by("position").values_list("ref", "heading", "depth"))
        assert taken == [("1", "Carers", 0), ("1.1", "Breaks", 1)]

    def test_asks_those_who_are_invited_and_nobody_else(self, strategy):
        review = begin(strategy)

        assert reason_not_to_answer_unasked(list_phases(exercise=review.exercise))

    def test_is_told_in_the_ledger(self, strategy):
        begin(strategy)

        events = set(Entry.objects.values_list("event", flat=True))
        assert {"review.begun", "exercise.created", "question.added"} <= events

    def test_is_one_at_a_time(self, strategy):
        begin(strategy)

        with pytest.raises(actions.CannotReview, match="under way"):
            begin(strategy)

    def test_begins_anew_once_the_last_is_closed(self, strategy):
        begin(strategy)
        Exercise.objects.update(stage=Stage.CLOSED, register_as_at=NOON.date())

        begin(strategy)

        assert ReviewRound.objects.count() == 2

    def test_is_refused_of_nothing(self):
        with pytest.raises(actions.CannotReview, match="no passages"):
            begin(StrategyFactory())

    def test_is_refused_days_that_do_not_fit_and_leaves_nothing_behind(self, strategy):
        plan = ReviewPlan(**{**vars(PLAN), "closes_on": date(2026, 11, 1)})

        with pytest.raises(engagement.CannotPlan):
            begin(strategy, plan)

        assert not Exercise.objects.exists()

    def test_is_refused_of_what_is_published(self, strategy):
        Strategy.objects.update(stage="published", published_at=NOON)

        with pytest.raises(actions.CannotWrite):
            begin(strategy)


class TestRetakePassages:
    def test_takes_them_anew_while_nobody_was_asked(self, strategy):
        review = begin(strategy)
        strategy.passages.filter(key="p2").update(heading="Rest")

        actions.retake_passages(review=review, by="person:1", at=NOON)

        assert review.passages.get(key="p2").heading == "Rest"
        assert Entry.objects.filter(event="review.retaken").exists()

    def test_is_refused_once_people_read_them(self):
        story = Reviewed()

        with pytest.raises(actions.CannotReview, match="does not change"):
            actions.retake_passages(review=story.review, by="person:1", at=NOON)


def call_off(review, **more):
    return actions.call_off_review(review=review, by="person:1", at=timezone.now(), **more)


class TestCallOffReview:
    def test_leaves_the_strategy_as_if_it_had_not_been(self, strategy):
        assert call_off(begin(strategy)) is Stage.DRAFT

        assert not ReviewRound.objects.exists()
        assert not StrategyExercise.objects.exists()
        assert begin(strategy).exercise.stage == Stage.DRAFT

    def test_withdraws_the_draft_of_its_exercise_and_says_both_in_the_ledger(self, strategy):
        call_off(begin(strategy))

        exercise = Exercise.objects.get()
        assert exercise.is_withdrawn
        assert "called off before anybody was asked" in exercise.closed_early_because
        last = list(Entry.objects.order_by("pk").values_list("event", flat=True))[-2:]
        assert last == ["review.called_off", "exercise.withdrawn"]

    def test_works_though_information_was_published_which_is_final(self, strategy):
        review = begin(strategy)
        pack = engagement.write_pack(
            exercise=review.exercise, words="What it is.", by="person:1", at=NOON
        )
        engagement.publish_pack(pack=pack, by="person:1", at=NOON)

        call_off(review)

        assert Exercise.objects.get().is_withdrawn

    def test_closes_one_that_is_open_with_a_reason_and_keeps_what_was_said(self):
        story = Reviewed()
        story.keeps({story.travel: "Which rate?"})

        assert call_off(story.review, reason="The board starts anew.") is Stage.OPEN

        exercise = Exercise.objects.get()
        assert (exercise.stage, exercise.closed_early_because) == (
            Stage.CLOSED,
            "The board starts anew.",
        )
        assert ReviewRound.objects.exists()
        assert StrategyExercise.objects.exists()
        assert blockers(story)[Blocker.POINTS_WITHOUT_OUTCOME] == 1

    def test_is_refused_of_one_that_is_open_without_a_reason_and_changes_nothing(self):
        story = Reviewed()

        with pytest.raises(engagement.CannotClose, match="Say why"):
            call_off(story.review)

        assert Exercise.objects.get().stage == Stage.OPEN
        assert not Entry.objects.filter(event="review.called_off").exists()

    def test_is_refused_once_it_is_over(self):
        story = Reviewed()
        Exercise.objects.update(stage=Stage.CLOSED)

        with pytest.raises(actions.CannotReview, match="It is over"):
            call_off(story.review)


class TestTheStrategyOfAReview:
    def test_cannot_leave_out_what_people_were_asked(self):
        story = Reviewed()
        other = ExerciseFactory(system=story.system)
        StrategyExercise.objects.create(strategy=story.strategy, exercise=other)

        with pytest.raises(actions.CannotWrite, match="asked to comment"):
            actions.edit_strategy(
                strategy=story.strategy,
                title="X",
                introduction="",
                exercise_ids=[other.pk],
                by="person:1",
                at=NOON,
            )

    def test_is_not_published_while_a_review_is_open(self):
        assert Blocker.STILL_OPEN in blockers(Reviewed())

    def test_is_not_published_while_a_comment_has_no_outcome(self):
        story = Reviewed()
        kept = story.keeps({story.carers: "One number.", story.travel: "Which rate?"})
        Exercise.objects.update(stage=Stage.CLOSED)
        first, second = kept.points.order_by("start")

        assert blockers(story)[Blocker.POINTS_WITHOUT_OUTCOME] == 2
        decide(story, first)
        assert blockers(story)[Blocker.POINTS_WITHOUT_OUTCOME] == 1
        decide(story, second)
        assert Blocker.POINTS_WITHOUT_OUTCOME not in blockers(story)


def blockers(story):
    found = queries.list_blockers(strategy=story.strategy)
    return {blocked.kind: blocked.count for blocked in found}


def decide(story, point):
    actions.decide_outcome(
        strategy=story.strategy,
        point_id=point.pk,
        kind=OutcomeKind.ALREADY,
        reason="It says so in 2.",
        passage_ref="2",
        by="person:1",
        at=NOON,
    )

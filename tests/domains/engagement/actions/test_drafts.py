from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions, queries
from regard.domains.engagement.models import Answer, Contribution, Exercise, Point
from regard.domains.engagement.types import Stage, Visibility
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from tests.factories.engagement import ExerciseFactory, InvitationFactory, QuestionFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATE = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def question():
    return QuestionFactory()


@pytest.fixture
def invitation(question):
    return InvitationFactory(exercise=question.exercise)


def save(invitation, at=NOON, **step):
    return actions.save_draft(
        invitation=invitation, step=actions.Step(**step), by="invitation:1", at=at
    )


def keep(invitation, at=NOON):
    return actions.keep_draft(invitation=invitation, by="invitation:1", at=at)


class TestSaveDraft:
    def test_begins_one_and_goes_on_with_it(self, invitation, question):
        first = save(invitation, answers={question.pk: "Half a"})
        second = save(invitation, answers={question.pk: "Half a thought"}, email="a@example.org")

        assert first.pk == second.pk
        assert Answer.objects.get().text == "Half a thought"
        assert second.email == "a@example.org"
        assert not Point.objects.exists()

    def test_takes_an_answer_back(self, invitation, question):
        save(invitation, answers={question.pk: "Half a thought"})

        save(invitation, answers={question.pk: "  "}, visibility=Visibility.NAMED)

        assert not Answer.objects.exists()
        assert Contribution.objects.get().visibility == Visibility.NAMED

    def test_leaves_out_what_is_not_asked_here(self, invitation):
        save(invitation, answers={QuestionFactory().pk: "Elsewhere"})

        assert not Answer.objects.exists()

    def test_writes_into_the_ledger_when_it_was_begun(self, invitation, question):
        save(invitation, answers={question.pk: "Half a"})
        save(invitation, answers={question.pk: "Half a thought"})

        assert list(Entry.objects.values_list("event", flat=True)) == ["draft.begun"]

    def test_asks_the_database_seldom(self, invitation, question, django_assert_num_queries):
        others = [QuestionFactory(exercise=question.exercise).pk for _ in range(3)]
        save(invitation, answers={question.pk: "Half a"}, visibility=Visibility.NAMED)
        answers = dict.fromkeys([question.pk, *others], "Half a thought")

        # the lock, the draft, what is asked, the order of saves, and what was said; and the
        # transaction's two ends
        with django_assert_num_queries(7):
            save(invitation, answers=answers, visibility=Visibility.NAMED)

        assert list(Answer.objects.values_list("text", flat=True)) == ["Half a thought"] * 4

    def test_keeps_when_an_answer_was_first_given(self, invitation, question):
        save(invitation, answers={question.pk: "Half a"})
        first = Answer.objects.get()

        save(invitation, answers={question.pk: "Half a thought"})

        again = Answer.objects.get()
        assert (again.pk, again.created_at) == (first.pk, first.created_at)
        assert again.updated_at > first.updated_at

    def test_sees_that_it_was_closed_meanwhile(self, invitation, question):
        Exercise.objects.update(stage=Stage.CLOSED)

        with pytest.raises(actions.CannotKeep, match="closed on 30 November"):
            save(invitation, answers={question.pk: "Late"})

    def test_refuses_what_comes_too_late(self, invitation, question):
        with pytest.raises(actions.CannotKeep, match="closed on 30 November"):
            save(invitation, at=LATE, answers={question.pk: "Late"})

        assert not Contribution.objects.exists()


class TestKeepDraft:
    def test_keeps_it_once(self, invitation, question):
        save(invitation, answers={question.pk: "Pay for travel between calls."})

        first, second = keep(invitation), keep(invitation)

        assert first.pk == second.pk
        assert first.kept_at == NOON
        assert Point.objects.count() == 1

    def test_refuses_an_empty_one(self, invitation):
        save(invitation, visibility=Visibility.TEAM)

        with pytest.raises(actions.CannotKeep, match="at least one"):
            keep(invitation)

    def test_refuses_where_nothing_was_begun(self, invitation):
        with pytest.raises(actions.NothingToKeep, match="Nothing has been written"):
            keep(invitation)


class TestQuestionThatIsGone:
    def test_is_not_moved(self):
        question = QuestionFactory(exercise=ExerciseFactory(draft=True))
        actions.remove_question(question=question, by="person:1", at=NOON)

        with pytest.raises(NotFound, match="has been removed"):
            actions.move_question_up(question=question, by="person:1", at=NOON)

    def test_that_is_first_stays_first(self):
        question = QuestionFactory(exercise=ExerciseFactory(draft=True), position=1)

        actions.move_question_up(question=question, by="person:1", at=NOON)

        assert [q.position for q in queries.list_questions(exercise=question.exercise)] == [1]

from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions, queries
from regard.domains.engagement.models import Question
from regard.domains.engagement.rules import Wording
from regard.domains.engagement.types import QuestionKind as K
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def draft():
    return ExerciseFactory(draft=True)


@pytest.fixture
def how(draft):
    return QuestionFactory(exercise=draft, position=1, choice=True)


@pytest.fixture
def why(draft, how):
    """Return a question that is asked only where it is worse."""
    wording = Wording(K.WORDS, "Why?", shown_if=how.pk, shown_for=("Worse",))
    return actions.add_question(exercise=draft, wording=wording, by="person:1", at=NOON)


class TestAddQuestion:
    def test_keeps_what_its_kind_needs_and_of_whom_it_is_asked(self, draft, how):
        wording = Wording(
            K.MATRIX,
            "How is each?",
            options=("Better", "Worse"),
            settings={"rows": ["Pay", "Rotas"]},
            shown_if=how.pk,
            shown_for=("Worse",),
        )

        made = actions.add_question(exercise=draft, wording=wording, by="person:1", at=NOON)

        made.refresh_from_db()
        assert made.settings == {"rows": ["Pay", "Rotas"]}
        assert (made.shown_if, made.shown_for) == (how, ["Worse"])
        assert Entry.objects.get().event == "question.added"

    def test_refuses_to_depend_on_an_answer_that_is_none(self, draft, how):
        wording = Wording(K.WORDS, "Why?", shown_if=how.pk, shown_for=("Dearer",))

        with pytest.raises(actions.CannotWord) as refused:
            actions.add_question(exercise=draft, wording=wording, by="person:1", at=NOON)

        assert "“Dearer”" in refused.value.reasons["shown_for"]
        assert Question.objects.count() == 1

    def test_refuses_to_depend_on_another_exercise(self, draft):
        wording = Wording(
            K.WORDS, "Why?", shown_if=QuestionFactory(choice=True).pk, shown_for=("Worse",)
        )

        with pytest.raises(actions.CannotWord, match="not asked here"):
            actions.add_question(exercise=draft, wording=wording, by="person:1", at=NOON)


class TestEditQuestion:
    def test_refuses_to_depend_on_itself_or_a_later_one(self, how, why):
        for other in (how, why):
            wording = Wording(
                K.CHOICE,
                "How is it?",
                options=("Better", "Worse"),
                shown_if=other.pk,
                shown_for=("Worse",),
            )

            with pytest.raises(actions.CannotWord, match="depends on"):
                actions.edit_question(question=how, wording=wording, by="person:1", at=NOON)

        how.refresh_from_db()
        assert how.shown_if is None

    def test_refuses_to_take_away_an_answer_on_which_another_depends(self, how, why):
        wording = Wording(K.CHOICE, "How is it?", options=("Better", "The same"))

        with pytest.raises(actions.CannotWord, match="Keep that answer"):
            actions.edit_question(question=how, wording=wording, by="person:1", at=NOON)

        how.refresh_from_db()
        assert "Worse" in how.options

    def test_forgets_for_which_answers_once_it_is_asked_of_everyone(self, why):
        actions.edit_question(
            question=why, wording=Wording(K.WORDS, "Why so?"), by="person:1", at=NOON
        )

        why.refresh_from_db()
        assert (why.shown_if, why.shown_for) == (None, [])


class TestOrder:
    def test_never_puts_a_question_before_the_one_on_which_it_depends(self, draft, why):
        with pytest.raises(actions.CannotWord, match="stays after that"):
            actions.move_question_up(question=why, by="person:1", at=NOON)

        assert [q.position for q in queries.list_questions(exercise=draft)] == [1, 2]

    def test_never_loses_a_question_on_which_another_depends(self, how, why):
        with pytest.raises(actions.CannotWord, match="Change or remove that one first"):
            actions.remove_question(question=how, by="person:1", at=NOON)

        actions.remove_question(question=why, by="person:1", at=NOON)
        actions.remove_question(question=how, by="person:1", at=NOON)
        assert not Question.objects.exists()

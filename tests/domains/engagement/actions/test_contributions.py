from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from regard.domains.engagement import actions
from regard.domains.engagement.models import Answer, Contribution, Point
from regard.domains.engagement.queries.proving import prove_kept
from regard.domains.engagement.types import Channel, Said, Speaker, Visibility
from regard.foundation.accounts.models import Link
from regard.foundation.audit.models import Entry
from tests.factories.engagement import AnswerFactory, ExerciseFactory, QuestionFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
AFTERWARDS = datetime(2026, 12, 2, 12, tzinfo=UTC)
WORDS = "Pay for travel between calls please. The rota comes out far too late."


@pytest.fixture
def exercise():
    return ExerciseFactory(system__receipt_prefix="NM")


@pytest.fixture
def question(exercise):
    return QuestionFactory(exercise=exercise)


def said(question, words=WORDS, **more):
    given = {"speaker": Speaker.PERSON, "channel": Channel.WEB} | more
    return Said(answers={question.pk: words}, **given)


def keep(exercise, what, **more):
    return actions.keep_contribution(exercise=exercise, said=what, by="public", at=NOON, **more)


class TestKeepContribution:
    def test_keeps_it_as_it_came_with_a_receipt(self, exercise, question):
        kept = keep(exercise, said(question, "  Pay for travel.\r\nPlease. "))

        answer = Answer.objects.get()
        assert answer.text == "Pay for travel.\nPlease."
        assert (answer.contribution, answer.question) == (kept, question)
        assert kept.receipt.startswith("NM-")
        assert (kept.kept_at, kept.said_on) == (NOON, date(2026, 11, 21))
        assert kept.visibility == Visibility.TEAM

    def test_splits_it_into_points_at_their_places(self, exercise, question):
        keep(exercise, said(question))

        points = list(Point.objects.order_by("start"))
        assert [WORDS[point.start : point.end] for point in points] == [p.text for p in points]
        assert len(points) == 2

    def test_makes_no_point_of_a_choice_or_of_nothing(self, exercise, question):
        choice = QuestionFactory(exercise=exercise, choice=True)
        what = Said(
            answers={question.pk: "n/a", choice.pk: "Worse"},
            speaker=Speaker.CARER,
            channel=Channel.WEB,
        )

        keep(exercise, what)

        assert Answer.objects.count() == 2
        assert not Point.objects.exists()

    def test_issues_a_receipt_link_that_outlives_the_reply(self, exercise, question):
        kept = keep(exercise, said(question))

        link = Link.objects.get(purpose="engagement.receipt", subject_id=kept.pk)
        assert link.expires_at.date() == date(2029, 2, 27)

    def test_writes_one_ledger_entry_without_who_said_it(self, exercise, question):
        kept = keep(exercise, said(question, name="Ann Other", email="ann@example.org"))

        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("contribution.kept", "public")
        assert entry.detail == {
            "exercise": exercise.pk,
            "channel": "web",
            "receipt": kept.receipt,
            "digest": prove_kept(contribution=kept).digest,
        }

    def test_refuses_what_comes_after_the_last_day(self, question):
        late = datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC)

        with pytest.raises(actions.CannotKeep, match="This closed on 30 November 2026"):
            actions.keep_contribution(
                exercise=question.exercise, said=said(question), by="public", at=late
            )

        assert not Contribution.objects.exists()
        assert not Entry.objects.exists()

    def test_takes_a_letter_that_was_written_in_time_after_it_closed(self):
        question = QuestionFactory(exercise=ExerciseFactory(closed=True))
        letter = said(question, channel=Channel.LETTER, said_on=date(2026, 11, 30))

        kept = actions.keep_contribution(
            exercise=question.exercise, said=letter, by="person:1", at=AFTERWARDS
        )

        assert kept.said_on == date(2026, 11, 30)

    @pytest.mark.parametrize(
        ("stage", "reason"),
        [
            ("draft", "has not been opened"),
            ("closed", "closed on 30 November 2026"),
            ("answered", "closed on 30 November 2026"),
        ],
    )
    def test_refuses_an_exercise_that_takes_no_answers(self, stage, reason):
        question = QuestionFactory(exercise=ExerciseFactory(**{stage: True}))

        with pytest.raises(actions.CannotKeep, match=reason):
            keep(question.exercise, said(question))

    def test_says_what_is_wrong_with_which_answer(self, exercise, question):
        choice = QuestionFactory(exercise=exercise, choice=True, position=question.position + 1)
        what = Said(
            answers={question.pk: "x" * 20_001, choice.pk: "Perhaps"},
            speaker=Speaker.CARER,
            channel=Channel.WEB,
        )

        with pytest.raises(actions.CannotKeep) as refusal:
            keep(exercise, what)

        assert refusal.value.reasons == {
            question.pk: "The answer to question 1 has 20,001 characters. We can take 20,000. "
            "Please shorten it, or send it by email or post.",
            choice.pk: "“Perhaps” is not one of the choices for question 2.",
        }

    def test_refuses_an_answer_to_another_exercise(self, exercise, question):
        elsewhere = QuestionFactory()

        with pytest.raises(actions.CannotKeep, match="not asked here"):
            keep(exercise, said(elsewhere))

    def test_keeps_what_a_provider_says_for_its_location(self, exercise, question):
        location = LocationFactory()

        kept = keep(exercise, said(question, speaker=Speaker.PROVIDER, location_id=location.pk))

        assert kept.location == location


class TestAnswerOfAKeptContribution:
    def test_cannot_be_changed_in_the_database(self):
        answer = AnswerFactory()

        with pytest.raises(DatabaseError, match="kept as it came"), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(text="Something else")

    def test_cannot_be_deleted_in_the_database(self):
        answer = AnswerFactory()

        with pytest.raises(DatabaseError, match="kept as it came"), transaction.atomic():
            answer.delete()

    def test_may_change_while_it_is_a_draft(self):
        answer = AnswerFactory(contribution__draft=True)

        answer.text = "Something else"
        answer.save()

        assert Answer.objects.get().text == "Something else"

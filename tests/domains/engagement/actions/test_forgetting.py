from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from regard.domains.engagement import actions
from regard.domains.engagement.models import Contribution, Exercise, MonitoringAnswer
from regard.domains.engagement.types import ExerciseKind, Stage
from regard.foundation.audit.models import Entry
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
)
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TWO_YEARS = timedelta(days=730)
WHO = {"name": "Ayesha Bello", "email": "a.bello@example.org", "telephone": "0161 496 0001"}


def forget(at=NOON):
    return actions.forget_people(by="system", at=at)


def answered(ago, **more):
    return ExerciseFactory(closed=True, stage=Stage.ANSWERED, answered_at=NOON - ago, **more)


def who(contribution):
    contribution.refresh_from_db()
    return contribution.name, contribution.email, contribution.telephone, contribution.address


class TestForgettingPeople:
    def test_comes_two_years_after_the_reply_and_not_a_day_before(self):
        due = ContributionFactory(exercise=answered(TWO_YEARS + timedelta(seconds=1)), **WHO)
        not_due = ContributionFactory(exercise=answered(TWO_YEARS - timedelta(days=1)), **WHO)

        assert forget() == 1
        assert who(due) == ("", "", "", "")
        assert who(not_due)[0] == "Ayesha Bello"
        assert Entry.objects.get().event == "exercise.people_forgotten"

    def test_does_so_once(self):
        ContributionFactory(exercise=answered(TWO_YEARS * 2), **WHO)

        assert [forget(), forget()] == [1, 0]
        assert Entry.objects.count() == 1

    def test_leaves_what_they_said_and_for_which_service(self):
        location = LocationFactory()
        said = ContributionFactory(exercise=answered(TWO_YEARS * 2), location=location, **WHO)
        answer = AnswerFactory(contribution=said)

        forget()

        answer.refresh_from_db()
        assert answer.text.startswith("Pay for travel")
        assert Contribution.objects.get().location == location

    def test_waits_for_a_reply_that_was_never_given(self):
        owed = ContributionFactory(
            exercise=ExerciseFactory(
                closed=True, opens_on=date(2020, 1, 1), closes_on=date(2020, 2, 1)
            ),
            **WHO,
        )

        assert forget() == 0
        assert who(owed)[0] == "Ayesha Bello"

    def test_deletes_who_people_are_with_it(self):
        exercise = answered(TWO_YEARS * 2)
        for each in (exercise, answered(timedelta(days=9))):
            MonitoringAnswer.objects.create(
                exercise=each, key=b"0" * 16, characteristic="disability", value="yes"
            )

        forget()

        assert MonitoringAnswer.objects.filter(exercise=exercise).count() == 0
        assert MonitoringAnswer.objects.count() == 1

    def test_counts_what_was_told_unasked_from_its_own_day(self):
        seeing = ExerciseFactory(kind=ExerciseKind.SEEING)
        old = ContributionFactory(exercise=seeing, said_on=date(2024, 11, 1), **WHO)
        new = ContributionFactory(exercise=seeing, said_on=date(2025, 1, 1), **WHO)

        forget()

        assert (who(old)[0], who(new)[0]) == ("", "Ayesha Bello")

    def test_forgets_where_an_invitation_went_two_years_after_it(self):
        invitation = InvitationFactory(to="care@example.org")

        forget(at=invitation.created_at + TWO_YEARS - timedelta(days=1))
        invitation.refresh_from_db()
        assert invitation.to == "care@example.org"

        forget(at=invitation.created_at + TWO_YEARS + timedelta(days=1))
        invitation.refresh_from_db()
        assert invitation.to == ""


class TestMarkingAnswered:
    def test_keeps_since_when(self):
        exercise = ExerciseFactory(closed=True, kind=ExerciseKind.SEEING)

        actions.mark_answered(exercise_ids=[exercise.pk], by="person:1", at=NOON)

        assert Exercise.objects.get().answered_at == NOON


class TestAKeptAnswer:
    @pytest.mark.parametrize(("field", "value"), [("value", [1]), ("places", [[0, "1"]])])
    def test_keeps_its_value_and_its_pages_too(self, field, value):
        answer = AnswerFactory()
        setattr(answer, field, value)

        with pytest.raises(DatabaseError, match="kept as it came"), transaction.atomic():
            answer.save(update_fields=[field])

    def test_can_still_change_as_a_draft(self):
        answer = AnswerFactory(contribution=ContributionFactory(draft=True))
        answer.value = [1]

        answer.save(update_fields=["value"])

        answer.refresh_from_db()
        assert answer.value == [1]

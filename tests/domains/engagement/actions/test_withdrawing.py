from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.engagement import actions, queries
from regard.domains.engagement.actions.waves import CannotPlanWave, plan_wave
from regard.domains.engagement.queries.calendar import get_season
from regard.domains.engagement.types.inviting import WavePlan
from regard.foundation.accounts.callers import Command
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory, QuestionFactory

pytestmark = pytest.mark.django_db

WHY = "The board wants to think again."


@pytest.fixture
def draft():
    today = timezone.localdate()
    days = {
        "opens_on": today,
        "closes_on": today + timedelta(9),
        "reply_by": today + timedelta(30),
    }
    exercise = ExerciseFactory(draft=True, **days)
    QuestionFactory(exercise=exercise)
    return exercise


def withdraw(exercise):
    return actions.withdraw_exercise(
        exercise=exercise, reason=f" {WHY} ", by="person:1", at=timezone.now()
    )


def season(exercise):
    today = timezone.localdate()
    return get_season(
        system=exercise.system, since=today, until=today + timedelta(60), caller=Command()
    )


class TestWithdrawExercise:
    def test_says_why_and_is_told_in_the_ledger(self, draft):
        exercise = withdraw(draft)

        assert exercise.is_withdrawn
        assert exercise.closed_early_because == WHY
        entry = Entry.objects.get(event="exercise.withdrawn")
        assert entry.detail == {"reason": WHY}

    def test_leaves_it_in_no_list_and_no_calendar(self, draft):
        assert queries.list_exercises(system=draft.system, caller=Command())
        assert season(draft).asks

        withdraw(draft)

        assert queries.list_exercises(system=draft.system, caller=Command()) == []
        assert not season(draft).asks

    def test_leaves_it_where_it_was_for_the_team(self, draft):
        withdraw(draft)

        assert queries.get_exercise(system=draft.system, slug=draft.slug, caller=Command())

    def test_is_final(self, draft):
        withdrawn = withdraw(draft)

        with pytest.raises(actions.CannotOpen, match="withdrawn before anybody was asked"):
            actions.open_exercise(exercise=withdrawn, by="person:1", at=timezone.now())
        with pytest.raises(actions.CannotChange, match="It stays as it was"):
            withdraw(withdrawn)
        plan = WavePlan("All", {}, timezone.localdate() + timedelta(1), True, 1, 7)
        with pytest.raises(CannotPlanWave):
            plan_wave(exercise=withdrawn, plan=plan, by="person:1", at=timezone.now())

    def test_is_refused_of_what_was_opened(self):
        with pytest.raises(actions.CannotChange, match="has been opened"):
            withdraw(ExerciseFactory())

from datetime import UTC, date, datetime

import pytest
import time_machine

from regard.domains.engagement import actions
from regard.domains.engagement.actions import timetable
from regard.domains.engagement.models import TimetableChange
from regard.domains.engagement.queries.phases import days_of, list_phases
from regard.domains.engagement.queries.timetable import (
    count_late,
    count_paused_days,
    list_timetable_changes,
)
from regard.domains.engagement.types import Channel, Said, Speaker, Stage
from regard.domains.engagement.types.phases import Days
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ContributionFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_exercises import PhaseFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}
WHY = {"because": "Many services asked for more time."}
LATER = Days(date(2026, 11, 1), date(2026, 12, 14), date(2027, 3, 14))


def events():
    return [entry.event for entry in Entry.objects.order_by("pk")]


class TestMoveDays:
    def test_gives_people_longer_and_says_why(self):
        exercise = ExerciseFactory()
        PhaseFactory(exercise=exercise)

        moved = timetable.move_days(exercise=exercise, becomes=LATER, **WHY, **WHO)

        assert days_of(moved) == LATER
        assert list_phases(exercise=moved)[0].ends_on == LATER.closes_on
        changes = [(each.kind, each.field, each.was) for each in TimetableChange.objects.all()]
        assert changes == [
            ("extended", "closes_on", date(2026, 11, 30)),
            ("moved", "reply_by", date(2027, 2, 28)),
        ]
        assert events() == ["exercise.days_moved"]

    def test_opens_a_closed_one_again(self):
        exercise = ExerciseFactory(closed=True, closed_early_because="We knew enough.")

        moved = timetable.move_days(exercise=exercise, becomes=LATER, **WHY, **WHO)

        assert (moved.stage, moved.closed_at, moved.closed_early_because) == (Stage.OPEN, None, "")

    def test_leaves_a_closed_one_closed_when_only_the_reply_moves(self):
        exercise = ExerciseFactory(closed=True)
        becomes = Days(exercise.opens_on, exercise.closes_on, date(2027, 3, 14))

        moved = timetable.move_days(exercise=exercise, becomes=becomes, **WHY, **WHO)

        assert moved.stage == Stage.CLOSED

    def test_refuses_to_cut_time_short(self):
        shorter = Days(date(2026, 11, 1), date(2026, 11, 25), date(2027, 3, 14))

        with pytest.raises(timetable.CannotMove) as refusal:
            timetable.move_days(exercise=ExerciseFactory(), becomes=shorter, **WHY, **WHO)

        assert list(refusal.value.reasons) == ["closes_on"]
        assert not TimetableChange.objects.exists()
        assert not Entry.objects.exists()


class TestPauseExercise:
    def test_asks_nobody_and_takes_answers(self):
        exercise = ExerciseFactory()
        question = QuestionFactory(exercise=exercise)

        paused = timetable.pause_exercise(exercise=exercise, **WHY, **WHO)

        assert paused.paused_on == date(2026, 11, 21)
        for send in (actions.send_invitations, actions.send_reminders):
            with pytest.raises(actions.CannotInvite, match="paused since 21 November 2026"):
                send(exercise=paused, **WHO)
        said = Said(
            answers={question.pk: "Pay for travel."}, speaker=Speaker.PERSON, channel=Channel.WEB
        )
        assert actions.keep_contribution(exercise=paused, said=said, **WHO).kept_at == NOON

    def test_needs_a_reason_and_an_open_exercise(self):
        for exercise, because in (
            (ExerciseFactory(), ""),
            (ExerciseFactory(closed=True), WHY["because"]),
        ):
            with pytest.raises(timetable.CannotMove):
                timetable.pause_exercise(exercise=exercise, because=because, **WHO)


class TestResumeExercise:
    def test_goes_on_with_as_many_days_more(self):
        exercise = ExerciseFactory(paused_on=date(2026, 11, 14))

        gone_on = timetable.resume_exercise(exercise=exercise, becomes=LATER, **WHY, **WHO)

        assert (gone_on.paused_on, gone_on.closes_on) == (None, LATER.closes_on)
        assert [each.kind for each in list_timetable_changes(exercise=gone_on)] == [
            "resumed",
            "extended",
            "moved",
        ]
        assert events() == ["exercise.resumed", "exercise.days_moved"]

    def test_may_add_none(self):
        exercise = ExerciseFactory(paused_on=date(2026, 11, 14))

        timetable.resume_exercise(exercise=exercise, becomes=days_of(exercise), **WHY, **WHO)

        assert [each.kind for each in TimetableChange.objects.all()] == ["resumed"]

    def test_refuses_what_is_not_paused(self):
        with pytest.raises(timetable.CannotMove, match="not paused"):
            timetable.resume_exercise(exercise=ExerciseFactory(), becomes=LATER, **WHY, **WHO)


class TestCountPausedDays:
    def test_counts_pauses_that_are_over_and_the_one_that_lasts(self):
        exercise = ExerciseFactory(paused_on=date(2026, 11, 10))
        timetable.resume_exercise(exercise=exercise, becomes=days_of(exercise), **WHY, **WHO)
        exercise.refresh_from_db()
        timetable.pause_exercise(exercise=exercise, **WHY, **WHO)
        exercise.refresh_from_db()

        assert count_paused_days(exercise=exercise, today=date(2026, 11, 23)) == 11 + 2
        assert count_paused_days(exercise=exercise, today=date(2026, 12, 23)) == 11 + 9


class TestComingLate:
    @pytest.mark.parametrize(("day", "is_late"), [(30, False), (1, True)])
    def test_is_flagged_by_the_day_on_which_it_was_said(self, day, is_late):
        exercise = ExerciseFactory(closed=True)
        question = QuestionFactory(exercise=exercise)
        said = Said(
            answers={question.pk: "Pay for travel."},
            speaker=Speaker.PERSON,
            channel=Channel.TELEPHONE,
            said_on=date(2026, 12 if is_late else 11, day),
            entered_by="person:1",
        )
        later = datetime(2026, 12, 3, 12, tzinfo=UTC)

        with time_machine.travel(later, tick=False):
            kept = actions.keep_contribution(exercise=exercise, said=said, by="person:1", at=later)

        assert kept.is_late is is_late
        assert count_late(exercise=exercise) == is_late

    def test_is_refused_by_link_or_on_the_web(self):
        exercise = ExerciseFactory(closed=True)
        said = Said(answers={}, speaker=Speaker.PERSON, channel=Channel.WEB)

        with pytest.raises(actions.CannotKeep, match="takes no more answers"):
            actions.keep_contribution(exercise=exercise, said=said, **WHO)

    def test_counts_only_what_was_kept(self):
        exercise = ExerciseFactory()
        ContributionFactory(exercise=exercise, is_late=True, draft=True)

        assert count_late(exercise=exercise) == 0

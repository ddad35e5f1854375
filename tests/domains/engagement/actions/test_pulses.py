from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db import DatabaseError, IntegrityError, transaction

from regard.domains.engagement.actions.pulse_waves import (
    CannotAnswer,
    CannotBeginWave,
    begin_due_waves,
    begin_wave,
    keep_rating,
    remind_raters,
)
from regard.domains.engagement.actions.pulses import (
    CannotPulse,
    CannotRate,
    WordsAreFrozen,
    create_series,
    edit_series,
    end_series,
    mirror_series,
    remove_rater,
    reword_series,
)
from regard.domains.engagement.jobs.pulses import ask_raters, pulse
from regard.domains.engagement.models import (
    Contribution,
    Exercise,
    Question,
    Rater,
    RaterAsk,
    Series,
    SeriesItem,
    Wave,
)
from regard.domains.engagement.queries.pulses import RATER, list_to_send
from regard.domains.engagement.types import Direction, OpenTo, Stage
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_pulses import (
    MAY,
    NOVEMBER,
    PLAN,
    answers_to,
    begin_and_close,
    make_pulse,
    make_raters,
    make_services,
)
from tests.factories.register import (
    LocationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": MAY}


@pytest.fixture
def series():
    made = make_pulse()
    make_services(made.system, 2)
    return made


@pytest.fixture
def to_partnership():
    made = make_pulse(direction=Direction.TO_PARTNERSHIP)
    make_raters(made, 2)
    return made


def refused(match="same words"):
    return pytest.raises(DatabaseError, match=match)


class TestCreateSeries:
    def test_writes_what_it_asks_and_one_entry(self):
        series = make_pulse()

        assert [item.kind for item in series.items.order_by("position")] == [
            "scale",
            "scale",
            "words",
        ]
        assert Entry.objects.get().event == "pulse.created"

    def test_asks_only_the_services_that_it_is_for(self):
        system = SystemFactory()
        make_services(system, 2)
        home = ServiceFactory(location=LocationFactory(system=system), service_type="extra_care")
        kept = {"service_types": ["extra_care"]}
        series = create_series(
            system=system, direction=Direction.TO_PROVIDERS, plan=PLAN, criteria=kept, **WHO
        )

        wave = begin_wave(series=series, **WHO)

        assert wave.criteria == kept
        assert [member.location_id for member in wave.audience.all()] == [home.location_id]

    def test_says_what_is_wrong(self):
        with pytest.raises(CannotPulse) as refusal:
            make_pulse(plan=replace(PLAN, items=()))

        assert list(refusal.value.reasons) == ["items"]
        assert not Series.objects.exists()


class TestEditSeries:
    def test_changes_what_was_not_asked_yet(self, series):
        edited = edit_series(series=series, plan=replace(PLAN, items=("Other",)), **WHO)

        assert edited.items.get(position=1).text == "Other"

    def test_is_refused_once_it_was_asked(self, series):
        begin_wave(series=series, **WHO)

        with pytest.raises(WordsAreFrozen):
            edit_series(series=series, plan=PLAN, **WHO)


class TestRewordSeries:
    def test_begins_another_that_follows_and_ends_the_old(self, to_partnership):
        mirror = make_pulse(to_partnership.system)
        mirror_series(one=to_partnership, other=mirror, **WHO)
        begin_wave(series=to_partnership, **WHO)
        old = Series.objects.get(pk=to_partnership.pk)

        new = reword_series(series=old, plan=replace(PLAN, items=("Other",)), **WHO)

        old.refresh_from_db()
        mirror.refresh_from_db()
        assert (new.follows, new.frozen_at, old.ended_on) == (old, None, MAY.date())
        assert mirror.mirrors == new
        assert Rater.objects.filter(series=new).count() == 2
        assert old.items.count() == 3


class TestFrozenWords:
    """The database itself keeps them."""

    def test_let_no_item_be_changed_added_or_deleted(self, series):
        begin_wave(series=series, **WHO)
        item = series.items.first()

        for act in (
            lambda: SeriesItem.objects.filter(pk=item.pk).update(text="Other"),
            lambda: SeriesItem.objects.create(series=series, position=9, kind="words", text="x"),
            item.delete,
        ):
            with refused(), transaction.atomic():
                act()

    def test_let_no_question_of_a_wave_be_changed_added_or_deleted(self, series):
        wave = begin_wave(series=series, **WHO)
        question = wave.questions.first()

        for act in (
            lambda: Question.objects.filter(pk=question.pk).update(text="Other"),
            lambda: Question.objects.create(exercise=wave, position=9, kind="words", text="x"),
            question.delete,
        ):
            with refused("what its pulse asks"), transaction.atomic():
                act()

    def test_let_other_exercises_change(self):
        exercise = ExerciseFactory()
        question = Question.objects.create(exercise=exercise, position=1, kind="words", text="x")

        question.delete()


class TestConstraints:
    @pytest.mark.parametrize(
        ("field", "value", "name"),
        [("months", 0, "rests_a_month"), ("days_open", 29, "ends_within_a_month")],
    )
    def test_keep_a_series_in_its_bounds(self, series, field, value, name):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Series.objects.filter(pk=series.pk).update(**{field: value})

    def test_let_no_series_follow_itself(self, series):
        with pytest.raises(IntegrityError, match="follow_itself"), transaction.atomic():
            Series.objects.filter(pk=series.pk).update(follows=series)

    def test_let_a_pulse_have_a_series_and_nothing_else(self, series):
        with pytest.raises(IntegrityError, match="belongs_to_a_series"), transaction.atomic():
            ExerciseFactory(kind="pulse")
        with pytest.raises(IntegrityError, match="belongs_to_a_series"), transaction.atomic():
            ExerciseFactory(series=series)

    def test_ask_for_nothing_but_steps_and_words(self, series):
        with pytest.raises(IntegrityError, match="scale_or_words"), transaction.atomic():
            SeriesItem.objects.create(series=series, position=9, kind="date", text="x")

    def test_ask_nobody_twice(self, to_partnership):
        wave = begin_wave(series=to_partnership, **WHO)
        ask = wave.rater_asks.first()

        with pytest.raises(IntegrityError, match="once_a_wave"), transaction.atomic():
            RaterAsk.objects.create(exercise=wave, rater=ask.rater, organisation="x")


class TestMirrorSeries:
    def test_joins_two_sides_and_lets_go_of_others(self, series):
        one, other = (
            make_pulse(series.system, direction=Direction.TO_PARTNERSHIP) for _ in range(2)
        )
        mirror_series(one=series, other=one, **WHO)
        mirror_series(one=series, other=other, **WHO)

        for each in (series, one, other):
            each.refresh_from_db()
        assert (series.mirrors, one.mirrors, other.mirrors) == (other, None, series)

    def test_is_refused_for_two_of_one_side(self, series):
        with pytest.raises(CannotPulse):
            mirror_series(one=series, other=make_pulse(series.system), **WHO)


class TestEndSeries:
    def test_asks_no_further_wave_and_is_told_once(self, series):
        end_series(series=series, **WHO)
        end_series(series=series, **WHO)

        assert Entry.objects.filter(event="pulse.ended").count() == 1
        with pytest.raises(CannotBeginWave, match="ended"):
            begin_wave(series=series, **WHO)


class TestBeginWave:
    def test_opens_an_exercise_in_the_words_of_the_pulse_for_those_invited(self, series):
        wave = begin_wave(series=series, **WHO)

        series.refresh_from_db()
        assert series.frozen_at == MAY
        assert (wave.stage, wave.title) == (
            Stage.OPEN,
            "How the partnership works with us, May 2026",
        )
        assert wave.closes_on == date(2026, 5, 21)
        assert wave.audience.count() == 2
        asked = wave.questions.order_by("position").values_list("text", "options")
        items = series.items.order_by("position").values_list("text", "options")
        assert list(asked) == list(items)
        assert wave.phases.get(kind="ask").open_to == OpenTo.INVITED

    def test_sends_the_invitations_with_one_reminder(self, series):
        begin_wave(series=series, **WHO)

        planned = Wave.objects.get()
        assert (planned.most_reminders, planned.is_automatic) == (1, True)
        assert planned.sent_at == MAY
        assert Job.objects.get().kind == "engagement.send_invitations"

    def test_waits_for_the_last_to_close(self, series):
        begin_wave(series=series, **WHO)

        with pytest.raises(CannotBeginWave, match="still open"):
            begin_wave(series=series, **WHO)

    def test_needs_somebody_to_ask(self):
        with pytest.raises(CannotBeginWave, match="no service"):
            begin_wave(series=make_pulse(), **WHO)
        with pytest.raises(CannotBeginWave, match="nobody to ask"):
            begin_wave(series=make_pulse(direction=Direction.TO_PARTNERSHIP), **WHO)

        assert not Exercise.objects.exists()

    def test_asks_the_partnership_by_a_link_each(self, to_partnership):
        wave = begin_wave(series=to_partnership, **WHO)

        assert wave.rater_asks.count() == 2
        assert not wave.audience.exists()
        assert {message.state for message in Message.objects.all()} == {"waiting"}
        [first, _] = list_to_send(exercise_id=wave.pk)
        assert "/u/" in first.url
        job = Job.objects.get(kind="engagement.ask_raters")
        assert ask_raters(Progress(job)) == "2 of 2 emails sent."
        assert first.url in outbox.outbox[0].body


class TestBeginDueWaves:
    def test_begins_what_is_due_and_says_why_others_wait(self, series):
        make_pulse(plan=replace(PLAN, title="Without services"))
        make_pulse(plan=replace(PLAN, starts_on=date(2027, 1, 1)))

        begun, [refusal] = begin_due_waves(**WHO)
        again, _ = begin_due_waves(**WHO)

        assert (begun, again) == (1, 0)
        assert "Without services" in refusal

    def test_keeps_to_the_rhythm_by_the_schedule(self, series, time_machine):
        begin_and_close(series, at=MAY)
        job = Job.objects.create(kind="x", title="x", scope_key="system", by="schedule")

        time_machine.move_to(datetime(2026, 10, 31, 12, tzinfo=UTC))
        assert pulse(Progress(job)).startswith("0 waves begun")
        time_machine.move_to(NOVEMBER)
        assert pulse(Progress(job)).startswith("1 waves begun")


class TestRemindRaters:
    def test_writes_once_from_the_middle_on_to_who_is_silent(self, to_partnership):
        wave = begin_wave(series=to_partnership, **WHO)
        Message.objects.update(state="sent", sent_at=MAY)
        answered, silent = wave.rater_asks.order_by("pk")
        keep_rating(ask=answered, answers=answers_to(wave, 4), at=MAY)
        middle = MAY + timedelta(days=10)

        assert remind_raters(by="x", at=MAY + timedelta(days=9)) == 0
        assert remind_raters(by="x", at=middle) == 1
        assert remind_raters(by="x", at=middle) == 0

        silent.refresh_from_db()
        assert silent.message.subject.startswith("Until 21 May 2026")
        assert silent.reminded_on == middle.date()


class TestKeepRating:
    def test_counts_it_with_its_place_and_no_way_back(self):
        series = make_pulse(direction=Direction.TO_PARTNERSHIP)
        place = PlaceFactory(system=series.system)
        make_raters(series, 1, place_id=place.pk)
        wave = begin_wave(series=series, **WHO)
        ask = wave.rater_asks.get()

        kept = keep_rating(ask=ask, answers=answers_to(wave, 4), at=MAY)

        ask.refresh_from_db()
        assert ask.has_answered
        assert (kept.name, kept.email, kept.visibility) == ("", "", "counted")
        assert kept.about.place == place
        assert Entry.objects.get(event="contribution.kept").by == "rater"
        with pytest.raises(CannotAnswer):
            keep_rating(ask=ask, answers=answers_to(wave, 1), at=MAY)
        assert Contribution.objects.count() == 1


class TestRaters:
    def test_are_on_the_list_once(self, to_partnership):
        with pytest.raises(CannotRate):
            make_raters(to_partnership, 1)

    def test_are_forgotten_when_they_are_taken_off(self, to_partnership):
        wave = begin_wave(series=to_partnership, **WHO)
        rater = Rater.objects.first()
        ask = RaterAsk.objects.get(rater=rater)

        remove_rater(rater=rater, **WHO)

        ask.refresh_from_db()
        assert ask.rater is None
        assert Message.objects.filter(about=f"engagement.RaterAsk:{ask.pk}").count() == 0
        assert not links.list_links(purpose=RATER, subject_ids=[ask.pk])
        assert wave.rater_asks.count() == 2

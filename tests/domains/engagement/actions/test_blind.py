from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from regard.domains.engagement.actions import blind as actions
from regard.domains.engagement.actions import code_point
from regard.domains.engagement.models import BlindPoint, BlindSample
from regard.domains.engagement.rules.blind import draw, hash_pool
from regard.domains.engagement.types import Stance, Visibility
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message, State
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ContributionFactory, ExerciseFactory, ThemeFactory
from tests.factories.engagement_blind import (
    PAY,
    ROTAS,
    BlindPointFactory,
    BlindReaderFactory,
    BlindSampleFactory,
    Sampled,
    coder,
)
from tests.factories.engagement_learning import LEARNT, LearningFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def themes(exercise):
    pay = ThemeFactory(exercise=exercise, title="Pay", summary="Too low")
    return pay, ThemeFactory(exercise=exercise, title="Travel", parent=pay)


@pytest.fixture
def said(exercise, themes):
    """Twelve points: five in Pay, one of them by a person; one in Travel; the others alone."""
    pay, travel = themes
    return [
        *(point_in(exercise, theme=pay, placed_by="machine", stance="for") for _ in range(4)),
        point_in(exercise, theme=pay, placed_by="person:1"),
        point_in(exercise, theme=travel, placed_by="machine"),
        *(point_in(exercise, argument=n) for n in range(3)),
        *(point_in(exercise) for _ in range(3)),
    ]


def drawn(exercise, **known):
    return actions.draw_sample(
        exercise=exercise, by="person:1", at=NOW, **{"size": 12, "seed": "5eed"} | known
    )


def asked(sample, *people):
    return actions.ask_readers(
        sample_id=sample.pk, readers=[f"person:{each.pk}" for each in people], by="x", at=NOW
    )


class TestDrawSample:
    def test_keeps_how_far_the_machine_had_learnt(self, exercise, said):
        assert drawn(exercise).learnt_from == 0

        LearningFactory(exercise=exercise, learnt_from=75)
        BlindSample.objects.update(stopped_at=NOW, because="Both fell ill.")
        sample = drawn(exercise, seed="f00d")

        assert (sample.learnt_from, sample.learnt_at) == (75, LEARNT)

    def test_keeps_the_draw_so_that_anybody_can_draw_it_again(self, exercise, said):
        sample = drawn(exercise)

        numbers = [point.pk for point in said]
        places = list(sample.points.order_by("place").values_list("point", flat=True))
        assert places == draw(numbers, seed="5eed", size=12)
        assert (sample.drawn_from, sample.pool_hash) == (12, hash_pool(numbers))
        [entry] = Entry.objects.all()
        assert (entry.event, entry.detail["seed"]) == ("sample.drawn", "5eed")

    def test_makes_up_a_seed_that_nobody_could_know(self, exercise, said):
        assert len(drawn(exercise, seed="").seed) == 32

    def test_keeps_the_themes_as_they_read(self, exercise, said, themes):
        sample = drawn(exercise)
        pay = themes[0]
        pay.title = "Wages"
        pay.save()

        kept = list(sample.themes.order_by("number").values_list("title", "summary", "whole"))
        assert kept == [("Pay", "Too low", None), ("Travel", "", 1)]

    def test_seals_where_each_point_stands_and_who_put_it_there(self, exercise, said, themes):
        sample = drawn(exercise)
        code_point(
            exercise=exercise,
            point_id=said[0].pk,
            stances={themes[1].pk: Stance.FOR},
            by="person:1",
            at=NOW,
        )

        kept = {each.point_id: (each.placed, each.placed_by) for each in sample.points.all()}
        assert kept[said[0].pk] == ({"1": "for"}, "machine")
        assert kept[said[4].pk] == ({"1": "unclear"}, "people")
        assert kept[said[5].pk] == ({"2": "unclear"}, "machine")
        assert kept[said[6].pk] == ({}, "machine")
        assert kept[said[9].pk] == ({}, "nobody")

    def test_draws_only_what_a_reader_may_read(self, exercise, said):
        withheld = ContributionFactory(exercise=exercise, withheld_at=NOW)
        counted = ContributionFactory(exercise=exercise, visibility=Visibility.COUNTED)
        hidden = {point_in(exercise, contribution=each).pk for each in (withheld, counted)}

        sample = drawn(exercise)

        assert not hidden & set(sample.points.values_list("point", flat=True))
        assert sample.drawn_from == 12

    def test_leaves_everything_as_it_was_if_it_may_not(self, exercise, said):
        drawn(exercise)

        with pytest.raises(actions.CannotSample, match="being read already"):
            drawn(exercise)

        assert BlindSample.objects.count() == 1

    def test_draws_another_once_the_first_has_ended(self, exercise, said):
        BlindSampleFactory(exercise=exercise, finished=True)
        BlindSampleFactory(exercise=exercise, stopped=True)

        assert drawn(exercise).points.count() == 12

    def test_lets_a_theme_or_a_point_go_without_losing_the_sample(self, exercise, said, themes):
        sample = drawn(exercise)
        for point in said[:6]:
            point.delete()
        themes[1].delete()

        assert sample.points.filter(point=None).count() == 6
        assert sample.themes.get(title="Travel").theme is None


class TestAskReaders:
    @pytest.fixture
    def sample(self, exercise, said):
        return drawn(exercise)

    def test_gives_each_a_letter_and_writes_to_them(self, sample):
        one, other = coder(), coder()

        assert asked(sample, one, other) == []

        assert list(sample.readers.order_by("letter").values_list("letter", flat=True)) == [
            "A",
            "B",
        ]
        assert set(Message.objects.values_list("to", flat=True)) == {one.email, other.email}
        assert f"/samples/{sample.pk}/read/" in Message.objects.first().body
        assert Job.objects.get().kind == actions.SEND
        assert Entry.objects.filter(event="sample.readers_asked").count() == 1

    def test_asks_again_under_the_same_letter(self, sample):
        one, other = coder(), coder()
        asked(sample, one, other)

        asked(sample, other)

        assert sample.readers.get(by=f"person:{other.pk}").letter == "B"
        assert Message.objects.filter(to=other.email).count() == 2

    def test_says_who_wants_no_email(self, sample, monkeypatch):
        one = coder()
        monkeypatch.setattr(
            actions.mail,
            "post",
            lambda drafts, **_: [Message(state=State.HELD) for _ in drafts],
        )

        assert asked(sample, one) == [one.name]
        assert sample.readers.count() == 1

    def test_refuses_whoever_sees_the_marks_elsewhere(self, sample):
        one = coder()
        GrantFactory(person=one, role="Commissioner")

        with pytest.raises(actions.CannotSample, match="would not read blind"):
            asked(sample, one)

        assert not sample.readers.exists()

    def test_refuses_whoever_may_not_read(self, sample):
        with pytest.raises(actions.CannotSample, match="at least one person"):
            asked(sample, GrantFactory(role="Commissioner").person)

    def test_refuses_a_sixth(self, sample):
        with pytest.raises(actions.CannotSample, match="At most 5"):
            asked(sample, *(coder() for _ in range(6)))

    def test_refuses_once_it_has_ended(self, exercise):
        ended = BlindSampleFactory(exercise=exercise, stopped=True)

        with pytest.raises(actions.CannotSample, match="no longer being read"):
            asked(ended, coder())


class TestFinishSample:
    def test_keeps_what_it_showed(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,)), ((ROTAS,), (ROTAS,)), ((), ())])

        sample = actions.finish_sample(sample_id=made.sample.pk, by="person:1", at=NOW)

        sample.refresh_from_db()
        assert sample.measured["same"] == 3
        assert sample.measured["points"] == 3
        assert (sample.finished_at, sample.ended_by) == (NOW, "person:1")
        assert Entry.objects.get().event == "sample.finished"

    def test_leaves_out_what_was_withheld_or_moved_or_is_gone(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,))] * 4)
        withheld, moved, gone, _ = (each.point for each in made.points)
        withheld.contribution.withheld_at = NOW
        withheld.contribution.save()
        moved.end -= 1
        moved.save()
        gone.delete()

        sample = actions.finish_sample(sample_id=made.sample.pk, by="x", at=NOW)

        assert (sample.measured["points"], sample.measured["left_out"]) == (1, 3)

    @pytest.mark.parametrize(
        ("readings", "handed_in", "words"),
        [
            ([((PAY,), (PAY,))], False, "Two people have to read"),
            ([((PAY,), (ROTAS,))], True, "1 point left"),
            ([], True, "can be read any more"),
        ],
    )
    def test_refuses_before_all_is_read_and_settled(self, exercise, readings, handed_in, words):
        made = Sampled(exercise, readings, handed_in=handed_in)

        with pytest.raises(actions.CannotSample, match=words):
            actions.finish_sample(sample_id=made.sample.pk, by="x", at=NOW)


class TestStartFinishing:
    def test_starts_the_job_once(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,))])

        job = actions.start_finishing(sample_id=made.sample.pk, by="person:1", at=NOW)

        assert job.args == {"sample_id": made.sample.pk}
        made.sample.refresh_from_db()
        assert (made.sample.finishing_at, made.sample.finished_at) == (NOW, None)
        assert Entry.objects.get().event == "sample.finishing_asked_for"
        with pytest.raises(actions.CannotSample, match="being worked out already"):
            actions.start_finishing(sample_id=made.sample.pk, by="x", at=NOW)

    def test_can_be_asked_again_where_nothing_came_of_it(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,))])
        actions.start_finishing(sample_id=made.sample.pk, by="x", at=NOW)

        later = NOW + timedelta(minutes=11)
        actions.start_finishing(sample_id=made.sample.pk, by="x", at=later)

        assert Job.objects.count() == 2

    def test_refuses_before_all_is_settled(self, exercise):
        made = Sampled(exercise, [((PAY,), (ROTAS,))])

        with pytest.raises(actions.CannotSample, match="1 point left"):
            actions.start_finishing(sample_id=made.sample.pk, by="x", at=NOW)


class TestStopSample:
    def test_ends_it_with_a_reason(self, exercise):
        sample = BlindSampleFactory(exercise=exercise)

        actions.stop_sample(sample_id=sample.pk, because=" Both fell ill. ", by="x", at=NOW)

        sample.refresh_from_db()
        assert (sample.because, sample.stopped_at) == ("Both fell ill.", NOW)
        assert Entry.objects.get().event == "sample.stopped"

    def test_needs_a_reason(self, exercise):
        sample = BlindSampleFactory(exercise=exercise)

        with pytest.raises(actions.CannotSample, match="Say why"):
            actions.stop_sample(sample_id=sample.pk, because=" ", by="x", at=NOW)


class TestDatabase:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"finished": True, "stopped": True},
            {"finished": True, "measured": None},
            {"measured": {}},
            {"stopped": True, "because": ""},
            {"pool_hash": "none"},
        ],
    )
    def test_refuses_a_sample_that_contradicts_itself(self, wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            BlindSampleFactory(**wrong)

    def test_refuses_a_second_that_is_being_read(self, exercise):
        BlindSampleFactory(exercise=exercise)

        with pytest.raises(IntegrityError), transaction.atomic():
            BlindSampleFactory(exercise=exercise)

    def test_refuses_the_same_place_point_reader_or_letter_twice(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,))])
        [point], [reader, _] = made.points, made.readers

        for again in (
            lambda: BlindPointFactory(sample=made.sample, place=point.place),
            lambda: BlindPointFactory(sample=made.sample, place=9, point=point.point),
            lambda: BlindReaderFactory(sample=made.sample, letter="C", by=reader.by),
            lambda: BlindReaderFactory(sample=made.sample, letter="A"),
            lambda: made.sample.themes.create(number=1, title="x"),
            lambda: reader.readings.create(point=point, marks={}, is_theme_missing=False, at=NOW),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                again()

    def test_refuses_what_is_settled_at_no_time(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,))])

        with pytest.raises(IntegrityError), transaction.atomic():
            BlindPoint.objects.filter(sample=made.sample).update(settled={})

from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions import blind_reading as actions
from regard.domains.engagement.actions.blind import CannotSample
from regard.domains.engagement.models import BlindReading
from regard.domains.engagement.types import Stage, Stance
from regard.foundation.audit.models import Entry
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_blind import PAY, ROTAS, BlindPointFactory, Sampled, marks_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def reading(exercise):
    """Two who have not handed in, of which neither has read the second point."""
    made = Sampled(exercise, [((PAY,), (PAY,))], handed_in=False)
    BlindPointFactory(sample=made.sample, place=2)
    return made


@pytest.fixture
def differing(exercise):
    return Sampled(exercise, [((PAY,), (PAY,)), ((PAY,), (ROTAS,))])


def keep(made, place=2, marks=None, **known):
    return actions.keep_reading(
        reader=made.readers[0],
        place=place,
        marks=marks_of(PAY) if marks is None else marks,
        is_theme_missing=known.get("missing", False),
        by="person:1",
        at=NOW,
    )


def settle(made, place, *numbers):
    return actions.settle_point(
        sample_id=made.sample.pk, place=place, marks=marks_of(*numbers), by="person:1", at=NOW
    )


class TestKeepReading:
    def test_keeps_the_marks_of_one_reader(self, reading):
        keep(reading, marks={PAY: Stance.FOR, ROTAS: Stance.AGAINST}, missing=True)

        kept = BlindReading.objects.get(point__place=2)
        assert kept.reader == reading.readers[0]
        assert kept.marks == {"1": "for", "3": "against"}
        assert kept.is_theme_missing
        assert Entry.objects.get().event == "sample.point_read"

    def test_puts_other_marks_in_the_place_of_the_first(self, reading):
        keep(reading, place=1, marks={})

        kept = reading.readers[0].readings.get(point__place=1)
        assert kept.marks == {}
        assert reading.readers[1].readings.get(point__place=1).marks == {"1": "for"}

    def test_changes_nothing_of_the_point_itself(self, reading):
        keep(reading)

        point = reading.sample.points.get(place=2).point
        assert not point.codings.exists()
        assert point.decided_by == ""

    @pytest.mark.parametrize(
        ("place", "marks", "words"),
        [(9, {}, "no such point"), (2, {7: Stance.FOR}, "no such theme")],
    )
    def test_refuses_what_is_not_in_the_sample(self, reading, place, marks, words):
        with pytest.raises(CannotSample, match=words):
            keep(reading, place=place, marks=marks)

    def test_refuses_once_it_is_handed_in(self, differing):
        with pytest.raises(CannotSample, match="handed in"):
            keep(differing)

    def test_refuses_once_everyone_can_see_the_themes(self, reading, exercise):
        exercise.stage = Stage.ANSWERED
        exercise.save()

        with pytest.raises(CannotSample, match="Everyone can see"):
            keep(reading)


class TestHandIn:
    def test_lets_the_marks_stand(self, reading):
        keep(reading)

        reader = actions.hand_in(reader=reading.readers[0], by="person:1", at=NOW)

        assert reader.handed_in_at == NOW
        assert Entry.objects.filter(event="sample.handed_in").count() == 1

    def test_refuses_before_all_is_read(self, reading):
        with pytest.raises(CannotSample, match="1 left"):
            actions.hand_in(reader=reading.readers[0], by="person:1", at=NOW)

    def test_asks_for_no_point_that_cannot_be_read_any_more(self, reading):
        contribution = reading.sample.points.get(place=2).point.contribution
        contribution.withheld_at = NOW
        contribution.save()

        assert actions.hand_in(reader=reading.readers[0], by="person:1", at=NOW).handed_in_at


class TestSettlePoint:
    def test_says_where_it_belongs_and_keeps_what_each_said(self, differing):
        settle(differing, 2, ROTAS)

        point = differing.sample.points.get(place=2)
        assert (point.settled, point.settled_by, point.settled_at) == (
            {"3": "for"},
            "person:1",
            NOW,
        )
        readings = point.readings.order_by("reader__letter").values_list("marks", flat=True)
        assert list(readings) == [{"1": "for"}, {"3": "for"}]
        assert Entry.objects.get().event == "sample.point_settled"

    @pytest.mark.parametrize(
        ("place", "number", "words"),
        [(1, PAY, "did not put"), (9, PAY, "did not put"), (2, 7, "no such theme")],
    )
    def test_refuses_what_was_not_put_differently(self, differing, place, number, words):
        with pytest.raises(CannotSample, match=words):
            settle(differing, place, number)

    def test_refuses_once_it_has_ended(self, differing):
        differing.sample.stopped_at, differing.sample.because = NOW, "Ill"
        differing.sample.save()

        with pytest.raises(CannotSample, match="no longer"):
            settle(differing, 2, PAY)

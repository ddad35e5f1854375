from datetime import UTC, datetime

import pytest

from regard.domains.engagement.actions import CannotEditThemes
from regard.domains.engagement.actions.blind import CannotSample
from regard.domains.engagement.actions.blind_using import use_readings
from regard.domains.engagement.rules import measuring
from regard.domains.engagement.types import Stage, ThemeState
from regard.foundation.audit.models import Entry
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.factories.engagement_blind import PAY, ROTAS, Sampled, measured

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 10, 9, tzinfo=UTC)


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def themes(exercise):
    return {number: ThemeFactory(exercise=exercise) for number in (PAY, ROTAS)}


@pytest.fixture
def finished(exercise, themes):
    """Three points: readers agree on Pay and on nothing, and settled the third as Rotas."""
    made = Sampled(exercise, [((PAY,), (PAY,)), ((), ()), ((PAY,), (ROTAS,))])
    made.points[2].settled, made.points[2].settled_at = {str(ROTAS): "against"}, NOW
    made.points[2].save()
    for number, theme in themes.items():
        made.sample.themes.filter(number=number).update(theme=theme)
    made.sample.finished_at, made.sample.measured = NOW, measuring.to_json(measured())
    made.sample.save()
    return made


def use(made):
    return use_readings(sample_id=made.sample.pk, by="person:7", at=NOW)


def stands(made, n):
    point = made.points[n].point
    point.refresh_from_db()
    return dict(point.codings.values_list("theme", "stance")), point.decided_by


class TestUseReadings:
    def test_puts_points_where_the_readers_put_them(self, finished, themes):
        assert use(finished) == 3

        assert stands(finished, 0) == ({themes[PAY].pk: "for"}, "person:7")
        assert stands(finished, 1) == ({}, "person:7")
        assert stands(finished, 2) == ({themes[ROTAS].pk: "against"}, "person:7")
        entry = Entry.objects.get()
        assert (entry.event, entry.detail) == ("sample.used", {"points": 3})

    def test_follows_a_theme_to_what_it_was_merged_into(self, finished, themes):
        pay, rotas = themes[PAY], themes[ROTAS]
        pay.state, pay.merged_into = ThemeState.MERGED, rotas
        pay.save()

        use(finished)

        assert stands(finished, 0)[0] == {rotas.pk: "for"}

    def test_leaves_a_point_with_an_outcome_of_its_own(self, finished):
        use_in_a_strategy(point=finished.points[0].point)

        assert use(finished) == 2
        assert stands(finished, 0) == ({}, "")

    def test_leaves_a_point_whose_theme_is_gone(self, finished):
        finished.sample.themes.update(theme=None)

        assert use(finished) == 1
        assert stands(finished, 0) == ({}, "")
        assert stands(finished, 1) == ({}, "person:7")

    def test_changes_nothing_of_what_was_measured(self, finished):
        finished.sample.refresh_from_db()
        before = finished.sample.measured

        use(finished)

        finished.sample.refresh_from_db()
        assert finished.sample.measured == before

    def test_waits_until_it_is_finished(self, exercise):
        made = Sampled(exercise, [((PAY,), (PAY,))])

        with pytest.raises(CannotSample, match="Finish the sample first"):
            use(made)

    def test_refuses_once_the_exercise_is_answered(self, finished, exercise):
        exercise.stage = Stage.ANSWERED
        exercise.save()

        with pytest.raises(CannotEditThemes, match="final"):
            use(finished)

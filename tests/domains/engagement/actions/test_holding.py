"""A point that stands before one reader is not shown to another meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from regard.domains.engagement import actions, queries
from regard.domains.engagement.models import HeldPoint
from regard.domains.engagement.rules.holding import HELD_FOR
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.engagement import ExerciseFactory

NOW = datetime(2026, 1, 2, 9, tzinfo=UTC)
ONE, OTHER = "person:1", "person:2"


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


def take(exercise, by, *, at=NOW, skipped=()):
    return actions.hold_next_point(exercise=exercise, skipped=skipped, by=by, at=at)


@pytest.mark.django_db
class TestHoldNextPoint:
    def test_gives_two_who_ask_two_points(self, exercise):
        points = [point_in(exercise).pk for _ in range(2)]

        assert [take(exercise, ONE), take(exercise, OTHER)] == points

    def test_gives_who_asks_again_the_same(self, exercise):
        first = point_in(exercise).pk
        point_in(exercise)

        assert [take(exercise, ONE), take(exercise, ONE)] == [first, first]

    def test_passes_over_what_they_skipped(self, exercise):
        first, second = (point_in(exercise).pk for _ in range(2))

        assert take(exercise, ONE, skipped=[first]) == second

    def test_gives_it_to_another_after_some_minutes(self, exercise):
        point_in(exercise)
        first = take(exercise, ONE)

        assert take(exercise, OTHER) is None
        assert queries.count_held(exercise=exercise, by=OTHER, at=NOW) == 1
        assert queries.count_held(exercise=exercise, by=ONE, at=NOW) == 0
        assert take(exercise, OTHER, at=NOW + HELD_FOR) == first
        assert HeldPoint.objects.get().by == OTHER

    def test_gives_it_to_another_once_it_is_let_go(self, exercise):
        first = point_in(exercise).pk
        take(exercise, ONE)

        actions.let_go(point_id=first, by=OTHER)
        assert take(exercise, OTHER) is None

        actions.let_go(point_id=first, by=ONE)
        assert take(exercise, OTHER) == first

    def test_finds_nothing_in_nothing(self, exercise):
        assert take(exercise, ONE) is None


@pytest.mark.django_db
class TestHoldPoint:
    def test_holds_it_on_for_who_has_it_and_not_for_another(self, exercise):
        number = point_in(exercise).pk

        assert actions.hold_point(point_id=number, by=ONE, at=NOW)
        assert not actions.hold_point(point_id=number, by=OTHER, at=NOW)
        assert actions.hold_point(point_id=number, by=ONE, at=NOW + HELD_FOR / 2)
        assert not actions.hold_point(point_id=number, by=OTHER, at=NOW + HELD_FOR)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_are_never_given_the_same_point(self, exercise):
        points = {point_in(exercise).pk for _ in range(8)}
        together = Barrier(4)

        def ask(number):
            try:
                together.wait(timeout=20)
                first = take(exercise, f"person:{number}")
                together.wait(timeout=20)
                second = take(exercise, f"person:{number}", skipped=[first])
            finally:
                connection.close()
            return [first, second]

        with ThreadPoolExecutor(4) as callers:
            given = [n for pair in callers.map(ask, range(4)) for n in pair]

        assert len(given) == len(set(given)) == 8
        assert set(given) == points

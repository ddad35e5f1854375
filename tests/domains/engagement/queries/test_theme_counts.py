import pytest
from django.core.cache import cache

from regard.domains.engagement import queries
from regard.domains.engagement.models import Coding, Theme
from regard.domains.engagement.types import Stance
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
    code,
)

pytestmark = pytest.mark.django_db


def point_in(theme, *, contribution=None, **known):
    contribution = contribution or ContributionFactory(exercise=theme.exercise)
    return PointFactory(answer=AnswerFactory(contribution=contribution), theme=theme, **known)


def listed(exercise):
    return {row.theme_id: row for row in queries.list_themes(exercise=exercise)}


class TestListThemes:
    def test_counts_a_point_in_every_theme_that_it_is_in(self):
        pay, travel = ThemeFactory.create_batch(2, exercise=ExerciseFactory())
        code(point_in(pay), travel)

        rows = listed(pay.exercise)

        assert [rows[theme.pk].points for theme in (pay, travel)] == [1, 1]

    def test_counts_what_is_in_its_parts_once(self):
        pay = ThemeFactory()
        travel, waiting = ThemeFactory.create_batch(2, exercise=pay.exercise, parent=pay)
        both = point_in(travel, argument=1, is_unsure=True)
        code(both, waiting)
        point_in(waiting, argument=2)
        code(both, pay)

        rows = listed(pay.exercise)

        assert (rows[pay.pk].points, rows[pay.pk].own_points, rows[pay.pk].unsure) == (2, 1, 1)
        assert (rows[pay.pk].submissions, rows[pay.pk].arguments) == (2, 2)
        assert [rows[part.pk].points for part in (travel, waiting)] == [1, 2]
        assert rows[travel.pk].parent_id == pay.pk

    def test_counts_a_campaign_that_is_spread_over_parts(self):
        pay = ThemeFactory()
        for part in ThemeFactory.create_batch(2, exercise=pay.exercise, parent=pay):
            point_in(part, argument=7)

        assert listed(pay.exercise)[pay.pk].campaign == 2

    def test_counts_as_from_nothing_whatever_becomes_another(self):
        pay = ThemeFactory()
        travel, waiting = ThemeFactory.create_batch(2, exercise=pay.exercise, parent=pay)
        for theme in (pay, travel, waiting) * 3:
            point_in(theme, argument=theme.pk % 2)
        codings = Coding.objects.order_by("pk")

        def becomes_unsure():
            Coding.objects.filter(pk=codings.first().pk).update(is_unsure=True)

        def moves():
            Coding.objects.filter(pk=codings.last().pk).update(theme=travel)

        def is_taken_out():
            codings.filter(theme=travel).last().delete()

        def stands_alone():
            Theme.objects.filter(pk=waiting.pk).update(parent=None)

        for change in (becomes_unsure, moves, is_taken_out, stands_alone, moves):
            quotes = {"exercise": pay.exercise, "shows_who": True, "each": 2}
            listed(pay.exercise), queries.list_quotes(**quotes)
            change()
            kept = listed(pay.exercise), queries.list_quotes(**quotes)
            cache.clear()
            assert (listed(pay.exercise), queries.list_quotes(**quotes)) == kept

    def test_tells_how_many_are_for_and_against_it(self):
        theme = ThemeFactory()
        for stance in (Stance.FOR, Stance.FOR, Stance.AGAINST, Stance.UNCLEAR):
            point_in(theme, stance=stance)

        row = listed(theme.exercise)[theme.pk]

        assert (row.points_for, row.points_against, row.points_unclear) == (2, 1, 1)


class TestCountPointsByThemes:
    def test_counts_points_by_all_the_themes_that_they_are_in(self):
        pay, travel = ThemeFactory.create_batch(2, exercise=ExerciseFactory())
        point_in(pay)
        point_in(pay)
        code(point_in(pay), travel)
        point_in(ThemeFactory())

        assert queries.count_points_by_themes(exercise_ids=[pay.exercise_id]) == {
            frozenset({pay.pk}): 2,
            frozenset({pay.pk, travel.pk}): 1,
        }


class TestListPoints:
    def test_gives_the_themes_of_a_point_with_its_stance_on_each(self):
        pay, travel = ThemeFactory.create_batch(2, exercise=ExerciseFactory())
        point = point_in(travel, stance=Stance.AGAINST)
        code(point, pay, stance=Stance.FOR)

        [row] = queries.list_points(exercise=pay.exercise, shows_who=True)

        assert row.theme_ids == (pay.pk, travel.pk)
        assert row.stances == (Stance.FOR, Stance.AGAINST)

    def test_gives_under_a_theme_what_is_in_its_parts_once(self):
        pay = ThemeFactory()
        travel = ThemeFactory(exercise=pay.exercise, parent=pay)
        both, own = point_in(travel), point_in(pay)
        code(both, pay)

        rows = queries.list_points(exercise=pay.exercise, theme_id=pay.pk, shows_who=True)

        assert [row.point_id for row in rows] == [both.pk, own.pk]


class TestListQuotes:
    def test_lets_a_theme_without_points_of_its_own_speak_through_its_parts(self):
        pay = ThemeFactory()
        travel = ThemeFactory(exercise=pay.exercise, parent=pay)
        point = point_in(travel)

        quotes = queries.list_quotes(exercise=pay.exercise, shows_who=True, each=2)

        assert {n: [row.point_id for row in rows] for n, rows in quotes.items()} == {
            pay.pk: [point.pk],
            travel.pk: [point.pk],
        }


class TestCounts:
    def test_of_organisations_and_copies_take_in_the_parts(self):
        pay = ThemeFactory()
        for part in ThemeFactory.create_batch(2, exercise=pay.exercise, parent=pay):
            point_in(part, argument=7)

        assert queries.count_arguments(theme=pay) == {7: 2}
        assert Coding.objects.filter(theme=pay).count() == 0

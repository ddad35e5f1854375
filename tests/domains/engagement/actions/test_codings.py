from datetime import UTC, datetime

import pytest
from django.db import IntegrityError

from regard.domains.engagement import actions, queries
from regard.domains.engagement.models import Coding, Theme
from regard.domains.engagement.types import Stance
from regard.foundation.audit.models import Entry
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
    code,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOW}


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def themes(exercise):
    return [ThemeFactory(exercise=exercise, title=title) for title in ("Pay", "Travel", "Rotas")]


def point_in(*themes, **known):
    exercise = themes[0].exercise
    answer = AnswerFactory(contribution=ContributionFactory(exercise=exercise))
    point = PointFactory(answer=answer)
    for theme in themes:
        code(point, theme, **known)
    return point


def themes_of(point):
    return set(point.themes.values_list("title", flat=True))


class TestMovePoints:
    def test_leaves_only_the_theme_that_it_is_moved_out_of(self, exercise, themes):
        pay, travel, rotas = themes
        point = point_in(pay, travel)

        actions.move_points(
            exercise=exercise, point_ids=[point.pk], theme=rotas, out_of=travel, **WHO
        )

        assert themes_of(point) == {"Pay", "Rotas"}
        assert Entry.objects.get().detail["from"] == [travel.pk]

    def test_leaves_the_parts_of_the_theme_that_it_is_moved_out_of(self, exercise, themes):
        pay, travel, rotas = themes
        Theme.objects.filter(pk=travel.pk).update(parent=pay)
        point = point_in(travel)

        actions.move_points(
            exercise=exercise, point_ids=[point.pk], theme=rotas, out_of=pay, **WHO
        )

        assert themes_of(point) == {"Rotas"}

    def test_leaves_all_others_where_none_is_named(self, exercise, themes):
        pay, travel, rotas = themes
        point = point_in(pay, travel)

        actions.move_points(exercise=exercise, point_ids=[point.pk], theme=rotas, **WHO)

        assert themes_of(point) == {"Rotas"}

    def test_keeps_the_stance_of_what_is_there_already(self, exercise, themes):
        pay, *_ = themes
        point = point_in(pay, stance=Stance.AGAINST, is_unsure=True, similarity=0.4)

        actions.move_points(exercise=exercise, point_ids=[point.pk], theme=pay, **WHO)

        coding = point.codings.get()
        assert (coding.stance, coding.placed_by, coding.placed_at) == ("against", "person:1", NOW)
        assert (coding.is_unsure, coding.similarity) == (False, None)


class TestCodePoints:
    def test_puts_points_into_several_themes_and_out_of_some(self, exercise, themes):
        pay, travel, rotas = themes
        points = [point_in(pay), point_in(pay, travel)]

        done = actions.code_points(
            exercise=exercise,
            point_ids=[point.pk for point in points],
            stances={travel.pk: None, rotas.pk: Stance.FOR},
            out_of=[pay.pk],
            **WHO,
        )

        assert done == 2
        assert [themes_of(point) for point in points] == [{"Travel", "Rotas"}] * 2
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["from"]) == ("theme.points_coded", [pay.pk])
        assert entry.detail["stances"] == [None, "for"]
        [deed] = queries.list_history(theme=rotas)
        assert (deed.event, deed.is_own) == ("theme.points_coded", True)
        [deed] = queries.list_history(theme=pay)
        assert deed.is_own is False

    def test_refuses_no_theme_and_themes_of_other_exercises(self, exercise, themes):
        point = point_in(themes[0])
        sent = {"exercise": exercise, "point_ids": [point.pk], "out_of": None} | WHO

        with pytest.raises(actions.CannotEditThemes, match="at least one theme"):
            actions.code_points(stances={}, **sent)
        with pytest.raises(actions.CannotEditThemes, match="no such theme"):
            actions.code_points(stances={ThemeFactory().pk: None}, **sent)


class TestCodePoint:
    def test_says_all_the_themes_that_it_is_in(self, exercise, themes):
        pay, travel, rotas = themes
        point = point_in(pay, travel, stance=Stance.FOR)

        actions.code_point(
            exercise=exercise,
            point_id=point.pk,
            stances={travel.pk: Stance.AGAINST, rotas.pk: Stance.UNCLEAR},
            **WHO,
        )

        stances = dict(point.codings.values_list("theme__title", "stance"))
        assert stances == {"Travel": "against", "Rotas": "unclear"}
        entry = Entry.objects.get()
        assert (entry.event, entry.subject) == ("point.coded", f"engagement.Point:{point.pk}")
        assert entry.detail["from"] == [pay.pk]

    def test_refuses_a_point_that_is_not_of_the_exercise(self, exercise):
        elsewhere = PointFactory()

        with pytest.raises(actions.CannotEditThemes, match="at least one point"):
            actions.code_point(exercise=exercise, point_id=elsewhere.pk, stances={}, **WHO)


class TestKeepPoints:
    def test_confirms_only_the_theme_that_is_named(self, exercise, themes):
        pay, travel, _ = themes
        point = point_in(pay, travel, is_unsure=True)

        actions.keep_points(exercise=exercise, point_ids=[point.pk], in_theme=pay, **WHO)

        unsure = point.codings.filter(is_unsure=True)
        assert list(unsure.values_list("theme", flat=True)) == [travel.pk]


class TestMergeThemes:
    def test_keeps_a_point_that_was_in_both_once(self, exercise, themes):
        pay, travel, rotas = themes
        point = point_in(pay, travel, rotas)

        actions.merge_themes(into=pay, themes=[travel, rotas], **WHO)

        assert themes_of(point) == {"Pay"}
        assert Entry.objects.get().detail["points"] == 1

    @pytest.mark.parametrize(
        ("chances", "left"),
        [((None, 0.7), "for"), ((0.7, None), "against"), ((0.7, 0.8), "unclear")],
    )
    def test_lets_what_a_person_said_stand_against_a_machines_guess(self, themes, chances, left):
        pay, *others = themes
        point = point_in(others[0], stance="for", stance_chance=chances[0])
        code(point, others[1], stance="against", stance_chance=chances[1])

        actions.merge_themes(into=pay, themes=others, **WHO)

        coding = point.codings.get()
        assert (coding.stance, coding.stance_chance) == (left, None)

    @pytest.mark.parametrize(
        ("stances", "left"),
        [
            (("for", "against"), "unclear"),
            (("for", "unclear"), "for"),
            (("unclear", "unclear"), "unclear"),
        ],
    )
    def test_is_unclear_on_what_it_was_for_and_against(self, themes, stances, left):
        pay, *others = themes
        point = point_in(others[0], stance=stances[0])
        code(point, others[1], stance=stances[1])

        actions.merge_themes(into=pay, themes=others, **WHO)

        assert point.codings.get().stance == left

    def test_hands_the_parts_of_what_is_merged_to_what_stays(self, themes):
        pay, travel, rotas = themes
        Theme.objects.filter(pk=rotas.pk).update(parent=travel)

        actions.merge_themes(into=pay, themes=[travel], **WHO)

        rotas.refresh_from_db()
        assert rotas.parent == pay

    def test_lets_a_part_take_the_place_of_its_whole(self, themes):
        pay, travel, rotas = themes
        Theme.objects.filter(pk__in=[pay.pk, rotas.pk]).update(parent=travel)

        actions.merge_themes(into=pay, themes=[travel], **WHO)

        pay.refresh_from_db()
        rotas.refresh_from_db()
        assert (pay.parent, rotas.parent) == (None, pay)


class TestSplitTheme:
    def test_leaves_other_themes_of_the_points_alone(self, themes):
        pay, travel, _ = themes
        point_in(pay)
        point = point_in(pay, travel)

        actions.split_theme(theme=pay, point_ids=[point.pk], title="Mileage", **WHO)

        assert themes_of(point) == {"Mileage", "Travel"}


class TestCoding:
    def test_is_of_a_point_in_a_theme_once(self, themes):
        point = point_in(themes[0])

        with pytest.raises(IntegrityError, match="engagement_point_once_in_a_theme"):
            code(point, themes[0])

    def test_has_a_similarity_from_0_to_1(self, themes):
        point = point_in(themes[0])

        with pytest.raises(IntegrityError, match="engagement_coding_similarity_is_a_share"):
            Coding.objects.filter(point=point).update(similarity=1.1)

    def test_says_what_it_is(self, themes):
        point = point_in(themes[0])

        assert str(point.codings.get()).endswith(": unclear")


class TestTheme:
    def test_is_no_part_of_itself(self, themes):
        with pytest.raises(IntegrityError, match="engagement_theme_is_no_part_of_itself"):
            Theme.objects.filter(pk=themes[0].pk).update(parent=themes[0])

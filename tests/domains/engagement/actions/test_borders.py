from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions
from regard.domains.engagement.models import Point
from regard.domains.engagement.types import Stance
from regard.foundation.audit.models import Entry
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
    code,
)

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": datetime(2026, 12, 2, 9, tzinfo=UTC)}
TEXT = "Pay for travel, and send the rota earlier. Call us before you change it."


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def answer(exercise):
    return AnswerFactory(contribution=ContributionFactory(exercise=exercise), text=TEXT)


@pytest.fixture
def themes(exercise):
    return [ThemeFactory(exercise=exercise, title=title) for title in ("Pay", "Rotas")]


def point_at(answer, words, **known):
    return PointFactory(answer=answer, text=words, start=TEXT.index(words), **known)


class TestSplitPoint:
    def test_makes_two_points_each_in_the_same_themes(self, exercise, answer, themes):
        point = point_at(answer, TEXT[:42], argument=3)
        for theme in themes:
            code(point, theme, stance=Stance.FOR)

        first, second = actions.split_point(
            exercise=exercise, point_id=point.pk, begins="and send", **WHO
        )

        assert (first.text, second.text) == ("Pay for travel,", "and send the rota earlier.")
        assert all(TEXT[each.start : each.end] == each.text for each in (first, second))
        for each in (first, second):
            assert dict(each.codings.values_list("theme__title", "stance")) == {
                "Pay": "for",
                "Rotas": "for",
            }
            assert (each.decided_by, each.argument) == ("person:1", None)
        entry = Entry.objects.get()
        assert (entry.event, entry.detail["into"]) == ("point.split", second.pk)

    @pytest.mark.parametrize(
        ("begins", "words"),
        [
            ("petrol", "is not in this point"),
            ("Pay for", "begins with these words"),
            ("e", "is in this point 5 times"),
            ("  ", "Copy the first few words"),
        ],
    )
    def test_refuses_words_that_do_not_say_where(self, exercise, answer, begins, words):
        point = point_at(answer, TEXT[:42])

        with pytest.raises(actions.CannotEditThemes, match=words):
            actions.split_point(exercise=exercise, point_id=point.pk, begins=begins, **WHO)

    def test_refuses_a_point_with_an_outcome_and_one_of_another_exercise(self, exercise, answer):
        point = point_at(answer, TEXT[:42])
        use_in_a_strategy(point=point)

        for point_id, words in [(point.pk, "outcome of its own"), (PointFactory().pk, "no such")]:
            with pytest.raises(actions.CannotEditThemes, match=words):
                actions.split_point(exercise=exercise, point_id=point_id, begins="and", **WHO)


class TestJoinPoints:
    def test_makes_one_of_two_in_the_themes_of_both(self, exercise, answer, themes):
        pay, rotas = themes
        first = point_at(answer, "Pay for travel,")
        second = point_at(answer, "and send the rota earlier.")
        code(first, pay, stance=Stance.FOR)
        code(second, pay, stance=Stance.AGAINST)
        code(second, rotas, stance=Stance.FOR)

        joined = actions.join_points(
            exercise=exercise, point_id=second.pk, with_id=first.pk, **WHO
        )

        assert Point.objects.get(answer=answer) == joined
        assert joined.text == "Pay for travel, and send the rota earlier."
        assert dict(joined.codings.values_list("theme__title", "stance")) == {
            "Pay": "unclear",
            "Rotas": "for",
        }
        assert Entry.objects.get().event == "point.joined"

    @pytest.mark.parametrize(
        ("chances", "stance"),
        [((0.7, None), "against"), ((None, 0.7), "for"), ((0.7, 0.7), "unclear")],
        ids=["the second", "the first", "neither"],
    )
    def test_lets_what_a_person_said_stand_against_a_machines_guess(
        self, exercise, answer, themes, chances, stance
    ):
        first = point_at(answer, "Pay for travel,")
        second = point_at(answer, "and send the rota earlier.")
        code(first, themes[0], stance=Stance.FOR, stance_chance=chances[0])
        code(second, themes[0], stance=Stance.AGAINST, stance_chance=chances[1])

        joined = actions.join_points(
            exercise=exercise, point_id=first.pk, with_id=second.pk, **WHO
        )

        coding = joined.codings.get()
        assert (coding.stance, coding.stance_chance) == (stance, None)

    def test_refuses_points_that_are_not_side_by_side(self, exercise, answer):
        first = point_at(answer, "Pay for travel,")
        point_at(answer, "and send the rota earlier.")
        third = point_at(answer, "Call us before you change it.")

        with pytest.raises(actions.CannotEditThemes, match="side by side"):
            actions.join_points(exercise=exercise, point_id=first.pk, with_id=third.pk, **WHO)

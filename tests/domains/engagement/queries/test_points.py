import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.queries import points
from regard.domains.engagement.types import Speaker, Visibility
from regard.foundation.accounts.callers import Anyone
from regard.foundation.base.errors import NotFound
from tests.factories.accounts import Holder
from tests.factories.audiences import make_audience
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
)
from tests.factories.engagement_care import RedactionFactory

pytestmark = pytest.mark.django_db


def point_in(exercise, *, contribution=None, text="Pay for travel between calls.", **known):
    contribution = contribution or ContributionFactory(exercise=exercise)
    answer = AnswerFactory(contribution=contribution, text=text)
    return PointFactory(answer=answer, **known)


class TestGetPoint:
    def test_shows_it_to_anyone_once_the_exercise_is_answered(self):
        point = point_in(ExerciseFactory(answered=True))

        row = queries.get_point(system=point.system, point_id=point.pk, caller=Anyone())

        assert row.text == "Pay for travel between calls."
        assert row.who == "Someone who draws on care"
        assert row.how == "by link"

    def test_before_that_only_to_who_may_read_contributions(self):
        point = point_in(ExerciseFactory(closed=True))
        reader = Holder(Permission.VIEW_CONTRIBUTIONS, scope=point.system)

        assert queries.get_point(system=point.system, point_id=point.pk, caller=reader)
        with pytest.raises(NotFound):
            queries.get_point(system=point.system, point_id=point.pk, caller=Anyone())

    def test_never_shows_words_for_the_team_only_to_others(self):
        exercise = ExerciseFactory(answered=True)
        said = ContributionFactory(exercise=exercise, visibility=Visibility.COUNTED)
        point = point_in(exercise, contribution=said)
        team = Holder(Permission.VIEW_WHO, scope=exercise)

        assert queries.get_point(system=point.system, point_id=point.pk, caller=team)
        for other in (Anyone(), Holder(Permission.VIEW_CONTRIBUTIONS, scope=exercise)):
            with pytest.raises(NotFound):
                queries.get_point(system=point.system, point_id=point.pk, caller=other)

    def test_cannot_find_one_of_another_system(self):
        point = point_in(ExerciseFactory(answered=True))
        other = ExerciseFactory(answered=True)

        with pytest.raises(NotFound):
            queries.get_point(system=other.system, point_id=point.pk, caller=Anyone())


class TestListPoints:
    def test_names_nobody_to_who_may_not_know(self):
        exercise = ExerciseFactory()
        [member, *_] = make_audience(exercise, {("care_home", "Harrow Vale"): (6, 0)})
        said = ContributionFactory(exercise=exercise, location=member.location, name="Ann Smith")
        point_in(exercise, contribution=said)

        [hidden] = queries.list_points(exercise=exercise, shows_who=False)
        [shown] = queries.list_points(exercise=exercise, shows_who=True)

        assert hidden.who == "Care home, Harrow Vale"
        assert shown.who == f"{member.location.name} · Care home, Harrow Vale"

    def test_leaves_out_what_was_said_to_the_team_only(self):
        exercise = ExerciseFactory()
        said = ContributionFactory(exercise=exercise, visibility=Visibility.COUNTED)
        point_in(exercise, contribution=said)

        assert queries.list_points(exercise=exercise, shows_who=False) == []
        assert len(queries.list_points(exercise=exercise, shows_who=True)) == 1

    def test_narrows_by_theme_contribution_number_and_doubt(self):
        exercise = ExerciseFactory()
        theme = ThemeFactory(exercise=exercise)
        themed = point_in(exercise, theme=theme, is_unsure=True)
        lone = point_in(exercise)

        def listed(**narrow):
            rows = queries.list_points(exercise=exercise, shows_who=True, **narrow)
            return [row.point_id for row in rows]

        assert listed() == [themed.pk, lone.pk]
        assert listed(theme_id=theme.pk) == [themed.pk]
        assert listed(contribution_id=lone.contribution_id) == [lone.pk]
        assert listed(lone=True) == [lone.pk]
        assert listed(unsure=True) == [themed.pk]
        assert listed(ids=[lone.pk]) == [lone.pk]
        assert listed(ids=[]) == []
        assert listed(after=themed.pk) == [lone.pk]
        assert listed(limit=1) == [themed.pk]

    @pytest.mark.parametrize("size", [1, 30])
    def test_makes_six_queries_whatever_the_size_once_the_audience_is_counted(
        self, size, django_assert_num_queries
    ):
        exercise = ExerciseFactory()
        members = make_audience(exercise, {("care_home", "Harrow Vale"): (size, 0)})
        for member in members:
            said = ContributionFactory(exercise=exercise, location=member.location)
            point_in(exercise, contribution=said)

        for number in (7, 6):
            with django_assert_num_queries(number):
                assert len(queries.list_points(exercise=exercise, shows_who=False)) == size


class TestLongAnswer:
    @pytest.fixture(autouse=True)
    def _little_room(self, monkeypatch):
        monkeypatch.setattr(points, "MOST_AROUND", 12)

    @pytest.mark.parametrize(
        ("answer", "words", "around"),
        [
            ("A. Pay the drive. B.", "Pay the drive.", "A. Pay the drive. B."),
            ("Twelve it is Pay. so", "Pay.", "… welve it is Pay. so"),
            ("First. Twelve it.", "First.", "First. Twelve it."),
            ("First. Twelve it is", "First.", "First. Twelve it i …"),
            ("One two three four. Pay. Five six seven.", "Pay.",
             "… three four. Pay. Five six se …"),
        ],
    )  # fmt: skip
    def test_shows_what_is_near_a_point(self, answer, words, around):
        whole = AnswerFactory(text=answer)
        point = PointFactory(answer=whole, start=answer.index(words), text=words)

        [row] = queries.list_points(exercise=point.exercise, shows_who=False)

        assert row.answer_text == around
        assert row.answer_text[row.start : row.end] == row.text == words

    def test_leaves_out_what_was_taken_out_near_it(self):
        answer = "Mrs Hale shouted. Pay. Then Mrs Hale again."
        whole = AnswerFactory(text=answer)
        point = PointFactory(answer=whole, start=18, text="Pay.")
        for start in (0, 28):
            RedactionFactory(answer=whole, start=start, end=start + 8, because="a name")

        [row] = queries.list_points(exercise=point.exercise, shows_who=False)

        assert row.answer_text == "… [taken out: a name] shouted. Pay. Then [taken out: a name] …"
        assert row.answer_text[row.start : row.end] == "Pay."


class TestListQuotes:
    def test_gives_the_points_nearest_the_middle_each_another_argument(self):
        exercise = ExerciseFactory()
        theme = ThemeFactory(exercise=exercise)
        near = point_in(exercise, theme=theme, argument=0, similarity=0.9)
        point_in(exercise, theme=theme, argument=0, similarity=0.95)
        point_in(exercise, theme=theme, argument=1, similarity=0.5)
        nearer = point_in(exercise, theme=theme, argument=2, similarity=0.8)
        point_in(exercise)

        quotes = queries.list_quotes(exercise=exercise, shows_who=False, each=2)

        assert {theme_id: [row.point_id for row in rows] for theme_id, rows in quotes.items()} == {
            theme.pk: [near.pk, nearer.pk]
        }

    def test_puts_what_the_machine_is_unsure_of_last(self):
        exercise = ExerciseFactory()
        theme = ThemeFactory(exercise=exercise)
        point_in(exercise, theme=theme, argument=0, similarity=0.9, is_unsure=True)
        sure = point_in(exercise, theme=theme, argument=1, similarity=0.1)

        [[quote]] = queries.list_quotes(exercise=exercise, shows_who=False, each=1).values()

        assert quote.point_id == sure.pk

    def test_gives_points_that_people_placed_before_any_machine_did(self):
        exercise = ExerciseFactory()
        theme = ThemeFactory(exercise=exercise)
        point_in(exercise, theme=theme, placed_by="person:1")
        point_in(exercise, theme=theme, placed_by="person:1")

        [quotes] = queries.list_quotes(exercise=exercise, shows_who=False, each=3).values()

        assert len(quotes) == 2


class TestListSpeakers:
    def test_says_who_made_each_contribution(self):
        exercise = ExerciseFactory()
        carer = ContributionFactory(exercise=exercise, speaker=Speaker.CARER, name="Ann")

        def said(*, shows_who):
            return queries.list_speakers(
                exercise=exercise, contribution_ids=[carer.pk], shows_who=shows_who
            )

        assert said(shows_who=False) == {carer.pk: "Unpaid carer"}
        assert said(shows_who=True) == {carer.pk: "Ann · Unpaid carer"}

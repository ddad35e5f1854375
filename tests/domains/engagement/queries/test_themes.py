import pytest

from regard.domains.engagement import queries
from regard.domains.engagement.types import ThemeState
from regard.foundation.base.errors import NotFound
from tests.factories.audiences import make_audience, use_in_a_strategy
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def point_in(theme, *, contribution=None, **known):
    contribution = contribution or ContributionFactory(exercise=theme.exercise)
    answer = AnswerFactory(contribution=contribution)
    return PointFactory(answer=answer, theme=theme, **known)


class TestGetTheme:
    def test_finds_one_of_the_exercise_only(self):
        theme = ThemeFactory()

        assert queries.get_theme(exercise=theme.exercise, theme_id=theme.pk) == theme
        with pytest.raises(NotFound):
            queries.get_theme(exercise=ExerciseFactory(), theme_id=theme.pk)


class TestListThemes:
    def test_gives_three_honest_counts(self):
        theme = ThemeFactory(terms=["travel"])
        members = make_audience(theme.exercise, {("home_care", "Westmere"): (2, 0)})
        for member in [*members, members[0]]:
            said = ContributionFactory(exercise=theme.exercise, location=member.location)
            point_in(theme, contribution=said, argument=0)
        point_in(theme, argument=1, is_unsure=True)
        point_in(theme, argument=None)

        [row] = queries.list_themes(exercise=theme.exercise)

        assert (row.submissions, row.points, row.arguments, row.organisations) == (5, 5, 3, 2)
        assert (row.campaign, row.unsure, row.terms) == (3, 1, ("travel",))

    def test_counts_a_contribution_once_however_many_points_it_makes(self):
        theme = ThemeFactory()
        said = ContributionFactory(exercise=theme.exercise)
        point_in(theme, contribution=said, argument=0)
        point_in(theme, contribution=said, argument=0)

        [row] = queries.list_themes(exercise=theme.exercise)

        assert (row.submissions, row.points, row.campaign) == (1, 2, 1)

    def test_puts_the_most_said_first_and_leaves_out_what_was_merged(self):
        exercise = ExerciseFactory()
        small, big, empty = ThemeFactory.create_batch(3, exercise=exercise)
        ThemeFactory(exercise=exercise, state=ThemeState.MERGED, merged_into=big)
        point_in(small)
        point_in(big)
        point_in(big)

        rows = queries.list_themes(exercise=exercise)

        assert [row.theme_id for row in rows] == [big.pk, small.pk, empty.pk]
        assert (rows[-1].submissions, rows[-1].arguments, rows[-1].campaign) == (0, 0, 0)

    @pytest.mark.parametrize("count", [1, 12])
    def test_makes_three_queries_whatever_the_number_and_then_two(
        self, count, django_assert_num_queries
    ):
        exercise = ExerciseFactory()
        for theme in ThemeFactory.create_batch(count, exercise=exercise):
            point_in(theme, argument=0)

        with django_assert_num_queries(3):
            first = queries.list_themes(exercise=exercise)
        with django_assert_num_queries(2):
            assert queries.list_themes(exercise=exercise) == first
        assert len(first) == count


class TestGetTally:
    def test_counts_points_and_who_made_them(self):
        theme = ThemeFactory()
        members = make_audience(theme.exercise, {("home_care", "Westmere"): (2, 0)})
        for member in members:
            said = ContributionFactory(exercise=theme.exercise, location=member.location)
            point_in(theme, contribution=said)
        carer = ContributionFactory(exercise=theme.exercise, visibility="counted")
        point_in(theme, contribution=carer, is_unsure=True)
        point_in(theme, contribution=carer)
        lone = PointFactory(answer=AnswerFactory(contribution=carer))

        tally = queries.get_tally(exercise=theme.exercise)

        assert not lone.codings.exists()
        assert (tally.points, tally.in_themes, tally.alone) == (5, 4, 1)
        assert (tally.services, tally.others, tally.unsure) == (2, 1, 1)
        assert tally.alone_hidden == 1

    def test_of_nothing_is_nothing(self):
        tally = queries.get_tally(exercise=ExerciseFactory())

        assert (tally.points, tally.in_themes, tally.services, tally.others) == (0, 0, 0, 0)


class TestListUsed:
    def test_finds_what_a_strategy_refers_to(self):
        used, unused = ThemeFactory.create_batch(2)
        point = PointFactory()
        use_in_a_strategy(theme=used)
        use_in_a_strategy(point=point)

        assert queries.list_used_themes(theme_ids=[used.pk, unused.pk]) == {used.pk}
        assert queries.list_used_points(point_ids=[point.pk]) == {point.pk}


class TestCountOrganisations:
    def test_counts_each_provider_once_a_group_and_hides_small_groups(self):
        theme = ThemeFactory()
        kinds = {("home_care", "Westmere"): (8, 0), ("care_home", "Westmere"): (7, 0)}
        for member in make_audience(theme.exercise, kinds):
            said = ContributionFactory(exercise=theme.exercise, location=member.location)
            point_in(theme, contribution=said)

        by_type, by_place = queries.count_organisations(theme=theme)

        assert [(row.label, row.count) for row in by_type] == [("Home care", 8), ("Care home", 7)]
        assert [(row.label, row.count) for row in by_place] == [("Westmere", 15)]


class TestListHistory:
    def test_tells_what_was_done_newest_first_and_by_whom(self):
        from datetime import UTC, datetime  # noqa: PLC0415

        from regard.domains.engagement import actions  # noqa: PLC0415
        from tests.factories.accounts import PersonFactory  # noqa: PLC0415

        person = PersonFactory(name="Amara Okafor")
        theme = ThemeFactory(title="Drive")
        other = ThemeFactory(exercise=theme.exercise, title="Pay")
        point = point_in(theme)
        at = datetime(2026, 12, 2, tzinfo=UTC)
        who = {"by": f"person:{person.pk}", "at": at}
        actions.rename_theme(theme=theme, title="Travel", summary="", **who)
        actions.sign_off_theme(theme=theme, by="command", at=at)
        actions.move_points(exercise=theme.exercise, point_ids=[point.pk], theme=other, **who)

        deeds = queries.list_history(theme=theme)

        assert [(deed.event, deed.by_name) for deed in deeds] == [
            ("theme.points_moved", "Amara Okafor"),
            ("theme.signed_off", "The command line"),
            ("theme.renamed", "Amara Okafor"),
        ]
        assert len(queries.list_history(theme=other)) == 1

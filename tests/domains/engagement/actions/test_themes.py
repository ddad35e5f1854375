from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions
from regard.domains.engagement.models import Theme
from regard.domains.engagement.types import Stage, ThemeState
from regard.foundation.audit.models import Entry
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOW}


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


def theme_of(exercise, *, points=0, **known):
    theme = ThemeFactory(exercise=exercise, **known)
    return theme, [point_in(exercise, theme=theme) for _ in range(points)]


def point_in(exercise, **known):
    said = ContributionFactory(exercise=exercise)
    known = {"placed_by": "machine", "similarity": 0.5, "is_unsure": True} | known
    return PointFactory(answer=AnswerFactory(contribution=said), **known)


def signed_off():
    return {"state": ThemeState.SIGNED_OFF, "signed_off_by": "person:2", "signed_off_at": NOW}


class TestRenameTheme:
    def test_names_it_and_writes_one_ledger_entry(self, exercise):
        theme, _ = theme_of(exercise, title="Nobody pays them to drive")

        actions.rename_theme(theme=theme, title=" Travel is unpaid ", summary="Why.", **WHO)

        theme.refresh_from_db()
        assert (theme.title, theme.summary, theme.named_by) == (
            "Travel is unpaid",
            "Why.",
            "person:1",
        )
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("theme.renamed", "person:1")
        assert entry.detail == {"from": "Nobody pays them to drive", "to": "Travel is unpaid"}

    def test_keeps_a_sign_off(self, exercise):
        theme, _ = theme_of(exercise, **signed_off())

        renamed = actions.rename_theme(theme=theme, title="Travel", summary="", **WHO)

        assert renamed.state == ThemeState.SIGNED_OFF

    def test_may_keep_its_own_name(self, exercise):
        theme, _ = theme_of(exercise, title="Travel")

        assert actions.rename_theme(theme=theme, title="Travel", summary="More.", **WHO).summary

    def test_refuses_another_theme_s_name(self, exercise):
        theme_of(exercise, title="Pay")
        theme, _ = theme_of(exercise)

        with pytest.raises(actions.CannotEditThemes, match="has this name already"):
            actions.rename_theme(theme=theme, title="pay", summary="", **WHO)

        assert not Entry.objects.exists()

    def test_refuses_once_the_exercise_is_answered(self, exercise):
        theme, _ = theme_of(exercise)
        exercise.stage = Stage.ANSWERED
        exercise.save()

        with pytest.raises(actions.CannotEditThemes, match="final"):
            actions.rename_theme(theme=theme, title="Travel", summary="", **WHO)

    def test_refuses_a_theme_that_was_merged(self, exercise):
        survivor, _ = theme_of(exercise, title="Travel")
        theme, _ = theme_of(exercise, state=ThemeState.MERGED, merged_into=survivor)

        with pytest.raises(actions.CannotEditThemes, match="merged into “Travel”"):
            actions.rename_theme(theme=theme, title="Drive", summary="", **WHO)


class TestMergeThemes:
    def test_puts_all_points_into_one_and_keeps_the_others_pointing_to_it(self, exercise):
        into, _ = theme_of(exercise, points=1, **signed_off())
        other, points = theme_of(exercise, points=2, title="Petrol")
        earlier, _ = theme_of(exercise, state=ThemeState.MERGED, merged_into=other)

        actions.merge_themes(into=into, themes=[other], **WHO)

        assert into.points.count() == 3
        other.refresh_from_db()
        earlier.refresh_from_db()
        assert (other.state, other.merged_into) == (ThemeState.MERGED, into)
        assert earlier.merged_into == into
        entry = Entry.objects.get()
        assert entry.event == "theme.merged"
        assert entry.detail == {"themes": [other.pk], "titles": ["Petrol"], "points": len(points)}

    def test_takes_back_the_sign_off_as_it_says_more_than_it_did(self, exercise):
        into, _ = theme_of(exercise, points=1, **signed_off())
        other, _ = theme_of(exercise, points=1)

        merged = actions.merge_themes(into=into, themes=[other], **WHO)

        assert (merged.state, merged.signed_off_by) == (ThemeState.PROPOSED, "")
        assert merged.named_by == "person:1"

    def test_refuses_without_another_live_theme_of_the_exercise(self, exercise):
        into, _ = theme_of(exercise)
        elsewhere = ThemeFactory()

        with pytest.raises(actions.CannotEditThemes, match="Choose at least one"):
            actions.merge_themes(into=into, themes=[into, elsewhere], **WHO)

    def test_refuses_to_merge_away_what_a_strategy_refers_to(self, exercise):
        into, _ = theme_of(exercise)
        other, _ = theme_of(exercise, title="Petrol", points=1)
        use_in_a_strategy(theme=other)

        with pytest.raises(actions.CannotEditThemes, match="“Petrol” already has an outcome"):
            actions.merge_themes(into=into, themes=[other], **WHO)

        assert other.points.count() == 1


class TestSplitTheme:
    def test_makes_a_new_theme_of_the_chosen_points(self, exercise):
        theme, [left, *chosen] = theme_of(exercise, points=3, title="Travel", **signed_off())

        new = actions.split_theme(
            theme=theme, point_ids=[point.pk for point in chosen], title="Petrol", **WHO
        )

        assert set(new.points.all()) == set(chosen)
        assert list(theme.points.all()) == [left]
        assert (new.title, new.named_by) == ("Petrol", "person:1")
        moved = new.codings.first()
        assert (moved.placed_by, moved.is_unsure, moved.similarity) == ("person:1", False, None)
        assert moved.point.decided_by == "person:1"
        theme.refresh_from_db()
        assert theme.state == ThemeState.PROPOSED
        entry = Entry.objects.get()
        assert entry.event == "theme.split"
        assert entry.detail["theme"] == new.pk

    def test_passes_over_points_of_other_themes(self, exercise):
        theme, [point, _] = theme_of(exercise, points=2)
        _, [elsewhere] = theme_of(exercise, points=1, title="Pay")

        new = actions.split_theme(
            theme=theme, point_ids=[point.pk, elsewhere.pk], title="Petrol", **WHO
        )

        assert list(new.points.all()) == [point]

    def test_refuses_none_or_all_of_it(self, exercise):
        theme, points = theme_of(exercise, points=2)

        with pytest.raises(actions.CannotEditThemes, match="Choose at least one"):
            actions.split_theme(theme=theme, point_ids=[], title="Petrol", **WHO)
        with pytest.raises(actions.CannotEditThemes, match="every point"):
            actions.split_theme(
                theme=theme, point_ids=[p.pk for p in points], title="Petrol", **WHO
            )
        assert Theme.objects.count() == 1

    def test_refuses_the_name_of_the_theme_they_leave(self, exercise):
        theme, [point, _] = theme_of(exercise, points=2, title="Travel")

        with pytest.raises(actions.CannotEditThemes, match="has this name already"):
            actions.split_theme(theme=theme, point_ids=[point.pk], title="travel", **WHO)


class TestMovePoints:
    def test_puts_points_into_a_theme_for_good(self, exercise):
        theme, _ = theme_of(exercise)
        point = point_in(exercise)

        moved = actions.move_points(exercise=exercise, point_ids=[point.pk], theme=theme, **WHO)

        assert moved == 1
        coding = point.codings.get()
        assert (coding.theme, coding.placed_by, coding.is_unsure) == (theme, "person:1", False)
        entry = Entry.objects.get()
        assert (entry.event, entry.subject) == (
            "theme.points_moved",
            f"engagement.Theme:{theme.pk}",
        )

    def test_lets_points_stand_alone(self, exercise):
        theme, [point] = theme_of(exercise, points=1)

        actions.move_points(exercise=exercise, point_ids=[point.pk], theme=None, **WHO)

        point.refresh_from_db()
        assert (point.codings.count(), point.decided_by) == (0, "person:1")
        entry = Entry.objects.get()
        assert entry.subject == f"engagement.Exercise:{exercise.pk}"
        assert entry.detail == {"theme": None, "points": [point.pk], "from": [theme.pk]}

    def test_refuses_nothing_and_points_of_other_exercises(self, exercise):
        theme, _ = theme_of(exercise)
        elsewhere = PointFactory()

        with pytest.raises(actions.CannotEditThemes, match="Choose at least one"):
            actions.move_points(exercise=exercise, point_ids=[elsewhere.pk], theme=theme, **WHO)

    def test_refuses_a_point_with_an_outcome_of_its_own(self, exercise):
        theme, _ = theme_of(exercise)
        point = point_in(exercise)
        use_in_a_strategy(point=point)

        with pytest.raises(actions.CannotEditThemes, match="outcome of its own"):
            actions.move_points(exercise=exercise, point_ids=[point.pk], theme=theme, **WHO)

    def test_refuses_a_theme_that_was_merged_or_is_another_exercise_s(self, exercise):
        point = point_in(exercise)
        survivor, _ = theme_of(exercise)
        merged, _ = theme_of(exercise, state=ThemeState.MERGED, merged_into=survivor)

        for theme in (merged, ThemeFactory()):
            with pytest.raises(actions.CannotEditThemes, match="no such theme"):
                actions.move_points(exercise=exercise, point_ids=[point.pk], theme=theme, **WHO)


class TestSignOffTheme:
    def test_agrees_to_it_under_its_name(self, exercise):
        theme, _ = theme_of(exercise, points=1)

        actions.sign_off_theme(theme=theme, **WHO)

        theme.refresh_from_db()
        assert (theme.state, theme.signed_off_by, theme.signed_off_at) == (
            ThemeState.SIGNED_OFF,
            "person:1",
            NOW,
        )
        assert theme.named_by == "person:1"
        assert Entry.objects.get().event == "theme.signed_off"

    def test_leaves_who_named_it(self, exercise):
        theme, _ = theme_of(exercise, points=1, named_by="person:9")

        assert actions.sign_off_theme(theme=theme, **WHO).named_by == "person:9"

    def test_refuses_an_empty_theme_and_a_second_time(self, exercise):
        empty, _ = theme_of(exercise)
        done, _ = theme_of(exercise, points=1, **signed_off())

        with pytest.raises(actions.CannotEditThemes, match="nothing in this theme"):
            actions.sign_off_theme(theme=empty, **WHO)
        with pytest.raises(actions.CannotEditThemes, match="already"):
            actions.sign_off_theme(theme=done, **WHO)


class TestTakeBackSignOff:
    def test_lets_it_be_proposed_again_and_keeps_who_had_signed(self, exercise):
        theme, _ = theme_of(exercise, points=1, **signed_off())

        actions.take_back_sign_off(theme=theme, **WHO)

        theme.refresh_from_db()
        assert (theme.state, theme.signed_off_by, theme.signed_off_at) == (
            ThemeState.PROPOSED,
            "",
            None,
        )
        assert Entry.objects.get().detail == {"signed_off_by": "person:2"}

    def test_refuses_what_is_not_signed_off(self, exercise):
        theme, _ = theme_of(exercise)

        with pytest.raises(actions.CannotEditThemes, match="not signed off"):
            actions.take_back_sign_off(theme=theme, **WHO)

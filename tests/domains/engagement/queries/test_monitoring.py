from pathlib import Path

import pytest

import regard
from regard.domains.engagement.queries.monitoring import get_equality, monitoring_key
from regard.domains.engagement.types import Speaker
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    ThemeFactory,
)
from tests.factories.engagement_coverage import PopulationFactory, make_tellers

pytestmark = pytest.mark.django_db


def disability(found):
    [each] = [each for each in found.characteristics if each.key == "disability"]
    return {group.value: group for group in each.groups}


class TestGetEquality:
    def test_holds_who_was_heard_against_everyone(self):
        exercise = ExerciseFactory()
        make_tellers(exercise, 8, disability="yes")
        make_tellers(exercise, 92, disability="no")
        PopulationFactory(system=exercise.system, value="yes", people=20_000)
        PopulationFactory(system=exercise.system, value="no", people=80_000)

        found = get_equality(exercise=exercise)

        group = disability(found)["yes"]
        assert (group.heard, group.share, group.stated) == (8, 0.08, 0.2)
        # 8 of 100 drawn by lot where 1 in 5 are: about 1 chance in 1,200.
        assert group.is_flagged
        assert group.low < 0.08 < group.high < 0.2

    def test_hides_few_and_what_would_tell_them(self):
        exercise = ExerciseFactory()
        make_tellers(exercise, 3, disability="yes")
        make_tellers(exercise, 30, disability="no")

        groups = disability(get_equality(exercise=exercise))

        assert (groups["yes"].heard, groups["no"].heard) == (None, None)

    def test_counts_nobody_who_prefers_not_to_say(self):
        exercise = ExerciseFactory()
        make_tellers(exercise, 9, disability="prefer_not")

        found = get_equality(exercise=exercise)

        assert (found.told, found.people) == (9, 9)
        assert disability(found)["yes"].heard == 0

    def test_counts_each_group_in_each_theme_and_hides_few(self):
        exercise = ExerciseFactory()
        themes = [ThemeFactory(exercise=exercise, title=title) for title in ("Lifts", "Pay")]
        spoke = make_tellers(exercise, 20, disability="yes")
        for contribution in spoke[:8]:
            answer = AnswerFactory(contribution=contribution)
            PointFactory(answer=answer, theme=themes[0])
        for contribution in spoke[:3]:
            PointFactory(answer=AnswerFactory(contribution=contribution), theme=themes[1])

        found = get_equality(exercise=exercise)

        shown = {each.title: {e.value: e.spoke for e in each.effects} for each in found.themes}
        assert shown == {"Lifts": {"yes": 8}, "Pay": {"yes": None}}

    def test_names_what_is_missing(self):
        exercise = ExerciseFactory()
        make_tellers(exercise, 8, disability="no")
        PopulationFactory(system=exercise.system, value="yes")

        words = " ".join(get_equality(exercise=exercise).missing)

        assert "Nobody, or too few to count, told us of: age" in words
        assert "No population is loaded to compare with, for: age" in words
        assert "too few to show, was heard: Yes (disability)" in words

    @pytest.mark.parametrize("size", [6, 30])
    def test_makes_as_many_queries_for_many_as_for_few(self, size, django_assert_num_queries):
        exercise = ExerciseFactory()
        make_tellers(exercise, size, disability="yes", age="65_to_84")

        with django_assert_num_queries(8):
            get_equality(exercise=exercise)


class TestMonitoringKey:
    def test_differs_from_person_to_person_and_hangs_on_the_secret(self, settings):
        before = monitoring_key(1)
        settings.SECRET_KEY = "another"

        assert len({before, monitoring_key(1), monitoring_key(2)}) == 3

    def test_is_known_to_nothing_but_what_keeps_and_what_counts(self):
        root = Path(regard.__file__).parent
        knowing = {
            path.relative_to(root).as_posix()
            for path in root.rglob("*.py")
            if "migrations" not in path.parts
            and {"monitoring_key", "MonitoringAnswer", "engagement_monitoringanswer"}
            & set(path.read_text().replace("(", " ").replace(",", " ").replace(".", " ").split())
        }

        assert knowing == {
            "domains/engagement/actions/monitoring.py",
            "domains/engagement/models/__init__.py",
            "domains/engagement/models/monitoring.py",
            "domains/engagement/queries/monitoring.py",
        }

    def test_asks_people_only(self):
        exercise = ExerciseFactory()
        ContributionFactory(exercise=exercise, speaker=Speaker.ASSOCIATION)

        assert get_equality(exercise=exercise).people == 0

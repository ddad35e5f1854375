import pytest

from regard.domains.engagement.models import AudienceMember
from regard.domains.engagement.queries.alarms import list_alarms
from tests.factories.audiences import make_audience
from tests.factories.engagement import ExerciseFactory

pytestmark = pytest.mark.django_db


class TestListAlarms:
    def test_names_home_care_where_it_is_lacking(self, django_assert_num_queries):
        lacking, even = ExerciseFactory(), ExerciseFactory()
        make_audience(lacking, {("care_home", "W"): (60, 40), ("home_care", "W"): (60, 10)})
        make_audience(even, {("care_home", "W"): (60, 30), ("home_care", "W"): (60, 30)})

        with django_assert_num_queries(1):
            found = list_alarms(exercise_ids=[lacking.pk, even.pk])

        assert found == {lacking.pk: ("home care",)}

    def test_names_providers_with_one_service(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "W"): (60, 10), ("care_home", "V"): (60, 40)})
        AudienceMember.objects.filter(place_name="V").update(size_band="six_to_nineteen")

        assert list_alarms(exercise_ids=[exercise.pk]) == {
            exercise.pk: ("providers with one service",)
        }

    def test_tells_nothing_of_few(self):
        exercise = ExerciseFactory()
        make_audience(exercise, {("care_home", "W"): (60, 40), ("home_care", "W"): (60, 3)})

        assert list_alarms(exercise_ids=[exercise.pk]) == {}
        assert list_alarms(exercise_ids=[]) == {}

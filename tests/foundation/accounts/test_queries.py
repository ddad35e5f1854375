import pytest

from regard.domains.engagement.permissions import Permission
from regard.foundation.accounts import queries
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import ExerciseFactory

pytestmark = pytest.mark.django_db


class TestListPeopleAllowed:
    def test_names_everybody_once_by_name(self):
        exercise = ExerciseFactory()
        here = {"role": "Coder", "scope_key": f"system:{exercise.system_id}"}
        bo = GrantFactory(person__name="Bo", **here).person
        ann = GrantFactory(person__name="Ann", **here).person
        GrantFactory(person=ann, role="Coder")

        found = queries.list_people_allowed(permission=Permission.CODE, scope=exercise)

        assert [(each.by, each.name, each.email) for each in found] == [
            (f"person:{ann.pk}", "Ann", ann.email),
            (f"person:{bo.pk}", "Bo", bo.email),
        ]

    def test_leaves_out_those_of_another_scope_or_role_and_closed_accounts(self):
        exercise = ExerciseFactory()
        GrantFactory(role="Coder", scope_key="system:0")
        GrantFactory(role="Commissioner")
        GrantFactory(role="Coder", person__is_active=False)

        assert queries.list_people_allowed(permission=Permission.CODE, scope=exercise) == []

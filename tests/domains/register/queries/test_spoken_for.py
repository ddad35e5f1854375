import pytest

from regard.domains.register import queries
from regard.domains.strategy.permissions import Permission
from regard.foundation.accounts.callers import Anyone, SignedIn
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.networks import NetworkFactory
from tests.factories.register import SystemFactory

pytestmark = pytest.mark.django_db


def list_for(person, system):
    return queries.list_networks_spoken_for(
        system=system, caller=SignedIn(person), to=Permission.REPORT_TO_MEMBERS
    )


class TestListNetworksSpokenFor:
    def test_returns_those_of_an_own_role_by_name(self):
        person, system = PersonFactory(), SystemFactory()
        names = ("Small homes", "Homecare forum", "Carers’ circle")
        small, homecare, carers = (NetworkFactory(system=system, name=name) for name in names)
        elsewhere = NetworkFactory(name="Another system’s")
        for network in (small, homecare, elsewhere):
            GrantFactory(person=person, role="Association lead", scope_key=f"network:{network.pk}")
        GrantFactory(person=person, role="Commissioner", scope_key=f"network:{carers.pk}")

        assert list_for(person, system) == [homecare, small]

    def test_asks_nothing_for_those_without_one(self, django_assert_num_queries):
        system = SystemFactory()
        NetworkFactory(system=system)

        with django_assert_num_queries(0):
            found = queries.list_networks_spoken_for(
                system=system, caller=Anyone(), to=Permission.REPORT_TO_MEMBERS
            )

        assert found == []

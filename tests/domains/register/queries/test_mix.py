from datetime import date

import pytest

from regard.domains.register import queries
from regard.domains.register.types import MixRow, NetworkKind, Sector, ServiceType, SizeBand
from tests.factories.networks import MembershipFactory, NetworkFactory
from tests.factories.register import (
    LocationFactory,
    OrganisationFactory,
    PlaceFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

HOME_CARE, CARE_HOME = ServiceType.HOME_CARE, ServiceType.CARE_HOME


@pytest.fixture
def today(time_machine):
    time_machine.move_to("2026-11-21T12:00:00Z")
    return date(2026, 11, 21)


@pytest.fixture
def system():
    return SystemFactory()


def services_of(system, on):
    services, _ = queries.count_mixes(system=system, on=on)
    return services


def networks_of(system, on):
    _, networks = queries.count_mixes(system=system, on=on)
    return networks


class TestServicesOfCountMixes:
    def test_counts_services_that_are_alike(self, system, today):
        place = PlaceFactory(system=system, districts=["LN1"])
        provider = OrganisationFactory(sector=Sector.VOLUNTARY)
        location = LocationFactory(system=system, organisation=provider, postcode="LN1 3AB")
        ServiceFactory(location=location, service_type=HOME_CARE)
        ServiceFactory(location=location, service_type=CARE_HOME)
        away = LocationFactory(system=system, organisation=provider, postcode="PE1 1AA")
        ServiceFactory(location=away, service_type=CARE_HOME)
        ServiceFactory(system=SystemFactory())
        council = system.councils.get().pk
        size = SizeBand.TWO_TO_FIVE

        found = services_of(system, today)

        assert sorted(found, key=lambda row: (row.place_id or 0, row.service_type)) == [
            MixRow(None, None, council, CARE_HOME, Sector.VOLUNTARY, size, 1),
            MixRow(place.pk, None, council, CARE_HOME, Sector.VOLUNTARY, size, 1),
            MixRow(place.pk, None, council, HOME_CARE, Sector.VOLUNTARY, size, 1),
        ]

    def test_is_of_the_day(self, system, today):
        ServiceFactory(system=system, ended_on=date(2026, 6, 1))

        assert services_of(system, today) == []
        (row,) = services_of(system, date(2026, 5, 1))
        assert row.services == 1

    def test_is_empty_where_there_is_nothing(self, system, today):
        assert services_of(system, today) == []

    def test_asks_a_fixed_number_of_queries(self, system, today, django_assert_num_queries):
        for _ in range(4):
            ServiceFactory(system=system)
        queries.count_mixes(system=system, on=today)

        with django_assert_num_queries(2):
            queries.count_mixes(system=system, on=today)


class TestNetworksOfCountMixes:
    def test_counts_members_by_kind(self, system, today):
        network = NetworkFactory(system=system, kind=NetworkKind.FORUM, name="B forum")
        NetworkFactory(system=system, name="A association")
        service = ServiceFactory(system=system, service_type=HOME_CARE)
        MembershipFactory(network=network, location=service.location)
        elsewhere = ServiceFactory(system=SystemFactory(), service_type=CARE_HOME)
        MembershipFactory(network=network, location=elsewhere.location)

        first, second = networks_of(system, today)

        assert (first.name, first.services) == ("A association", {})
        assert (second.kind, second.services) == (NetworkKind.FORUM, {HOME_CARE: 1})

    def test_leaves_out_those_that_were_not_there_on_the_day(self, system, today):
        NetworkFactory(system=system, ended_on=today)
        NetworkFactory(system=system, founded_on=date(2027, 1, 1))
        NetworkFactory()

        assert networks_of(system, today) == []

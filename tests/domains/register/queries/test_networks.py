from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regard.domains.register import queries
from regard.domains.register.models import Mandate, Membership, Running
from regard.domains.register.permissions import Permission
from regard.domains.register.queries.networks import count_by_size
from regard.domains.register.rules import networks as rules
from regard.domains.register.types import ServiceType, SizeBand
from regard.foundation.accounts.callers import Anyone, Command, SignedIn
from regard.foundation.base.errors import NotAllowed, NotFound, SignInNeeded
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.networks import MandateFactory, MembershipFactory, NetworkFactory
from tests.factories.register import (
    ContactFactory,
    LocationFactory,
    OrganisationFactory,
    ServiceFactory,
    SystemFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def network(system):
    return NetworkFactory(system=system, name="Association")


def names(network, on=DAY):
    return [row.location_name for row in queries.list_members(network=network, on=on)]


class TestListMembers:
    def test_knows_who_belongs_on_a_day(self, system, network):
        location = LocationFactory(system=system, name="Elms")
        MembershipFactory(
            network=network, location=location, joined_on=DAY, left_on=date(2026, 7, 1)
        )

        assert names(network, DAY - timedelta(days=1)) == []
        assert names(network, DAY) == names(network, date(2026, 6, 30)) == ["Elms"]
        assert names(network, date(2026, 7, 1)) == []

    def test_knows_all_that_a_provider_runs(self, system, network):
        provider = OrganisationFactory()
        for name in ("Elms", "Oak"):
            LocationFactory(system=system, name=name, organisation=provider)
        MembershipFactory(network=network, location=None, organisation=provider, joined_on=None)

        assert names(network) == ["Elms", "Oak"]
        assert all(row.by_provider for row in queries.list_members(network=network, on=DAY))

    def test_knows_who_ran_a_service_on_that_day(self, system, network):
        before = OrganisationFactory()
        location = LocationFactory(system=system, name="Elms", run_since=DAY)
        Running.objects.create(location=location, organisation=before, valid_to=DAY)
        MembershipFactory(network=network, location=None, organisation=before, joined_on=None)

        assert names(network, DAY - timedelta(days=1)) == ["Elms"]
        assert names(network, DAY) == []

    def test_counts_one_that_belongs_twice_once(self, system, network):
        location = LocationFactory(system=system)
        MembershipFactory(network=network, location=location)
        MembershipFactory(network=network, location=None, organisation=location.organisation)

        [row] = queries.list_members(network=network, on=DAY)
        assert not row.by_provider

    def test_leaves_out_what_has_closed(self, system, network):
        closed = LocationFactory(system=system, ended_on=DAY)
        MembershipFactory(network=network, location=closed)

        assert names(network, DAY) == []

    def test_says_how_each_is_reached(self, system, network):
        reached = LocationFactory(system=system, name="A")
        ContactFactory(location=reached, telephone="")
        nobody = LocationFactory(system=system, name="B", postcode="")
        for location in (reached, nobody):
            MembershipFactory(network=network, location=location)

        first, second = queries.list_members(network=network, on=DAY)
        assert (first.has_email, first.has_telephone, first.is_reachable) == (True, False, True)
        assert not second.is_reachable


class TestListNetworks:
    def test_counts_services_in_one_statement(self, system, network, django_assert_num_queries):
        location = LocationFactory(system=system)
        ServiceFactory(location=location)
        ServiceFactory(location=location, service_type=ServiceType.HOME_CARE)
        ServiceFactory(system=system)
        MembershipFactory(network=network, location=location)
        elsewhere = ServiceFactory(system=SystemFactory())
        MembershipFactory(network=network, location=elsewhere.location)
        NetworkFactory(system=SystemFactory())

        with django_assert_num_queries(1):
            [row] = queries.list_networks(system=system, on=DAY)

        assert (row.services, row.providers) == (2, 1)
        assert row.share == pytest.approx(2 / 3)

    def test_knows_those_without_members(self, system, network):
        [row] = queries.list_networks(system=system)

        assert (row.services, row.share) == (0, 0)


class TestCounts:
    def test_by_kind_count_each_service_once_however_many_networks_it_is_in(self, system, network):
        home = ServiceFactory(system=system)
        ServiceFactory(system=system)
        ServiceFactory(system=system, service_type=ServiceType.HOME_CARE)
        for each in (network, NetworkFactory(system=system)):
            MembershipFactory(network=each, location=home.location)

        every = queries.count_by_kind(system=system, on=DAY)
        one = queries.count_by_kind(system=system, on=DAY, network=NetworkFactory(system=system))

        assert [(row.service_type, row.services, row.members) for row in every] == [
            (ServiceType.CARE_HOME, 2, 1),
            (ServiceType.HOME_CARE, 1, 0),
        ]
        assert [row.members for row in one] == [0, 0]

    def test_by_size_count_what_the_whole_group_runs(self, system, network):
        group = OrganisationFactory(brand_id="BD1", brand_name="Group")
        for _ in range(2):
            here = ServiceFactory(location=LocationFactory(system=system, organisation=group))
        other = OrganisationFactory(brand_id="BD1", brand_name="Group")
        ServiceFactory(location=LocationFactory(system=SystemFactory(), organisation=other))
        ServiceFactory(system=system)
        MembershipFactory(network=network, location=here.location)

        assert count_by_size(system=system, network=network, on=DAY) == [
            (SizeBand.ONE, 1, 0),
            (SizeBand.TWO_TO_FIVE, 2, 1),
        ]


class TestGetNetwork:
    def test_finds_only_those_that_work_in_the_system(self, system, network):
        assert queries.get_network(system=system, slug=network.slug, caller=Anyone()) == network
        with pytest.raises(NotFound):
            queries.get_network(system=SystemFactory(), slug=network.slug, caller=Anyone())

    def test_lets_its_own_keeper_keep_its_roll_and_no_other(self, system, network):
        person = PersonFactory()
        GrantFactory(person=person, role="Roll keeper", scope_key=f"network:{network.pk}")
        other = NetworkFactory(system=system)

        queries.get_network(
            system=system, slug=network.slug, caller=SignedIn(person), to=Permission.KEEP_ROLL
        )
        with pytest.raises(NotAllowed):
            queries.get_network(
                system=system, slug=other.slug, caller=SignedIn(person), to=Permission.KEEP_ROLL
            )
        with pytest.raises(SignInNeeded):
            queries.get_network(
                system=system, slug=network.slug, caller=Anyone(), to=Permission.KEEP_ROLL
            )

    def test_finds_one_for_a_command_by_the_end_of_its_address(self, network):
        assert queries.get_network_called(slug=network.slug) == network
        with pytest.raises(NotFound, match=f"There are: {network.slug}"):
            queries.get_network_called(slug="none")


class TestMayViewMembers:
    def test_is_true_for_everyone_only_if_the_network_says_so(self, network):
        assert not queries.may_view_members(network=network, caller=Anyone(), on=DAY)
        network.shows_members = True
        assert queries.may_view_members(network=network, caller=Anyone(), on=DAY)

    def test_is_true_for_a_member_and_no_other_provider(self, system, network):
        location = LocationFactory(system=system)
        MembershipFactory(network=network, location=location)
        member, stranger = PersonFactory(), PersonFactory()
        GrantFactory(
            person=member, role="Provider", scope_key=f"organisation:{location.organisation_id}"
        )
        GrantFactory(person=stranger, role="Provider", scope_key="organisation:0")

        assert queries.may_view_members(network=network, caller=SignedIn(member), on=DAY)
        assert not queries.may_view_members(network=network, caller=SignedIn(stranger), on=DAY)

    def test_is_true_for_who_keeps_the_roll(self, network):
        assert queries.may_view_members(network=network, caller=Command(), on=DAY)


class TestSpeaksFor:
    def test_needs_a_mandate(self, system, network):
        location = MembershipFactory(
            network=network, location=LocationFactory(system=system)
        ).location

        assert not queries.speaks_for(
            network=network, location_ids=[location.pk], topic="fees", on=DAY
        )

    @pytest.mark.parametrize(
        ("given", "asked", "speaks"),
        [
            ("", "fees", True),
            ("", "", True),
            ("Fees", " fees ", True),
            ("fees", "", False),
            ("fees", "staff", False),
        ],
    )
    def test_speaks_on_its_topic(self, network, given, asked, speaks):
        mandate = MandateFactory(membership__network=network, topic=given)
        location_id = mandate.membership.location_id

        found = queries.speaks_for(
            network=network, location_ids=[location_id], topic=asked, on=DAY
        )

        assert found == ({location_id} if speaks else set())

    def test_speaks_for_all_that_a_provider_runs(self, system, network):
        provider = OrganisationFactory()
        homes = [LocationFactory(system=system, organisation=provider) for _ in range(2)]
        stranger = LocationFactory(system=system)
        MandateFactory(
            membership=MembershipFactory(network=network, location=None, organisation=provider)
        )

        found = queries.speaks_for(
            network=network,
            location_ids=[each.pk for each in (*homes, stranger)],
            topic="",
            on=DAY,
        )

        assert found == {each.pk for each in homes}

    @settings(
        max_examples=60,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        joined=st.none() | st.integers(-9, 0),
        left=st.none() | st.integers(0, 9),
        given_on=st.integers(-9, 9),
        lasts=st.none() | st.integers(1, 9),
        revoked=st.none() | st.integers(-9, 9),
        given_topic=st.sampled_from(["", "fees", "Staff"]),
        topic=st.sampled_from(["", "fees", "staff", "beds"]),
    )
    def test_speaks_only_while_a_mandate_is_in_force(  # noqa: PLR0917
        self, network, joined, left, given_on, lasts, revoked, given_topic, topic
    ):
        def day(days):
            return None if days is None else DAY + timedelta(days=days)

        Mandate.objects.all().delete()
        Membership.objects.all().delete()
        membership = MembershipFactory(network=network, joined_on=day(joined), left_on=day(left))
        mandate = MandateFactory(
            membership=membership,
            topic=given_topic,
            given_on=day(given_on),
            until=None if lasts is None else day(given_on + lasts),
            revoked_on=day(revoked),
        )

        found = queries.speaks_for(
            network=network, location_ids=[membership.location_id], topic=topic, on=DAY
        )

        is_member = (membership.joined_on is None or membership.joined_on <= DAY) and (
            membership.left_on is None or membership.left_on > DAY
        )
        state = rules.mandate_state(
            given_on=mandate.given_on, until=mandate.until, revoked_on=mandate.revoked_on, on=DAY
        )
        speaks = (
            is_member
            and state is rules.MandateState.IN_FORCE
            and rules.covers(mandate_topic=given_topic, topic=topic)
        )
        assert found == ({membership.location_id} if speaks else set())

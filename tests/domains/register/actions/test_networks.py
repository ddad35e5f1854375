from datetime import UTC, date, datetime

import pytest

from regard.domains.register import actions
from regard.domains.register.models import Membership, NetworkSystem
from regard.domains.register.types import NetworkKind
from regard.foundation.audit.models import Entry
from tests.factories.networks import MandateFactory, MembershipFactory, NetworkFactory
from tests.factories.register import LocationFactory, OrganisationFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = date(2026, 11, 1)
FACTS = actions.NetworkFacts(name="Fen Forum", kind=NetworkKind.FORUM)


class TestAddNetwork:
    def test_begins_it_in_its_systems(self):
        system = SystemFactory()

        network = actions.add_network(facts=FACTS, systems=[system], by="person:1", at=NOON)

        assert (network.slug, network.kind) == ("fen-forum", NetworkKind.FORUM)
        assert NetworkSystem.objects.get().system == system
        assert network.scope_keys() == {f"network:{network.pk}", f"system:{system.pk}"}
        assert Entry.objects.get().event == "network.added"

    @pytest.mark.parametrize("name", ["!!!", "Fen Forum", "fen forum", "New"])
    def test_takes_no_name_without_an_address_of_its_own(self, name):
        NetworkFactory(slug="fen-forum")

        with pytest.raises(actions.CannotSetNetwork):
            actions.add_network(
                facts=actions.NetworkFacts(name=name, kind=NetworkKind.FORUM),
                systems=[],
                by="person:1",
                at=NOON,
            )


class TestEditNetwork:
    def test_changes_what_it_says_and_not_its_address(self):
        network = NetworkFactory(slug="old")

        actions.edit_network(network=network, facts=FACTS, by="person:1", at=NOON)

        network.refresh_from_db()
        assert (network.name, network.slug) == ("Fen Forum", "old")
        assert Entry.objects.get().event == "network.edited"

    def test_takes_no_name_without_letters(self):
        with pytest.raises(actions.CannotSetNetwork):
            actions.edit_network(
                network=NetworkFactory(),
                facts=actions.NetworkFacts(name="?", kind=NetworkKind.FORUM),
                by="person:1",
                at=NOON,
            )


class TestEndNetwork:
    def test_ends_memberships_and_mandates_with_it(self):
        mandate = MandateFactory()
        membership = mandate.membership

        actions.end_network(network=membership.network, ended_on=DAY, by="person:1", at=NOON)

        membership.refresh_from_db()
        mandate.refresh_from_db()
        assert (membership.left_on, mandate.until, membership.network.ended_on) == (DAY, DAY, DAY)

    def test_is_done_once(self):
        with pytest.raises(actions.CannotLeave, match="It ended on 1 November 2026"):
            actions.end_network(
                network=NetworkFactory(ended_on=DAY), ended_on=DAY, by="person:1", at=NOON
            )

    def test_waits_for_those_who_joined_later(self):
        membership = MembershipFactory(joined_on=date(2026, 11, 9))

        with pytest.raises(actions.CannotLeave, match="joined after"):
            actions.end_network(network=membership.network, ended_on=DAY, by="person:1", at=NOON)


class TestJoinNetwork:
    @pytest.mark.parametrize("factory", [LocationFactory, OrganisationFactory])
    def test_makes_a_location_or_a_provider_a_member(self, factory):
        member = factory()

        membership = actions.join_network(
            network=NetworkFactory(), member=member, joined_on=DAY, by="person:1", at=NOON
        )

        assert member in {membership.location, membership.organisation}
        assert Entry.objects.get().event == "membership.joined"

    def test_makes_nobody_a_member_twice(self):
        held = MembershipFactory()

        with pytest.raises(actions.CannotJoin, match="already"):
            actions.join_network(
                network=held.network, member=held.location, joined_on=DAY, by="x", at=NOON
            )

    def test_lets_one_come_back_after_it_left(self):
        held = MembershipFactory(left_on=DAY)

        with pytest.raises(actions.CannotJoin, match="was a member on that day"):
            actions.join_network(
                network=held.network,
                member=held.location,
                joined_on=date(2026, 10, 1),
                by="x",
                at=NOON,
            )
        actions.join_network(
            network=held.network, member=held.location, joined_on=DAY, by="x", at=NOON
        )
        assert Membership.objects.count() == 2

    def test_lets_nobody_join_what_has_ended(self):
        with pytest.raises(actions.CannotJoin, match="ended"):
            actions.join_network(
                network=NetworkFactory(ended_on=DAY),
                member=LocationFactory(),
                joined_on=None,
                by="x",
                at=NOON,
            )


class TestLeaveNetwork:
    def test_ends_a_membership_on_a_day(self):
        membership = MembershipFactory()

        actions.leave_network(membership=membership, left_on=DAY, by="person:1", at=NOON)

        membership.refresh_from_db()
        assert membership.left_on == DAY
        assert Entry.objects.get().event == "membership.left"

    def test_refuses_what_cannot_be(self):
        with pytest.raises(actions.CannotLeave, match="It left on"):
            actions.leave_network(
                membership=MembershipFactory(left_on=DAY), left_on=DAY, by="x", at=NOON
            )
        with pytest.raises(actions.CannotLeave, match="before that"):
            actions.leave_network(
                membership=MembershipFactory(joined_on=DAY),
                left_on=date(2026, 10, 1),
                by="x",
                at=NOON,
            )

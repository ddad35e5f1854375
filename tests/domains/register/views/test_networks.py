from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from regard.domains.register.models import Mandate, Membership, Network
from regard.foundation.accounts import links
from tests.domains.register.views.network_pages import day, signed_in, url
from tests.factories.networks import MandateFactory, MembershipFactory, NetworkFactory
from tests.factories.register import LocationFactory, ServiceFactory, SystemFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(NOON)


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def network(system):
    return NetworkFactory(system=system, name="Association")


@pytest.fixture
def lead(system):
    return signed_in("Partnership lead", f"system:{system.pk}")


class TestNetworks:
    def test_are_shown_to_everyone_in_few_queries(
        self, client, system, network, django_assert_max_num_queries
    ):
        for _ in range(5):
            MembershipFactory(network=network, location=ServiceFactory(system=system).location)

        with django_assert_max_num_queries(6):
            page = client.get(url("networks", system)).content.decode()

        assert "5 of 5 services (100%)" in page

    def test_say_what_to_do_where_there_are_none(self, client, lead, system):
        assert "Add a network" in lead.get(url("networks", system)).content.decode()
        assert "has not listed" in client.get(url("networks", system)).content.decode()


class TestNetwork:
    def test_hides_its_members_names_from_strangers(self, client, system, network):
        location = ServiceFactory(system=system, location__name="The Elms").location
        MembershipFactory(network=network, location=location)

        assert "The Elms" not in client.get(url("network", system, network)).content.decode()
        Network.objects.update(shows_members=True)
        assert "The Elms" in client.get(url("network", system, network)).content.decode()

    def test_shows_how_it_was_on_a_day(self, lead, system, network):
        location = ServiceFactory(system=system, location__name="The Elms").location
        MembershipFactory(network=network, location=location, joined_on=date(2026, 6, 1))

        before = lead.get(url("network", system, network), {"on": "2026-05-01"})
        after = lead.get(url("network", system, network), {"on": "2026-07-01"})

        assert "0 services of 0 providers belong to it on 1 May 2026" in before.content.decode()
        assert "The Elms" in after.content.decode()

    def test_finds_members_and_turns_pages(self, lead, system, network):
        for n in range(52):
            location = LocationFactory(system=system, name=f"Home {n:02}")
            MembershipFactory(network=network, location=location)

        first = lead.get(url("network", system, network)).content.decode()
        second = lead.get(url("network", system, network), {"page": "2"}).content.decode()
        found = lead.get(url("network", system, network), {"words": "home 51"}).content.decode()
        none = lead.get(url("network", system, network), {"words": "zebra"}).content.decode()

        assert ("Home 49" in first, "Home 51" in first) == (True, False)
        assert "Home 51" in second
        assert "Home 51" in found
        assert "No member is like that" in none

    def test_says_that_it_ended(self, client, system):
        ended = NetworkFactory(system=system, ended_on=date(2026, 1, 1))

        assert "It speaks for nobody" in client.get(url("network", system, ended)).content.decode()


class TestKeeping:
    def test_a_network_begins_is_changed_and_ends(self, lead, system):
        said = {"name": "Fen Forum", "kind": "forum", "website": "https://fen.example"}
        lead.post(url("new_network", system), said)
        network = Network.objects.get(slug="fen-forum")
        lead.post(url("edit_network", system, network), said | {"about": "For all"})
        lead.post(url("end_network", system, network), day("on", 2026, 11, 1))

        network.refresh_from_db()
        assert (network.about, network.ended_on) == ("For all", date(2026, 11, 1))

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"name": "!!!", "kind": "forum"}, "letters in it"),
            ({"name": "A", "kind": "forum", "website": "javascript:1"}, "Begin the website"),
        ],
    )
    def test_a_network_that_cannot_be_is_refused(self, lead, system, network, said, words):
        for address in (url("new_network", system), url("edit_network", system, network)):
            assert words in lead.post(address, said).content.decode()

    def test_a_member_joins_and_leaves(self, lead, system, network):
        location = LocationFactory(system=system, name="The Elms")
        join = f"{url('join_network', system, network)}?words=elms"

        assert "The Elms" in lead.get(join).content.decode()
        lead.post(join, {"member": f"l{location.pk}"} | day("joined_on", 2026, 1, 5))
        lead.post(join, {"member": f"o{location.organisation_id}"})
        again = lead.post(join, {"member": f"l{location.pk}"})
        membership = Membership.objects.get(location=location)
        leave = url("leave_network", system, network, membership_id=membership.pk)
        early = lead.post(leave, day("on", 2025, 1, 1))
        lead.post(leave, day("on", 2026, 11, 1))

        membership.refresh_from_db()
        assert "is a member already" in again.content.decode()
        assert "cannot leave before" in early.content.decode()
        assert membership.joined_on == date(2026, 1, 5)
        assert membership.left_on == date(2026, 11, 1)
        assert Membership.objects.filter(organisation=location.organisation).exists()

    def test_ends_nothing_that_has_ended(self, lead, system):
        ended = NetworkFactory(system=system, ended_on=date(2026, 1, 1))
        answer = lead.post(url("end_network", system, ended), day("on", 2026, 11, 1))

        assert "It ended on 1 January 2026" in answer.content.decode()


class TestMandates:
    def test_are_written_down_listed_and_taken_back(self, lead, system, network):
        membership = MembershipFactory(network=network, location__name="The Elms")
        new = url("new_mandate", system, network, membership_id=membership.pk)
        said = {"topic": "fees", "given_by": "Asha"}

        refused = lead.post(new, said | day("given_on", 2026, 12, 1))
        lead.post(new, said | day("given_on", 2026, 11, 1))
        mandate = Mandate.objects.get()
        listed = lead.get(url("mandates", system, network)).content.decode()
        revoke = url("revoke_mandate", system, network, mandate_id=mandate.pk)
        lead.get(revoke)
        lead.post(revoke, {"revoked_by": "Asha"})
        again = lead.post(revoke, {"revoked_by": "Asha"})

        mandate.refresh_from_db()
        assert "not before" in refused.content.decode()
        assert "The Elms" in listed
        assert mandate.revoked_on == NOON.date()
        assert "taken back on" in again.content.decode()

    def test_are_taken_back_by_the_member_and_no_other_provider(self, system, network):
        mandate = MandateFactory(membership__network=network)
        owner = mandate.membership.location.organisation_id
        revoke = url("revoke_mandate", system, network, mandate_id=mandate.pk)

        stranger = signed_in("Provider", "organisation:0").post(revoke, {"revoked_by": "Eve"})
        signed_in("Provider", f"organisation:{owner}").post(revoke, {"revoked_by": "Asha"})

        mandate.refresh_from_db()
        assert stranger.status_code == 403
        assert mandate.revoked_by == "Asha"

    def test_are_taken_back_by_the_link_in_the_letter(self, client, network):
        mandate = MandateFactory(membership__network=network)
        link = links.issue(
            purpose="register.mandate", subject_id=mandate.pk, expires_at=NOON.replace(year=2027)
        )
        address = reverse("register:mandate", kwargs={"token": links.token(link)})

        empty = client.post(address, {})
        client.post(address, {"revoked_by": "Asha"})
        again = client.post(address, {"revoked_by": "Asha"})

        mandate.refresh_from_db()
        assert "Enter" in empty.content.decode()
        assert (mandate.revoked_on, mandate.revoked_by) == (NOON.date(), "Asha")
        assert "does not speak for you" in again.content.decode()

    def test_of_nobody_say_what_to_do(self, lead, system, network):
        assert "Nobody has given it" in lead.get(url("mandates", system, network)).content.decode()

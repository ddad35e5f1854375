from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from regard.domains.register.models import Mandate, Membership, Network, Roll, RollEntry
from regard.domains.register.types import EntryState, RollState
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.networks import (
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    RollEntryFactory,
    RollFactory,
    RollProposalFactory,
)
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


def signed_in(role, scope_key):
    client, person = Client(), PersonFactory(name="Amara")
    GrantFactory(person=person, role=role, scope_key=scope_key)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def lead(system):
    return signed_in("Partnership lead", f"system:{system.pk}")


def url(name, system, network=None, **more):
    where = {"system": system.slug} | ({"network": network.slug} if network else {})
    return reverse(f"register:{name}", kwargs=where | more)


def day(name, year, month, date_):
    """Return a day as its three boxes send it."""
    return {f"{name}-day": str(date_), f"{name}-month": str(month), f"{name}-year": str(year)}


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


class TestRolls:
    def send(self, lead, system, network, text, name="roll.csv"):
        file = SimpleUploadedFile(name, text.encode())
        said = {"file": file, "is_whole": "yes"} | day("as_at", 2026, 11, 1)
        return lead.post(url("rolls", system, network), said)

    def test_go_to_their_job_where_the_columns_are_known(self, lead, system, network):
        answer = self.send(lead, system, network, "Name,Postcode\nElms,LN2 4CD\n")

        job = Job.objects.get(kind="register.roll")
        assert answer.url == reverse("jobs:job", kwargs={"job_id": job.pk})

    def test_ask_what_their_columns_hold(self, lead, system, network):
        answer = self.send(lead, system, network, "A,B\nElms,LN2 4CD\n")
        lead.get(answer.url)
        refused = lead.post(answer.url, {"column0": "name", "column1": ""})
        taken = lead.post(answer.url, {"column0": "name", "column1": "postcode"})

        assert "Names alone do not tell" in refused.content.decode()
        assert Roll.objects.get().columns["held"] == ["name", "postcode"]
        assert taken.status_code == 302

    def test_are_not_taken_twice(self, lead, system, network):
        self.send(lead, system, network, "Name,Postcode\nElms,LN2 4CD\n")
        roll = Roll.objects.get()
        Roll.objects.update(state=RollState.REVIEWING)

        answer = self.send(lead, system, network, "Name,Postcode\nElms,LN2 4CD\n")

        assert answer.url == url("roll", system, network, roll_id=roll.pk)

    def test_that_are_no_table_are_refused(self, lead, system, network):
        answer = self.send(lead, system, network, "Name,Name\nElms,LN2 4CD\n")

        assert "two columns are called" in answer.content.decode()

    @pytest.mark.parametrize("state", [RollState.WAITING, RollState.REFUSED, RollState.FINISHED])
    def test_say_how_they_stand(self, lead, system, network, state):
        roll = RollFactory(network=network, state=state, problem="It is no roll")
        RollEntryFactory(roll=roll, found=EntryState.UNMATCHED)

        assert lead.get(url("roll", system, network, roll_id=roll.pk)).status_code == 200
        assert lead.get(url("rolls", system, network)).status_code == 200

    def test_are_listed_page_by_page_and_state_by_state(
        self, lead, system, network, django_assert_max_num_queries
    ):
        roll = RollFactory(network=network)
        for line in range(2, 60):
            RollEntryFactory(roll=roll, line=line, name=f"Home {line}")
        address = url("roll", system, network, roll_id=roll.pk)

        with django_assert_max_num_queries(20):
            first = lead.get(address).content.decode()
        second = lead.get(address, {"after": "51"}).content.decode()
        none = lead.get(address, {"show": "matched"}).content.decode()

        assert ("Home 51" in first, "Home 52" in first) == (True, False)
        assert "Home 52" in second
        assert "No line is in this state" in none

    def test_are_taken_away(self, lead, system, network):
        proposal = RollProposalFactory(entry__roll__network=network, entry__name="=Elms")
        RollEntry.objects.update(state=EntryState.MATCHED, location=proposal.location)

        text = lead.get(
            url("roll_csv", system, network, roll_id=proposal.entry.roll_id)
        ).content.decode()

        assert "'=Elms" in text
        assert proposal.location.name in text


class TestALine:
    @pytest.fixture
    def proposal(self, system, network):
        entry = RollEntryFactory(roll__network=network, name="Elms", postcode="LN1 3AB")
        return RollProposalFactory(
            entry=entry, location=LocationFactory(system=system, name="The Elms")
        )

    def at(self, name, system, network, entry):
        return url(name, system, network, roll_id=entry.roll_id, entry_id=entry.pk)

    def test_is_shown_beside_what_it_may_mean(self, lead, system, network, proposal):
        page = lead.get(self.at("roll_line", system, network, proposal.entry)).content.decode()

        assert "The Elms" in page
        assert "about 94 in 100" in page
        assert "+14.0" in page

    def test_is_decided_undone_and_decided_otherwise(self, lead, system, network, proposal):
        entry = proposal.entry
        address = self.at("roll_line", system, network, entry)

        answer = lead.post(address, {"means": str(proposal.location_id)})
        entry.refresh_from_db()
        assert (entry.state, entry.location) == (EntryState.MATCHED, proposal.location)
        assert answer.url == url("roll", system, network, roll_id=entry.roll_id)
        lead.post(self.at("undo_roll_line", system, network, entry))
        lead.post(address, {"means": "left"})
        entry.refresh_from_db()
        assert entry.state == EntryState.LEFT
        lead.post(address, {"means": "aside"})
        entry.refresh_from_db()
        assert (entry.state, entry.location) == (EntryState.SET_ASIDE, None)

    def test_may_mean_another_that_was_searched_for(self, lead, system, network, proposal):
        other = LocationFactory(system=system, name="Oak Lodge")
        address = f"{self.at('roll_line', system, network, proposal.entry)}?words=oak"

        assert "Oak Lodge" in lead.get(address).content.decode()
        lead.post(address, {"means": str(other.pk)})

        proposal.entry.refresh_from_db()
        assert proposal.entry.location == other

    def test_goes_on_to_the_next(self, lead, system, network, proposal):
        following = RollEntryFactory(roll=proposal.entry.roll, line=999)

        answer = lead.post(
            self.at("roll_line", system, network, proposal.entry), {"means": "aside"}
        )

        assert answer.url == self.at("roll_line", system, network, following)
        assert "Nothing in the register is like" in lead.get(answer.url).content.decode()

    def test_is_not_decided_against_another_line(self, lead, system, network, proposal):
        RollEntryFactory(
            roll=proposal.entry.roll, state=EntryState.MATCHED, location=proposal.location
        )

        answer = lead.post(
            self.at("roll_line", system, network, proposal.entry),
            {"means": str(proposal.location_id)},
        )

        assert "means The Elms already" in answer.content.decode()

    def test_may_be_a_service_that_the_regulator_does_not_list(
        self, lead, system, network, proposal
    ):
        new = self.at("roll_line_new", system, network, proposal.entry)
        said = {
            "name": "Elms Day Centre",
            "service_types": ["community"],
            "sector": "voluntary",
            "is_commissioned": "no",
            "postcode": "LN1 3AB",
            "council_id": str(system.councils.get().pk),
        }

        assert 'value="Elms"' in lead.get(new).content.decode()
        lead.post(new, said)

        proposal.entry.refresh_from_db()
        assert proposal.entry.state == EntryState.NEW
        assert proposal.entry.location.name == "Elms Day Centre"

    def test_of_a_finished_roll_is_only_shown(self, lead, system, network, proposal):
        Roll.objects.update(state=RollState.FINISHED)

        page = lead.get(self.at("roll_line", system, network, proposal.entry)).content.decode()

        assert "Decide and go on" not in page


class TestFinishing:
    def test_makes_the_members(self, lead, system, network):
        entry = RollEntryFactory(
            roll__network=network,
            state=EntryState.MATCHED,
            location=LocationFactory(system=system),
        )

        answer = lead.post(url("finish_roll", system, network, roll_id=entry.roll_id), follow=True)

        assert "1 service joins" in answer.content.decode()
        assert Membership.objects.get().location == entry.location

    def test_waits_for_doubtful_lines(self, lead, system, network):
        entry = RollEntryFactory(roll__network=network)

        answer = lead.post(url("finish_roll", system, network, roll_id=entry.roll_id), follow=True)

        assert "Some lines still wait" in answer.content.decode()

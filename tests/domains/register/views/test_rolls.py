from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from regard.domains.register.models import Membership, Roll, RollEntry
from regard.domains.register.types import EntryState, RollState
from regard.foundation.jobs.models import Job
from tests.domains.register.views.network_pages import day, signed_in, url
from tests.factories.networks import (
    NetworkFactory,
    RollEntryFactory,
    RollFactory,
    RollProposalFactory,
)
from tests.factories.register import LocationFactory, SystemFactory

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

    def test_say_that_their_lines_were_deleted(self, lead, system, network):
        roll = RollFactory(
            network=network, state=RollState.FINISHED, forgotten_on=date(2028, 11, 2)
        )
        RollEntryFactory(roll=roll, name="")

        page = lead.get(url("roll", system, network, roll_id=roll.pk)).content.decode()

        assert "What the lines say was deleted on 2 November 2028" in page
        assert "<td>Deleted</td>" in page

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

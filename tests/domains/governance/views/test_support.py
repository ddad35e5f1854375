from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from regard.domains.governance.models import Support
from regard.domains.governance.types import ClaimState, SupportKind
from tests.factories.accounts import GrantFactory
from tests.factories.governance import (
    BodyFactory,
    HolderFactory,
    MeetingFactory,
    SupportFactory,
)
from tests.factories.networks import NetworkFactory
from tests.factories.register import LocationFactory, SystemFactory

pytestmark = pytest.mark.django_db

PAID = {"state": ClaimState.PAID, "decided_on": date(2026, 10, 20), "paid_on": date(2026, 10, 30)}


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def system():
    return SystemFactory()


@pytest.fixture
def lead(client_as, system):
    return client_as("Partnership lead", system)


def url(name, system, **more):
    return reverse(f"governance:{name}", kwargs={"system": system.slug} | more)


def day(on):
    return {"on-day": on.day, "on-month": on.month, "on-year": on.year}


class TestSupport:
    def test_before_anything_is_given_says_so(self, client, system):
        assert "Nothing is recorded yet." in client.get(url("support", system)).text

    def test_begins_with_the_year(self, client, system):
        SupportFactory(system=system, pence=840_050, **PAID)
        SupportFactory(system=system, on=date(2025, 6, 1), pence=100_000, **PAID)
        SupportFactory(system=system)

        text = client.get(url("support", system)).text

        assert "supported with £8,400.50 in 2026 to 2027, after £1,000 the year before" in text
        assert "1 claim waits for an answer." in text

    def test_shows_everyone_networks_and_nobody_by_name(self, client, system):
        network = NetworkFactory(system=system, name="Northmarch Care Association")
        SupportFactory(system=system, network=network, kind=SupportKind.GRANT, **PAID)
        SupportFactory(system=system, recipient="Harbour Home Care", **PAID)

        text = client.get(url("support", system)).text

        assert "Northmarch Care Association" in text
        assert "Harbour Home Care" not in text

    def test_shows_the_team_each_claim_and_sizes(self, lead, system):
        provider = LocationFactory(system=system).organisation
        SupportFactory(system=system, organisation=provider, recipient="", **PAID)

        text = lead.get(url("support", system)).text

        assert (provider.name in text, "By size of provider" in text) == (True, True)

    def test_is_a_file_for_the_team(self, lead, client, system):
        SupportFactory(system=system)

        assert "84.0" in lead.get(url("support_csv", system)).getvalue().decode()
        assert client.get(url("support_csv", system)).status_code == 302


class TestNewSupport:
    def test_records_what_was_given(self, lead, system):
        network = NetworkFactory(system=system)
        sent = {
            "kind": "grant",
            "network": network.pk,
            "what": "Running the forum",
            "amount": "1,200",
        }

        page = lead.post(url("new_support", system), sent | day(date(2026, 10, 1)))

        found = Support.objects.get()
        assert page.status_code == 302
        assert (found.pence, found.network, found.state) == (120_000, network, ClaimState.PAID)

    def test_names_each_thing_wrong(self, lead, system):
        text = lead.post(url("new_support", system), {"amount": "lots"}).text

        assert "Enter an amount in pounds, like 84.50" in text
        assert "Say what it was for" in text
        assert not Support.objects.exists()

    def test_shows_why_it_was_not_taken(self, lead, system):
        sent = {"kind": "grant", "what": "Running the forum", "amount": "10"}

        text = lead.post(url("new_support", system), sent | day(date(2026, 10, 1))).text

        assert "Say whom it went to" in text


class TestClaimSupport:
    @pytest.fixture
    def body(self, system):
        return BodyFactory(system=system, name="Partnership")

    @pytest.fixture
    def member(self, body):
        grant = GrantFactory(role="Board member", scope_key=f"body:{body.pk}")
        client = Client()
        client.force_login(grant.person, backend=settings.AUTHENTICATION_BACKENDS[0])
        client.person = grant.person
        return client

    def test_is_made_by_whoever_sits_there_and_shown_to_them(self, member, system, body):
        meeting = MeetingFactory(body=body, starts_at=datetime(2026, 10, 6, 9, tzinfo=UTC))
        holder = HolderFactory(system=system, person=member.person)
        sent = {"meeting": meeting.pk, "what": "Cover", "amount": "84.50", "minutes": "210"}

        member.post(url("claim_support", system, slug=body.slug), sent | day(date(2026, 10, 6)))

        found = Support.objects.get()
        assert (found.holder, found.meeting, found.pence) == (holder, meeting, 8_450)
        assert "Waits for an answer" in member.get(url("support", system)).text

    def test_is_not_for_others(self, client_as, system, body):
        page = client_as("Commissioner", system).get(url("claim_support", system, slug=body.slug))

        assert page.status_code == 403


class TestDecideSupport:
    def test_approves_and_then_pays(self, lead, system):
        claimed = SupportFactory(system=system)
        where = url("decide_support", system, support_id=claimed.pk)

        lead.post(where, {"answer": "yes", "amount": "84"})
        lead.post(where, day(date(2026, 11, 20)))

        claimed.refresh_from_db()
        assert (claimed.state, claimed.paid_on) == (ClaimState.PAID, date(2026, 11, 20))
        assert "Back to all support" in lead.get(where).text

    def test_says_why_it_was_not_saved(self, lead, system):
        claimed = SupportFactory(system=system)

        text = lead.post(
            url("decide_support", system, support_id=claimed.pk), {"answer": "no", "amount": "84"}
        ).text

        assert "Say why, for whoever claimed it" in text

    def test_of_another_system_is_not_found(self, lead, system):
        other = SupportFactory()

        assert lead.get(url("decide_support", system, support_id=other.pk)).status_code == 404

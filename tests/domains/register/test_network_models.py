"""Every invariant that the database holds of networks, mandates and rolls, broken once."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from regard.domains.register.models import NetworkSystem
from regard.domains.register.types import EntryState
from tests.factories.networks import (
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    RollEntryFactory,
    RollFactory,
    RollProposalFactory,
)
from tests.factories.register import OrganisationFactory, SystemFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)


def two_of_one_slug():
    NetworkFactory(slug="a")
    NetworkFactory(slug="a")


def twice_in_a_system():
    system = SystemFactory()
    NetworkSystem.objects.create(network=NetworkFactory(system=system), system=system)


def a_provider_twice():
    held = MembershipFactory(location=None, organisation=OrganisationFactory())
    MembershipFactory(network=held.network, location=None, organisation=held.organisation)


def a_location_twice():
    held = MembershipFactory()
    MembershipFactory(network=held.network, location=held.location)


def one_line_twice():
    entry = RollEntryFactory()
    RollEntryFactory(roll=entry.roll, line=entry.line)


def one_proposal_twice():
    proposal = RollProposalFactory()
    RollProposalFactory(entry=proposal.entry, location=proposal.location)


@pytest.mark.parametrize(
    ("name", "breaks"),
    [
        ("register_network_slug_is_unique", two_of_one_slug),
        ("register_network_is_in_a_system_once", twice_in_a_system),
        ("register_membership_is_of_one", lambda: MembershipFactory(location=None)),
        (
            "register_membership_is_of_one",
            lambda: MembershipFactory(organisation=OrganisationFactory()),
        ),
        ("register_provider_is_a_member_once", a_provider_twice),
        ("register_location_is_a_member_once", a_location_twice),
        (
            "register_member_leaves_after_joining",
            lambda: MembershipFactory(joined_on=DAY, left_on=date(2026, 5, 1)),
        ),
        (
            "register_mandate_ends_after_it_begins",
            lambda: MandateFactory(given_on=DAY, until=DAY),
        ),
        ("register_roll_has_a_line_once", one_line_twice),
        (
            "register_matched_entry_has_a_location",
            lambda: RollEntryFactory(state=EntryState.MATCHED),
        ),
        ("register_entry_proposes_a_location_once", one_proposal_twice),
        ("register_proposal_probability_is_one", lambda: RollProposalFactory(probability=1.1)),
    ],
)
def test_the_database_refuses(name, breaks):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        breaks()


@pytest.mark.parametrize(
    "made",
    [NetworkFactory, MembershipFactory, MandateFactory, RollFactory, RollEntryFactory],
)
def test_everything_says_what_it_is(made):
    assert str(made())


def test_a_proposal_and_a_tie_say_what_they_are():
    network = NetworkFactory(system=SystemFactory())

    assert "may be" in str(RollProposalFactory())
    assert str(network.pk) in str(NetworkSystem.objects.get())

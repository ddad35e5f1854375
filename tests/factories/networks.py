from datetime import UTC, date, datetime

import factory

from regard.domains.register.models import (
    Mandate,
    Membership,
    Network,
    NetworkSystem,
    Roll,
    RollEntry,
    RollProposal,
)
from regard.domains.register.types import EntryState, NetworkKind, RollState
from tests.factories.register import FileFactory, LocationFactory

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class NetworkFactory(factory.django.DjangoModelFactory[Network]):
    """A network; `system=` makes it work there."""

    class Meta:
        model = Network
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"network-{n}")
    name = factory.Sequence(lambda n: f"Network {n}")
    kind = NetworkKind.ASSOCIATION

    @factory.post_generation
    def system(self, create, extracted, **kwargs):
        if extracted:
            NetworkSystem.objects.create(network=self, system=extracted)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """The membership of a location, unless an `organisation=` is given with `location=None`."""

    class Meta:
        model = Membership

    network = factory.SubFactory(NetworkFactory)
    location = factory.SubFactory(LocationFactory)
    joined_on = date(2025, 1, 1)


class MandateFactory(factory.django.DjangoModelFactory[Mandate]):
    """A mandate on everything, without end."""

    class Meta:
        model = Mandate

    membership = factory.SubFactory(MembershipFactory)
    topic = ""
    given_by = "Asha Bell, owner"
    given_on = date(2025, 6, 1)
    recorded_by = "person:1"


class RollFactory(factory.django.DjangoModelFactory[Roll]):
    """A roll that is being decided; its file has no bytes."""

    class Meta:
        model = Roll

    network = factory.SubFactory(NetworkFactory)
    file = factory.SubFactory(FileFactory, name="roll.csv")
    as_at = date(2026, 11, 1)
    state = RollState.REVIEWING
    by = "person:1"


class RollEntryFactory(factory.django.DjangoModelFactory[RollEntry]):
    """A line that waits for a person."""

    class Meta:
        model = RollEntry

    roll = factory.SubFactory(RollFactory)
    line = factory.Sequence(lambda n: n + 2)
    name = factory.Sequence(lambda n: f"Member {n}")
    found = EntryState.DOUBTFUL
    state = factory.SelfAttribute("found")


class RollProposalFactory(factory.django.DjangoModelFactory[RollProposal]):
    class Meta:
        model = RollProposal

    entry = factory.SubFactory(RollEntryFactory)
    location = factory.SubFactory(LocationFactory)
    weight = 4.0
    probability = 0.94
    reasons = factory.LazyFunction(
        lambda: [
            ["To begin with", "One of the register’s locations", -10.0],
            ["Name", "The same name", 14.0],
            ["Postcode", "Not given", 0.0],
        ]
    )

from datetime import date

import factory

from regard.domains.strategy.models import Commitment, CommitmentUpdate, Meaning, Milestone
from regard.domains.strategy.types import CommitmentState
from tests.factories.strategy import PUBLISHED, PassageFactory


class CommitmentFactory(factory.django.DjangoModelFactory[Commitment]):
    """A promise of a draft; give `passage=` of a story to be of its strategy."""

    class Meta:
        model = Commitment

    passage = factory.SubFactory(PassageFactory)
    strategy = factory.SelfAttribute("passage.strategy")
    system = factory.SelfAttribute("strategy.system")
    number = factory.Sequence(lambda n: n + 1)
    words = "Every home care contract in Westmere pays for travel."
    owner = "Head of commissioning, Westmere Council"
    due_on = date(2027, 4, 1)


class MilestoneFactory(factory.django.DjangoModelFactory[Milestone]):
    class Meta:
        model = Milestone

    commitment = factory.SubFactory(CommitmentFactory)
    position = factory.Sequence(lambda n: n + 1)
    words = "New terms are agreed"
    due_on = date(2027, 3, 1)


class CommitmentUpdateFactory(factory.django.DjangoModelFactory[CommitmentUpdate]):
    class Meta:
        model = CommitmentUpdate

    commitment = factory.SubFactory(CommitmentFactory)
    state = CommitmentState.UNDER_WAY
    words = "The new terms are with the lawyers."
    by = "person:1"
    at = PUBLISHED


class MeaningFactory(factory.django.DjangoModelFactory[Meaning]):
    """What a passage means for every service."""

    class Meta:
        model = Meaning

    passage = factory.SubFactory(PassageFactory)
    strategy = factory.SelfAttribute("passage.strategy")
    criteria = factory.LazyFunction(lambda: {"version": 1})
    whom = "Every service"
    for_owners = "You are paid for travel between visits."

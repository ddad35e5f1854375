from datetime import date

import factory

from regard.domains.register.models import (
    Individual,
    Preference,
    ReachTask,
    Representative,
    ToldStatement,
)
from regard.domains.register.types import PersonKind, ReachedBy

from .register import LocationFactory, SystemFactory


class IndividualFactory(factory.django.DjangoModelFactory[Individual]):
    """Someone who confirmed; `waiting=True` for one who has not yet."""

    class Meta:
        model = Individual

    class Params:
        waiting = factory.Trait(confirmed_on=None)

    system = factory.SubFactory(SystemFactory)
    kind = PersonKind.UNPAID_CARER
    name = factory.Sequence(lambda n: f"Someone {n}")
    email = factory.Sequence(lambda n: f"someone{n}@example.org")
    reached_by = ReachedBy.EMAIL
    agreed_on = date(2026, 11, 1)
    confirmed_on = date(2026, 11, 1)
    keep_until = date(2028, 11, 1)
    added_by = "person:1"


class RepresentativeFactory(factory.django.DjangoModelFactory[Representative]):
    """One person speaks for another."""

    class Meta:
        model = Representative

    individual = factory.SubFactory(IndividualFactory)
    by_individual = factory.SubFactory(
        IndividualFactory, system=factory.SelfAttribute("..individual.system")
    )
    basis = "asked them to"
    valid_from = date(2026, 11, 1)


class PreferenceFactory(factory.django.DjangoModelFactory[Preference]):
    class Meta:
        model = Preference

    location = factory.SubFactory(LocationFactory)
    reached_by = ReachedBy.LETTER
    by = "person:1"


class ReachTaskFactory(factory.django.DjangoModelFactory[ReachTask]):
    class Meta:
        model = ReachTask

    system = factory.SubFactory(SystemFactory)
    location = factory.SubFactory(LocationFactory, system=factory.SelfAttribute("..system"))
    why = "Nobody can reach it"
    assigned_to = "Sam Reed, contracts office"
    due_on = date(2026, 12, 1)


class ToldStatementFactory(factory.django.DjangoModelFactory[ToldStatement]):
    class Meta:
        model = ToldStatement

    system = factory.SubFactory(SystemFactory)
    council = factory.LazyAttribute(lambda statement: statement.system.councils.first())
    subject = "The winter question"
    how = "By email, and by letter to those without"
    made_by = "Director of adult social services"
    made_on = date(2026, 11, 1)
    services = 10
    reachable = 9
    commissioned = 6
    not_commissioned = 2
    recorded_by = "person:1"

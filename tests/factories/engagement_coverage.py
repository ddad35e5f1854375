"""What people told of themselves, through the action that keeps it apart."""

from datetime import UTC, date, datetime

import factory

from regard.domains.engagement.actions.monitoring import tell_about_you
from regard.domains.engagement.models import Population
from regard.domains.engagement.types import Speaker
from tests.factories.engagement import ContributionFactory

TOLD = datetime(2026, 11, 12, 12, tzinfo=UTC)


class PopulationFactory(factory.django.DjangoModelFactory[Population]):
    class Meta:
        model = Population

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    characteristic = "disability"
    value = "yes"
    people = 100_000
    source = "Census 2021"
    as_at = date(2021, 3, 21)


def make_tellers(exercise, count, **values):
    """Let as many people speak and tell the same of themselves; return what they said."""
    made = ContributionFactory.create_batch(count, exercise=exercise, speaker=Speaker.PERSON)
    for contribution in made:
        tell_about_you(contribution=contribution, values=values, by="link", at=TOLD)
    return made

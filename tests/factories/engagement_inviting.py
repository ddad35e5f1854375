from datetime import UTC, date, datetime

import factory

from regard.domains.engagement.models import (
    ChaseNote,
    ChaseTask,
    DigestWish,
    Opportunity,
    QuietPeriod,
    Wave,
)
from regard.domains.engagement.types.inviting import CallResult
from tests.factories.engagement import ExerciseFactory


class WaveFactory(factory.django.DjangoModelFactory[Wave]):
    """A wave for everyone who is left, planned for 21 November 2026 and sent by hand."""

    class Meta:
        model = Wave

    exercise = factory.SubFactory(ExerciseFactory)
    title = "Everyone who is left"
    planned_on = date(2026, 11, 21)
    by = "person:1"


class QuietPeriodFactory(factory.django.DjangoModelFactory[QuietPeriod]):
    class Meta:
        model = QuietPeriod

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    title = "School holidays"
    starts_on = date(2026, 12, 19)
    ends_on = date(2027, 1, 3)
    by = "person:1"


class ChaseNoteFactory(factory.django.DjangoModelFactory[ChaseNote]):
    class Meta:
        model = ChaseNote

    exercise = factory.SubFactory(ExerciseFactory)
    location = factory.SubFactory("tests.factories.register.LocationFactory")
    result = CallResult.LEFT_MESSAGE
    by = "person:1"
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)


class ChaseTaskFactory(factory.django.DjangoModelFactory[ChaseTask]):
    class Meta:
        model = ChaseTask

    exercise = factory.SubFactory(ExerciseFactory)
    location = factory.SubFactory("tests.factories.register.LocationFactory")
    assigned_to = "Amara"
    by = "person:1"


class OpportunityFactory(factory.django.DjangoModelFactory[Opportunity]):
    """Something to take part in, open through November and December 2026."""

    class Meta:
        model = Opportunity

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    title = "Help us try the new discharge form"
    words = "Use it for a week and tell us what is wrong with it."
    minutes = 60
    pays = "£60 for your time"
    opens_on = date(2026, 11, 1)
    closes_on = date(2026, 12, 31)
    by = "person:1"


class DigestWishFactory(factory.django.DjangoModelFactory[DigestWish]):
    class Meta:
        model = DigestWish

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    location = factory.SubFactory("tests.factories.register.LocationFactory")
    asked_at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    by = "person:1"

"""What a machine has learnt from people's coding, and what it asks for."""

from datetime import UTC, datetime

import factory

from regard.domains.engagement.models import Learning, ReadNext
from regard.domains.engagement.types.learning import ReadWhy
from tests.factories.engagement import ExerciseFactory, PointFactory, ThemeFactory

LEARNT = datetime(2026, 1, 2, 9, tzinfo=UTC)


class LearningFactory(factory.django.DjangoModelFactory[Learning]):
    class Meta:
        model = Learning

    exercise = factory.SubFactory(ExerciseFactory)
    system = factory.SelfAttribute("exercise.system")
    asked_from = 75
    asked_at = LEARNT
    learnt_from = 75
    learnt_at = LEARNT
    themes = 12
    right = 0.8
    found = 0.65


class ReadNextFactory(factory.django.DjangoModelFactory[ReadNext]):
    class Meta:
        model = ReadNext

    point = factory.SubFactory(PointFactory)
    place = factory.Sequence(lambda n: n + 1)
    why = ReadWhy.BORDER
    theme = factory.SubFactory(ThemeFactory)

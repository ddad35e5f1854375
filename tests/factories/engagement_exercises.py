"""What shows that an exercise is fair, its options, phases and information."""

from datetime import date

import factory

from regard.domains.engagement.models import (
    Alternative,
    GateOverride,
    GateProof,
    InformationPack,
    PackFile,
    Phase,
    TimetableChange,
)
from regard.domains.engagement.types.gate import OFFERED, Sign, principle_of
from tests.factories.engagement import OPENED, ExerciseFactory


class PhaseFactory(factory.django.DjangoModelFactory[Phase]):
    """The asking of an exercise through November 2026."""

    class Meta:
        model = Phase

    exercise = factory.SubFactory(ExerciseFactory)
    kind = "ask"
    starts_on = date(2026, 11, 1)
    ends_on = date(2026, 11, 30)


class AlternativeFactory(factory.django.DjangoModelFactory[Alternative]):
    """An option that can still be chosen; `rejected` on request."""

    class Meta:
        model = Alternative

    class Params:
        rejected = factory.Trait(is_open=False, why_not="It costs three times as much.")

    exercise = factory.SubFactory(ExerciseFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "Pay for travel between visits"
    what = "Every home care contract pays for it. It costs about 2% more."


class InformationPackFactory(factory.django.DjangoModelFactory[InformationPack]):
    """A published version; `draft` on request."""

    class Meta:
        model = InformationPack

    class Params:
        draft = factory.Trait(published_at=None)

    exercise = factory.SubFactory(ExerciseFactory)
    number = 1
    words = "One in nine care workers left last winter."
    published_at = OPENED
    by = "person:1"


class PackFileFactory(factory.django.DjangoModelFactory[PackFile]):
    """Give `file=`."""

    class Meta:
        model = PackFile

    pack = factory.SubFactory(InformationPackFactory)
    title = "What we know"


class GateProofFactory(factory.django.DjangoModelFactory[GateProof]):
    """What a person offered for a sign of a principle."""

    class Meta:
        model = GateProof

    exercise = factory.SubFactory(ExerciseFactory)
    sign = Sign.DAYS
    principle = factory.LazyAttribute(lambda proof: principle_of(Sign(proof.sign)))
    words = "The care alliance said that it is long enough."
    by = "person:1"
    at = OPENED


class GateOverrideFactory(factory.django.DjangoModelFactory[GateOverride]):
    class Meta:
        model = GateOverride

    exercise = factory.SubFactory(ExerciseFactory)
    principle = "time"
    because = "The ministry gave us three days."
    named = "Amara Nwosu, director of integration"
    by = "person:1"
    at = OPENED


class TimetableChangeFactory(factory.django.DjangoModelFactory[TimetableChange]):
    """The last day moved by two weeks."""

    class Meta:
        model = TimetableChange

    exercise = factory.SubFactory(ExerciseFactory)
    kind = "extended"
    field = "closes_on"
    was = date(2026, 11, 16)
    becomes = date(2026, 11, 30)
    because = "Many services asked for more time."
    by = "person:1"
    at = OPENED


def make_fair(exercise):
    """Give an exercise all that shows it to be fair, and return it."""
    exercise.decided = "Nothing is."
    exercise.save()
    InformationPackFactory(exercise=exercise)
    for sign in OFFERED:
        GateProofFactory(exercise=exercise, sign=sign)
    return exercise

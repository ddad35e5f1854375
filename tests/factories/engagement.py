from datetime import UTC, date, datetime

import factory

from regard.domains.engagement.models import (
    Answer,
    AudienceMember,
    Coding,
    Contribution,
    Exercise,
    Invitation,
    Point,
    Question,
    Theme,
)
from regard.domains.engagement.types import Channel, QuestionKind, Speaker, Stage

OPENED = datetime(2026, 11, 1, 9, tzinfo=UTC)
CODED_AT = datetime(2026, 11, 2, 9, tzinfo=UTC)


class ExerciseFactory(factory.django.DjangoModelFactory[Exercise]):
    """An exercise that is open through November 2026; draft, closed or answered on request."""

    class Meta:
        model = Exercise

    class Params:
        draft = factory.Trait(stage=Stage.DRAFT, register_as_at=None, opened_at=None)
        closed = factory.Trait(stage=Stage.CLOSED, closed_at=datetime(2026, 12, 1, tzinfo=UTC))
        answered = factory.Trait(stage=Stage.ANSWERED, closed_at=datetime(2026, 12, 1, tzinfo=UTC))

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"exercise-{n}")
    title = "What would keep your staff next winter?"
    purpose = "We are writing our winter plan. What you say decides what goes into it."
    open_to_change = "Everything but the total we can spend."
    stage = Stage.OPEN
    opens_on = date(2026, 11, 1)
    closes_on = date(2026, 11, 30)
    reply_by = date(2027, 2, 28)
    register_as_at = date(2026, 11, 1)
    opened_at = OPENED


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    """A question in words, or on request a choice."""

    class Meta:
        model = Question

    class Params:
        choice = factory.Trait(
            kind=QuestionKind.CHOICE, options=["Better", "The same", "Worse"], text="How is it?"
        )

    exercise = factory.SubFactory(ExerciseFactory)
    position = factory.Sequence(lambda n: n)
    kind = QuestionKind.WORDS
    text = "What is the one thing that would most help you keep staff this winter?"


class AudienceMemberFactory(factory.django.DjangoModelFactory[AudienceMember]):
    class Meta:
        model = AudienceMember

    exercise = factory.SubFactory(ExerciseFactory)
    system = factory.SelfAttribute("exercise.system")
    service = factory.SubFactory("tests.factories.register.ServiceFactory")
    location = factory.SelfAttribute("service.location")
    organisation = factory.SelfAttribute("service.location.organisation")
    service_type = factory.SelfAttribute("service.service_type")
    place_name = "Harrow Vale"
    size_band = "one"
    sector = "independent"


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    exercise = factory.SubFactory(ExerciseFactory)
    system = factory.SelfAttribute("exercise.system")
    location = factory.SubFactory("tests.factories.register.LocationFactory")
    channel = Channel.EMAIL
    to = "manager@example.org"


class ContributionFactory(factory.django.DjangoModelFactory[Contribution]):
    """Something kept, said by a person; give `location` for a provider's, `draft` for a draft."""

    class Meta:
        model = Contribution

    class Params:
        draft = factory.Trait(kept_at=None)

    exercise = factory.SubFactory(ExerciseFactory)
    system = factory.SelfAttribute("exercise.system")
    location = None
    speaker = factory.LazyAttribute(lambda c: Speaker.PROVIDER if c.location else Speaker.PERSON)
    channel = Channel.LINK
    receipt = factory.Sequence(lambda n: f"NM-{n:04}-00")
    said_on = date(2026, 11, 10)
    kept_at = datetime(2026, 11, 10, 12, tzinfo=UTC)


class AnswerFactory(factory.django.DjangoModelFactory[Answer]):
    class Meta:
        model = Answer

    contribution = factory.SubFactory(ContributionFactory)
    question = factory.SubFactory(
        QuestionFactory, exercise=factory.SelfAttribute("..contribution.exercise")
    )
    text = "Pay for travel between calls. The rota comes too late."


class ThemeFactory(factory.django.DjangoModelFactory[Theme]):
    class Meta:
        model = Theme

    exercise = factory.SubFactory(ExerciseFactory)
    system = factory.SelfAttribute("exercise.system")
    title = "Travel between visits is unpaid, so staff leave"


class PointFactory(factory.django.DjangoModelFactory[Point]):
    """
    A point that is the whole of its answer.

    Give `theme=` to put it in a theme, with `placed_by=`, `similarity=`, `is_unsure=`,
    `stance=` and `stance_chance=` of that; without a theme `placed_by=` says who decided that it
    stands alone.
    """

    class Meta:
        model = Point

    answer = factory.SubFactory(AnswerFactory)
    contribution = factory.SelfAttribute("answer.contribution")
    exercise = factory.SelfAttribute("answer.contribution.exercise")
    system = factory.SelfAttribute("answer.contribution.exercise.system")
    start = 0
    text = factory.SelfAttribute("answer.text")
    end = factory.LazyAttribute(lambda p: p.start + len(p.text))

    @classmethod
    def _create(cls, model_class, *args, theme=None, placed_by="", decided_by="", **known):
        coded = {name: known.pop(name) for name in CODED if name in known}
        by_people = decided_by or ("" if placed_by == "machine" else placed_by)
        point = super()._create(model_class, *args, decided_by=by_people, **known)
        if theme is not None:
            code(point, theme, placed_by=placed_by or "machine", **coded)
        return point


CODED = ("similarity", "is_unsure", "stance", "stance_chance", "placed_at")
"""What a coding of a new point can be given besides its theme."""


def code(point, theme, **known):
    """Put a point into a theme, beside those that it is in."""
    known = {"placed_by": "machine", "placed_at": CODED_AT} | known
    return Coding.objects.create(point=point, theme=theme, **known)

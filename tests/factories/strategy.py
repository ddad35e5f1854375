from datetime import UTC, date, datetime

import factory

from regard.domains.engagement.types import Channel, ThemeState, Visibility
from regard.domains.strategy.models import (
    Need,
    Outcome,
    Passage,
    Reply,
    Strategy,
    StrategyExercise,
)
from regard.domains.strategy.types import NeedTopic, OutcomeKind, ReplyChannel
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.register import LocationFactory

DECIDED = datetime(2027, 1, 16, 12, tzinfo=UTC)
PUBLISHED = datetime(2027, 1, 17, 9, tzinfo=UTC)

REASON = "Westmere will pay travel time in all new home care contracts."


class StrategyFactory(factory.django.DjangoModelFactory[Strategy]):
    """A draft; `exercise=` is what it answers."""

    class Meta:
        model = Strategy
        skip_postgeneration_save = True

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"strategy-{n}")
    title = "Care in Northmarch 2027"

    @factory.post_generation
    def exercise(self, create, extracted, **kwargs):
        if extracted:
            StrategyExercise.objects.create(strategy=self, exercise=extracted)


class PassageFactory(factory.django.DjangoModelFactory[Passage]):
    class Meta:
        model = Passage

    strategy = factory.SubFactory(StrategyFactory)
    system = factory.SelfAttribute("strategy.system")
    position = factory.Sequence(lambda n: n + 1)
    key = factory.Sequence(lambda n: f"p{n + 1_000}")
    ref = "2.4"
    heading = "Travel between visits"
    text = "From 1 April 2027 every home care contract in Westmere pays for travel."


class OutcomeFactory(factory.django.DjangoModelFactory[Outcome]):
    """An outcome of a theme; give `point=` and `theme=None` for a lone point's."""

    class Meta:
        model = Outcome

    strategy = factory.SubFactory(StrategyFactory)
    system = factory.SelfAttribute("strategy.system")
    theme = factory.SubFactory(ThemeFactory, system=factory.SelfAttribute("..system"))
    kind = OutcomeKind.NOT_ADOPTED
    reason = REASON
    decided_by = "person:1"
    decided_at = DECIDED
    second_reader = "person:2"
    second_read_at = DECIDED


class ReplyFactory(factory.django.DjangoModelFactory[Reply]):
    """A reply still owed by email."""

    class Meta:
        model = Reply

    strategy = factory.SubFactory(StrategyFactory)
    system = factory.SelfAttribute("strategy.system")
    contribution = factory.SubFactory(
        ContributionFactory,
        exercise=factory.SubFactory(ExerciseFactory, system=factory.SelfAttribute("...system")),
    )
    channel = ReplyChannel.EMAIL
    to = "manager@example.org"
    content = factory.LazyAttribute(
        lambda reply: {
            "version": 1,
            "partnership": reply.system.partnership_name,
            "strategy_title": reply.strategy.title,
            "strategy_slug": reply.strategy.slug,
            "asked": "What would keep your staff next winter?",
            "receipt": reply.contribution.receipt,
            "name": "Jo Field",
            "how": "by telephone",
            "said_on": "2026-11-10",
            "parts": [],
        }
    )


class NeedFactory(factory.django.DjangoModelFactory[Need]):
    class Meta:
        model = Need

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Homes near work, part {n}")
    words = "In 2025, 212 people waited over a week for a home that they could manage in."
    who = "People leaving hospital"
    topic = NeedTopic.HOUSING
    source = "Joint strategic needs assessment 2026, section 4"
    dated_on = date(2026, 4, 1)


class Story:
    """
    A closed exercise with a theme of two points and one lone point, and a draft that answers it.

    A home spoke by link and is reached by email; a carer by telephone, reached by letter; a
    person on the web, reached on their receipt page alone.
    """

    def __init__(self):
        self.exercise = ExerciseFactory(closed=True, slug="staff")
        self.system = self.exercise.system
        self.question = QuestionFactory(exercise=self.exercise)
        self.theme = ThemeFactory(
            exercise=self.exercise, state=ThemeState.SIGNED_OFF, signed_off_at=DECIDED
        )
        self.home = self.says(
            "Two of my staff have left because nobody pays them to drive between calls.",
            mark="nobody pays them to drive between calls",
            theme=self.theme,
            email="home@example.org",
            name="Jo Field",
            location=LocationFactory(system=self.system, name="Rosewood House"),
        )
        self.carer = self.says(
            "We lose three hours a shift on the Fell road.",
            theme=self.theme,
            channel=Channel.TELEPHONE,
            name="Ann Carr",
            address="1 Mill Lane\nHarrow\nLN1 3AB",
        )
        self.person = self.says(
            "Let retired nurses hold the bank key: they live nearest.", channel=Channel.WEB
        )
        self.strategy = StrategyFactory(
            system=self.system, slug="care-2027", exercise=self.exercise
        )

    def says(self, text, *, mark=None, theme=None, visibility=Visibility.TEAM, **known):
        """Keep a contribution that makes one point, and return the point."""
        said = ContributionFactory(
            exercise=self.exercise, visibility=visibility, said_on=date(2026, 11, 14), **known
        )
        answer = AnswerFactory(contribution=said, question=self.question, text=text)
        words = mark or text
        return PointFactory(answer=answer, text=words, start=text.index(words), theme=theme)

    def decides(self):
        """Write a passage, and give everything said its outcome."""
        self.passage = PassageFactory(strategy=self.strategy)
        self.adopted = OutcomeFactory(
            strategy=self.strategy,
            theme=self.theme,
            kind=OutcomeKind.IN_PART,
            passage=self.passage,
        )
        self.refused = OutcomeFactory(
            strategy=self.strategy,
            theme=None,
            point=self.person,
            kind=OutcomeKind.NOT_ADOPTED,
            reason="The law lets only the registered manager hold it.",
        )
        return self

from datetime import UTC, datetime

import factory

from regard.domains.engagement.models import HandOver, Question, QuestionFormat
from regard.domains.engagement.types import FormatKind, QuestionKind
from tests.factories.engagement import InvitationFactory, QuestionFactory

PASSED_ON = datetime(2026, 11, 12, 9, tzinfo=UTC)

WHAT = ["Pay", "Rotas", "Parking"]


class HandOverFactory(factory.django.DjangoModelFactory[HandOver]):
    class Meta:
        model = HandOver

    invitation = factory.SubFactory(InvitationFactory)
    name = "Priya Shah"
    email = "priya@example.org"
    at = PASSED_ON


class QuestionFormatFactory(factory.django.DjangoModelFactory[QuestionFormat]):
    class Meta:
        model = QuestionFormat

    kind = FormatKind.EASY_READ
    words = "What helps you?"


class QuestionOfKindFactory(QuestionFactory):
    """A question of every kind, by a trait named like it."""

    class Meta:
        model = Question

    class Params:
        choices = factory.Trait(kind=QuestionKind.CHOICES, options=WHAT, text="What would help?")
        rank = factory.Trait(kind=QuestionKind.RANK, options=WHAT, text="What matters most?")
        scale = factory.Trait(
            kind=QuestionKind.SCALE,
            settings={"least": 1, "most": 5, "low": "not at all", "high": "very"},
            text="How hard is it?",
        )
        number = factory.Trait(
            kind=QuestionKind.NUMBER,
            settings={"least": 0, "most": 500, "unit": "hours", "is_whole": True},
            text="How many hours?",
        )
        date = factory.Trait(
            kind=QuestionKind.DATE,
            settings={"earliest": "2026-01-01", "latest": "2026-12-31"},
            text="Since when?",
        )
        matrix = factory.Trait(
            kind=QuestionKind.MATRIX,
            options=["Better", "Worse"],
            settings={"rows": ["Pay", "Rotas"]},
            text="How is each?",
        )
        file = factory.Trait(
            kind=QuestionKind.FILE,
            settings={"kinds": ["pdf", "png"], "most_mb": 1},
            text="Your rota, please",
        )

"""Saved layouts of spreadsheets, and answers typed twice."""

from datetime import UTC, datetime

import factory

from regard.domains.engagement.models import Contribution, SavedMapping, SecondKeying
from regard.domains.engagement.types import Channel
from regard.foundation.files.actions import keep
from tests.factories.engagement import AnswerFactory, ContributionFactory

TYPED_AT = datetime(2026, 11, 12, 9, tzinfo=UTC)


class SavedMappingFactory(factory.django.DjangoModelFactory[SavedMapping]):
    """A layout of two columns, of which one is an email address."""

    class Meta:
        model = SavedMapping

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    name = factory.Sequence(lambda n: f"Survey {n}")
    header = ["Mail", "Colour"]
    columns = {
        "layout": {},
        "columns": {"Mail": {"holds": "email"}, "Colour": {"holds": ""}},
        "meanings": {},
    }
    by = "person:1"


class TypedFactory(ContributionFactory):
    """Something that person 1 typed in from a telephone call."""

    class Meta:
        model = Contribution

    channel = Channel.TELEPHONE
    entered_by = "person:1"


class SecondKeyingFactory(factory.django.DjangoModelFactory[SecondKeying]):
    """An answer that was drawn and waits; `typed` or, with another text, `differs` on request."""

    class Meta:
        model = SecondKeying
        exclude = ("answer",)

    class Params:
        typed = factory.Trait(
            is_asked_for=False,
            text=factory.SelfAttribute("answer.text"),
            likeness=1.0,
            differing_words=0,
            compared_words=10,
            by="person:2",
            at=TYPED_AT,
        )
        differs = factory.Trait(
            is_asked_for=False,
            text="Pay for travel between falls. The rota comes too late.",
            likeness=0.9,
            differing_words=1,
            compared_words=10,
            by="person:2",
            at=TYPED_AT,
        )

    answer = factory.SubFactory(AnswerFactory, contribution=factory.SubFactory(TypedFactory))
    contribution = factory.SelfAttribute("answer.contribution")
    question = factory.SelfAttribute("answer.question")


def original(system, *, at=TYPED_AT):
    """Return the scan of a letter, kept."""
    return keep(
        chunks=[b"%PDF-1.4 a letter"],
        name="letter.pdf",
        origin="the original of an answer by letter",
        scope_key=f"system:{system.pk}",
        by="person:1",
        at=at,
    )

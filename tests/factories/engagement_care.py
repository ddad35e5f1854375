from datetime import UTC, datetime

import factory

from regard.domains.engagement.models import Concern, Moderation, Redaction, Shield

CARED_AT = datetime(2026, 11, 12, 9, tzinfo=UTC)


class RedactionFactory(factory.django.DjangoModelFactory[Redaction]):
    """The first five characters of an answer, taken out."""

    class Meta:
        model = Redaction

    answer = factory.SubFactory("tests.factories.engagement.AnswerFactory")
    start = 0
    end = 5
    because = "names a person"
    by = "person:1"
    at = CARED_AT


class ModerationFactory(factory.django.DjangoModelFactory[Moderation]):
    """A contribution that is withheld; give one that is, as `withheld_at` is its own."""

    class Meta:
        model = Moderation

    contribution = factory.SubFactory(
        "tests.factories.engagement.ContributionFactory", withheld_at=CARED_AT
    )
    is_withheld = True
    because = "It is about one person only."
    by = "person:1"
    at = CARED_AT


class ConcernFactory(factory.django.DjangoModelFactory[Concern]):
    """A worry that nobody has taken up, due on 13 November 2026 at five."""

    class Meta:
        model = Concern

    contribution = factory.SubFactory("tests.factories.engagement.ContributionFactory")
    words = "neglected"
    raised_at = CARED_AT
    due_at = datetime(2026, 11, 13, 17, tzinfo=UTC)


class ShieldFactory(factory.django.DjangoModelFactory[Shield]):
    """A service behind a shield; its contribution names nobody."""

    class Meta:
        model = Shield

    contribution = factory.SubFactory(
        "tests.factories.engagement.ContributionFactory", is_shielded=True, speaker="provider"
    )
    location = factory.SubFactory("tests.factories.register.LocationFactory")

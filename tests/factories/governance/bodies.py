"""Bodies, what they rest on, their terms, and who does what."""

from datetime import date

import factory

from regard.domains.governance.models import (
    Body,
    BodyRole,
    LegalBasis,
    Responsibility,
    Terms,
    TermsSection,
    Topic,
)
from regard.domains.governance.types import BasisKind, BodyKind, BodyPart

BEGAN = date(2024, 4, 1)


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    class Meta:
        model = Body

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"body-{n}")
    name = factory.Sequence(lambda n: f"Westmere Health and Wellbeing Board {n}")
    kind = BodyKind.HEALTH_AND_WELLBEING_BOARD
    meetings_a_year = 4
    minutes_each = 120
    minutes_before = 90
    papers_each = 8
    valid_from = BEGAN


class BodyRoleFactory(factory.django.DjangoModelFactory[BodyRole]):
    class Meta:
        model = BodyRole

    body = factory.SubFactory(BodyFactory)
    kind = BodyKind.PLACE_PARTNERSHIP
    valid_from = BEGAN


class LegalBasisFactory(factory.django.DjangoModelFactory[LegalBasis]):
    class Meta:
        model = LegalBasis

    body = factory.SubFactory(BodyFactory)
    kind = BasisKind.STATUTORY
    citation = "Health and Social Care Act 2012, section 194"
    valid_from = BEGAN


class TermsFactory(factory.django.DjangoModelFactory[Terms]):
    """
    A draft; give `state="adopted"` and `adopted_on`, and `says` with the text of each section.

    What is adopted never changes, so that its sections have to be there before.
    """

    class Meta:
        model = Terms

    body = factory.SubFactory(BodyFactory)
    version = 1

    @classmethod
    def _create(cls, model_class, *args, says=None, **kwargs):
        later = {name: kwargs.pop(name) for name in ("state", "adopted_on") if name in kwargs}
        terms = super()._create(model_class, *args, **kwargs)
        for section, text in (says or {}).items():
            TermsSection.objects.create(terms=terms, section=section, text=text)
        for name, value in later.items():
            setattr(terms, name, value)
        terms.save()
        return terms


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Fees for home care {n}")


class ResponsibilityFactory(factory.django.DjangoModelFactory[Responsibility]):
    class Meta:
        model = Responsibility

    body = factory.SubFactory(BodyFactory)
    topic = factory.SubFactory(TopicFactory, system=factory.SelfAttribute("..body.system"))
    part = BodyPart.ACCOUNTABLE
    valid_from = BEGAN

"""Duties, when they fall due, and the evidence for them."""

from datetime import date

import factory

from regard.domains.governance.models import (
    Acceptance,
    Assessment,
    Duty,
    Evidence,
    Obligation,
    Round,
)
from regard.domains.governance.types import DutyKind, EvidenceKind, HolderKind, Rhythm


class DutyFactory(factory.django.DjangoModelFactory[Duty]):
    class Meta:
        model = Duty

    code = factory.Sequence(lambda n: f"X{n}")
    title = "Consider revising the strategy"
    summary = "When a new needs assessment comes, the partnership asks whether to revise."
    citation = "Local Government and Public Involvement in Health Act 2007, section 116ZB(6)"
    kind = DutyKind.STATUTORY
    holders = factory.LazyFunction(lambda: [HolderKind.PARTNERSHIP.value])
    rhythm = Rhythm.ON_EVENT
    days_to_act = 90
    evidence_wanted = factory.LazyFunction(lambda: ["A decision to revise it or not"])
    source = "The Act as amended, as read in July 2026"


class ObligationFactory(factory.django.DjangoModelFactory[Obligation]):
    """Of a duty: give `duty=DutyFactory()`, or its `code`."""

    class Meta:
        model = Obligation

    class Params:
        duty = factory.SubFactory(DutyFactory)

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    code = factory.SelfAttribute("duty.code")
    holder_name = "Northmarch care partnership"


class AssessmentFactory(factory.django.DjangoModelFactory[Assessment]):
    class Meta:
        model = Assessment

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    council = factory.LazyAttribute(lambda made: made.system.councils.first())
    title = "What people in Westmere need"
    dated = date(2026, 5, 20)
    received_on = date(2026, 6, 1)
    address = "https://example.org/needs"


class RoundFactory(factory.django.DjangoModelFactory[Round]):
    class Meta:
        model = Round

    obligation = factory.SubFactory(ObligationFactory)
    fell_on = date(2026, 6, 1)
    due_on = date(2026, 8, 30)
    why = "Westmere council’s needs assessment was received"
    by = "person:1"


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    round = factory.SubFactory(RoundFactory)
    kind = EvidenceKind.ADDRESS
    words = "The partnership looked at the assessment and kept its strategy."
    address = "https://example.org/minutes/2026-07"
    offered_on = date(2026, 7, 1)
    offered_by = "person:1"


class AcceptanceFactory(factory.django.DjangoModelFactory[Acceptance]):
    """Of one piece of evidence, which it makes in the same round."""

    class Meta:
        model = Acceptance

    round = factory.SubFactory(RoundFactory)
    is_accepted = True
    name = "Amara Okafor, partnership lead"
    on = date(2026, 7, 15)
    version = 1
    seen = factory.LazyAttribute(lambda made: [EvidenceFactory(round=made.round).pk])
    by = "person:1"

"""Decisions, who was asked before them, and what is to be done."""

from datetime import date

import factory

from regard.domains.governance.models import Action, Decision, DecisionOption, Involvement
from regard.domains.governance.types import Constituency

from .bodies import BodyFactory


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    body = factory.SubFactory(BodyFactory)
    system = factory.SelfAttribute("body.system")
    ref = factory.Sequence(lambda n: f"D-2026-{n:03}")
    title = "Travel time is paid"
    text = "Every new home care contract pays for travel between visits."
    decided_on = date(2026, 11, 3)


class DecisionOptionFactory(factory.django.DjangoModelFactory[DecisionOption]):
    class Meta:
        model = DecisionOption

    decision = factory.SubFactory(DecisionFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Leave the contracts as they are"
    why = "Small providers would go on paying for the road."


class InvolvementFactory(factory.django.DjangoModelFactory[Involvement]):
    class Meta:
        model = Involvement

    decision = factory.SubFactory(DecisionFactory)
    of = Constituency.PROVIDERS
    who = "43 home care providers"
    how = "Answered the exercise on travel"
    on = date(2026, 10, 1)


class ActionFactory(factory.django.DjangoModelFactory[Action]):
    class Meta:
        model = Action

    body = factory.SubFactory(BodyFactory)
    system = factory.SelfAttribute("body.system")
    ref = factory.Sequence(lambda n: f"A-2026-{n:03}")
    text = "Write the new clause and show it to the forum."
    owner = "Head of commissioning, Westmere"
    given_on = date(2026, 11, 3)
    due_on = date(2026, 12, 1)

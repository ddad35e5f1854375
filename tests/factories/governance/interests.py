"""Interests, on the register and as declared at an item."""

from datetime import UTC, date, datetime

import factory

from regard.domains.governance.models import Declaration, Interest
from regard.domains.governance.types import InterestAct, InterestKind

from .meetings import AgendaItemFactory
from .seats import HolderFactory, SeatFactory


class InterestFactory(factory.django.DjangoModelFactory[Interest]):
    class Meta:
        model = Interest

    holder = factory.SubFactory(HolderFactory)
    system = factory.SelfAttribute("holder.system")
    kind = InterestKind.FINANCIAL
    text = "Owns Harbour Home Care, which has a contract with Westmere council."
    declared_on = date(2026, 5, 1)
    recorded_by = "person:1"


class DeclarationFactory(factory.django.DjangoModelFactory[Declaration]):
    class Meta:
        model = Declaration

    item = factory.SubFactory(AgendaItemFactory)
    seat = factory.SubFactory(SeatFactory, body=factory.SelfAttribute("..item.meeting.body"))
    holder = factory.SubFactory(HolderFactory, system=factory.SelfAttribute("..seat.body.system"))
    act = InterestAct.NONE
    declared_at = datetime(2026, 12, 3, 14, 5, tzinfo=UTC)

"""Meetings, their agendas, and what was said at them."""

from datetime import UTC, datetime

import factory

from regard.domains.governance.models import AgendaItem, Attendance, Meeting, MinuteLine, Paper
from regard.domains.governance.types import Attended, ItemKind, Purpose

from .bodies import BodyFactory
from .seats import SeatFactory


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    system = factory.SelfAttribute("body.system")
    starts_at = datetime(2026, 12, 3, 14, tzinfo=UTC)
    minutes_long = 120
    venue = "Westmere Town Hall"
    changed_at = datetime(2026, 11, 1, 9, tzinfo=UTC)


class AgendaItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "Pay for travel between home care visits"
    added_at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    kind = ItemKind.COMMERCIAL
    purpose = Purpose.DECISION


class AttendanceFactory(factory.django.DjangoModelFactory[Attendance]):
    """A seat that came to its body's meeting. For a guest: `seat=None, name="…"`."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    seat = factory.SubFactory(SeatFactory, body=factory.SelfAttribute("..meeting.body"))
    attended = Attended.PRESENT


class PaperFactory(factory.django.DjangoModelFactory[Paper]):
    """Of a file: give `file`."""

    class Meta:
        model = Paper

    item = factory.SubFactory(AgendaItemFactory)
    title = "What travel costs home care, June 2026"


class MinuteLineFactory(factory.django.DjangoModelFactory[MinuteLine]):
    class Meta:
        model = MinuteLine

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Home care providers said that a third of the day is spent on the road."

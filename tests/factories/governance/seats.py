"""Seats, who holds them, and lots by which they are filled."""

from datetime import UTC, datetime

import factory

from regard.domains.governance.models import Appointment, Holder, Lot, LotEntry, Seat
from regard.domains.governance.types import Constituency, Side, Standing

from .bodies import BEGAN, BodyFactory


class SeatFactory(factory.django.DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    name = "Home care providers’ seat"
    nominated_by = Side.ASSOCIATION
    nominator = "Northmarch Care Association"
    speaks_for = Constituency.PROVIDERS
    standing = Standing.VOTING
    valid_from = BEGAN


class HolderFactory(factory.django.DjangoModelFactory[Holder]):
    class Meta:
        model = Holder

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    name = factory.Sequence(lambda n: f"Priya Raman {n}")
    job = "Registered manager"
    side = Side.PROVIDER
    works_at = "Harbour Home Care"


class AppointmentFactory(factory.django.DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    seat = factory.SubFactory(SeatFactory)
    holder = factory.SubFactory(HolderFactory, system=factory.SelfAttribute("..seat.body.system"))
    valid_from = BEGAN


class LotFactory(factory.django.DjangoModelFactory[Lot]):
    """A lot of one part, not drawn yet, whose pool is one service of no provider that there is."""

    class Meta:
        model = Lot

    body = factory.SubFactory(BodyFactory)
    title = "Two seats for home care"
    strata = factory.LazyFunction(lambda: [{"name": "Home care", "wanted": 1, "criteria": {}}])
    pool = factory.LazyFunction(
        lambda: [
            {
                "name": "Home care",
                "wanted": 1,
                "services": [{"location": 1, "name": "Harbour Home Care", "provider": 1}],
            }
        ]
    )
    pool_sha256 = "0" * 64
    seed_source = "The numbers of the draw of 28 November 2026"
    prepared_at = datetime(2026, 11, 20, 9, tzinfo=UTC)


class LotEntryFactory(factory.django.DjangoModelFactory[LotEntry]):
    """The one service of a lot that is drawn."""

    class Meta:
        model = LotEntry

    lot = factory.SubFactory(
        LotFactory, seed="4 8 15", state="drawn", drawn_at=datetime(2026, 11, 21, 9, tzinfo=UTC)
    )
    stratum = 0
    position = 1
    location = factory.SubFactory(
        "tests.factories.register.LocationFactory",
        system=factory.SelfAttribute("..lot.body.system"),
    )

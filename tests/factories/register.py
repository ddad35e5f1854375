from datetime import UTC, date, datetime

import factory

from regard.domains.register.models import (
    Contact,
    Council,
    Load,
    Location,
    Organisation,
    Place,
    PlaceCover,
    Service,
    System,
    SystemCouncil,
)
from regard.domains.register.rules.matching import postcode_district
from regard.domains.register.types import ServiceType
from regard.foundation.files.models import File


class CouncilFactory(factory.django.DjangoModelFactory[Council]):
    class Meta:
        model = Council

    gss_code = factory.Sequence(lambda n: f"X{n:08}")
    name = factory.Sequence(lambda n: f"Council {n}")
    source = "made up for a test"
    is_made_up = True


class SystemFactory(factory.django.DjangoModelFactory[System]):
    """A system; `council=` puts one council in it, made anew unless given."""

    class Meta:
        model = System
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"system-{n}")
    name = factory.Sequence(lambda n: f"System {n}")
    partnership_name = factory.LazyAttribute(lambda system: f"{system.name} care partnership")
    receipt_prefix = "SY"

    @factory.post_generation
    def council(self, create, extracted, **kwargs):
        council = extracted or CouncilFactory()
        SystemCouncil.objects.create(system=self, council=council)


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    """A place; `council=` or `districts=["LN1"]` say what it covers."""

    class Meta:
        model = Place
        skip_postgeneration_save = True

    system = factory.SubFactory(SystemFactory)
    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")

    @factory.post_generation
    def council(self, create, extracted, **kwargs):
        if extracted:
            PlaceCover.objects.create(system=self.system, place=self, council=extracted)

    @factory.post_generation
    def districts(self, create, extracted, **kwargs):
        for district in extracted or []:
            PlaceCover.objects.create(system=self.system, place=self, postcode_district=district)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    regulator_id = factory.Sequence(lambda n: f"1-9{n:08}")
    name = factory.Sequence(lambda n: f"Provider {n}")


class LocationFactory(factory.django.DjangoModelFactory[Location]):
    """A location without services; `system=` puts it in the system's first council."""

    class Meta:
        model = Location

    class Params:
        system = None

    regulator_id = factory.Sequence(lambda n: f"1-1{n:08}")
    organisation = factory.SubFactory(OrganisationFactory)
    council = factory.LazyAttribute(
        lambda location: location.system.councils.first() if location.system else CouncilFactory()
    )
    name = factory.Sequence(lambda n: f"Location {n:05}")
    address = "1 High Street"
    city = "Lincoln"
    postcode = "LN1 3AB"
    postcode_district = factory.LazyAttribute(
        lambda location: postcode_district(location.postcode)
    )
    as_at = date(2026, 5, 29)


class ServiceFactory(factory.django.DjangoModelFactory[Service]):
    """A service; `system=` puts its location in the system's first council."""

    class Meta:
        model = Service

    class Params:
        system = None

    location = factory.SubFactory(LocationFactory, system=factory.SelfAttribute("..system"))
    service_type = ServiceType.CARE_HOME


class ContactFactory(factory.django.DjangoModelFactory[Contact]):
    class Meta:
        model = Contact

    location = factory.SubFactory(LocationFactory)
    name = factory.Sequence(lambda n: f"Manager {n}")
    email = factory.Sequence(lambda n: f"manager{n}@example.org")


class FileFactory(factory.django.DjangoModelFactory[File]):
    """The record of a file; there are no bytes behind it."""

    class Meta:
        model = File

    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    name = "ratings.csv"
    size = 1
    origin = "a test"
    scope_key = "everywhere"
    by = "person:1"
    kept_at = datetime(2026, 11, 21, 12, tzinfo=UTC)


class LoadFactory(factory.django.DjangoModelFactory[Load]):
    class Meta:
        model = Load

    file = factory.SubFactory(FileFactory)
    by = "person:1"

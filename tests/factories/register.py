import json
from datetime import UTC, date, datetime

import factory

from regard.domains.register.actions import place_locations
from regard.domains.register.models import (
    Boundary,
    Change,
    Contact,
    Council,
    Load,
    Location,
    Organisation,
    Place,
    PlaceCover,
    Segment,
    Service,
    System,
    SystemCouncil,
)
from regard.domains.register.rules.matching import postcode_district
from regard.domains.register.rules.shapes import read_shape
from regard.domains.register.types import AreaLevel, ServiceType
from regard.foundation.files.models import File

PLACED_AT = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""When the factories place what they make: as an action would have done."""


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
        place_locations(system=self, at=PLACED_AT)


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    """A place; `council=` or `districts=["LN1"]` or `outline=` say what it covers."""

    class Meta:
        model = Place
        skip_postgeneration_save = True

    system = factory.SubFactory(SystemFactory)
    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.Sequence(lambda n: f"Place {n}")
    level = AreaLevel.PLACE

    @factory.post_generation
    def council(self, create, extracted, **kwargs):
        if extracted:
            PlaceCover.objects.create(
                system=self.system, place=self, level=self.level, council=extracted
            )
            place_locations(system=self.system, at=PLACED_AT)

    @factory.post_generation
    def districts(self, create, extracted, **kwargs):
        for district in extracted or []:
            PlaceCover.objects.create(
                system=self.system, place=self, level=self.level, postcode_district=district
            )
        if extracted:
            place_locations(system=self.system, at=PLACED_AT)

    @factory.post_generation
    def outline(self, create, extracted, **kwargs):
        if extracted:
            boundary = BoundaryFactory(level=self.level, code=f"p{self.pk}", geometry=extracted)
            PlaceCover.objects.create(
                system=self.system, place=self, level=self.level, boundary=boundary
            )
            place_locations(system=self.system, at=PLACED_AT)


class BoundaryFactory(factory.django.DjangoModelFactory[Boundary]):
    """An outline; its bounds are worked out."""

    class Meta:
        model = Boundary

    level = AreaLevel.COUNCIL
    code = factory.Sequence(lambda n: f"X{n:08}")
    name = factory.Sequence(lambda n: f"Area {n}")
    source = "made up for a test"
    drawing = factory.LazyAttribute(lambda boundary: json.dumps(boundary.geometry))
    west = factory.LazyAttribute(lambda boundary: read_shape(boundary.geometry).bounds[0])
    south = factory.LazyAttribute(lambda boundary: read_shape(boundary.geometry).bounds[1])
    east = factory.LazyAttribute(lambda boundary: read_shape(boundary.geometry).bounds[2])
    north = factory.LazyAttribute(lambda boundary: read_shape(boundary.geometry).bounds[3])


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    regulator_id = factory.Sequence(lambda n: f"1-9{n:08}")
    name = factory.Sequence(lambda n: f"Provider {n}")


class LocationFactory(factory.django.DjangoModelFactory[Location]):
    """A location without services; `system=` puts it in the system's first council."""

    class Meta:
        model = Location
        skip_postgeneration_save = True

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

    @factory.post_generation
    def placed(self, create, extracted, **kwargs):
        place_locations(location_ids=[self.pk], at=PLACED_AT)


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


class ChangeFactory(factory.django.DjangoModelFactory[Change]):
    """A load gave a location another name."""

    class Meta:
        model = Change

    load = factory.SubFactory(LoadFactory)
    location = factory.SubFactory(LocationFactory)
    kind = "changed"
    was = factory.LazyFunction(lambda: {"name": "Old name"})
    became = factory.LazyFunction(lambda: {"name": "New name"})


class SegmentFactory(factory.django.DjangoModelFactory[Segment]):
    """A saved search for home care."""

    class Meta:
        model = Segment

    system = factory.SubFactory(SystemFactory)
    slug = factory.Sequence(lambda n: f"segment-{n}")
    name = factory.LazyAttribute(lambda segment: segment.slug.capitalize())
    criteria = factory.LazyFunction(lambda: {"version": 1, "service_types": ["home_care"]})
    by = "person:1"

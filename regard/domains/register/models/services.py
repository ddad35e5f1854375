"""Everyone who provides care, where, and how they are reached. Common to all systems."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import Sector, ServiceType
from regard.foundation.base.models import Record

from .geography import Council


class Organisation(Record):
    """A provider of care, known by the regulator's number where it has one."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "some providers are one person, trading in their own name; while on the register",
    }

    regulator_id = models.TextField(null=True, help_text="e.g. 1-101658918")
    name = models.TextField()
    brand_id = models.TextField(default="", help_text="The regulator's number of its group")
    brand_name = models.TextField(default="")
    sector = models.TextField(choices=[(s, s.label) for s in Sector], default=Sector.NOT_KNOWN)
    as_at = models.DateField(null=True, help_text="Date of the newest file that described it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regulator_id"], name="register_organisation_number_is_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="register_organisation_has_a_name"
            ),
        ]
        indexes = [
            models.Index(
                fields=["brand_id"],
                condition=~models.Q(brand_id=""),
                name="register_organisation_brand",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Location(Record):
    """A place from which care is provided, with one registered address."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "some services bear a person's name; while on the register",
    }

    regulator_id = models.TextField(null=True, help_text="e.g. 1-10000792582")
    ods_code = models.TextField(default="")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="locations"
    )
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")
    name = models.TextField()
    address = models.TextField(default="", help_text="Lines, without town and postcode")
    city = models.TextField(default="")
    postcode = models.TextField(default="")
    postcode_district = models.TextField(default="", help_text="e.g. LN1")
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    rating = models.TextField(null=True)
    rated_on = models.DateField(null=True)
    as_at = models.DateField(help_text="Date of the newest file that described it")
    ended_on = models.DateField(null=True, help_text="When it was found to be no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regulator_id"], name="register_location_number_is_unique"
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""), name="register_location_has_a_name"
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                | models.Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                ),
                name="register_location_is_on_earth",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("as_at")),
                name="register_location_ends_after_it_was_seen",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Service(Record):
    """One kind of care provided from a location: what coverage is counted in."""

    personal_data: ClassVar[dict[str, str]] = {}

    location = models.ForeignKey(
        Location,
        on_delete=models.CASCADE,
        related_name="services",
        db_index=False,  # the constraint below begins with it
    )
    service_type = models.TextField(choices=[(s, s.label) for s in ServiceType])
    is_regulated = models.BooleanField(default=True)
    rating = models.TextField(null=True)
    rated_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["location", "service_type"], name="register_service_type_once_a_location"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{ServiceType(self.service_type).label} at {self.location_id}"


class Contact(Record):
    """How a location is reached. One a location; a newer one replaces it."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "to address invitations and replies; while the service is on the register",
        "email": "to send invitations and replies; while the service is on the register",
        "telephone": "to ask those who do not read email; while the service is on the register",
    }

    location = models.OneToOneField(Location, on_delete=models.CASCADE, related_name="contact")
    name = models.TextField(default="")
    email = models.TextField(default="")
    telephone = models.TextField(default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name="", email="", telephone=""),
                name="register_contact_says_something",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name or self.email or self.telephone

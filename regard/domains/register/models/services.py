"""Everyone who provides care, where, and how they are reached. Common to all systems."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from regard.domains.register.types import Proof, Sector, ServiceType
from regard.foundation.base.models import Record

from .geography import Council
from .provenance import Provenance


class Organisation(Record):
    """A provider of care, known by the regulator's number where it has one."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "some providers are one person, trading in their own name; while on the register",
    }

    regulator_id = models.TextField(null=True, help_text="e.g. 1-101658918")
    name = models.TextField()
    brand_id = models.TextField(default="", help_text="The regulator's number of its group")
    brand_name = models.TextField(default="")
    branded_since = models.DateField(null=True, help_text="None: as long as we know")
    sector = models.TextField(choices=[(s, s.label) for s in Sector], default=Sector.NOT_KNOWN)
    ods_code = models.TextField(default="", db_default="")
    ownership_type = models.TextField(
        default="", db_default="", help_text="As the regulator words it"
    )
    companies_house_number = models.TextField(default="", db_default="")
    charity_number = models.TextField(default="", db_default="")
    registered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    people_employed = models.IntegerField(null=True, help_text="None: not known")
    telephone = models.TextField(default="", db_default="", help_text="As published")
    website = models.TextField(default="", db_default="")
    as_at = models.DateField(null=True, help_text="Date of the newest file that described it")
    provenance = models.ForeignKey(
        Provenance, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["regulator_id"], name="register_organisation_number_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(people_employed__isnull=True)
                | models.Q(people_employed__gte=0),
                name="register_organisation_employs_none_or_more",
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

    def scope_keys(self) -> frozenset[str]:
        """Return this provider, and the group it belongs to."""
        keys = {f"organisation:{self.pk}"}
        return frozenset(keys | {f"brand:{self.brand_id}"} if self.brand_id else keys)


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
    run_since = models.DateField(
        null=True, help_text="Since when its provider runs it; None: as long as we know"
    )
    registered_on = models.DateField(null=True)
    is_dormant = models.BooleanField(null=True, help_text="None: not known")
    beds = models.IntegerField(null=True, help_text="None: not known")
    uprn = models.TextField(
        default="", db_default="", help_text="Unique property reference number"
    )
    telephone = models.TextField(
        default="", db_default="", help_text="As published; contacts are apart"
    )
    website = models.TextField(default="", db_default="")
    people_served = ArrayField(
        models.TextField(),
        default=list,
        db_default=[],
        help_text="Specialisms, as the regulator words them",
    )
    as_at = models.DateField(help_text="Date of the newest file that described it")
    ended_on = models.DateField(null=True, help_text="When it was found to be no more")
    provenance = models.ForeignKey(
        Provenance, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

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
                condition=models.Q(beds__isnull=True) | models.Q(beds__gte=0),
                name="register_location_has_no_beds_or_more",
            ),
        ]
        indexes = [
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="register_location_merged",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name

    def scope_keys(self) -> frozenset[str]:
        """Return this location, its provider, and the group that its provider belongs to."""
        return self.organisation.scope_keys() | {f"location:{self.pk}"}


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
    started_on = models.DateField(null=True, help_text="None: before our records begin")
    ended_on = models.DateField(null=True)
    is_commissioned = models.BooleanField(null=True, help_text="By a council; None: not known")

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
    proven_on = models.DateField(null=True, help_text="When somebody was last reached by it")
    proven_how = models.TextField(default="", db_default="", choices=[(p, p.label) for p in Proof])
    failed_on = models.DateField(null=True, help_text="When it was last found not to work")
    failed_why = models.TextField(default="", db_default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                # A service with an address alone can be known to be reached by post, or not.
                condition=~models.Q(name="", email="", telephone="")
                | models.Q(proven_on__isnull=False)
                | models.Q(failed_on__isnull=False),
                name="register_contact_says_something",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name or self.email or self.telephone

"""
Everyone who provides care, where, and how they are reached.

The register and its geography are common to all systems; places belong to one.
"""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .types import Sector, ServiceType


class Board(Record):
    """An integrated care board, past or present. Reference data with dates and a source."""

    personal_data: ClassVar[dict[str, str]] = {}

    ods_code = models.TextField(help_text="NHS code, e.g. QJM")
    gss_code = models.TextField(help_text="Statistical code, e.g. E54000013")
    name = models.TextField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ods_code", "valid_from"], name="register_board_code_is_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="register_board_ends_after_it_begins",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class Council(Record):
    """A council with adult social services duties, past or present. Reference data."""

    personal_data: ClassVar[dict[str, str]] = {}

    gss_code = models.TextField(unique=True, help_text="Statistical code, e.g. E10000019")
    name = models.TextField()
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    source = models.TextField()
    is_made_up = models.BooleanField(default=False, help_text="For the demonstration only")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="register_council_ends_after_it_begins",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class System(Record):
    """A health and care system: the partnership whose working system this is, and its area."""

    personal_data: ClassVar[dict[str, str]] = {}

    slug = models.SlugField(unique=True)
    name = models.TextField(help_text="e.g. Northmarch")
    partnership_name = models.TextField(help_text="e.g. Northmarch care partnership")
    receipt_prefix = models.TextField(help_text="Begins every receipt number, e.g. NM")
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, related_name="+")
    councils: "models.ManyToManyField[Council, SystemCouncil]" = models.ManyToManyField(
        Council, through="SystemCouncil", related_name="+"
    )
    is_made_up = models.BooleanField(default=False, help_text="For the demonstration only")

    @override
    def __str__(self) -> str:
        return self.name

    def scope_keys(self) -> frozenset[str]:
        return frozenset({f"system:{self.pk}"})


class SystemCouncil(Record):
    """A council whose area lies in a system. A council may lie in several."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "council"], name="register_council_is_in_a_system_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.council} in {self.system}"


class Place(Record):
    """A part of a system, as its partnership draws it: whole councils, or postcode districts."""

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField()
    name = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "slug"], name="register_place_slug_is_unique"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


class PlaceCover(Record):
    """
    A council or a postcode district that belongs to a place.

    A district says more than a council: where both match a location, the district decides.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="+")
    postcode_district = models.TextField(default="", help_text="e.g. LN1; empty for a council")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(council__isnull=False, postcode_district="")
                | (models.Q(council__isnull=True) & ~models.Q(postcode_district="")),
                name="register_place_covers_a_council_or_a_district",
            ),
            models.UniqueConstraint(
                fields=["system", "council"],
                condition=models.Q(council__isnull=False),
                name="register_council_is_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["system", "postcode_district"],
                condition=~models.Q(postcode_district=""),
                name="register_district_is_in_one_place",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.postcode_district or str(self.council)


class Organisation(Record):
    """A provider of care, known by the regulator's number where it has one."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "some providers are one person, trading in their own name; while on the register",
    }

    regulator_id = models.TextField(null=True, unique=True, help_text="e.g. 1-101658918")
    name = models.TextField()
    brand_id = models.TextField(default="", help_text="The regulator's number of its group")
    brand_name = models.TextField(default="")
    sector = models.TextField(choices=[(s, s.label) for s in Sector], default=Sector.NOT_KNOWN)

    @override
    def __str__(self) -> str:
        return self.name


class Location(Record):
    """A place from which care is provided, with one registered address."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "some services bear a person's name; while on the register",
    }

    regulator_id = models.TextField(null=True, unique=True, help_text="e.g. 1-10000792582")
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

    @override
    def __str__(self) -> str:
        return self.name


class Service(Record):
    """One kind of care provided from a location: what coverage is counted in."""

    personal_data: ClassVar[dict[str, str]] = {}

    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="services")
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


class Load(Record):
    """One reading of a file into the register, and what came of it."""

    personal_data: ClassVar[dict[str, str]] = {"by": "who loaded it, by number; six years"}

    file = models.ForeignKey("files.File", on_delete=models.PROTECT, related_name="+")
    layout = models.TextField(default="", help_text="Which layout its header matched")
    as_at = models.DateField(null=True, help_text="The newest date in the file")
    by = models.TextField()
    state = models.TextField(default="waiting")
    problem = models.TextField(default="", help_text="Why it was not applied, in words")
    accepts_drift = models.BooleanField(default=False)
    is_dry_run = models.BooleanField(default=False)
    rows_read = models.IntegerField(default=0)
    counts = models.JSONField(default=dict, help_text="added, changed, unchanged, ended, …")
    finished_at = models.DateTimeField(null=True)

    @override
    def __str__(self) -> str:
        return f"{self.layout} as at {self.as_at}: {self.state}"


class RefusedRow(Record):
    """A row of a file that was not taken, as it was, and why."""

    personal_data: ClassVar[dict[str, str]] = {
        "value": "what stood in the file, to mend it; six years, with the file",
    }

    load = models.ForeignKey(Load, on_delete=models.CASCADE, related_name="refused_rows")
    line = models.IntegerField(help_text="Line in the file, the header being 1")
    column = models.TextField()
    value = models.TextField(help_text="What stood there, its first 200 characters")
    reason = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["load", "line"], name="register_refused_row_line")]

    @override
    def __str__(self) -> str:
        return f"line {self.line}, {self.column}: {self.reason}"

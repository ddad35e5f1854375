"""What was true of a location or provider before, in dated rows."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import RelationKind, ServiceType
from regard.foundation.base.models import Record

from .services import Location, Organisation


class Running(Record):
    """A provider ran a location until another took over. Who runs it now, the location says."""

    personal_data: ClassVar[dict[str, str]] = {}

    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, related_name="runnings", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="runnings"
    )
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(help_text="First day on which it was no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["location", "valid_to"], name="register_location_changes_hands_once_a_day"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.organisation_id} ran {self.location_id} until {self.valid_to}"


class Branding(Record):
    """A provider belonged to a group, or to none, until a day on which that changed."""

    personal_data: ClassVar[dict[str, str]] = {}

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="brandings", db_index=False
    )
    brand_id = models.TextField(help_text="Empty: it belonged to none")
    brand_name = models.TextField()
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(help_text="First day on which it was no more")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "valid_to"], name="register_brand_changes_once_a_day"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.brand_name} until {self.valid_to}"


class Rating(Record):
    """
    A rating that the regulator published: overall or for a key question, of all or one kind.

    The newest overall rating stands on the location and its services too, for speed.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, related_name="ratings", db_index=False
    )
    service_type = models.TextField(
        default="", choices=[(s, s.label) for s in ServiceType], help_text="Empty: the location"
    )
    question = models.TextField(help_text="overall, safe, effective, caring, responsive, well-led")
    rating = models.TextField(help_text="As the regulator words it, e.g. Good")
    published_on = models.DateField()
    is_inherited = models.BooleanField(default=False, help_text="Earned under a predecessor")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["location", "service_type", "question", "published_on"],
                name="register_rating_is_published_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.question}: {self.rating}, {self.published_on}"


class Relation(Record):
    """
    A dated tie between two locations, or two providers: one took over from the other.

    The other may be none that the register holds: then its number and name are kept, and the
    tie is made when a load brings it.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "other_name": "some providers are one person; while the service is on the register",
        "by": "who said so, by number; while the tie stands",
    }

    kind = models.TextField(choices=[(k, k.label) for k in RelationKind])
    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, null=True, related_name="relations"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="relations"
    )
    other_location = models.ForeignKey(
        Location, on_delete=models.CASCADE, null=True, related_name="+"
    )
    other_organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, related_name="+"
    )
    other_number = models.TextField(default="", help_text="The regulator's number of the other")
    other_name = models.TextField(default="")
    reason = models.TextField(default="", help_text="As the regulator words it")
    since = models.DateField(null=True, help_text="None: not known")
    ended_on = models.DateField(null=True, help_text="When it was withdrawn; None: it stands")
    by = models.TextField(help_text="A source, or the person who said so")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(location__isnull=False, organisation__isnull=True)
                | models.Q(location__isnull=True, organisation__isnull=False),
                name="register_relation_is_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["kind", "location", "other_number"],
                condition=models.Q(location__isnull=False, ended_on__isnull=True),
                name="register_location_relation_is_said_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "organisation", "other_number"],
                condition=models.Q(organisation__isnull=False, ended_on__isnull=True),
                name="register_organisation_relation_is_said_once",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.other_number}"


class Change(Record):
    """
    What one load did to one location: for the load's page, and the location's history.

    Of what a load adds, only a sample is kept here: each location says itself when it came.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "was": "the facts before, with names of services; six years",
        "became": "the facts after, with names of services; six years",
    }

    load = models.ForeignKey(
        "register.Load", on_delete=models.CASCADE, related_name="changes", db_index=False
    )
    location = models.ForeignKey(Location, on_delete=models.CASCADE, related_name="changes")
    kind = models.TextField(help_text="added, changed, ended or returned")
    was = models.JSONField(default=dict, help_text="Fields that changed, before")
    became = models.JSONField(default=dict, help_text="Fields that changed, after")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["load", "kind", "location"], name="register_load_changes_a_location_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.location_id}"

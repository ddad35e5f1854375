"""Systems and the places in them, as their partnerships draw them."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.foundation.base.models import Record

from .geography import Board, Council


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

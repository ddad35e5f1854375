"""Systems and the places in them, as their partnerships draw them."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import AreaLevel, Basis, Belonging
from regard.foundation.base.models import Record

from .geography import Board, Boundary, Council


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
    is_whole = models.BooleanField(
        default=True,
        help_text="False: only the locations of it that are placed in the system belong to it",
    )

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
    level = models.TextField(
        choices=[(v, v.label) for v in (AreaLevel.PLACE, AreaLevel.NEIGHBOURHOOD)],
        default=AreaLevel.PLACE,
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")

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
    What belongs to a place: a council, a postcode district, one postcode, or a drawn area.

    What says more decides: a drawn area before a postcode, that before a district, and that
    before a council.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    level = models.TextField(default=AreaLevel.PLACE, help_text="The place's own level")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, null=True, related_name="+")
    postcode_district = models.TextField(default="", help_text="e.g. LN1")
    postcode = models.TextField(default="", help_text="e.g. LN1 3AB")
    boundary = models.ForeignKey(
        Boundary, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    council__isnull=False,
                    postcode_district="",
                    postcode="",
                    boundary__isnull=True,
                )
                | models.Q(council__isnull=True, postcode="", boundary__isnull=True)
                & ~models.Q(postcode_district="")
                | models.Q(council__isnull=True, postcode_district="", boundary__isnull=True)
                & ~models.Q(postcode="")
                | models.Q(
                    council__isnull=True,
                    postcode_district="",
                    postcode="",
                    boundary__isnull=False,
                ),
                name="register_place_covers_one_thing",
            ),
            models.UniqueConstraint(
                fields=["system", "level", "council"],
                condition=models.Q(council__isnull=False, valid_to__isnull=True),
                name="register_council_is_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["system", "level", "postcode_district"],
                condition=~models.Q(postcode_district="") & models.Q(valid_to__isnull=True),
                name="register_district_is_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["system", "level", "postcode"],
                condition=~models.Q(postcode="") & models.Q(valid_to__isnull=True),
                name="register_postcode_is_in_one_place",
            ),
        ]
        indexes = [models.Index(fields=["system", "place"], name="register_cover_of_place")]

    @override
    def __str__(self) -> str:
        return self.postcode or self.postcode_district or str(self.council or self.boundary)


class Placement(Record):
    """
    Where a location lies in a system today, worked out from covers and boundaries.

    There is one for each location of a system. `actions.place_locations` keeps them true.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    system = models.ForeignKey(System, on_delete=models.CASCADE, related_name="+", db_index=False)
    location = models.ForeignKey("register.Location", on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    neighbourhood = models.ForeignKey(
        Place, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    basis = models.TextField(choices=[(b, b.label) for b in Basis], default=Basis.NONE)
    belongs_by = models.TextField(
        choices=[(b, b.label) for b in Belonging], default=Belonging.COUNCIL
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "location"], name="register_location_is_placed_once"
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.location_id} in {self.place_id}"

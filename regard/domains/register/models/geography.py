"""Boards and councils, past and present, and who took over from whom. Reference data."""

from typing import ClassVar

from django.db import models
from typing_extensions import override

from regard.domains.register.types import AreaLevel
from regard.foundation.base.models import Record


class Region(Record):
    """A region of the NHS in England. Reference data."""

    personal_data: ClassVar[dict[str, str]] = {}

    gss_code = models.TextField(unique=True, help_text="e.g. E40000003")
    name = models.TextField()
    source = models.TextField()

    @override
    def __str__(self) -> str:
        return self.name


class Board(Record):
    """An integrated care board, past or present. Reference data with dates and a source."""

    personal_data: ClassVar[dict[str, str]] = {}

    ods_code = models.TextField(help_text="NHS code, e.g. QJM")
    gss_code = models.TextField(help_text="Statistical code, e.g. E54000013")
    name = models.TextField()
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
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


class BoardSuccession(Record):
    """One board took over from another, in whole or in part, when the first was no more."""

    personal_data: ClassVar[dict[str, str]] = {}

    predecessor = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Board, on_delete=models.PROTECT, related_name="predecessors")
    kind = models.TextField(help_text="merger, split, acquisition or recoded")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="register_board_succeeds_another_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="register_board_does_not_succeed_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.predecessor} to {self.successor}"


class Council(Record):
    """A council with adult social services duties, past or present. Reference data."""

    personal_data: ClassVar[dict[str, str]] = {}

    gss_code = models.TextField(unique=True, help_text="Statistical code, e.g. E10000019")
    name = models.TextField()
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    source = models.TextField()
    is_made_up = models.BooleanField(default=False, help_text="For the demonstration only")
    listed_as_at = models.DateField(
        null=True, help_text="Date of the newest regulator's file that listed its services"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(valid_to__isnull=True),
                name="register_council_name_is_unique",
            ),
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


class CouncilSuccession(Record):
    """
    A council took over from an abolished one: all of it, or the named postcode district of it.

    A council that was split has one row for each district, and none for the whole.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    predecessor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="successors")
    successor = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="predecessors")
    postcode_district = models.TextField(default="", help_text="e.g. CA1; empty for all of it")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "postcode_district"],
                name="register_district_goes_to_one_council",
            ),
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="register_council_does_not_succeed_itself",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.predecessor} {self.postcode_district} to {self.successor}"


class BoardCouncil(Record):
    """How much of a council lies in a board's area, by its small areas. Reference data."""

    personal_data: ClassVar[dict[str, str]] = {}

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="council_shares")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="board_shares")
    small_areas = models.IntegerField(help_text="Lower layer super output areas, 2021")
    share = models.FloatField(help_text="Of the council's small areas, above 0 to 1")
    source = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "council"], name="register_council_has_one_share_in_a_board"
            ),
            models.CheckConstraint(
                condition=models.Q(share__gt=0, share__lte=1),
                name="register_board_share_is_a_share",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.share:.0%} of {self.council} in {self.board}"


class Boundary(Record):
    """
    The outline of an area, as its publisher drew it, in longitude and latitude (WGS84).

    Loaded by whoever runs Regard: none comes with it.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    level = models.TextField(choices=[(v, v.label) for v in AreaLevel])
    code = models.TextField(help_text="Statistical code, or a place's own, e.g. E54000065")
    name = models.TextField()
    geometry = models.JSONField(help_text="GeoJSON Polygon or MultiPolygon")
    drawing = models.TextField(default="", help_text="GeoJSON with fewer corners, for maps")
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    valid_from = models.DateField(null=True, help_text="None: before our records begin")
    valid_to = models.DateField(null=True, help_text="First day on which it was no more")
    file = models.ForeignKey(
        "files.File", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    source = models.TextField(help_text="Who published it, and its licence")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["level", "code"],
                condition=models.Q(valid_to__isnull=True),
                name="register_area_has_one_outline",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    west__lte=models.F("east"),
                    south__lte=models.F("north"),
                    west__gte=-180,
                    east__lte=180,
                    south__gte=-90,
                    north__lte=90,
                ),
                name="register_outline_is_on_earth",
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.level} {self.name}"
